"""docs/data-model.md draws the schema that is."""

import re
from pathlib import Path

from sqlite_utils import Database

DOCUMENT = Path(__file__).parents[2] / "docs" / "data-model.md"
HIDDEN = re.compile(r"_sqlite_migrations|sqlite_.*|.*_fts(_.*)?")


def tables_of(db: Database) -> list[str]:
    return [name for name in db.table_names() if not HIDDEN.fullmatch(name)]


def diagram(db: Database) -> str:
    """The tables with their columns, and an arrow's end for each foreign key."""
    lines = ["erDiagram"]
    for table in tables_of(db):
        keys = {key.column: key.other_table for key in db.table(table).foreign_keys}
        lines += [f"  {other} ||--o{{ {table} : {column}" for column, other in sorted(keys.items())]
    for table in tables_of(db):
        keys = {key.column: "FK" for key in db.table(table).foreign_keys} | {"id": "PK"}
        columns = [(c.type.lower(), c.name, keys.get(c.name, "")) for c in db.table(table).columns]
        lines += [f"  {table} {{", *(f"    {' '.join(c).strip()}" for c in columns), "  }"]
    return "\n".join(lines)


def test_the_diagram_is_the_schema(db: Database) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    drawn = re.findall(r"```mermaid\n(.*?)\n```", text, re.DOTALL)[-1]
    assert drawn == diagram(db), "replace the last diagram of docs/data-model.md by the left side"


def test_every_table_and_view_is_explained(db: Database) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    missing = [n for n in (*tables_of(db), *db.view_names()) if f"| `{n}` |" not in text]
    assert missing == []


def test_the_queries_shown_run(db: Database) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
    assert queries
    for query in queries:
        db.conn.execute(query).fetchall()

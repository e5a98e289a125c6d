"""What a database holds, as a few tables: what `bellwether demo` ends with."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text
from sqlite_utils import Database

from bellwether.browse.formats import count_of, format_amount, format_date, format_period
from bellwether.tables import STATUS_STYLES, grid

Row = Mapping[str, Any]
ARTICLES = """
SELECT title, publisher, source, published_date, version,
  (SELECT count(*) FROM figures WHERE article_id = articles.id) AS figures,
  (SELECT count(*) FROM targets WHERE article_id = articles.id) AS targets,
  (SELECT count(*) FROM quotes WHERE article_id = articles.id) AS quotes
FROM articles WHERE is_current ORDER BY published_date DESC, title
"""
FIGURES = """
SELECT * FROM figures_full WHERE metric IS NOT NULL AND subject IS NOT NULL
ORDER BY kind = 'money' DESC, published_date DESC, id LIMIT ?
"""
TARGETS = "SELECT * FROM targets_due WHERE actor IS NOT NULL ORDER BY deadline_date, id LIMIT ?"
PEOPLE = """
SELECT DISTINCT person, role, organization, status FROM people_with_roles
ORDER BY published_date DESC, person LIMIT ?
"""
PROBLEMS = "SELECT reason, detail, url FROM open_problems ORDER BY stage, reason, url LIMIT ?"


def overview(db: Database, rows: int = 12) -> RenderableType:
    """The newest articles, and the first `rows` of figures, targets, people and problems."""
    return Group(
        _section(db, "Articles", _articles(db.query(ARTICLES)), "current_articles"),
        _section(db, "Figures", _figures(db.query(FIGURES, [rows])), "figures_full"),
        _section(db, "Targets by deadline", _targets(db.query(TARGETS, [rows])), "targets_due"),
        _section(db, "People", _people(db.query(PEOPLE, [rows])), "people_with_roles"),
        _section(db, "What could not be read", _problems(db.query(PROBLEMS, [rows])), None),
    )


def _section(db: Database, title: str, table: RenderableType, view: str | None) -> RenderableType:
    heading = Text(f"\n{title}", style="bold")
    if view:
        total = db.execute(f"SELECT count(*) FROM {view}").fetchone()[0]  # noqa: S608
        heading.append(f"  {count_of(total, 'row')} in {view}", style="dim not bold")
    return Group(heading, table)


def _articles(rows: Iterable[Row]) -> RenderableType:
    table = grid(
        "date", ("title", {"style": "bold"}), "credited to", "figures", "targets", "quotes"
    )
    for row in rows:
        title = f"{row['title']} (version {row['version']})" if row["version"] > 1 else row["title"]
        counts = (str(row[kind]) for kind in ("figures", "targets", "quotes"))
        table.add_row(row["published_date"], title, row["source"], *counts)
    return table


def _figures(rows: Iterable[Row]) -> RenderableType:
    table = grid(("amount", {"style": "bold"}), "what", "whose", "when", "status")
    for row in rows:
        table.add_row(
            _amount(row, "amount"),
            row["metric"],
            row["subject"],
            format_period(row["period"]),
            Text(row["status"], style=STATUS_STYLES[row["status"]]),
        )
    return table


def _targets(rows: Iterable[Row]) -> RenderableType:
    table = grid("due", "kind", "who", ("aim", {"style": "bold"}), "what")
    for row in rows:
        table.add_row(
            format_date(row["deadline_date"]),
            Text(row["kind"], style=STATUS_STYLES[row["kind"]]),
            row["actor"],
            _amount(row, "value") or row["text"],
            row["metric"] if row["value"] is not None else "",
        )
    return table


def _people(rows: Iterable[Row]) -> RenderableType:
    table = grid(("name", {"style": "bold"}), "role", "organisation")
    for row in rows:
        table.add_row(row["person"], row["role"], row["organization"])
    return table


def _problems(rows: Iterable[Row]) -> RenderableType:
    table = grid(("reason", {"style": "yellow"}), "where")
    for row in rows:
        table.add_row(row["reason"], row["url"])
    return table if table.row_count else Text("nothing", style="dim")


def _amount(row: Row, column: str) -> str:
    return format_amount(
        row[column],
        row[f"{column}_high"],
        currency=row["currency"],
        unit=row["unit"],
        comparator=row["comparator"],
    )

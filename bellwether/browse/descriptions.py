"""What the tables and columns are called and how they are shown, from descriptions.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PLUGIN = "bellwether"
"""The entry under "plugins" in the metadata that wakes our plugin."""

FULL_TEXT = {
    "articles": "articles_fts",
    "figures": "figures_fts",
    "targets": "targets_fts",
    "quotes": "quotes_fts",
    "organizations": "organizations_fts",
    "people": "people_fts",
    "places": "places_fts",
}
"""The full-text index of each table that has one; rows are joined on `search_id`."""


@cache
def descriptions() -> dict[str, Any]:
    """The file as it is."""
    path = Path(__file__).parent / "descriptions.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def table_description(table: str) -> dict[str, Any]:
    """The entry of a table or view; an empty one where there is none."""
    entry: dict[str, Any] = _tables().get(table) or descriptions()["views"].get(table, {})
    return entry


def table_title(table: str) -> str:
    """What the table is called in headings and links."""
    return str(table_description(table).get("title", table))


def column_title(column: str) -> str:
    """A column's name as words.

    >>> column_title("article_id"), column_title("word_count")
    ('article', 'word count')
    """
    words = column.removesuffix("_id") if column not in {"id", "search_id"} else column
    return words.replace("_", " ")


def heading(words: str) -> str:
    """Words as the head of a column.

    >>> heading("fetched at"), heading("url")
    ('Fetched at', 'URL')
    """
    return {"url": "URL", "id": "ID"}.get(words) or words[:1].upper() + words[1:]


def shown_columns(table: str) -> list[str]:
    """The columns of the table's page, in order; empty where all are shown."""
    return list(table_description(table).get("shown", []))


def datasette_metadata(database: str, file_name: str) -> dict[str, Any]:
    """The descriptions in the form Datasette takes, for the database under the given name."""
    entries = {**_tables(), **descriptions()["views"]}
    tables = {name: _table_metadata(name, entry) for name, entry in entries.items()}
    return {
        "title": descriptions()["title"],
        "description": descriptions()["description"],
        "databases": {
            database: {
                "title": file_name,
                "description": descriptions()["description"],
                "tables": tables,
            }
        },
        "plugins": {PLUGIN: {"database": database}},
    }


def _tables() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = descriptions()["tables"]
    return tables


def _table_metadata(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    taken = ("title", "description", "columns", "facets", "sort", "sort_desc")
    metadata = {key: entry[key] for key in taken if key in entry}
    if "label" in entry:
        metadata["label_column"] = entry["label"]
    if name in FULL_TEXT:
        metadata |= {"fts_table": FULL_TEXT[name], "fts_pk": "search_id"}
    return metadata

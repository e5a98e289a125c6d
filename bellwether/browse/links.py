"""Where a cell leads: to the row it names, or to its own row."""

from collections.abc import Mapping
from typing import Any

from datasette.app import Datasette

from bellwether.browse.database import NAME
from bellwether.browse.descriptions import descriptions, table_description

Row = Mapping[str, Any]

LINKED = {
    "article": "articles",
    "organization": "organizations",
    "person": "people",
    "place": "places",
    "source": "sources",
    "url": "urls",
    "page": "pages",
    "run": "runs",
    "figure": "figures",
    "target": "targets",
    "quote": "quotes",
    "found_on": "urls",
    "original": "articles",
}
"""The table that a column "x_id" points to, by the last word of x."""
NAMED = ("subject", "actor", "attribution", "speaker")
"""Columns with a printed name whose row is told by `<column>_organization_id` and its like."""
NAME_KINDS = ("organization", "person", "place")


def address(datasette: Datasette, table: str | None, column: str, row: Row) -> str | None:
    """Where the cell of a table, a view or (`table` None) an answer leads; None for nowhere."""
    if table is None:
        return _in_answer(datasette, column, row)
    if table in descriptions()["views"]:
        return _in_view(datasette, table, column, row)
    if column == table_description(table).get("headline"):
        return row_url(datasette, table, row["id"])
    return name_address(datasette, column, row)


def name_address(datasette: Datasette, column: str, row: Row) -> str | None:
    """The row that a printed name such as `subject` was resolved to."""
    if column not in NAMED:
        return None
    for kind in NAME_KINDS:
        if key := get(row, f"{column}_{kind}_id"):
            return row_url(datasette, LINKED[kind], key["value"] if isinstance(key, dict) else key)
    return None


def pointed_to(column: str) -> str | None:
    """The table that a foreign key points to."""
    name = column.removesuffix("_id")
    return LINKED.get(name) or LINKED.get(name.rpartition("_")[2])


def row_url(datasette: Datasette, table: str, key: Any) -> str:
    """The address of a row."""
    return f"{datasette.urls.table(NAME, table)}/{key}"


def get(row: Row, column: str) -> Any:
    """The value, or None for a column the row has not."""
    return row[column] if column in row.keys() else None  # noqa: SIM118 - sqlite3.Row is no Mapping


def _in_answer(datasette: Datasette, column: str, row: Row) -> str | None:
    kinds = NAME_KINDS if column == "name" else (column,)
    for kind in kinds:
        key = get(row, f"{kind}_id")
        if key and kind in LINKED:
            return row_url(datasette, LINKED[kind], key)
    return name_address(datasette, column, row)


def _in_view(datasette: Datasette, view: str, column: str, row: Row) -> str | None:
    entry = table_description(view)
    if column != entry["headline"] or "rows_of" not in entry:
        return _in_answer(datasette, column, row)
    kind = get(row, entry["rows_of"])
    return row_url(datasette, LINKED[kind] if kind else entry["rows_of"], row["id"])

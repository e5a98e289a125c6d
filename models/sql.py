"""Statements built from the columns of rows, once for each shape of row."""

import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache

SEARCHED = frozenset(
    {"articles", "organizations", "people", "places", "figures", "targets", "quotes"}
)
"""Tables with a full-text index, which counts rows by `search_id`."""


def insert(
    connection: sqlite3.Connection,
    table: str,
    rows: Sequence[Mapping[str, object]],
    *,
    known: str = "ABORT",
) -> None:
    """Writes the rows, which all have the same columns. With `known="IGNORE"` those whose key
    is there already are left as they are."""
    if rows:
        connection.executemany(_insert_statement(table, tuple(rows[0]), known), rows)


def update(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    """Writes the columns of the row with the same `id`."""
    connection.execute(_update_statement(table, tuple(row)), row)


@cache
def _insert_statement(table: str, columns: tuple[str, ...], known: str) -> str:
    names = [_quoted(column) for column in columns]
    values = [f":{column}" for column in columns]
    if table in SEARCHED:
        # VACUUM may renumber rowids, so the full-text index has a number of its own.
        names.append("search_id")
        values.append(f"(SELECT coalesce(max(search_id), 0) + 1 FROM {_quoted(table)})")  # noqa: S608
    return (
        f"INSERT OR {known} INTO {_quoted(table)} ({', '.join(names)}) "  # noqa: S608
        f"VALUES ({', '.join(values)})"
    )


@cache
def _update_statement(table: str, columns: tuple[str, ...]) -> str:
    pairs = ", ".join(f"{_quoted(column)} = :{column}" for column in columns if column != "id")
    return f"UPDATE {_quoted(table)} SET {pairs} WHERE id = :id"  # noqa: S608


def _quoted(name: str) -> str:
    """Some columns are SQL keywords ("end", "references")."""
    return f'"{name}"'

"""What organisations, people and places are called, counted over all articles.

The name of a row is the full form that most articles print, its aliases are all others. Counts
go up and down with each article, so a row never keeps what no article says any more.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from models.ids import stable_id
from models.rows import FOREIGN_KEYS, EntityTable, Row
from models.sql import insert


class Name(NamedTuple):
    """One way in which an article names an entity."""

    table: EntityTable
    entity_id: str
    name: str
    form: str
    """name: the fullest form of the article; alias: another."""
    kind: str | None
    country: str | None


def names_of(appearances: Iterable[Mapping[str, object]]) -> set[Name]:
    """The names in one article's rows of the appearances table."""
    names: set[Name] = set()
    named: set[str] = set()
    for row in appearances:
        names |= _names(row, named)
    return names


def _names(row: Mapping[str, object], named: set[str]) -> set[Name]:
    table = next(table for table, column in FOREIGN_KEYS.items() if row[column])
    entity_id = str(row[FOREIGN_KEYS[table]])
    full = str(row["name"])
    others: set[str] = set(json.loads(str(row["aliases"]))) - {full}
    names = {Name(table, entity_id, alias, "alias", None, None) for alias in others}
    if entity_id in named:
        return names | {Name(table, entity_id, full, "alias", None, None)}
    named.add(entity_id)
    kind, country = (None if row[column] is None else str(row[column]) for column in _TRAITS)
    return names | {Name(table, entity_id, full, "name", kind, country)}


_TRAITS = ("kind", "country")


def count_names(connection: sqlite3.Connection, before: set[Name], after: set[Name]) -> None:
    """One article says `after` where it said `before`: counts, names and aliases follow, and
    entities that no article names any more are deleted."""
    gone, come = before - after, after - before
    connection.executemany(COUNT_DOWN, [(_id(name),) for name in gone])
    connection.executemany(DELETE_UNUSED, [(_id(name),) for name in gone])
    insert(connection, "names", [_row(name) for name in come - _count_up(connection, come)])
    for table in FOREIGN_KEYS:
        refresh(connection, table, {name.entity_id for name in gone | come if name.table == table})


def _count_up(connection: sqlite3.Connection, names: Collection[Name]) -> set[Name]:
    """Those of the names that were there to be counted up."""
    return {name for name in names if connection.execute(COUNT_UP, (_id(name),)).rowcount}


def refresh(connection: sqlite3.Connection, table: EntityTable, ids: Collection[str]) -> None:
    """Names, kinds, aliases and counts of the rows, and of the rows that stand for them, follow
    the names table; rows that no article names are deleted."""
    whole = {*ids, *_standing_for(connection, table, ids)}
    for statement in REFRESH[table]:
        connection.executemany(statement, [{"id": entity_id} for entity_id in sorted(whole)])


def _standing_for(
    connection: sqlite3.Connection, table: EntityTable, ids: Collection[str]
) -> set[str]:
    """The canonical rows of those that have one."""
    if table == "places":
        return set()
    rows = (connection.execute(CANONICAL[table], (entity_id,)).fetchone() for entity_id in ids)
    return {row[0] for row in rows if row and row[0]}


def _id(name: Name) -> str:
    return stable_id(*name)


def _row(name: Name) -> Row:
    columns = {
        column: name.entity_id if table == name.table else None
        for table, column in FOREIGN_KEYS.items()
    }
    return {
        "id": _id(name), **columns, "name": name.name, "form": name.form, "kind": name.kind,
        "country": name.country, "articles": 1,
    }  # fmt: skip


COUNT_UP = "UPDATE names SET articles = articles + 1 WHERE id = ?"
COUNT_DOWN = "UPDATE names SET articles = articles - 1 WHERE id = ?"
DELETE_UNUSED = "DELETE FROM names WHERE id = ? AND articles <= 0"

CANONICAL: Mapping[EntityTable, str] = {
    "organizations": "SELECT canonical_id FROM organizations WHERE id = ?",
    "people": "SELECT canonical_id FROM people WHERE id = ?",
}

_DELETE = """
DELETE FROM {table} WHERE id = :id
  AND NOT EXISTS (SELECT 1 FROM names WHERE {column} = :id AND form = 'name')
"""
_SET_NAME = """
UPDATE {table} SET
  articles = (SELECT sum(articles) FROM names WHERE {whole} AND form = 'name'),
  name = (SELECT name FROM names WHERE {whole} AND form = 'name'
    GROUP BY name ORDER BY sum(articles) DESC, length(name) DESC, name LIMIT 1)
WHERE id = :id
"""
_SET_KIND = """
UPDATE {table} SET
  kind = (SELECT kind FROM names WHERE {whole} AND kind IS NOT NULL
    GROUP BY kind ORDER BY sum(articles) DESC, kind LIMIT 1)
WHERE id = :id
"""
_SET_ALIASES = """
UPDATE {table} SET
  aliases = (SELECT json_group_array(name) FROM (
    SELECT names.name FROM names WHERE {whole} AND names.name <> {table}.name
    GROUP BY names.name ORDER BY sum(names.articles) DESC, names.name))
WHERE id = :id
"""
_WHOLE = "{column} IN (SELECT id FROM {table} WHERE id = :id OR canonical_id = :id)"
"""Names of the row and of those that it stands for."""


def _statements(table: EntityTable) -> list[str]:
    kinds = [] if table == "people" else [_SET_KIND]
    templates = [_DELETE, _SET_NAME, *kinds, _SET_ALIASES]
    column = FOREIGN_KEYS[table]
    whole = f"{column} = :id" if table == "places" else _WHOLE.format(column=column, table=table)
    return [template.format(table=table, column=column, whole=whole) for template in templates]


REFRESH: Mapping[EntityTable, list[str]] = {table: _statements(table) for table in FOREIGN_KEYS}

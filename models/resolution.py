"""Who is who in the database: names are compared, the journal is replayed, rows are joined.

A row that another stands for keeps its facts and points to the other by `canonical_id`; the
oldest row stands for its group, so that its id stays. The result depends on the names and on what
people said, and on nothing else: the same names read again are joined the same way.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from models.ids import digest, name_key, organization_key, stable_id
from models.judgements import Judgement, NameKind, Party, record_found, said
from models.keys import country_of_key
from models.names import refresh
from models.organization_names import organization_name
from models.person_names import person_name
from models.resolver import (
    Groups,
    Pair,
    group_names,
    match_organizations,
    match_people,
    pair,
    sharing_a_block,
)
from models.rows import FOREIGN_KEYS, EntityTable
from models.schema import writing
from models.sql import insert
from models.times import timestamp, utc_now
from models.verdicts import Verdict, unsure

TABLES: Mapping[NameKind, EntityTable] = {"organization": "organizations", "person": "people"}
VERSION = 1
"""Counts up when the rules change, so that old databases are looked at again."""
SURE_SIDE_BY_SIDE = 0.95
"""From this score two names are joined even if one article names both as two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """What a pass came to."""

    names: int = 0
    """Organisations and people looked at; 0 where nothing had changed since the last pass."""
    merged: int = 0
    """Rows that another row stands for."""
    open: int = 0
    """Pairs that a person is asked about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Names:
    """The rows of one table."""

    kind: NameKind
    rows: Mapping[str, tuple[Any, ...]]
    """By id: key, name, search_id, canonical_id."""
    aliases: Mapping[str, list[str]]
    links: Mapping[str, list[tuple[Any, ...]]]
    """Posts of people by id: rank, title, organisation's id, organisation as printed."""

    @property
    def named(self) -> dict[str, str]:
        """What each is called."""
        return {name_id: row[1] for name_id, row in self.rows.items()}


def resolve_names(db: Database, *, now: datetime | None = None) -> Resolved:
    """Joins the rows of organizations and people that mean the same, all or nothing."""
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        bodies, people = _load(connection, "organization"), _load(connection, "person")
        words = {kind: said(connection, kind) for kind in TABLES}
        inputs = _inputs(bodies, people, words)
        last = connection.execute(LAST_RESOLUTION).fetchone()
        if last and last[0] == inputs:
            return Resolved()
        groups = _resolve_organizations(connection, bodies, words["organization"], moment)
        standing = {name_id: groups.root(name_id) for name_id in bodies.rows}
        _resolve_people(connection, people, standing, words["person"], moment)
        merged, open_questions = connection.execute(COUNTS).fetchone()
        count = len(bodies.rows) + len(people.rows)
        connection.execute(ADD_RESOLUTION, (inputs, count, merged, open_questions, moment))
    return Resolved(names=count, merged=merged, open=open_questions)


def _load(connection: sqlite3.Connection, kind: NameKind) -> _Names:
    table = TABLES[kind]
    rows = {row[0]: row[1:] for row in connection.execute(ROWS[table])}
    aliases = _by_id(connection.execute(ALIASES[table]))
    links = _by_id(connection.execute(POSTS)) if kind == "person" else {}
    return _Names(
        kind=kind,
        rows=rows,
        aliases={name_id: [row[0] for row in found] for name_id, found in aliases.items()},
        links=links,
    )


def _by_id(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row[1:])
    return dict(found)


def _inputs(
    bodies: _Names, people: _Names, words: Mapping[NameKind, Mapping[Pair, Judgement]]
) -> str:
    """A digest of all that the result depends on."""
    lines = [sorted(line.id for line in words[kind].values()) for kind in TABLES]
    names = [
        ([(name_id, *row[:3]) for name_id, row in each.rows.items()], each.aliases, each.links)
        for each in (bodies, people)
    ]
    return digest(repr((VERSION, names, lines)))


def _resolve_organizations(
    connection: sqlite3.Connection,
    bodies: _Names,
    words: Mapping[Pair, Judgement],
    moment: str,
) -> Groups:
    ready = {
        name_id: organization_name(
            row[1], aliases=bodies.aliases.get(name_id, ()), country=country_of_key(row[0])
        )
        for name_id, row in bodies.rows.items()
    }
    return _settle(connection, bodies, match_organizations(ready), words, moment)


def _resolve_people(
    connection: sqlite3.Connection,
    people: _Names,
    standing: Mapping[str, str],
    words: Mapping[Pair, Judgement],
    moment: str,
) -> Groups:
    bare = {name_id: person_name(row[1]) for name_id, row in people.rows.items()}
    ready = {
        name_id: replace(
            bare[name_id],
            employers=_employers(people.links.get(name_id, ()), standing),
            ranks=frozenset(name_key(post[0] or post[1]) for post in people.links.get(name_id, ())),
            beside=_beside(connection, name_id, standing),
        )
        for name_id in sharing_a_block(bare)
    }
    return _settle(connection, people, match_people(ready), words, moment)


def _employers(posts: Iterable[tuple[Any, ...]], standing: Mapping[str, str]) -> frozenset[str]:
    """By the row that stands for each; by the printed name where it has no row."""
    found = {
        standing.get(post[2], post[2]) if post[2] else organization_key(post[3])
        for post in posts
        if post[2] or post[3]
    }
    return frozenset(found)


def _beside(
    connection: sqlite3.Connection, name_id: str, standing: Mapping[str, str]
) -> frozenset[str]:
    return frozenset(standing.get(row[0], row[0]) for row in connection.execute(BESIDE, (name_id,)))


def _settle(
    connection: sqlite3.Connection,
    names: _Names,
    found: Mapping[Pair, Verdict],
    words: Mapping[Pair, Judgement],
    moment: str,
) -> Groups:
    """The groups, written down: the journal, the aliases people gave, and who stands for whom."""
    known = _Known(names)
    settled = {ids: _side_by_side(connection, names.kind, ids, v) for ids, v in found.items()}
    record_found(connection, names.kind, settled, names.named, moment)
    yes = [known.pair(line) for line in words.values() if line.verdict == "same"]
    no = [known.pair(line) for line in words.values() if line.verdict == "different"]
    groups = group_names(yes, [ids for ids in no if ids[0] != ids[1]], settled)
    changed = _write_aliases(connection, names, words.values(), known)
    changed |= _write_groups(connection, names, groups)
    refresh(connection, TABLES[names.kind], changed)
    return groups


class _Known:
    """Which row a line of the journal means, now that names may have been read differently."""

    def __init__(self, names: _Names) -> None:
        self._rows = names.rows
        self._by_key: defaultdict[str, list[str]] = defaultdict(list)
        for name_id, row in names.rows.items():
            self._by_key[name_key(row[1])].append(name_id)

    def pair(self, line: Judgement) -> Pair:
        left, right = line.left_name, line.right_name
        return pair(self.find(line.left_id, left), self.find(line.right_id, right))

    def find(self, name_id: str, name: str) -> str:
        """The id; where that row is gone, the one row that has its name."""
        if name_id in self._rows:
            return name_id
        same_name = self._by_key.get(name_key(name), [])
        return same_name[0] if len(same_name) == 1 else name_id


def _side_by_side(
    connection: sqlite3.Connection, kind: NameKind, ids: Pair, verdict: Verdict
) -> Verdict:
    """One article that names both as two speaks against all but the surest."""
    if verdict.answer != "same" or verdict.score >= SURE_SIDE_BY_SIDE:
        return verdict
    if connection.execute(TOGETHER[TABLES[kind]], ids).fetchone() is None:
        return verdict
    return unsure(verdict.score, f"{verdict.reason}, but an article names both")


def _write_aliases(
    connection: sqlite3.Connection,
    names: _Names,
    lines: Collection[Judgement],
    known: _Known,
) -> set[str]:
    """Names that only people gave count in no article; those taken back go. Returns ids changed."""
    column = FOREIGN_KEYS[TABLES[names.kind]]
    before = {row[0]: row[1] for row in connection.execute(GIVEN[TABLES[names.kind]])}
    after = {}
    for line in lines:
        parties = [(line.left_id, line.left_name), (line.right_id, line.right_name)]
        for (one, _), (other, other_name) in (parties, parties[::-1]):
            absent = known.find(other, other_name) not in names.rows
            if line.verdict == "same" and one in names.rows and absent:
                row_id = stable_id("given", names.kind, one, other_name)
                after[row_id] = {"id": row_id, column: one, "name": other_name, "form": "alias",
                                 "articles": 0}  # fmt: skip
    gone = sorted(before.keys() - after.keys())
    connection.executemany("DELETE FROM names WHERE id = ?", [(row_id,) for row_id in gone])
    insert(connection, "names", [row for row_id, row in after.items() if row_id not in before])
    return {before[row_id] for row_id in gone} | {
        str(row[column]) for row_id, row in after.items() if row_id not in before
    }


def _write_groups(connection: sqlite3.Connection, names: _Names, groups: Groups) -> set[str]:
    """Who stands for whom; the ids of all rows that this changes."""
    changed: set[str] = set()
    table = TABLES[names.kind]
    for name_id, row in names.rows.items():
        members = groups.of(name_id) & names.rows.keys()
        oldest = min(members, key=lambda member: names.rows[member][2])
        canonical = None if oldest == name_id else oldest
        if canonical != row[3]:
            connection.execute(SET_CANONICAL[table], (canonical, name_id))
            changed |= {one for one in (name_id, canonical, row[3]) if one}
    return changed


def party(kind: NameKind, name_id: str | None, name: str) -> Party:
    """Somebody a judgement is about; without an id one that no article has named yet."""
    key = organization_key(name) if kind == "organization" else name_key(name)
    return Party(id=name_id or stable_id(TABLES[kind], key), name=name)


ROWS = {
    table: f"""
SELECT id, key, (SELECT names.name FROM names
    WHERE {FOREIGN_KEYS[table]} = {table}.id AND form = 'name'
    GROUP BY names.name ORDER BY sum(names.articles) DESC, length(names.name) DESC, names.name),
  search_id, canonical_id
FROM {table} ORDER BY id
"""  # noqa: S608
    for table in TABLES.values()
}
"""With the name each has of its own: `name` is that of the whole group."""
ALIASES = {
    table: f"SELECT DISTINCT {FOREIGN_KEYS[table]}, name FROM names "  # noqa: S608
    f"WHERE {FOREIGN_KEYS[table]} IS NOT NULL AND articles > 0 ORDER BY 1, 2"
    for table in TABLES.values()
}
GIVEN = {
    table: f"SELECT id, {FOREIGN_KEYS[table]} FROM names "  # noqa: S608
    f"WHERE {FOREIGN_KEYS[table]} IS NOT NULL AND articles = 0"
    for table in TABLES.values()
}
POSTS = """
SELECT DISTINCT person_id, rank, title, organization_id, organization FROM roles ORDER BY 1, 2, 3, 4
"""
BESIDE = """
SELECT DISTINCT bodies.organization_id FROM appearances
JOIN appearances AS bodies USING (article_id)
WHERE appearances.person_id = ? AND bodies.organization_id IS NOT NULL
"""
TOGETHER = {
    table: f"""
SELECT 1 FROM appearances AS one JOIN appearances AS other USING (article_id)
WHERE one.{FOREIGN_KEYS[table]} = ? AND other.{FOREIGN_KEYS[table]} = ? LIMIT 1
"""  # noqa: S608
    for table in TABLES.values()
}
SET_CANONICAL = {
    table: f"UPDATE {table} SET canonical_id = ? WHERE id = ?"  # noqa: S608
    for table in TABLES.values()
}
LAST_RESOLUTION = "SELECT inputs_hash FROM resolutions ORDER BY id DESC LIMIT 1"
ADD_RESOLUTION = """
INSERT INTO resolutions (inputs_hash, names, merged, open, made_at) VALUES (?, ?, ?, ?, ?)
"""
COUNTS = """
SELECT (SELECT count(*) FROM organizations WHERE canonical_id IS NOT NULL)
  + (SELECT count(*) FROM people WHERE canonical_id IS NOT NULL),
  (SELECT count(*) FROM open_questions)
"""

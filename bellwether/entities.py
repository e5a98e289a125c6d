"""Who is who, as a person sees and decides it: what `bellwether entities` does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapidfuzz import process
from sqlite_utils import Database

from models.errors import BellwetherError
from models.ids import name_key
from models.judgements import (
    Judgement,
    NameKind,
    Party,
    add_judgement,
    judgement,
    of_names,
    said,
)
from models.resolution import TABLES, party, resolve_names
from models.resolver import pair
from models.rows import FOREIGN_KEYS
from models.schema import writing
from models.times import timestamp, utc_now
from models.verdicts import Answer, Verdict

SAID: dict[Answer, str] = {
    "same": "a person says that they are the same",
    "different": "a person says that they are different",
    "unsure": "a person takes an earlier word back",
}
SUGGESTIONS = 3


class NoSuchName(BellwetherError):
    """No row has the name, id or number."""


class AmbiguousName(BellwetherError):
    """Several rows have the name."""


class Undecidable(BellwetherError):
    """The judgement asked for makes no sense as things are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One spelling of an organisation or person."""

    kind: NameKind
    id: str
    key: str
    name: str
    """Of its group, where it stands for one."""
    aliases: tuple[str, ...]
    articles: int
    canonical_id: str
    """Its own id where it stands for itself."""

    @property
    def party(self) -> Party:
        """As a judgement names it."""
        return Party(id=self.id, name=self.name)


def entities(db: Database, words: str = "", kind: NameKind | None = None) -> list[Row]:
    """The rows that stand for something, those in most articles first; `words` are looked for in
    names and aliases."""
    kinds: Sequence[NameKind] = [kind] if kind else list(TABLES)
    wanted = f"%{words.strip()}%"
    found = [
        row
        for each in kinds
        for row in _rows(db, each, "canonical_id IS NULL AND (name LIKE ? OR aliases LIKE ?)",
                         wanted, wanted)
    ]  # fmt: skip
    return sorted(found, key=lambda row: (-row.articles, row.name, row.id))


def members(db: Database, row: Row) -> list[Row]:
    """All spellings of what the row means, the one that stands for them first."""
    found = _rows(db, row.kind, "coalesce(canonical_id, id) = ?", row.canonical_id)
    return sorted(found, key=lambda one: (one.id != one.canonical_id, -one.articles, one.id))


def journal(db: Database, row: Row) -> list[Judgement]:
    """Every judgement about any spelling of it, the oldest first."""
    return of_names(db.conn, [member.id for member in members(db, row)])


def find(db: Database, words: str, kind: NameKind | None = None) -> Row:
    """The row with the id or name. Raises NoSuchName, AmbiguousName."""
    kinds: Sequence[NameKind] = [kind] if kind else list(TABLES)
    found = [row for each in kinds for row in _rows(db, each, "id = ?", words)]
    found = found or [row for each in kinds for row in _named(db, each, words)]
    if not found:
        raise NoSuchName(f"Nobody is called {words!r}. {_advice(db, words)}")
    if len({row.canonical_id for row in found}) > 1:
        ids = ", ".join(f"{row.id} ({row.key})" for row in found)
        raise AmbiguousName(f"Several are called {words!r}: name one by its id: {ids}.")
    return next((row for row in found if row.id != row.canonical_id), found[0])


def questions(db: Database, *, merged: bool = False) -> list[dict[str, Any]]:
    """What the resolver is not sure of; or, with `merged`, what it joined and nobody confirmed.
    The likeliest, and most often named, first."""
    return list(db.query(MERGED if merged else QUESTIONS))


def decide(
    db: Database, answer: Answer, one: str, other: str | None = None, *, now: datetime | None = None
) -> list[Judgement]:
    """Records that two are the same or different and joins names anew; the lines added.

    `one` may be the number of a judgement, whose pair is then meant. Without `other`, a name that
    is split is parted from all others of its group. Raises NoSuchName, AmbiguousName, Undecidable.
    """
    kind, pairs = _pairs(db, answer, one, other)
    if answer == "same":
        _check_not_apart(db, kind, pairs[0])
    return _record(db, kind, pairs, Verdict(answer=answer, score=1.0, reason=SAID[answer]), now)


def add_alias(
    db: Database, name: str, alias: str, *, now: datetime | None = None
) -> list[Judgement]:
    """Records that a name, printed yet or not, means the same."""
    row = find(db, name)
    if name_key(alias) in {"", name_key(row.name)}:
        raise Undecidable(f"{alias!r} is no other name of {row.name}.")
    known = _named(db, row.kind, alias)
    both = (row.party, known[0].party if known else party(row.kind, None, alias))
    if known:
        return decide(db, "same", row.id, known[0].id, now=now)
    verdict = Verdict(answer="same", score=1.0, reason="a person gives it as an alias")
    return _record(db, row.kind, [both], verdict, now)


def undo(db: Database, number: int | None = None, *, now: datetime | None = None) -> Judgement:
    """Takes back a person's judgement, by default the last one that holds. Raises NoSuchName,
    Undecidable."""
    holding = {line.id: line for kind in TABLES for line in said(db.conn, kind).values()}
    if not holding and number is None:
        raise NoSuchName("There is no judgement of yours to take back.")
    line = judgement(db.conn, max(holding) if number is None else number)
    if line is None:
        raise NoSuchName(f"There is no judgement {number}: type `bellwether entities review`.")
    if line.judge == "resolver":
        raise Undecidable(
            f"Judgement {line.id} is the resolver's: type `bellwether entities split {line.id}` to "
            "keep the two apart."
        )
    if line.id not in holding:
        raise Undecidable(f"Judgement {line.id} does not hold any more: nothing to take back.")
    taken = Verdict(answer="unsure", score=1.0, reason=f"takes back judgement {line.id}")
    _record(db, line.kind, [_parties(line)], taken, now)
    return line


def _record(
    db: Database,
    kind: NameKind,
    pairs: Sequence[tuple[Party, Party]],
    verdict: Verdict,
    now: datetime | None,
) -> list[Judgement]:
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        numbers = [add_judgement(connection, kind, two, verdict, "person", moment) for two in pairs]
        resolve_names(db, now=now)
    lines = (judgement(db.conn, number) for number in numbers)
    return [line for line in lines if line]


def _pairs(
    db: Database, answer: Answer, one: str, other: str | None
) -> tuple[NameKind, list[tuple[Party, Party]]]:
    if other is None and one.isdigit():
        line = judgement(db.conn, int(one))
        if line is None:
            raise NoSuchName(f"There is no judgement {one}: type `bellwether entities review`.")
        return line.kind, [_parties(line)]
    first = find(db, one)
    if other is not None:
        second = find(db, other, first.kind)
        if first.id == second.id:
            raise Undecidable(f"{one!r} and {other!r} are one spelling, {first.id}: name two.")
        return first.kind, [(first.party, second.party)]
    if answer == "same":
        raise Undecidable("Name two that are the same, or the number of a judgement.")
    rest = [member for member in members(db, first) if member.id != first.id]
    if not rest:
        raise Undecidable(f"{first.name} stands alone: there is nothing to split.")
    return first.kind, [(first.party, member.party) for member in rest]


def _check_not_apart(db: Database, kind: NameKind, both: tuple[Party, Party]) -> None:
    """Somebody in one group was said to be different from somebody in the other."""
    groups = [_group(db, kind, one.id) for one in both]
    for ids, line in said(db.conn, kind).items():
        between = any(ids == pair(a, b) for a in groups[0] for b in groups[1] if a != b)
        if line.verdict == "different" and between and ids != pair(both[0].id, both[1].id):
            raise Undecidable(
                f"{line.left_name} and {line.right_name} were said to be different: type "
                f"`bellwether entities undo {line.id}` first."
            )


def _group(db: Database, kind: NameKind, row_id: str) -> set[str]:
    found = _rows(db, kind, "id = ?", row_id)
    return {member.id for row in found for member in members(db, row)} or {row_id}


def _parties(line: Judgement) -> tuple[Party, Party]:
    return (Party(id=line.left_id, name=line.left_name),
            Party(id=line.right_id, name=line.right_name))  # fmt: skip


def _named(db: Database, kind: NameKind, words: str) -> list[Row]:
    """Rows that articles call so; those whose own full name it is before those with the alias."""
    column = FOREIGN_KEYS[TABLES[kind]]
    for form in ("name", "alias"):
        where = f"id IN (SELECT {column} FROM names WHERE name = ? COLLATE NOCASE AND form = ?)"  # noqa: S608
        found = _rows(db, kind, where, words.strip(), form)
        if found:
            return found
    return []


def _rows(db: Database, kind: NameKind, where: str, *values: object) -> list[Row]:
    query = (
        "SELECT id, key, name, aliases, articles, coalesce(canonical_id, id) "  # noqa: S608
        f"FROM {TABLES[kind]} WHERE {where}"
    )
    return [
        Row(kind=kind, id=row[0], key=row[1], name=row[2], aliases=tuple(json.loads(row[3])),
            articles=row[4], canonical_id=row[5])
        for row in db.conn.execute(query, values)
    ]  # fmt: skip


def _advice(db: Database, words: str) -> str:
    names = [row[0] for row in db.conn.execute("SELECT DISTINCT name FROM names")]
    like = process.extract(words, names, limit=SUGGESTIONS, score_cutoff=60)
    if not like:
        return "Type `bellwether entities list` to see who is."
    return f"Did you mean {' or '.join(repr(name) for name, _, _ in like)}?"


_ARTICLES = """
coalesce((SELECT articles FROM organizations WHERE id = {side}),
  (SELECT articles FROM people WHERE id = {side}), 0)
"""
_COUNTS = f"min({_ARTICLES.format(side='left_id')}, {_ARTICLES.format(side='right_id')})"
QUESTIONS = f"""
SELECT id, kind, left_name, right_name, score, reason, {_COUNTS} AS times
FROM open_questions ORDER BY score DESC, times DESC, id
"""  # noqa: S608
MERGED = f"""
SELECT id, kind, left_name, right_name, score, reason, {_COUNTS} AS times
FROM judgements_now WHERE judge = 'resolver' AND verdict = 'same' ORDER BY score, times DESC, id
"""  # noqa: S608

"""The journal of who is who: what the resolver found and what people said, in order.

Nothing in it is ever changed. A person's last word on two names counts before the resolver's; to
take it back is one more judgement ("unsure" by a person).
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from models.resolver import Pair
from models.verdicts import Answer, Verdict

NameKind = Literal["organization", "person"]
Judge = Literal["resolver", "person"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """One line of the journal."""

    id: int
    kind: NameKind
    left_id: str
    right_id: str
    """The larger of the two ids."""
    left_name: str
    right_name: str
    """As they were called when it was made."""
    verdict: Answer
    judge: Judge
    score: float | None
    """None by a person."""
    reason: str
    made_at: str

    @property
    def pair(self) -> Pair:
        """Both ids."""
        return self.left_id, self.right_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """One of the two that a judgement is about."""

    id: str
    name: str


def add_judgement(
    connection: sqlite3.Connection,
    kind: NameKind,
    parties: tuple[Party, Party],
    verdict: Verdict,
    judge: Judge,
    moment: str,
) -> int:
    """The number of the new line."""
    left, right = sorted(parties, key=lambda party: party.id)
    score = verdict.score if judge == "resolver" else None
    row = (kind, left.id, right.id, left.name, right.name, verdict.answer, judge, score,
           verdict.reason, moment)  # fmt: skip
    return int(connection.execute(ADD, row).lastrowid or 0)


def said(connection: sqlite3.Connection, kind: NameKind) -> dict[Pair, Judgement]:
    """What people's last words are, by pair; those taken back are left out."""
    found = _last(connection, kind, "person")
    return {pair: line for pair, line in found.items() if line.verdict != "unsure"}


def found_before(connection: sqlite3.Connection, kind: NameKind) -> dict[Pair, Judgement]:
    """The resolver's last verdicts, by pair."""
    return _last(connection, kind, "resolver")


def record_found(
    connection: sqlite3.Connection,
    kind: NameKind,
    found: Mapping[Pair, Verdict],
    names: Mapping[str, str],
    moment: str,
) -> None:
    """Adds a line for each verdict that is another than before; `names` are all that were
    compared, by id."""
    before = found_before(connection, kind)
    news = [ids for ids, verdict in found.items() if not _is_known(verdict, before.get(ids))]
    gone = [
        ids for ids, line in before.items()
        if line.verdict != "different" and ids not in found and names.keys() >= set(ids)
    ]  # fmt: skip
    for ids in sorted(news):
        _add(connection, kind, ids, found[ids], names, moment)
    for ids in sorted(gone):
        _add(connection, kind, ids, NO_LONGER, names, moment)


def judgement(connection: sqlite3.Connection, number: int) -> Judgement | None:
    """The line with the number."""
    return next(_lines(connection.execute(f"{SELECT} WHERE id = ?", (number,))), None)


def of_names(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Judgement]:
    """Every line about any of the ids, the oldest first."""
    wanted = sorted(set(ids))
    marks = ", ".join("?" * len(wanted))
    where = f"WHERE left_id IN ({marks}) OR right_id IN ({marks}) ORDER BY id"
    return list(_lines(connection.execute(f"{SELECT} {where}", [*wanted, *wanted])))


def _add(
    connection: sqlite3.Connection,
    kind: NameKind,
    ids: Pair,
    verdict: Verdict,
    names: Mapping[str, str],
    moment: str,
) -> None:
    left, right = (Party(id=name_id, name=names[name_id]) for name_id in ids)
    add_judgement(connection, kind, (left, right), verdict, "resolver", moment)


def _is_known(verdict: Verdict, line: Judgement | None) -> bool:
    return line is not None and (line.verdict, line.reason) == (verdict.answer, verdict.reason)


def _last(connection: sqlite3.Connection, kind: NameKind, judge: Judge) -> dict[Pair, Judgement]:
    lines = _lines(connection.execute(LAST, (kind, judge)))
    return {line.pair: line for line in lines}


def _lines(cursor: sqlite3.Cursor) -> Iterator[Judgement]:
    return (
        Judgement(
            id=row[0], kind=row[1], left_id=row[2], right_id=row[3], left_name=row[4],
            right_name=row[5], verdict=row[6], judge=row[7], score=row[8], reason=row[9],
            made_at=row[10],
        )
        for row in cursor
    )  # fmt: skip


NO_LONGER = Verdict(answer="different", score=0.0, reason="no longer alike")
SELECT = """
SELECT id, kind, left_id, right_id, left_name, right_name, verdict, judge, score, reason, made_at
FROM judgements
"""
LAST = f"""
{SELECT} WHERE id IN (
  SELECT max(id) FROM judgements WHERE kind = ? AND judge = ? GROUP BY left_id, right_id)
"""  # noqa: S608
ADD = """
INSERT INTO judgements
  (kind, left_id, right_id, left_name, right_name, verdict, judge, score, reason, made_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

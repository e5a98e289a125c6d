"""The same text on several sites: grouped into an original, its reprints and its excerpts.

Only current versions are compared. New and changed articles are looked at, together with the
groups that they touch, so that the result is that of comparing everything with everything.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from models.ids import name_key
from models.minhash import (
    PARAGRAPH_BAND,
    Runs,
    containment,
    fingerprint,
    resemblance,
    runs,
)
from models.schema import writing

CopyKind = Literal["original", "reprint", "excerpt"]
SAME_TEXT = 0.5
"""Resemblance from which one text is an edited copy of the other. Two reports that share a
template and no sentence stay below 0.3."""
INSIDE = 0.8
"""The part of the shorter text that must be in the longer for an excerpt."""
COMMONEST = 200
"""A paragraph that more articles share is boilerplate."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Article:
    """What decides whether it is a copy, and of what."""

    id: str
    runs: Runs
    publisher: str
    credit: str
    published: str
    number: int
    """Articles are numbered as they come in."""

    @property
    def rank(self) -> tuple[bool, bool, str, int]:
        """The original comes first: credited to nobody else, and the earliest."""
        lent = bool(self.credit) and self.credit != self.publisher
        return lent, not self.published, self.published, self.number


def find_copies(db: Database) -> int:
    """How many articles are reprints or excerpts now. All or nothing; only what is new or
    changed since the last call is compared."""
    with writing(db) as connection:
        touched = _forget_changed(connection) | _compare_new(connection)
        _regroup(connection, touched)
        (copies,) = connection.execute(COUNT_COPIES).fetchone()
    return int(copies)


def _forget_changed(connection: sqlite3.Connection) -> set[str]:
    """Old words go; whoever was grouped with them is looked at again."""
    changed = {row[0] for row in connection.execute(CHANGED)}
    grouped: set[str] = set()
    for article_id in changed:
        grouped |= _group_of(connection, article_id)
        for statement in FORGET:
            connection.execute(statement, (article_id,))
    orphans = {row[0] for row in connection.execute(ORPHANS)}
    return (grouped | orphans) - changed


def _compare_new(connection: sqlite3.Connection) -> set[str]:
    new = connection.execute(NEW).fetchall()
    for article_id, text, text_hash in new:
        rows = [(article_id, band, number) for band, number in fingerprint(text)]
        connection.executemany("INSERT OR IGNORE INTO fingerprints VALUES (?, ?, ?)", rows)
        connection.execute("INSERT INTO compared VALUES (?, ?)", (article_id, text_hash))
    return {row[0] for row in new}


def _regroup(connection: sqlite3.Connection, touched: set[str]) -> None:
    known: dict[str, _Article] = {}
    left, done = set(touched), set[str]()
    while left:
        group = _group_around(connection, left.pop(), known)
        for article_id in group:
            left |= _group_of(connection, article_id)
            connection.execute("DELETE FROM copies WHERE article_id = ?", (article_id,))
        done |= group.keys()
        left -= done
        _write(connection, list(group.values()))


def _group_around(
    connection: sqlite3.Connection, article_id: str, known: dict[str, _Article]
) -> dict[str, _Article]:
    """Everything that is a copy of it, or of a copy of it, and so on."""
    group = {article_id: _article(connection, article_id, known)}
    waiting = list(group.values())
    while waiting:
        one = waiting.pop()
        others = [
            _article(connection, other_id, known)
            for other_id in _candidates(connection, one.id)
            if other_id not in group
        ]
        found = [other for other in others if _is_copy(one, other)]
        group |= {other.id: other for other in found}
        waiting += found
    return group


def _candidates(connection: sqlite3.Connection, article_id: str) -> list[str]:
    return [
        row[0] for row in connection.execute(CANDIDATES, (article_id, PARAGRAPH_BAND, COMMONEST))
    ]


def _article(
    connection: sqlite3.Connection, article_id: str, known: dict[str, _Article]
) -> _Article:
    if article_id not in known:
        row = connection.execute(ARTICLE, (article_id,)).fetchone()
        known[article_id] = _Article(
            id=article_id, runs=runs(row[0]), publisher=name_key(row[1] or ""),
            credit=name_key(row[2] or ""), published=row[3] or "", number=row[4],
        )  # fmt: skip
    return known[article_id]


def _is_copy(one: _Article, other: _Article) -> bool:
    if containment(one.runs, other.runs) >= INSIDE:
        return True
    return resemblance(one.runs, other.runs) >= SAME_TEXT


def _group_of(connection: sqlite3.Connection, article_id: str) -> set[str]:
    return {row[0] for row in connection.execute(GROUP, (article_id,))}


def _write(connection: sqlite3.Connection, group: list[_Article]) -> None:
    if len(group) > 1:
        rows = list(_rows(sorted(group, key=lambda article: article.rank)))
        connection.executemany("INSERT INTO copies VALUES (?, ?, ?, ?)", rows)


def _rows(group: list[_Article]) -> Iterator[tuple[str, str, CopyKind, float]]:
    """An excerpt has no claim to be the original of the whole."""
    original = next(
        (one for one in group if not any(_is_excerpt(one, other) for other in group)), group[0]
    )
    yield original.id, original.id, "original", 1.0
    for article in group:
        if article is not original:
            kind: CopyKind = "excerpt" if _is_excerpt(article, original) else "reprint"
            shared = containment(article.runs, original.runs)
            yield article.id, original.id, kind, round(shared, 3)


def _is_excerpt(article: _Article, whole: _Article) -> bool:
    shorter = len(article.runs) < len(whole.runs)
    resembles = resemblance(article.runs, whole.runs) >= SAME_TEXT
    return shorter and not resembles and containment(article.runs, whole.runs) >= INSIDE


CHANGED = """
SELECT compared.article_id FROM compared JOIN articles ON articles.id = compared.article_id
WHERE NOT is_current OR articles.text_hash <> compared.text_hash
"""
ORPHANS = """
SELECT article_id FROM copies
WHERE original_id IN (SELECT original_id FROM copies GROUP BY 1 HAVING count(*) = 1)
"""
FORGET = (
    "DELETE FROM copies WHERE article_id = ?1 OR original_id = ?1",
    "DELETE FROM fingerprints WHERE article_id = ?",
    "DELETE FROM compared WHERE article_id = ?",
)
NEW = """
SELECT id, text, text_hash FROM articles
WHERE is_current AND id NOT IN (SELECT article_id FROM compared) ORDER BY id
"""
CANDIDATES = """
SELECT DISTINCT others.article_id FROM fingerprints AS mine
JOIN fingerprints AS others ON others.hash = mine.hash AND others.band = mine.band
WHERE mine.article_id = ?1 AND others.article_id <> ?1 AND (mine.band < ?2 OR ?3 >= (
  SELECT count(*) FROM fingerprints AS every
  WHERE every.hash = mine.hash AND every.band = mine.band))
ORDER BY 1
"""
ARTICLE = "SELECT text, publisher, source, published, search_id FROM articles WHERE id = ?"
GROUP = """
SELECT article_id FROM copies
WHERE original_id = (SELECT original_id FROM copies WHERE article_id = ?)
"""
COUNT_COPIES = "SELECT count(*) FROM copies WHERE kind <> 'original'"

"""An article and its facts, written in one transaction; the same again changes nothing."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlite_utils import Database

from models.article import Article
from models.derived import derive
from models.facts import Facts
from models.ids import article_id, article_key, digest, text_digest
from models.names import count_names, names_of
from models.rows import FOREIGN_KEYS, Entity, Row, article_row, entities, fact_rows
from models.runs import record_problem, replace_problems
from models.schema import writing
from models.sql import insert, update
from models.times import timestamp, utc_now

Outcome = Literal["new", "version", "changed", "unchanged"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SaveResult:
    """What saving an article came to."""

    article_id: str
    version: int
    """Counts from 1 for each article address."""
    outcome: Outcome
    """new: the first of its address. version: its text has changed since the last.
    changed: something else is read in it than before. unchanged: as it was, though the version
    that reads it may be another."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Which row an article belongs in."""

    id: str
    key: str
    version: int
    outcome: Outcome
    content_hash: str | None = None
    """Of the row as it is; None for a row to come."""
    is_older: bool = False
    """A later page says the same words, and its reading counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """What the database knows of the page an article stood on."""

    id: int | None = None
    source_id: int | None = None
    article_id: str | None = None
    """The article it gave when it was read before."""
    fetched_at: str | None = None
    country: str | None = None
    """Of the source: ISO 3166-1 alpha-2."""


def save_article(
    db: Database,
    page_id: int | None,
    article: Article,
    facts: Facts,
    *,
    problems: Iterable[str] = (),
    run_id: int | None = None,
    now: datetime | None = None,
) -> SaveResult:
    """Writes the article, what it says and what was doubtful in it, all or nothing.

    The same address with the same words (however spaced) is the same row; other words make a
    new version, and the old one keeps its facts. Reading the same page again replaces what an
    earlier reading of it said. `page_id` is None for an article that was never fetched into the
    database. `problems` are doubts about the page, those about facts are in `facts`.
    """
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        page = _page(connection, page_id)
        place = _find_place(connection, article, page)
        written = _write(connection, place, page, article, facts, moment)
        replace_problems(db, "facts", set(facts.problems), article_id=place.id, run_id=run_id)
        if page_id is not None:
            replace_problems(db, "read", set(problems), page_id=page_id, run_id=run_id)
            row = ("read", moment, facts.pipeline_version, place.id, page_id)
            connection.execute(PAGE_READ, row)
            connection.execute(NOT_LEFT_OUT, (page_id,))
        _drop_if_unused(connection, page, place.id)
        _mark_current(connection, place, page, moment)
    outcome = place.outcome if written else "unchanged"
    return SaveResult(article_id=place.id, version=place.version, outcome=outcome)


def save_no_article(
    db: Database,
    page_id: int,
    problems: Sequence[str],
    pipeline_version: str,
    *,
    run_id: int | None = None,
    now: datetime | None = None,
) -> None:
    """The page was read and holds no article; `problems` say why. It counts as read."""
    with writing(db):
        replace_problems(db, "read", set(problems), page_id=page_id, run_id=run_id, now=now)
        _read_without(db, page_id, "empty", pipeline_version, now)


def save_left_out(
    db: Database,
    page_id: int,
    reason: str,
    pipeline_version: str,
    *,
    run_id: int | None = None,
    now: datetime | None = None,
) -> None:
    """The page holds an article that the filters of its source leave out: it counts as read, its
    URL says why, and what an earlier reading gave goes."""
    with writing(db) as connection:
        replace_problems(db, "read", (), page_id=page_id, run_id=run_id, now=now)
        _read_without(db, page_id, "read", pipeline_version, now)
        connection.execute(LEFT_OUT, (f"left out: {reason}", page_id))


def _read_without(
    db: Database, page_id: int, state: str, pipeline_version: str, now: datetime | None
) -> None:
    """The page was read and gives no article to keep."""
    page = _page(db.conn, page_id)
    moment = timestamp(now or utc_now())
    db.conn.execute(PAGE_READ, (state, moment, pipeline_version, None, page_id))
    db.conn.execute(NOT_LEFT_OUT, (page_id,))
    _drop_if_unused(db.conn, page, None)


def save_failure(
    db: Database,
    page_id: int,
    reason: str,
    *,
    detail: str | None = None,
    run_id: int | None = None,
    now: datetime | None = None,
) -> None:
    """Reading the page died or took too long. What an earlier reading gave stays."""
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        record_problem(
            db, stage="read", kind="failed", reason=reason, detail=detail, page_id=page_id,
            run_id=run_id,
        )  # fmt: skip
        connection.execute(PAGE_FAILED, (moment, page_id))


def _page(connection: sqlite3.Connection, page_id: int | None) -> _Page:
    if page_id is None:
        return _Page()
    row = connection.execute(PAGE, (page_id,)).fetchone()
    if row is None:
        raise KeyError(page_id)
    return _Page(id=page_id, source_id=row[0], article_id=row[1], fetched_at=row[2], country=row[3])


def _find_place(connection: sqlite3.Connection, article: Article, page: _Page) -> _Place:
    key = article_key(article)
    same = connection.execute(SAME_TEXT, (page.id, key, text_digest(article.text))).fetchone()
    if same is None and page.article_id:
        # What this very page gave before: a better reader, no new version.
        same = connection.execute(SAME_PAGE, (page.article_id, key, page.id)).fetchone()
    if same:
        row_id, version, content_hash, is_older = same
        return _Place(id=row_id, key=key, version=version, outcome="changed",
                      content_hash=content_hash, is_older=bool(is_older))  # fmt: skip
    (last,) = connection.execute(LAST_VERSION, (key,)).fetchone()
    outcome: Outcome = "version" if last else "new"
    return _Place(id=article_id(key, last + 1), key=key, version=last + 1, outcome=outcome)


def _write(
    connection: sqlite3.Connection,
    place: _Place,
    page: _Page,
    article: Article,
    facts: Facts,
    moment: str,
) -> bool:
    """False when the rows say all this already."""
    follows = derive(facts, article.published_date)
    said = (article, replace(facts, pipeline_version=""), *([follows] if follows else []))
    content_hash = digest(repr(said))
    if place.is_older:
        return False
    if place.content_hash == content_hash:
        connection.execute(SAME_BY_ANOTHER, (facts.pipeline_version, place.id))
        return False
    row: Row = {"id": place.id, **article_row(article), "content_hash": content_hash,
                "pipeline_version": facts.pipeline_version}  # fmt: skip
    if place.content_hash is None:
        first: Row = {"key": place.key, "version": place.version, "page_id": page.id,
                      "source_id": page.source_id, "added_at": moment,
                      "seen_at": page.fetched_at or moment}  # fmt: skip
        insert(connection, "articles", [{**row, **first}])
    else:
        update(connection, "articles", row)
    _replace_facts(connection, place.id, article, facts, page.country)
    return True


def _replace_facts(
    connection: sqlite3.Connection,
    row_id: str,
    article: Article,
    facts: Facts,
    country: str | None,
) -> None:
    before = _names_before(connection, row_id)
    _delete_facts(connection, row_id)
    found = entities(facts, row_id, country)
    rows = fact_rows(article, facts, found, row_id)
    _add_entities(connection, found)
    for table, table_rows in rows.items():
        insert(connection, table, table_rows)
    count_names(connection, before, names_of(rows["appearances"]))


def _names_before(connection: sqlite3.Connection, row_id: str) -> set[Any]:
    cursor = connection.execute(APPEARANCES, (row_id,))
    columns = [column[0] for column in cursor.description]
    return names_of(dict(zip(columns, row, strict=True)) for row in cursor)


def _delete_facts(connection: sqlite3.Connection, row_id: str) -> None:
    for statement in DELETE_FACTS:
        connection.execute(statement, (row_id,))


def _add_entities(connection: sqlite3.Connection, found: Sequence[Entity]) -> None:
    for table in FOREIGN_KEYS:
        rows = [_entity_row(entity) for entity in found if entity.table == table]
        insert(connection, table, rows, known="IGNORE")


def _entity_row(entity: Entity) -> Row:
    row: Row = {"id": entity.id, "key": entity.key, "name": entity.named.name}
    if entity.table == "places":
        row["country"] = getattr(entity.named, "country", None)
    return row


def _drop_if_unused(connection: sqlite3.Connection, page: _Page, row_id: str | None) -> None:
    """The article that the page gave before, if it gives another one (or none) now and no other
    page gives it."""
    if page.article_id in (None, row_id):
        return
    connection.execute(NEXT_PAGE, {"id": page.article_id, "page_id": page.id})
    unused = connection.execute(UNUSED, (page.article_id,)).fetchone()
    if unused:
        before = _names_before(connection, str(page.article_id))
        _delete_facts(connection, str(page.article_id))
        count_names(connection, before, set())
        connection.execute("DELETE FROM articles WHERE id = ?", (page.article_id,))
        connection.execute(MARK_CURRENT, unused)


def _mark_current(connection: sqlite3.Connection, place: _Place, page: _Page, moment: str) -> None:
    """The version seen last is the current one."""
    seen = {"id": place.id, "page_id": page.id, "seen_at": page.fetched_at or moment}
    connection.execute(SEEN, seen)
    connection.execute(MARK_CURRENT, (place.key,))


PAGE = """
SELECT urls.source_id, pages.article_id, pages.fetched_at, sources.country
FROM pages JOIN urls ON urls.id = pages.url_id JOIN sources ON sources.id = urls.source_id
WHERE pages.id = ?
"""

SAME_TEXT = """
SELECT id, version, content_hash,
  EXISTS (SELECT 1 FROM pages WHERE article_id = articles.id AND pages.id > ?)
FROM articles WHERE key = ? AND text_hash = ?
"""

SAME_PAGE = """
SELECT id, version, content_hash, 0 FROM articles WHERE id = ? AND key = ? AND page_id = ?
"""

SAME_BY_ANOTHER = "UPDATE articles SET pipeline_version = ? WHERE id = ?"

LAST_VERSION = "SELECT coalesce(max(version), 0) FROM articles WHERE key = ?"

APPEARANCES = """
SELECT organization_id, person_id, place_id, name, kind, country, aliases FROM appearances
WHERE article_id = ? ORDER BY position
"""

DELETE_FACTS = (
    "DELETE FROM mentions WHERE article_id = ?",
    "DELETE FROM appearances WHERE article_id = ?",
    "DELETE FROM roles WHERE article_id = ?",
    "DELETE FROM derived WHERE article_id = ?",
    "DELETE FROM figures WHERE article_id = ?",
    "DELETE FROM targets WHERE article_id = ?",
    "DELETE FROM quotes WHERE article_id = ?",
)

PAGE_READ = """
UPDATE pages SET read_state = ?, read_at = ?, pipeline_version = ?, article_id = ?,
  read_attempts = 0
WHERE id = ?
"""

LEFT_OUT = "UPDATE urls SET reason = ? WHERE id = (SELECT url_id FROM pages WHERE id = ?)"

NOT_LEFT_OUT = """
UPDATE urls SET reason = NULL
WHERE id = (SELECT url_id FROM pages WHERE id = ?) AND reason LIKE 'left out: %'
"""

PAGE_FAILED = """
UPDATE pages SET read_state = 'failed', read_at = ?, read_attempts = read_attempts + 1
WHERE id = ?
"""

NEXT_PAGE = """
UPDATE articles SET page_id = (SELECT min(id) FROM pages WHERE article_id = :id)
WHERE id = :id AND page_id = :page_id
"""

UNUSED = "SELECT key FROM articles WHERE id = ? AND page_id IS NULL"

SEEN = """
UPDATE articles SET
  page_id = coalesce(page_id, :page_id),
  seen_at = CASE WHEN :page_id IS NULL AND is_current THEN seen_at
    ELSE max(seen_at, :seen_at) END
WHERE id = :id
"""

MARK_CURRENT = """
UPDATE articles SET is_current = NOT is_current
WHERE key = ?1 AND is_current <> (id = (
  SELECT id FROM articles WHERE key = ?1 ORDER BY seen_at DESC, version DESC LIMIT 1))
"""

"""Pages as they came: stored with the links they gave, and what failed instead."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Literal

from backports import zstd
from sqlite_utils import Database

from models.filters import Filters
from models.frontier import NewUrl, add_urls, mark_same
from models.runs import record_problem
from models.schema import writing
from models.times import timestamp, utc_now

COMPRESSION_LEVEL = 1
"""Of zstd. On 80 real pages level 1 takes 0.56 ms a page, level 3 0.98 for 5% less space."""
_COMPRESSOR = zstd.ZstdCompressor(level=COMPRESSION_LEVEL)
"""Making one takes a third as long as compressing a page."""
FailureKind = Literal["gone", "soft", "temporary", "refused"]
_STATES = {"gone": "gone", "soft": "failed", "temporary": "failed", "refused": "refused"}


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchedPage:
    """An answer from the web."""

    url: str
    """Where it came from in the end, after redirects."""
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes
    """Without content encoding (gzip and the like), in the page's own charset."""
    content_type: str | None = None
    encoding: str | None = None
    """The charset that the headers name; None when they name none."""
    fetched_at: datetime
    """With zone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PackedPage:
    """A page of a URL, ready to be stored."""

    entry_id: int
    """Of the URL that was asked for."""
    page: FetchedPage
    """Without its body."""
    run_id: int | None
    """Of the run that fetched it."""
    same: tuple[str, ...]
    """Canonical addresses of the same article that need not be asked for."""
    body_hash: str
    body_size: int
    """Bytes."""
    compressed: bytes
    """The body as the database keeps it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPage:
    """A page of the database, with what its listing said of it."""

    id: int
    url_id: int
    url: str
    source: str
    publisher: str | None
    """Of the source."""
    country: str | None
    """Of the source."""
    listed_title: str | None
    listed_published: str | None
    status: int
    content_type: str | None
    encoding: str | None
    fetched_at: str
    body: bytes
    filters: Filters = field(default_factory=Filters)
    """Of the source."""


def save_page(
    db: Database,
    entry_id: int,
    page: FetchedPage,
    links: Iterable[NewUrl] = (),
    run_id: int | None = None,
) -> int | None:
    """The id of the new page; None when the URL's last page has the same body.

    One transaction writes the page, the links it gave, and the URL as done.
    """
    packed = pack(entry_id, page, run_id)
    with writing(db):
        add_urls(db, links, found_on=entry_id, now=page.fetched_at)
        return save_pages(db, [packed])[0]


def pack(
    entry_id: int, page: FetchedPage, run_id: int | None = None, *, same: tuple[str, ...] = ()
) -> PackedPage:
    """The page of a URL, ready to be stored. Takes longer than storing, and needs no database."""
    return PackedPage(
        entry_id=entry_id, page=replace(page, body=b""), run_id=run_id, same=same,
        body_hash=_hash(page.body), body_size=len(page.body),
        compressed=_COMPRESSOR.compress(page.body, mode=zstd.ZstdCompressor.FLUSH_FRAME),
    )  # fmt: skip


def save_pages(db: Database, pages: Sequence[PackedPage]) -> list[int | None]:
    """The id of each new page; None where the URL's last page has the same body.

    One transaction writes the pages and their URLs as done. A listing (feed, sitemap, section)
    keeps its latest page only; an article keeps every one that differs.
    """
    with writing(db) as connection:
        for one in pages:
            if one.same:
                mark_same(db, one.entry_id, one.same)
        _mark_done(connection, pages)
        changed = _changed(connection, pages)
        new = [one for one, is_new in zip(pages, changed, strict=True) if is_new]
        ids = iter(_insert(connection, new))
        return [next(ids) if is_new else None for is_new in changed]


def save_archived_page(
    db: Database, new: NewUrl, page: FetchedPage, run_id: int | None = None
) -> int | None:
    """The id of the new page of an article; None when it is stored already, or a listing.

    A page is stored already when the same body was fetched at the same moment, or when the last
    page before that moment has it. A URL fetched later than that keeps its state.
    """
    body_hash = _hash(page.body)
    moment = timestamp(page.fetched_at)
    with writing(db) as connection:
        add_urls(db, [new])
        entry_id, kind = connection.execute(KNOWN_URL, (new.url,)).fetchone()
        known = {"id": entry_id, "moment": moment, "body_hash": body_hash}
        if kind != "article" or connection.execute(IS_ARCHIVED, known).fetchone()[0]:
            return None
        packed = pack(entry_id, page, run_id)
        if not connection.execute(WAS_FETCHED_LATER, known).fetchone()[0]:
            _mark_done(connection, [packed])
        return _insert(connection, [packed])[0]


def _mark_done(connection: sqlite3.Connection, pages: Iterable[PackedPage]) -> None:
    for one in pages:
        headers = {name.lower(): value for name, value in one.page.headers.items()}
        moment = timestamp(one.page.fetched_at)
        validators = (headers.get("etag"), headers.get("last-modified"))
        done = (moment, one.page.status, *validators, one.run_id, one.entry_id)
        connection.execute(URL_DONE, done)
        _resolve(connection, one.entry_id, moment)


def _changed(connection: sqlite3.Connection, pages: Iterable[PackedPage]) -> list[bool]:
    """Whether each page differs from the last one of its URL."""
    known = json.dumps([one.entry_id for one in pages])
    last = dict(connection.execute(LAST_HASHES, (known,)))
    changed = []
    for one in pages:
        changed.append(last.get(one.entry_id) != one.body_hash)
        last[one.entry_id] = one.body_hash
    return changed


def _insert(connection: sqlite3.Connection, pages: Sequence[PackedPage]) -> range:
    """The ids of the new rows."""
    connection.execute(DELETE_LISTINGS, (json.dumps([one.entry_id for one in pages]),))
    (last_id,) = connection.execute("SELECT coalesce(max(id), 0) FROM pages").fetchone()
    ids = range(last_id + 1, last_id + 1 + len(pages))
    rows = [_page_row(page_id, one) for page_id, one in zip(ids, pages, strict=True)]
    connection.executemany(INSERT_PAGE, rows)
    return ids


def _page_row(page_id: int, packed: PackedPage) -> tuple[object, ...]:
    page = packed.page
    return (
        page_id, packed.entry_id, packed.run_id, page.url, page.status,
        json.dumps(dict(page.headers)), page.content_type, page.encoding, packed.compressed,
        packed.body_size, packed.body_hash, timestamp(page.fetched_at), packed.entry_id,
    )  # fmt: skip


def _hash(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def mark_unchanged(
    db: Database, entry_id: int, run_id: int | None = None, *, now: datetime | None = None
) -> None:
    """The server says that the page is as it was (304): done, and nothing to read again."""
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        connection.execute(URL_UNCHANGED, (moment, run_id, entry_id))
        _resolve(connection, entry_id, moment)


def mark_failed(
    db: Database,
    entry_id: int,
    reason: str,
    kind: FailureKind,
    *,
    status: int | None = None,
    detail: str | None = None,
    retry_at: datetime | None = None,
    run_id: int | None = None,
) -> None:
    """The URL gave no page; a row in problems says why.

    gone: not there any more (404, 410). soft: an answer that is no page (a picture, too large).
    temporary: may work later (timeout, 503), at `retry_at` if given. refused: not ours to fetch
    (robots.txt, a private address).
    """
    state = "retry" if retry_at else _STATES[kind]
    due = timestamp(retry_at) if retry_at else None
    with writing(db) as connection:
        connection.execute(URL_FAILED, (state, due, reason, status, run_id, entry_id))
        record_problem(
            db, stage="crawl", kind=kind, reason=reason, detail=detail, url_id=entry_id,
            run_id=run_id,
        )  # fmt: skip


def _resolve(connection: sqlite3.Connection, entry_id: int, moment: str) -> None:
    connection.execute(RESOLVE_URL_PROBLEMS, (moment, entry_id))


def pages_to_read(db: Database, *, again: bool = False, max_attempts: int = 2) -> list[int]:
    """Ids of the pages to read, oldest first: those not read yet, or with `again` all of them.

    A page that failed (its reader died or took too long) is left alone after `max_attempts`.
    """
    query = ALL_ARTICLE_PAGES if again else UNREAD_PAGES
    return [row[0] for row in db.conn.execute(query, {"max_attempts": max_attempts})]


def load_page(db: Database, page_id: int) -> StoredPage:
    """The page with its body as it came. Raises KeyError when there is none."""
    for row in db.query(LOAD_PAGE, [page_id]):
        settings = json.loads(row.pop("settings"))
        filters = {name: settings.get(name) for name in FILTERS}
        kept = {name: _tupled(value) for name, value in filters.items() if value}
        body = zstd.decompress(row["body"])
        return StoredPage(**{**row, "body": body, "filters": Filters(**kept)})
    raise KeyError(page_id)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


FILTERS = tuple(one.name for one in fields(Filters))

URL_DONE = """
UPDATE urls SET state = 'done', fetched_at = ?, status = ?, etag = ?, last_modified = ?,
  attempts = 0, retry_at = NULL, reason = NULL, run_id = ?
WHERE id = ?
"""

URL_UNCHANGED = """
UPDATE urls SET state = 'done', fetched_at = ?, status = 304, attempts = 0, retry_at = NULL,
  reason = NULL, run_id = ?
WHERE id = ?
"""

URL_FAILED = """
UPDATE urls SET state = ?, retry_at = ?, reason = ?, status = ?, attempts = attempts + 1,
  run_id = ?
WHERE id = ?
"""

RESOLVE_URL_PROBLEMS = """
UPDATE problems SET resolved_at = ?
WHERE url_id = ? AND stage = 'crawl' AND resolved_at IS NULL
"""

LAST_HASHES = """
SELECT value, (SELECT body_hash FROM pages WHERE url_id = value ORDER BY id DESC LIMIT 1)
FROM json_each(?)
"""

DELETE_LISTINGS = """
DELETE FROM pages WHERE url_id IN
  (SELECT id FROM urls WHERE id IN (SELECT value FROM json_each(?)) AND kind <> 'article')
"""

KNOWN_URL = "SELECT id, kind FROM urls WHERE url = ?"

IS_ARCHIVED = """
SELECT EXISTS (SELECT 1 FROM pages
    WHERE url_id = :id AND body_hash = :body_hash AND fetched_at = :moment)
  OR :body_hash = (SELECT body_hash FROM pages WHERE url_id = :id AND fetched_at <= :moment
    ORDER BY fetched_at DESC, id DESC LIMIT 1)
"""

WAS_FETCHED_LATER = """
SELECT coalesce(fetched_at > :moment AND state = 'done', 0) FROM urls WHERE id = :id
"""

INSERT_PAGE = """
INSERT INTO pages (id, url_id, run_id, url, status, headers, content_type, encoding, body,
  body_size, body_hash, fetched_at, read_state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
  (SELECT iif(kind = 'article', 'new', 'listing') FROM urls WHERE id = ?))
"""

UNREAD_PAGES = """
SELECT id FROM pages
WHERE read_state = 'new' OR (read_state = 'failed' AND read_attempts < :max_attempts)
ORDER BY id
"""

ALL_ARTICLE_PAGES = """
SELECT id FROM pages WHERE read_state <> 'listing' ORDER BY id
"""

LOAD_PAGE = """
SELECT pages.id, url_id, pages.url, sources.name AS source, sources.publisher, sources.country,
  urls.title AS listed_title, urls.published AS listed_published, pages.status, content_type,
  encoding, pages.fetched_at, body, sources.settings
FROM pages JOIN urls ON urls.id = pages.url_id JOIN sources ON sources.id = urls.source_id
WHERE pages.id = ?
"""

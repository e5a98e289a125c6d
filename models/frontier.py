"""The frontier: every URL known, and what is to become of it."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from models.schema import writing
from models.times import parse_moment, timestamp, utc_now

UrlKind = Literal["feed", "sitemap", "section", "article"]
UrlState = Literal["new", "retry", "done", "failed", "gone", "refused"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewUrl:
    """A URL that a source or page names."""

    url: str
    """Canonical: the frontier holds each spelling once."""
    source: str
    """Name of a saved source."""
    kind: UrlKind
    title: str | None = None
    """As the listing prints it."""
    published: str | None = None
    """ISO 8601, as the listing says."""
    modified: str | None = None
    """ISO 8601; a known URL is fetched again when its listing moves this moment on."""
    depth: int = 0
    """Steps from the source's own list: 0 for what sources.toml names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UrlEntry:
    """A URL of the frontier."""

    id: int
    url: str
    source_id: int
    source: str
    kind: UrlKind
    state: UrlState
    title: str | None
    published: str | None
    etag: str | None
    """Of the last answer, for `If-None-Match`."""
    last_modified: str | None
    """Of the last answer, for `If-Modified-Since`."""
    attempts: int
    """Failures since the last success."""
    depth: int


def add_urls(
    db: Database,
    urls: Iterable[NewUrl],
    *,
    found_on: int | None = None,
    now: datetime | None = None,
) -> int:
    """Number of URLs that are new to the frontier. Known ones stay as they are, except that a
    fetched one becomes new again when its listing says that it has changed since: by a later
    moment than any listing gave before, or one after it was fetched.

    Raises KeyError for a source that is not saved.
    """
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        source_ids = dict(connection.execute("SELECT name, id FROM sources"))
        rows = [_row(new, source_ids[new.source], found_on, moment) for new in urls]
        before = connection.total_changes
        connection.executemany(INSERT_URL, rows)
        added = connection.total_changes - before
        connection.executemany(RENEW_URL, [row for row in rows if row["modified_at"]])
    return added


def ask_for(db: Database, urls: Iterable[str], source: str, *, now: datetime | None = None) -> None:
    """Articles that a person names are a saved source's to fetch, also where an earlier try
    failed or another source found them first. Those that were fetched stay as they are.
    """
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        (source_id,) = connection.execute(
            "SELECT id FROM sources WHERE name = ?", (source,)
        ).fetchone()
        connection.executemany(ASK_FOR, [(url, source_id, moment) for url in urls])


def mark_same(
    db: Database, entry_id: int, urls: Iterable[str], *, now: datetime | None = None
) -> None:
    """Other addresses of the article just fetched need not be asked for.

    An address that two different ones call their own is asked for all the same: a site that
    names one address everywhere must not hide what stands there.
    """
    moment = timestamp(now or utc_now())
    with writing(db) as connection:
        (url,) = connection.execute("SELECT url FROM urls WHERE id = ?", (entry_id,)).fetchone()
        for other in urls:
            row = {"id": entry_id, "url": other, "reason": f"{SAME_AS} {url}", "now": moment}
            if connection.execute(ASK_SAME, row).rowcount == 0:
                connection.execute(MARK_SAME, row)


def room_for(db: Database, urls: Iterable[NewUrl], source: str, most: int) -> list[NewUrl]:
    """The first of the URLs with which a source comes to know at most so many; known ones count
    once."""
    known = {url for (url,) in db.conn.execute(URLS_OF, (source,))}
    new = [one for one in urls if one.url not in known]
    return new[: max(0, most - len(known))]


def _row(new: NewUrl, source_id: int, found_on: int | None, now: str) -> dict[str, object]:
    modified = parse_moment(new.modified)
    return {
        "url": new.url, "source_id": source_id, "kind": new.kind, "title": new.title,
        "published": new.published, "depth": new.depth,
        "found_on": found_on, "found_at": now,
        "modified_at": timestamp(modified) if modified else None,
    }  # fmt: skip


def pending_urls(
    db: Database,
    *,
    after_id: int = 0,
    limit: int = 200,
    now: datetime | None = None,
    sources: Collection[str] | None = None,
    kinds: Collection[UrlKind] = ("feed", "sitemap", "section", "article"),
) -> list[UrlEntry]:
    """URLs to fetch, by id: new ones and those whose next try is due; at most `limit` behind
    `after_id`. `sources` names those wanted; None wants all that are enabled."""
    names = None if sources is None else json.dumps(sorted(sources))
    parameters = {
        "after_id": after_id, "limit": limit, "now": timestamp(now or utc_now()), "names": names,
        "kinds": json.dumps(sorted(kinds)),
    }  # fmt: skip
    return [UrlEntry(**dict(row)) for row in db.query(PENDING_URLS, parameters)]


def refresh_discovery(db: Database, source: str, *, now: datetime | None = None) -> None:
    """A source's feeds, sitemaps and sections become new again, so that a crawl looks at them.

    Left alone: those told to wait until a later moment, and listed sitemaps that carry a date
    of their own (`add_urls` renews them when the date moves).
    """
    with writing(db) as connection:
        connection.execute(
            REFRESH_DISCOVERY, {"source": source, "now": timestamp(now or utc_now())}
        )


def refresh_site(db: Database, source: str) -> None:
    """The pages of a walked site that hold no article become new again, to be asked for what they
    link to by now; those not read yet stay as they are, but for the ones a walk begins at."""
    with writing(db) as connection:
        connection.execute(REFRESH_SITE, {"source": source})


def recheck_articles(
    db: Database, source: str, *, found_after: datetime, fetched_before: datetime
) -> int:
    """Number of a source's articles that become new again, to be asked for conditionally: those
    found and fetched at such times. Where the server gave neither etag nor date to ask with, that
    is once: those fetched within six hours of being found."""
    with writing(db) as connection:
        parameters = {
            "source": source, "found_after": timestamp(found_after),
            "fetched_before": timestamp(fetched_before),
        }  # fmt: skip
        return connection.execute(RECHECK_ARTICLES, parameters).rowcount


def count_pending(db: Database, sources: Collection[str]) -> int:
    """Number of the sources' URLs not fetched yet, those told to wait included."""
    names = json.dumps(sorted(sources))
    return int(db.conn.execute(COUNT_PENDING, {"names": names}).fetchone()[0])


INSERT_URL = """
INSERT INTO urls (url, source_id, kind, title, published, modified, depth, found_on, found_at)
VALUES (:url, :source_id, :kind, :title, :published, :modified_at, :depth, :found_on, :found_at)
ON CONFLICT (url) DO NOTHING
"""

ASK_FOR = """
INSERT INTO urls (url, source_id, kind, found_at) VALUES (?, ?, 'article', ?)
ON CONFLICT (url) DO UPDATE SET source_id = excluded.source_id, attempts = 0,
  state = CASE WHEN state = 'retry' THEN 'retry' ELSE 'new' END
WHERE kind = 'article' AND state <> 'done'
"""

SAME_AS = "same article as"

MARK_SAME = """
INSERT INTO urls (url, source_id, kind, state, depth, found_on, found_at, fetched_at, reason)
SELECT :url, source_id, 'article', 'done', depth + 1, id, :now, :now, :reason
FROM urls WHERE id = :id
ON CONFLICT (url) DO UPDATE SET state = 'done', fetched_at = :now, reason = :reason
WHERE kind = 'article' AND state IN ('new', 'retry') AND fetched_at IS NULL AND reason IS NULL
"""

ASK_SAME = """
UPDATE urls SET state = 'new', fetched_at = NULL, reason = 'asked for by itself'
WHERE url = :url AND state = 'done' AND reason LIKE 'same article as %' AND reason <> :reason
"""

URLS_OF = """
SELECT url FROM urls JOIN sources ON sources.id = urls.source_id WHERE name = ?
"""

REFRESH_SITE = """
UPDATE urls SET state = 'new'
WHERE source_id = (SELECT id FROM sources WHERE name = :source)
  AND kind = 'article' AND state = 'done'
  AND (depth = 0 OR (SELECT read_state FROM pages WHERE url_id = urls.id
    ORDER BY id DESC LIMIT 1) = 'empty')
"""

RENEW_URL = """
UPDATE urls SET modified = :modified_at, title = coalesce(:title, title),
  state = CASE WHEN state IN ('done', 'failed', 'gone')
    AND (modified IS NOT NULL OR fetched_at < :modified_at) THEN 'new' ELSE state END
WHERE url = :url AND (modified IS NULL OR modified < :modified_at)
"""

PENDING_URLS = """
SELECT urls.id, urls.url, source_id, sources.name AS source, kind, state, title, published,
  etag, last_modified, attempts, depth
FROM urls JOIN sources ON sources.id = urls.source_id
WHERE urls.id > :after_id AND state IN ('new', 'retry')
  AND (state = 'new' OR retry_at <= :now)
  AND kind IN (SELECT value FROM json_each(:kinds))
  AND CASE WHEN :names IS NULL THEN sources.enabled
      ELSE sources.name IN (SELECT value FROM json_each(:names)) END
ORDER BY urls.id LIMIT :limit
"""

REFRESH_DISCOVERY = """
UPDATE urls SET state = 'new', retry_at = NULL
WHERE source_id = (SELECT id FROM sources WHERE name = :source) AND kind <> 'article'
  AND NOT (state = 'retry' AND retry_at > :now)
  AND (depth = 0 OR modified IS NULL)
"""

RECHECK_ARTICLES = """
UPDATE urls SET state = 'new'
WHERE source_id = (SELECT id FROM sources WHERE name = :source) AND kind = 'article'
  AND state = 'done' AND found_at > :found_after AND fetched_at < :fetched_before
  AND (etag IS NOT NULL OR last_modified IS NOT NULL
    OR julianday(fetched_at) - julianday(found_at) < 0.25)
  AND EXISTS (SELECT 1 FROM pages WHERE url_id = urls.id)
"""

COUNT_PENDING = """
SELECT count(*) FROM urls JOIN sources ON sources.id = urls.source_id
WHERE state IN ('new', 'retry') AND sources.name IN (SELECT value FROM json_each(:names))
"""

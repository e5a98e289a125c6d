"""A source: where one publisher's news is discovered, and how politely."""

import json
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from models.schema import writing
from models.times import timestamp, utc_now


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One entry of sources.toml."""

    name: str
    """Short and unique; what `bellwether crawl NAME` takes."""
    publisher: str | None = None
    """Who runs the site, for articles whose page does not say."""
    feeds: tuple[str, ...] = ()
    """RSS, Atom or JSON feeds."""
    sitemaps: tuple[str, ...] = ()
    """News sitemaps, sitemaps and sitemap indexes."""
    sections: tuple[str, ...] = ()
    """Pages that list articles."""
    site: tuple[str, ...] = ()
    """Pages from which the whole of their site is walked, link by link."""
    urls: tuple[str, ...] = ()
    """Single articles."""
    include: tuple[str, ...] = ()
    """Regular expressions, one of which an article's URL must match; empty lets all pass."""
    exclude: tuple[str, ...] = ()
    """Regular expressions, none of which an article's URL may match."""
    follow: tuple[str, ...] = ()
    """Regular expressions, one of which a page's URL must match for the walk of a site to take
    its links; empty takes those of all."""
    max_depth: int | None = None
    """Most links between the pages of `site` and a page; None takes the default."""
    max_pages: int | None = None
    """Most URLs that the walk of a site comes to know; None takes the default."""
    only_sections: tuple[str, ...] = ()
    """Sections that articles must stand in; see `models.filters`."""
    words: tuple[str, ...] = ()
    """Words or phrases, one of which title or text must have."""
    without_words: tuple[str, ...] = ()
    """Words or phrases, none of which title or text may have."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of the languages that are kept."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the publisher; places a bare "$"."""
    language: str | None = None
    """ISO 639-1 code, where known beforehand."""
    since: str | None = None
    """ISO 8601 date; articles that a listing dates earlier are left alone."""
    delay_s: float | None = None
    """Seconds between two requests to the site; None takes the default."""
    concurrency: int | None = None
    """Requests to the site at a time; None takes the default."""
    max_urls: int | None = None
    """Most new articles taken in one crawl; None takes the default."""
    enabled: bool = True
    """False keeps the entry but leaves it alone."""


def save_source(db: Database, source: Source) -> int:
    """The id of the source's row, made or brought up to date.

    `since` may move on from day to day with "newest_days", which is no change of the entry.
    """
    settings = json.dumps(asdict(source), ensure_ascii=False)
    now = timestamp(utc_now())
    row = (source.name, source.publisher, source.country, source.language, source.enabled)
    with writing(db):
        db.conn.execute(SAVE_SOURCE, (*row, settings, now, now))
        (source_id,) = db.conn.execute(
            "SELECT id FROM sources WHERE name = ?", (source.name,)
        ).fetchone()
    return int(source_id)


SAVE_SOURCE = """
INSERT INTO sources (name, publisher, country, language, enabled, settings, added_at, changed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET
  publisher = excluded.publisher, country = excluded.country, language = excluded.language,
  enabled = excluded.enabled, settings = excluded.settings,
  changed_at = CASE
    WHEN json_remove(settings, '$.since') = json_remove(excluded.settings, '$.since')
    THEN changed_at ELSE excluded.changed_at END
WHERE settings <> excluded.settings
"""

"""What a feed, sitemap or section page says about the pages it links to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

from crawler.urls import canonical_url


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """One address found, with what was said about it there."""

    url: str
    """Absolute."""
    title: str | None = None
    """As printed; None when not given."""
    published: str | None = None
    """ISO 8601 with the zone as far as it is given; None when not given or not understood."""
    modified: str | None = None
    """As `published`: when the page was last changed, by its own account."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Discovery:
    """What reading one feed, sitemap or section page gave."""

    articles: tuple[Link, ...] = ()
    sitemaps: tuple[Link, ...] = ()
    """Further sitemaps an index names."""
    problem: str | None = None
    """Why nothing, or not everything, could be read, in a few words; None when all was."""
    detail: str | None = None
    """What is special to this one."""


def unique_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links with canonical addresses, the first of each; those not http(s) are left out.

    What a later mention adds (a title, a date) is kept.
    """
    kept: dict[str, Link] = {}
    for link in links:
        url = canonical_url(link.url)
        if url is None:
            continue
        kept[url] = _joined(kept[url], link) if url in kept else replace(link, url=url)
    return tuple(kept.values())


def _joined(first: Link, second: Link) -> Link:
    return replace(
        first,
        title=first.title or second.title,
        published=first.published or second.published,
        modified=first.modified or second.modified,
    )


def iso_time(text: str | None) -> str | None:
    """A date as feeds and sitemaps print them, in ISO 8601; None when it can't be read.

    >>> iso_time("Tue, 03 Mar 2026 08:15:00 GMT")
    '2026-03-03T08:15:00+00:00'
    >>> iso_time("2026-03-03")
    '2026-03-03'
    >>> iso_time("yesterday") is None
    True
    """
    text = (text or "").strip()
    return (_from_iso(text) or _from_mail(text)) if text else None


def _from_iso(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _from_mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def moment(stated: str | None) -> datetime | None:
    """The time an ISO date means, UTC where no zone is given, the end of the day for a bare one.

    >>> moment("2026-03-03").isoformat()
    '2026-03-03T23:59:59+00:00'
    """
    if not stated:
        return None
    try:
        if len(stated) == 10:
            return datetime.combine(date.fromisoformat(stated), time(23, 59, 59), UTC)
        read = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)

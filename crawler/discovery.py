"""From the page of a source to the URLs of the frontier: one reader for each kind of listing."""

from collections.abc import Callable, Iterator
from datetime import datetime

from crawler.feeds import read_feed
from crawler.links import Discovery, Link, moment
from crawler.sections import read_section
from crawler.sitemaps import read_sitemap
from crawler.urls import canonical_url
from crawler.walk import followed_links, is_walked, leads_away, patterns, site_kind
from models.filters import has_word
from models.frontier import NewUrl, UrlEntry, UrlKind
from models.pages import FetchedPage
from models.sources import Source

READERS: dict[UrlKind, Callable[[FetchedPage], Discovery]] = {
    "feed": lambda page: read_feed(page.body, page.url),
    "sitemap": lambda page: read_sitemap(page.body, page.url),
    "section": lambda page: read_section(page.body, page.url, page.encoding),
}
"""How each kind of listing is read."""
MAX_DEPTH = 3
"""Sitemap indexes may name indexes; deeper than this is a loop."""


def discover(entry: UrlEntry, page: FetchedPage, source: Source) -> Discovery:
    """What the listing at `entry` names; an article names something where a site is walked."""
    if is_walked(page.url, source):
        return Discovery(articles=followed_links(entry, page, source))
    if leads_away(entry, page, source):
        return Discovery(problem="the site is at another host", detail=page.url)
    if entry.kind == "article":
        return Discovery()
    return READERS[entry.kind](page)


def seed_urls(source: Source) -> Iterator[NewUrl]:
    """What sources.toml names for a source, in the order in which it is fetched."""
    kinds: tuple[tuple[UrlKind, tuple[str, ...]], ...] = (
        ("feed", source.feeds), ("sitemap", source.sitemaps), ("section", source.sections),
        ("article", source.urls),
    )  # fmt: skip
    for kind, urls in kinds:
        for url in urls:
            plain = canonical_url(url) if kind == "article" else None
            yield NewUrl(url=plain or url, source=source.name, kind=kind)
    for url in source.site:
        start = canonical_url(url) or url
        yield NewUrl(url=start, source=source.name, kind=site_kind(start, source))


def new_urls(discovery: Discovery, entry: UrlEntry, source: Source) -> list[NewUrl]:
    """The articles and sitemaps found that the source's filters let through.

    The moment a listing gives as the last change makes a known article due again; where it gives
    none, the moment of publication does.
    """
    if source.site:
        return [
            _new_url(link, entry, site_kind(link.url, source))
            for link in discovery.articles
            if link.url != entry.url
        ]
    articles = [
        _new_url(link, entry, "article")
        for link in discovery.articles
        if is_wanted(link, source) and link.url != entry.url
    ]
    if entry.depth >= MAX_DEPTH:
        return articles
    since = moment(source.since)
    sitemaps = [
        _new_url(link, entry, "sitemap")
        for link in discovery.sitemaps
        if _is_recent(moment(link.modified), since)
    ]
    return articles + sitemaps


def is_wanted(link: Link, source: Source) -> bool:
    """Do the source's filters let the article through?"""
    include, exclude = patterns(source.include), patterns(source.exclude)
    if include and not any(pattern.search(link.url) for pattern in include):
        return False
    if any(pattern.search(link.url) for pattern in exclude):
        return False
    if has_word(link.title or "", source.without_words):
        return False
    return _is_recent(moment(link.modified or link.published), moment(source.since))


def _is_recent(stated: datetime | None, since: datetime | None) -> bool:
    """Not before `since`; what has no date may be recent."""
    return since is None or stated is None or stated >= since


def _new_url(link: Link, entry: UrlEntry, kind: UrlKind) -> NewUrl:
    return NewUrl(
        url=link.url, source=entry.source, kind=kind, title=link.title,
        published=link.published, modified=link.modified or link.published,
        depth=entry.depth + 1,
    )  # fmt: skip

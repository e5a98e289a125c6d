"""A whole site, walked from a few of its pages link by link, within limits."""

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from crawler.links import Link
from crawler.sections import page_links
from crawler.urls import host_of
from models.frontier import UrlEntry, UrlKind
from models.pages import FetchedPage
from models.sources import Source

MAX_DEPTH = 5
MAX_PAGES = 10_000
MAX_SEGMENTS = 12
MAX_PARAMETERS = 3
"""Addresses with more folders or parameters come out of calendars, filters and endless loops."""


def is_walked(url: str, source: Source) -> bool:
    """Does the source walk the site that an address is on? The host must be the same, but for a
    leading "www."."""
    return bool(source.site) and _host(url) in {_host(start) for start in source.site}


def leads_away(entry: UrlEntry, page: FetchedPage, source: Source) -> bool:
    """Does a page that a walk begins at answer from another host, where nothing is walked?"""
    return entry.depth == 0 and is_walked(entry.url, source) and not is_walked(page.url, source)


def _host(url: str) -> str:
    return host_of(url).removeprefix("www.")


def site_kind(url: str, source: Source) -> UrlKind:
    """What a page of a walked site is: an article where `include` lets it be one (the reader
    decides whether there is one), else looked at for its links alone."""
    include = patterns(source.include)
    is_kept = not include or any(pattern.search(url) for pattern in include)
    return "article" if is_kept else "section"


def followed_links(entry: UrlEntry, page: FetchedPage, source: Source) -> tuple[Link, ...]:
    """The pages of its site that a page links to, as far as the source's limits let us go."""
    deepest = MAX_DEPTH if source.max_depth is None else source.max_depth
    follow = patterns(source.follow)
    is_start = entry.depth == 0
    if entry.depth >= deepest or not (
        is_start or not follow or any(pattern.search(page.url) for pattern in follow)
    ):
        return ()
    links = page_links(page.body, page.url, page.encoding)
    return tuple(link for link in links if may_walk(link.url, source))


def may_walk(url: str, source: Source) -> bool:
    """May the walk of a site ask for an address?"""
    if not is_walked(url, source) or is_trap(url):
        return False
    return not any(pattern.search(url) for pattern in patterns(source.exclude))


def is_trap(url: str) -> bool:
    """Does an address look made up by a program that never runs out of them?

    >>> is_trap("https://a.com/news/2026/plant"), is_trap("https://a.com/a/b/a/b/a/b/")
    (False, True)
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    repeats = max(Counter(segments).values(), default=0)
    parameters = len(parse_qsl(parts.query, keep_blank_values=True))
    return len(segments) > MAX_SEGMENTS or repeats > 2 or parameters > MAX_PARAMETERS


@lru_cache(maxsize=256)
def patterns(expressions: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The regular expressions, compiled once."""
    return tuple(re.compile(expression) for expression in expressions)

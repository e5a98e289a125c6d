"""The request for a URL of the frontier."""

from collections.abc import Callable
from typing import Any

from scrapy import Request

from crawler.middlewares import KEEP_PACKED
from crawler.urls import host_of
from models.frontier import UrlEntry
from models.sources import Source


def request_for(
    entry: UrlEntry, source: Source, *, callback: Callable[..., Any], errback: Callable[..., Any]
) -> Request:
    """Asks for the page only if it has changed since we last had it. Listings go first."""
    return Request(
        entry.url, callback=callback, errback=errback, cb_kwargs={"entry": entry},
        headers=_conditions(entry), priority=0 if entry.kind == "article" else 10,
        dont_filter=True,
        meta={
            "site_delay_s": source.delay_s, "site_concurrency": source.concurrency,
            KEEP_PACKED: is_only_kept(entry, source),
        },
    )  # fmt: skip


def is_only_kept(entry: UrlEntry, source: Source) -> bool:
    """Is nothing looked for in the page but what is stored with it?"""
    return entry.kind == "article" and not source.site


def _conditions(entry: UrlEntry) -> dict[str, str]:
    headers = {"If-None-Match": entry.etag, "If-Modified-Since": entry.last_modified}
    return {name: value for name, value in headers.items() if value}


def is_refused_host(url: str) -> bool:
    """Did the guard find that the host of the address is private?"""
    from twisted.internet import reactor

    resolver = getattr(reactor, "nameResolver", None)
    return host_of(url) in getattr(resolver, "refused", ())

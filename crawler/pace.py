"""How fast a site is asked: its own wishes (Crawl-delay, Retry-After) before our settings."""

import asyncio
import time
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.guard import is_public, literal_address
from crawler.urls import host_of

WAIT_STATUSES = (429, 503)
TRIES = 3
"""Times a request is made to a site that keeps asking for time."""


class SiteResting(IgnoreRequest):
    """The site asked to be left alone until `until`, longer than a run waits."""

    def __init__(self, host: str, until: datetime, status: int) -> None:
        self.until = until
        self.status = status
        super().__init__(f"{host} asks to be left alone until {until:%Y-%m-%d %H:%M} UTC")


def set_pace(downloader: Any, host: str, *, delay_s: float, concurrency: int) -> None:
    """From now on requests to the host are so far apart, exactly."""
    downloader.per_slot_settings[host] = {
        "delay": delay_s, "concurrency": concurrency, "jitter": 0,
    }  # fmt: skip
    slot = downloader.slots.get(host)
    if slot:
        slot.delay, slot.concurrency, slot.jitter = delay_s, concurrency, 0.0


class PaceMiddleware:
    """Gives each host its pace when it is first asked for anything.

    The pace is the source's own (`site_delay_s`, `site_concurrency` in the request's meta), else
    the one of the settings. A host on this machine needs no pause.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delay_s = crawler.settings.getfloat("SITE_DELAY_S", 1.0)
        self.concurrency = crawler.settings.getint("SITE_CONCURRENCY", 2)
        self.seen: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PaceMiddleware":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Sets the pace of a host not seen before."""
        host = urlparse_cached(request).hostname or ""
        if host in self.seen:
            return
        self.seen.add(host)
        own = is_own_machine(host)
        delay_s = request.meta.get("site_delay_s")
        concurrency = request.meta.get("site_concurrency")
        set_pace(
            self.crawler.engine.downloader,
            host,
            delay_s=delay_s if delay_s is not None else 0.0 if own else self.delay_s,
            concurrency=concurrency or (max(8, self.concurrency) if own else self.concurrency),
        )


def is_own_machine(host: str) -> bool:
    """Is the host a loopback address, or the name of one?"""
    address = literal_address(host)
    if address is None:
        return host == "localhost"
    return not is_public(address) and (address.startswith("127.") or address == "::1")


class RetryAfterMiddleware:
    """Waits as long as a busy site asks for; too long a wait ends the site's turn in this run."""

    def __init__(self, *, longest_wait_s: float, usual_wait_s: float) -> None:
        self.longest_wait_s = longest_wait_s
        self.usual_wait_s = usual_wait_s
        self.resting: dict[str, float] = {}
        """Until when (monotonic clock) a host is left alone."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RetryAfterMiddleware":
        settings = crawler.settings
        return cls(
            longest_wait_s=settings.getfloat("LONGEST_WAIT_S"),
            usual_wait_s=settings.getfloat("USUAL_WAIT_S"),
        )

    def process_request(self, request: Request) -> Awaitable[None] | None:
        """Holds a request back while its host rests. Raises SiteResting."""
        if not self.resting:
            return None
        host = host_of(request.url)
        wait_s = self.resting.get(host, 0.0) - time.monotonic()
        if wait_s > self.longest_wait_s:
            raise SiteResting(host, _after(wait_s), 0)
        return asyncio.sleep(wait_s) if wait_s > 0 else None

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Asks again later. Raises SiteResting."""
        if response.status not in WAIT_STATUSES:
            return response
        host = host_of(request.url)
        stated_s = retry_after_s(response.headers.get("Retry-After"))
        tries = request.meta.get("busy_times", 0) + 1
        wait_s = self.usual_wait_s * tries if stated_s is None else stated_s
        self.resting[host] = max(self.resting.get(host, 0.0), time.monotonic() + wait_s)
        if wait_s > self.longest_wait_s:
            raise SiteResting(host, _after(wait_s), response.status)
        if tries >= TRIES:
            return response
        return request.replace(dont_filter=True, meta={**request.meta, "busy_times": tries})


def retry_after_s(value: bytes | None, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for; None when it says nothing readable.

    >>> retry_after_s(b"120")
    120.0
    >>> retry_after_s(b"soon") is None
    True
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def _after(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=min(seconds, 31 * 86400))

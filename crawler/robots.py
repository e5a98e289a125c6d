"""robots.txt as RFC 9309 has it, with the Crawl-delay that Scrapy leaves out."""

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.pace import set_pace
from crawler.urls import host_of

BOT_NAME = "bellwether"
MAX_BYTES = 512_000
"""What is read of a robots.txt; RFC 9309 asks for at least 500 kibibytes."""
LONGEST_DELAY_S = 300.0


class DisallowedByRobots(IgnoreRequest):
    """The site's robots.txt keeps us away from the address."""


class RobotsUnreachable(IgnoreRequest):
    """The site's robots.txt could not be had, which RFC 9309 reads as "keep away" for now."""

    def __init__(self, cause: Exception | str) -> None:
        self.cause = cause
        super().__init__(f"robots.txt could not be fetched: {cause}")


class RobotsMiddleware(RobotsTxtMiddleware):
    """Fetches each site's robots.txt once a run, obeys it, and takes its pace from it."""

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Raises DisallowedByRobots, RobotsUnreachable."""
        if isinstance(rp, RobotsUnreachable):
            raise RobotsUnreachable(rp.cause)
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise DisallowedByRobots("disallowed by robots.txt") from error

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable(f"HTTP {response.status}")
        body = response.body[:MAX_BYTES] if response.status == 200 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)
        self._take_pace(self._parsers[netloc], request)

    def _take_pace(self, parser: Any, request: Request) -> None:
        stated = parser.crawl_delay(BOT_NAME)
        if not stated:
            return
        delay_s = max(min(float(stated), LONGEST_DELAY_S), request.meta.get("site_delay_s") or 0)
        set_pace(
            self.crawler.engine.downloader, host_of(request.url), delay_s=delay_s, concurrency=1
        )

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """A site without reachable robots.txt is left alone; Scrapy would crawl it."""
        cause = exc.cause if isinstance(exc, RobotsUnreachable) else exc
        waiting, self._parsers[netloc] = self._parsers[netloc], RobotsUnreachable(cause)  # type: ignore[assignment]
        waiting.callback(self._parsers[netloc])  # type: ignore[union-attr, arg-type]

"""The spider that fetches what is pending and writes what became of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection
from socket import socket
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.bookkeeping import begin_run, end_run, save_found
from crawler.crawl import CrawlJob
from crawler.discovery import discover, new_urls
from crawler.failure import Failure
from crawler.frontier import Frontier
from crawler.links import Discovery
from crawler.middlewares import is_packed
from crawler.outcomes import (
    exception_failure,
    fetched_page,
    page_failure,
    read_article,
    status_failure,
)
from crawler.process import watch
from crawler.requests import is_only_kept, is_refused_host, request_for
from crawler.same import other_addresses
from crawler.summary import CrawlSummary, Tally
from crawler.walk import MAX_PAGES
from crawler.writer import Writer
from crawler.writing import Stored
from models.errors import BellwetherError
from models.frontier import UrlEntry, count_pending
from models.pages import FetchedPage, mark_failed, mark_unchanged
from models.sources import Source

PROGRESS_S = 0.25
TRIES = 5
"""Temporary failures of an article after which it is given up."""
FIRST_RETRY = timedelta(minutes=10)


class NewsSpider(Spider):
    """Fetches the pending URLs of a job's sources; every outcome is one transaction."""

    name = "news"

    def __init__(
        self, job: CrawlJob, report: Callable[[Any], None], connection: Connection,
        writing: socket, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(**kwargs)
        self.job = job
        self.writing = writing
        """To the process that writes."""
        self.connection = connection
        self.report = report
        """Takes CrawlProgress while the run goes on, then its CrawlSummary, or an error."""
        self.tally = Tally.of([source.name for source in job.sources])
        self.sources = {source.name: source for source in job.sources}
        self.stopped = False
        self.error: BaseException | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Requests for everything pending, ending when there is nothing left to do."""
        self.started = time.monotonic()
        self.writer = await Writer.to(self.writing, self.stop)
        self.frontier = Frontier(self.writer, self.job.sources, self.job.options, self._request)
        watch(self.connection, self.stop)
        try:
            self.run_id = await self.writer.run(partial(begin_run, job=self.job))
            progress = asyncio.create_task(self._report_progress())
            async for request in self.frontier.requests():
                yield request
            progress.cancel()
            end = partial(end_run, summary=self._summary(), answers=self.tally.answers)
            self.report(self.error or await self.writer.run(end))
        except BellwetherError as error:
            self.report(error)
        finally:
            await self.writer.close()

    def stop(self) -> None:
        """Ends the run after what is under way."""
        self.stopped = True
        self.frontier.stop()

    async def parse(self, response: Response, entry: UrlEntry) -> None:
        """Writes what an answer gave."""
        try:
            await self._answered(entry, response)
        except BellwetherError as error:
            self._give_up(entry, error)
        except Exception as error:  # one page that surprises us must not stop the run
            self.logger.exception("unexpected error at %s", entry.url)
            await self._surprised(entry, error)

    async def failed(self, failure: TwistedFailure) -> None:
        """Writes why there was no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        entry = request.cb_kwargs["entry"]
        refused = is_refused_host(request.url)
        outcome = exception_failure(failure.value or Exception(), refused_host=refused)
        try:
            await self._failed(entry, outcome)
        except BellwetherError as error:
            self._give_up(entry, error)

    async def _answered(self, entry: UrlEntry, response: Response) -> None:
        failure = status_failure(response.status)
        if response.status == 304:
            await self._unchanged(entry)
        elif failure:
            await self._failed(entry, failure)
        elif is_only_kept(entry, self.sources[entry.source]):
            await self._keep(entry, response)
        else:
            await self._look_into(entry, fetched_page(response))

    async def _keep(self, entry: UrlEntry, response: Response) -> None:
        self.frontier.answered(entry)
        read = partial(
            read_article, fetched_page(response), entry_id=entry.id, url=entry.url,
            is_packed=is_packed(response), run_id=self.run_id,
        )  # fmt: skip
        stored = await self.writer.store(read)
        if isinstance(stored, Failure):
            await self._failed(entry, stored)
        else:
            self._stored(entry, stored, found=0)

    async def _look_into(self, entry: UrlEntry, page: FetchedPage) -> None:
        failure = page_failure(page) if entry.kind == "article" else None
        if failure:
            await self._failed(entry, failure)
            return
        discovery = await asyncio.to_thread(discover, entry, page, self.sources[entry.source])
        if discovery.problem and not discovery.articles and not discovery.sitemaps:
            failure = Failure(kind="soft", reason=discovery.problem, detail=discovery.detail)
            await self._failed(entry, failure)
        else:
            await self._save(entry, page, discovery)

    async def _save(self, entry: UrlEntry, page: FetchedPage, discovery: Discovery) -> None:
        source = self.sources[entry.source]
        links = new_urls(discovery, entry, source)
        same = other_addresses(entry.url, page) if entry.kind == "article" else ()
        most = (source.max_pages or MAX_PAGES) if source.site else None
        write = partial(
            save_found, entry=entry, page=page, links=links, same=same, most=most,
            run_id=self.run_id,
        )  # fmt: skip
        page_id = await self.writer.run(write)
        self._stored(entry, Stored(page_id=page_id, same=same), found=len(links))

    def _stored(self, entry: UrlEntry, stored: Stored, *, found: int) -> None:
        if stored.same:
            self.frontier.forget(stored.same)
        self.tally.stored(entry, changed=stored.page_id is not None, listed=found)
        self.frontier.finished(entry, found=bool(found))

    async def _unchanged(self, entry: UrlEntry) -> None:
        await self.writer.run(partial(mark_unchanged, entry_id=entry.id, run_id=self.run_id))
        self.tally.stored(entry, changed=False, listed=0)
        self.frontier.finished(entry)

    async def _failed(self, entry: UrlEntry, failure: Failure) -> None:
        if failure.until and not failure.status:  # held back before it was asked for
            self.tally.postponed(entry, failure)
        else:
            await self._mark_failed(entry, failure)
            self.tally.failed(entry, failure)
        self.frontier.finished(entry, rest=failure.until is not None)

    async def _mark_failed(self, entry: UrlEntry, failure: Failure) -> None:
        retry_at = next_try(entry, failure, datetime.now(UTC))
        write = partial(
            mark_failed, entry_id=entry.id, reason=failure.reason, kind=failure.kind,
            status=failure.status, detail=failure.detail, retry_at=retry_at, run_id=self.run_id,
        )  # fmt: skip
        await self.writer.run(write)

    async def _surprised(self, entry: UrlEntry, error: Exception) -> None:
        detail = f"{type(error).__name__}: {error}"[:300]
        try:
            await self._failed(
                entry, Failure(kind="soft", reason="unexpected error", detail=detail)
            )
        except BellwetherError as fatal:
            self._give_up(entry, fatal)

    def _give_up(self, entry: UrlEntry, error: BellwetherError) -> None:
        """The database can't be written: what is not written stays pending for the next run."""
        self.error = self.error or error
        self.frontier.stop()
        self.frontier.finished(entry)

    def _request(self, entry: UrlEntry, source: Source) -> Request:
        return request_for(entry, source, callback=self.parse, errback=self.failed)

    def _summary(self) -> CrawlSummary:
        """Without what is pending, which the database knows."""
        return CrawlSummary(
            run_id=self.run_id, seconds=time.monotonic() - self.started,
            sources=self.tally.sources(), pending=0, stopped=self.stopped,
        )  # fmt: skip

    async def _report_progress(self) -> None:
        count = partial(count_pending, sources=list(self.sources))
        while True:
            await asyncio.sleep(PROGRESS_S)
            pending = await self.writer.run(count)
            self.report(self.tally.progress(pending))


def next_try(entry: UrlEntry, failure: Failure, now: datetime) -> datetime | None:
    """When to fetch again what failed for now; None for never.

    Waits double from `FIRST_RETRY` with each failure. Listings are looked at by every crawl
    anyway, unless their site named a time.
    """
    if failure.until:
        return failure.until
    listing = entry.kind != "article"
    if failure.kind != "temporary" or listing or entry.attempts + 1 >= TRIES:
        return None
    wait: timedelta = FIRST_RETRY * 2**entry.attempts
    return now + wait

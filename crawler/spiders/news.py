"""The spider that fetches what is pending and writes what became of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.crawl import CrawlJob
from crawler.discovery import discover, new_urls, seed_urls
from crawler.failure import Failure
from crawler.frontier import Frontier
from crawler.links import Discovery
from crawler.outcomes import (
    exception_failure,
    fetched_page,
    page_failure,
    status_failure,
)
from crawler.process import watch
from crawler.requests import is_refused_host, request_for
from crawler.same import other_addresses
from crawler.summary import CrawlSummary, Tally
from crawler.visits import visits_of
from crawler.walk import MAX_PAGES
from crawler.writer import Writer
from models.errors import BellwetherError
from models.frontier import (
    UrlEntry,
    add_urls,
    count_pending,
    mark_same,
    recheck_articles,
    refresh_discovery,
    refresh_site,
    room_for,
)
from models.pages import FetchedPage, mark_failed, mark_unchanged, save_page
from models.runs import finish_run, start_run
from models.schema import Database
from models.sources import Source, save_source
from models.visits import save_visits

PROGRESS_S = 0.25
TRIES = 5
"""Temporary failures of an article after which it is given up."""
FIRST_RETRY = timedelta(minutes=10)


class NewsSpider(Spider):
    """Fetches the pending URLs of a job's sources; every outcome is one transaction."""

    name = "news"

    def __init__(
        self, job: CrawlJob, report: Callable[[Any], None], connection: Connection, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.connection = connection
        self.report = report
        """Takes CrawlProgress while the run goes on, then its CrawlSummary, or an error."""
        self.tally = Tally.of([source.name for source in job.sources])
        self.sources = {source.name: source for source in job.sources}
        self.started = time.monotonic()
        self.stopped = False
        self.error: BaseException | None = None

    async def start(self) -> AsyncIterator[Request]:
        """Requests for everything pending, ending when there is nothing left to do."""
        self.writer = Writer(self.job.db_path)
        self.frontier = Frontier(self.writer, self.job.sources, self.job.options, self._request)
        watch(self.connection, self.stop)
        try:
            self.run_id = await self.writer.run(self._begin)
            progress = asyncio.create_task(self._report_progress())
            async for request in self.frontier.requests():
                yield request
            progress.cancel()
            summary = await self.writer.run(self._end)
            self.report(self.error or summary)
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
        page = fetched_page(response)
        try:
            await self._answered(entry, page)
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

    async def _answered(self, entry: UrlEntry, page: FetchedPage) -> None:
        if page.status == 304:
            await self._unchanged(entry)
            return
        failure = status_failure(page.status)
        if failure is None and entry.kind == "article":
            failure = page_failure(page)
        if failure:
            await self._failed(entry, failure)
        else:
            await self._found(entry, page)

    async def _found(self, entry: UrlEntry, page: FetchedPage) -> None:
        source = self.sources[entry.source]
        if entry.kind == "article" and not source.site:
            discovery = Discovery()
        else:
            discovery = await asyncio.to_thread(discover, entry, page, source)
        if discovery.problem and not discovery.articles and not discovery.sitemaps:
            failure = Failure(kind="soft", reason=discovery.problem, detail=discovery.detail)
            await self._failed(entry, failure)
        else:
            await self._save(entry, page, discovery)

    async def _save(self, entry: UrlEntry, page: FetchedPage, discovery: Discovery) -> None:
        source = self.sources[entry.source]
        links = new_urls(discovery, entry, source)
        same = other_addresses(entry.url, page) if entry.kind == "article" else ()

        def write(db: Database) -> int | None:
            most = source.max_pages or MAX_PAGES
            kept = room_for(db, links, source.name, most) if source.site and links else links
            mark_same(db, entry.id, same)
            return save_page(db, entry.id, page, kept, self.run_id)

        page_id = await self.writer.run(write)
        if same:
            self.frontier.forget(same)
        self.tally.stored(entry, changed=page_id is not None, listed=len(links))
        self.frontier.finished(entry, found=bool(links))

    async def _unchanged(self, entry: UrlEntry) -> None:
        await self.writer.run(lambda db: mark_unchanged(db, entry.id, self.run_id))
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
        await self.writer.run(
            lambda db: mark_failed(
                db,
                entry.id,
                failure.reason,
                failure.kind,
                status=failure.status,
                detail=failure.detail,
                retry_at=retry_at,
                run_id=self.run_id,
            )
        )

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

    def _begin(self, db: Database) -> int:
        now = datetime.now(UTC)
        options = self.job.options
        for source in self.job.sources:
            save_source(db, source)
            add_urls(db, seed_urls(source), now=now)
            refresh_discovery(db, source.name, now=now)
            if source.site:
                refresh_site(db, source.name)
            if options.recheck_hours:
                recheck_articles(
                    db, source.name, found_after=now - timedelta(days=options.recheck_days),
                    fetched_before=now - timedelta(hours=options.recheck_hours),
                )  # fmt: skip
        return start_run(db, "crawl", now=now)

    def _end(self, db: Database) -> CrawlSummary:
        summary = CrawlSummary(
            run_id=self.run_id, seconds=time.monotonic() - self.started,
            sources=self.tally.sources(), pending=count_pending(db, list(self.sources)),
            stopped=self.stopped,
        )  # fmt: skip
        names = ("listings", "listed", "pages", "unchanged", "failed", "refused")
        counts = {name: summary.total(name) for name in names}
        finish_run(db, self.run_id, **counts, pending=summary.pending)
        visits = visits_of(summary.sources, answers=self.tally.answers)
        save_visits(db, visits, run_id=self.run_id, now=datetime.now(UTC))
        return summary

    async def _report_progress(self) -> None:
        names = list(self.sources)
        while True:
            await asyncio.sleep(PROGRESS_S)
            pending = await self.writer.run(lambda db: count_pending(db, names))
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

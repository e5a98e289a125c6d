"""The frontier as Scrapy sees it: a stream of requests out of the database, fair to all sites."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from scrapy import Request

from crawler.options import CrawlOptions
from crawler.writer import Writer
from models.frontier import UrlEntry, UrlKind, pending_urls
from models.sources import Source

LISTINGS: tuple[UrlKind, ...] = ("feed", "section", "sitemap")
WINDOW = 100
"""Rows read of a source at first, then twice as many each time: fast sites wait for each read."""
LARGEST_WINDOW = 1600
OWN_MACHINE_CONCURRENCY = 8


@dataclass(kw_only=True, slots=True)
class Turn:
    """How far the crawl has come with one source."""

    source: Source
    after_id: int = 0
    waiting: list[UrlEntry] = field(default_factory=list)
    """Read from the database and not asked for yet, last first."""
    window: int = WINDOW
    """Rows to read next."""
    under_way: set[int] = field(default_factory=set)
    """Ids asked for whose outcome is not written yet."""
    answered: set[int] = field(default_factory=set)
    """Those of them that the site is done with."""
    articles: int = 0
    """Asked for in this run."""
    exhausted: bool = False
    """The database has no more of these kinds; found links wake it up again."""
    kinds: tuple[UrlKind, ...] = LISTINGS
    """Listings first, so that an article is asked for once all that is said of it is known."""
    stopped: bool = False
    """The site asked for rest, or the run is to end."""

    @property
    def awaited(self) -> int:
        """Number of URLs that the site is yet to answer."""
        return len(self.under_way) - len(self.answered)

    def take(self, rows: list[UrlEntry], limit: int) -> None:
        """Rows just read, at most `limit` were asked for; those under way are known."""
        self.exhausted = len(rows) < limit
        self.window = min(2 * self.window, LARGEST_WINDOW)
        if rows:
            self.after_id = rows[-1].id
        self.waiting = [row for row in reversed(rows) if row.id not in self.under_way]

    def begin_articles(self) -> None:
        """All listings are read."""
        self.kinds, self.after_id, self.exhausted = ("article",), 0, False

    def done(self, entry_id: int, *, found: bool, rest: bool) -> None:
        """An outcome is written. Found links may lie behind `after_id`: known ones renewed."""
        self.under_way.discard(entry_id)
        self.answered.discard(entry_id)
        self.stopped = self.stopped or rest
        if found:
            self.after_id, self.exhausted = 0, False


def _first_turn(source: Source) -> Turn:
    """In the walk of a site any page may lead to any other, so there is no order of kinds."""
    return Turn(source=source, kinds=(*LISTINGS, "article") if source.site else LISTINGS)


class Frontier:
    """Hands out the pending URLs of each source in turn, so many at a time.

    Rows stay pending in the database until their outcome is written: whoever starts again after
    a crash gets exactly what was not finished.
    """

    def __init__(
        self, writer: Writer, sources: Iterable[Source], options: CrawlOptions,
        make_request: Callable[[UrlEntry, Source], Request],
    ) -> None:  # fmt: skip
        self.writer = writer
        self.options = options
        self.turns = {source.name: _first_turn(source) for source in sources}
        self.make_request = make_request
        self.started = time.monotonic()
        self._wake = asyncio.Event()

    async def requests(self) -> AsyncIterator[Request]:
        """Requests until nothing is pending and nothing under way that could find more."""
        while True:
            self._wake.clear()
            asked = 0
            for turn in self.turns.values():
                while entry := await self._next_entry(turn):
                    asked += 1
                    yield self.make_request(entry, turn.source)
            if asked:
                continue
            if not any(turn.under_way for turn in self.turns.values()):
                return
            await self._wake.wait()

    def answered(self, entry: UrlEntry) -> None:
        """The site is done with an entry whose outcome is being written."""
        self.turns[entry.source].answered.add(entry.id)
        self._wake.set()

    def finished(self, entry: UrlEntry, *, found: bool = False, rest: bool = False) -> None:
        """The outcome of an entry is written. `found`: with links; `rest`: the site is busy."""
        self.turns[entry.source].done(entry.id, found=found, rest=rest)
        self._wake.set()

    def stop(self) -> None:
        """Nothing more is handed out; what is under way comes to its end."""
        for turn in self.turns.values():
            turn.stopped = True
        self._wake.set()

    def forget(self, urls: Collection[str]) -> None:
        """Takes back what was read of the database and is not to be asked for any more."""
        for turn in self.turns.values():
            turn.waiting = [entry for entry in turn.waiting if entry.url not in urls]

    async def _next_entry(self, turn: Turn) -> UrlEntry | None:
        if turn.stopped or self._is_enough(turn) or self._is_over():
            return None
        if turn.awaited >= self._share(turn.source) or self.writer.is_behind:
            return None
        entry = await self._pop(turn)
        if entry is None and turn.kinds == LISTINGS and not turn.under_way:
            turn.begin_articles()
            entry = await self._pop(turn)
        if entry is None:
            return None
        turn.articles += entry.kind == "article"
        turn.under_way.add(entry.id)
        return entry

    async def _pop(self, turn: Turn) -> UrlEntry | None:
        while not turn.waiting and not turn.exhausted:
            limit = turn.window + len(turn.under_way)
            turn.take(await self._rows(turn, limit), limit)
        return turn.waiting.pop() if turn.waiting else None

    async def _rows(self, turn: Turn, limit: int) -> list[UrlEntry]:
        wanted: dict[str, Any] = {
            "after_id": turn.after_id, "limit": limit, "now": datetime.now(UTC),
            "sources": [turn.source.name], "kinds": turn.kinds,
        }  # fmt: skip
        return await self.writer.run(partial(pending_urls, **wanted))

    def _share(self, source: Source) -> int:
        """Requests of a source awaited at a time: what its site takes, and as many queued."""
        concurrency = source.concurrency or self.options.concurrency
        if self.options.allow_private or self.options.private_hosts:
            concurrency = max(concurrency, OWN_MACHINE_CONCURRENCY)
        return 2 * concurrency

    def _is_enough(self, turn: Turn) -> bool:
        most = turn.source.max_urls or self.options.max_urls
        return most is not None and turn.articles >= most

    def _is_over(self) -> bool:
        minutes = self.options.max_minutes
        return minutes is not None and time.monotonic() - self.started > 60 * minutes

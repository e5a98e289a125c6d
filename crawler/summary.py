"""What a crawl did, source by source."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.failure import Failure
from models.frontier import UrlEntry
from models.health import Verdict
from models.pages import FailureKind


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceSummary:
    """What one source gave in one run."""

    name: str
    listings: int = 0
    """Feeds, sitemaps and sections that answered, unchanged ones included."""
    listed: int = 0
    """Articles they named that the source's filters let through."""
    pages: int = 0
    """Articles fetched and stored."""
    unchanged: int = 0
    """Articles looked at again that were as before."""
    failed: int = 0
    """URLs that gave no page."""
    refused: int = 0
    """URLs that are not ours to fetch: robots.txt, private addresses."""
    problems: tuple[tuple[str, int], ...] = ()
    """Reasons and how often, the most frequent first."""
    lost: Mapping[tuple[bool, FailureKind], int] = field(default_factory=dict)
    """URLs that were not had, by whether they are listings and how they failed."""
    resting: bool = False
    """The site asked to be left alone for longer than the run waits."""

    @property
    def why(self) -> str | None:
        """Why the source gave nothing; None when it gave something, or had nothing new."""
        if self.pages or (self.listings and not self.failed and not self.refused and self.listed):
            return None
        if self.problems:
            return "; ".join(f"{reason} ({times})" for reason, times in self.problems[:3])
        if self.listings and not self.listed:
            return None if self.unchanged else "nothing new is listed"
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlSummary:
    """What one run did."""

    run_id: int
    seconds: float
    sources: tuple[SourceSummary, ...]
    pending: int
    """URLs left to fetch: those told to wait, and those cut off by a limit."""
    stopped: bool = False
    """Ended before everything was fetched, by a person or a limit of time."""
    left_alone: Mapping[str, Verdict] = field(default_factory=dict)
    """Sources that were not asked because they failed before, with why and until when."""

    def total(self, name: str) -> int:
        """A count of `SourceSummary` over all sources: `total("pages")`."""
        return sum(getattr(source, name) for source in self.sources)


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlProgress:
    """How far a run is."""

    done: int
    """URLs whose outcome is written."""
    pending: int
    """URLs left, under way included; grows while feeds are being read."""
    pages: int
    failed: int
    url: str | None
    """The last one done."""


@dataclass(kw_only=True, slots=True)
class Tally:
    """Counts while a run goes on."""

    counts: dict[str, Counter[str]]
    problems: dict[str, Counter[str]] = field(default_factory=dict)
    lost: dict[str, Counter[tuple[bool, FailureKind]]] = field(default_factory=dict)
    resting: set[str] = field(default_factory=set)
    answers: int = 0
    """What the web sent, errors included: none at all says that our own connection is down."""
    last_url: str | None = None

    @classmethod
    def of(cls, names: list[str]) -> "Tally":
        """Nothing done yet for any source."""
        return cls(
            counts={name: Counter() for name in names},
            problems={name: Counter() for name in names},
            lost={name: Counter() for name in names},
        )

    def stored(self, entry: UrlEntry, *, changed: bool, listed: int) -> None:
        """A page answered; `changed` as against what is stored."""
        article = "pages" if changed else "unchanged"
        self._count(entry, article if entry.kind == "article" else "listings")
        self.counts[entry.source]["listed"] += listed
        self.answers += 1

    def failed(self, entry: UrlEntry, failure: Failure) -> None:
        """A page was not had."""
        self._count(entry, "refused" if failure.kind == "refused" else "failed")
        if failure.until:
            self.resting.add(entry.source)
        self.problems[entry.source][failure.reason] += 1
        self.lost[entry.source][entry.kind != "article", failure.kind] += 1
        self.answers += failure.status is not None or failure.kind != "temporary"

    def postponed(self, entry: UrlEntry, failure: Failure) -> None:
        """The site asked to wait: the URL stays pending."""
        self.resting.add(entry.source)
        self.problems[entry.source][failure.reason] += 1

    def _count(self, entry: UrlEntry, name: str) -> None:
        self.counts[entry.source][name] += 1
        self.last_url = entry.url

    def total(self, *names: str) -> int:
        """The sum of counts over all sources."""
        return sum(counter[name] for counter in self.counts.values() for name in names)

    def progress(self, pending: int) -> CrawlProgress:
        """The state of things, `pending` as the database has it."""
        failed = self.total("failed", "refused")
        pages = self.total("pages")
        done = pages + failed + self.total("listings", "unchanged")
        return CrawlProgress(
            done=done, pending=pending, pages=pages, failed=failed, url=self.last_url
        )

    def sources(self) -> tuple[SourceSummary, ...]:
        """The end of it."""
        return tuple(
            SourceSummary(
                name=name,
                problems=tuple(self.problems[name].most_common()),
                lost=dict(self.lost[name]),
                resting=name in self.resting,
                **counter,
            )
            for name, counter in self.counts.items()
        )

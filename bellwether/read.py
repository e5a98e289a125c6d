"""`bellwether read`: turns stored pages into articles and facts."""

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from bellwether.reading import Reading, ReadStored, load_reader
from bellwether.workers import Done, Failed, Limits, map_in_order
from models.facts import Facts
from models.pages import StoredPage, load_page, pages_to_read
from models.runs import finish_run, start_run
from models.schema import open_database
from models.store import SaveResult, save_article, save_failure, save_left_out, save_no_article
from models.times import utc_now
from models.visits import save_verdicts

Progress = Callable[[int, int, str], None]
"""Called with pages read, pages to read, and the page read last."""
PAGES_PER_WORKER = 8
"""Loading the pipeline takes as long as reading about so many pages."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadSummary:
    """What reading came to."""

    pages: int = 0
    """Pages read, with or without an article."""
    new: int = 0
    """Articles that were not known."""
    versions: int = 0
    """New versions of known articles."""
    changed: int = 0
    """Known articles in which something else was read than before."""
    unchanged: int = 0
    empty: int = 0
    """Pages without an article."""
    left_out: int = 0
    """Articles that the filters of their sources leave out."""
    failed: int = 0
    """Pages whose reading died, failed or took too long."""
    facts: dict[str, int] = field(default_factory=dict)
    """How many organizations, people, places, figures, targets and quotes were read."""
    words: int = 0
    """Words of all articles read."""
    seconds: float = 0.0
    left: int = 0
    """Pages not read because of Ctrl-C."""
    interrupted: bool = False


def read_pages(
    db_path: str | Path,
    *,
    again: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    make_reader: Callable[[], ReadStored] = load_reader,
    limits: Limits | None = None,
) -> ReadSummary:
    """Reads every page that was not read yet, or with `again` every page there is.

    Each page is one transaction: killed at any moment, the same call goes on where it was. A
    page whose reading hangs, dies or fails leaves a row in problems, and nothing else of the
    page's row changes. Ctrl-C ends it early with a summary of what was done.

    Raises a DatabaseError, or WorkerBroken when the reader can't start.
    """
    with closing(open_database(db_path, create=False)) as db:
        ids = pages_to_read(db, again=again)
        if not ids:
            return ReadSummary()
        count = workers or default_workers(len(ids))
        tally = _Tally(db=db, run_id=start_run(db, "read"), total=len(ids), progress=progress)
        outcomes = map_in_order(
            make_reader, _pages(db, ids), count=count, limits=limits or Limits()
        )
        with closing(outcomes):
            _save_all(tally, ids, outcomes)
        return tally.finish()


def default_workers(pages: int) -> int:
    """One for each core, fewer where there is little to read."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not Linux
        cores = os.cpu_count() or 1
    return max(1, min(cores, pages // PAGES_PER_WORKER))


def _pages(db: Database, ids: list[int]) -> Iterator[StoredPage]:
    return (load_page(db, page_id) for page_id in ids)


def _save_all(tally: "_Tally", ids: list[int], outcomes: Iterator[Done | Failed]) -> None:
    try:
        for page_id, outcome in zip(ids, outcomes, strict=True):
            tally.save(page_id, outcome)
    except KeyboardInterrupt:
        tally.interrupted = True


@dataclass(kw_only=True)
class _Tally:
    """Writes outcomes and counts them."""

    db: Database
    run_id: int
    total: int
    progress: Progress | None
    counts: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)
    interrupted: bool = False

    def save(self, page_id: int, outcome: Done | Failed) -> None:
        if isinstance(outcome, Done):
            outcome = self._try_to_save(page_id, outcome)
        if isinstance(outcome, Failed):
            save_failure(
                self.db, page_id, outcome.reason, detail=outcome.detail, run_id=self.run_id
            )
            self.counts["failed"] += 1
            note = outcome.reason
        else:
            note = self._count(outcome.value)
        self.counts["done"] += 1
        if self.progress:
            self.progress(self.counts["done"], self.total, note)

    def _try_to_save(self, page_id: int, outcome: Done) -> Done | Failed:
        """What the database refuses (half a character, a span that ends before it starts) is the
        page's fault and harms no other."""
        try:
            result = self._save_reading(page_id, outcome.value)
        except (sqlite3.IntegrityError, UnicodeError) as error:
            return Failed("what was read can't be stored", str(error))
        return Done((outcome.value, result))

    def _save_reading(self, page_id: int, reading: Reading) -> SaveResult | None:
        article, facts = reading.article, reading.facts
        version = facts.pipeline_version
        if reading.left_out:
            save_left_out(self.db, page_id, reading.left_out, version, run_id=self.run_id)
            return None
        if article is None:
            save_no_article(self.db, page_id, reading.problems, version, run_id=self.run_id)
            return None
        return save_article(
            self.db, page_id, article, facts, problems=reading.problems, run_id=self.run_id
        )

    def _count(self, saved: tuple[Reading, SaveResult | None]) -> str:
        """The words that progress shows for the page."""
        reading, result = saved
        self.counts["pages"] += 1
        if reading.left_out:
            self.counts["left_out"] += 1
            return reading.left_out
        if reading.article is None or result is None:
            self.counts["empty"] += 1
            return "no article"
        self.counts[_COUNTED_AS.get(result.outcome, result.outcome)] += 1
        self.counts["words"] += reading.article.word_count
        self.facts.update(count_facts(reading.facts))
        return reading.article.title or reading.article.url or ""

    def finish(self) -> ReadSummary:
        names = (
            "pages", "new", "versions", "changed", "unchanged", "empty", "left_out", "failed",
            "words",
        )  # fmt: skip
        summary = ReadSummary(
            **{name: self.counts[name] for name in names},
            facts=dict(self.facts),
            seconds=time.monotonic() - self.began,
            left=self.total - self.counts["done"],
            interrupted=self.interrupted,
        )
        counts = {name: self.counts[name] for name in names}
        finish_run(self.db, self.run_id, **counts, **self.facts, left=summary.left)
        save_verdicts(self.db, now=utc_now())
        return summary


_COUNTED_AS = {"version": "versions"}


def count_facts(facts: Facts) -> dict[str, int]:
    """How many of each kind."""
    return {
        "organizations": len(facts.organizations),
        "people": len(facts.people),
        "places": len(facts.places),
        "figures": len(facts.figures),
        "targets": len(facts.targets),
        "quotes": len(facts.quotes),
    }

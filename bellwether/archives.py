"""`bellwether crawl --warc`: stores the pages of an archive as if they were fetched."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from crawler.archive import ArchivedPage, open_archive, read_archive
from models.frontier import NewUrl
from models.pages import save_archived_page
from models.runs import finish_run, start_run
from models.schema import open_database, writing
from models.sources import Source, save_source

Progress = Callable[[int, int, str], None]
"""Called with the bytes read, the bytes of the file, and the address read last."""
BATCH = 64
"""Records to a transaction."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArchiveSummary:
    """What one archive gave."""

    source: str
    """Name of the source that its pages belong to."""
    stored: int = 0
    known: int = 0
    """Pages that were stored before."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Why responses gave no page, and how often."""
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def damaged(self) -> int:
        """Places of the file that could not be read."""
        return self.skipped.get("damaged", 0)


def store_archive(
    db_path: str | Path, archive: Path, *, progress: Progress | None = None
) -> ArchiveSummary:
    """Stores each HTML response of a WARC file, in transactions of a few; the same again changes
    nothing. Ctrl-C ends it with a summary of what was done.

    Raises ArchiveUnreadable, a DatabaseError.
    """
    open_archive(archive).close()  # what is wrong with the file is said before anything is made
    with closing(open_database(db_path)) as db:
        source = Source(name=source_name(archive), enabled=False)
        save_source(db, source)
        run_id = start_run(db, "crawl")
        tally = _Tally(db=db, source=source.name, run_id=run_id)
        try:
            _store_all(tally, archive, progress or (lambda *_: None))
        except KeyboardInterrupt:
            tally.interrupted = True
        return tally.finish()


def source_name(file: Path) -> str:
    """The name of the source that stands for a file.

    >>> source_name(Path("in/CC-NEWS 2026.warc.gz"))
    'cc-news-2026.warc'
    """
    plain = re.sub(r"\.(?:gz|zst)$", "", file.name.lower())
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._") or "archive"


def _store_all(tally: "_Tally", archive: Path, progress: Progress) -> None:
    size = archive.stat().st_size
    records = read_archive(archive)
    for batch in _batches(records):
        with writing(tally.db):
            stored = [tally.save(found) for found in batch]
        tally.count(batch, stored)
        progress(batch[-1].position, size, batch[-1].url or "")


def _batches(records: Iterator[ArchivedPage]) -> Iterator[list[ArchivedPage]]:
    while batch := list(islice(records, BATCH)):
        yield batch


@dataclass(kw_only=True)
class _Tally:
    """Writes pages, and counts those that are committed."""

    db: Database
    source: str
    run_id: int
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)
    interrupted: bool = False

    def save(self, found: ArchivedPage) -> bool:
        """Whether the record gave a page that is new."""
        if found.page is None or found.url is None:
            return False
        new = NewUrl(url=found.url, source=self.source, kind="article")
        return save_archived_page(self.db, new, found.page, self.run_id) is not None

    def count(self, batch: list[ArchivedPage], stored: list[bool]) -> None:
        self.skipped.update(found.skipped for found in batch if found.skipped)
        pages = sum(found.page is not None for found in batch)
        self.counts.update(stored=sum(stored), known=pages - sum(stored))

    def finish(self) -> ArchiveSummary:
        finish_run(
            self.db, self.run_id, pages=self.counts["stored"], unchanged=self.counts["known"],
            skipped=sum(self.skipped.values()), damaged=self.skipped["damaged"],
        )  # fmt: skip
        return ArchiveSummary(
            source=self.source, stored=self.counts["stored"], known=self.counts["known"],
            skipped=dict(self.skipped.most_common()), seconds=time.monotonic() - self.began,
            interrupted=self.interrupted,
        )  # fmt: skip

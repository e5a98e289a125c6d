"""`bellwether crawl`: fetches what is new from the sources and stores the pages."""

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from crawler.crawl import CrawlJob, run_crawl
from crawler.options import CrawlOptions
from crawler.summary import CrawlProgress, CrawlSummary
from models.errors import BellwetherError
from models.health import Verdict
from models.schema import open_database
from models.sources import Source, save_source
from models.times import utc_now
from models.visits import resting


class UnknownSource(BellwetherError):
    """A name on the command line that no source bears."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = ", ".join(known) or "none"
        super().__init__(f"No source is called {name!r}. sources.toml has: {names}.")


class NothingToCrawl(BellwetherError):
    """No source is switched on."""

    def __init__(self) -> None:
        super().__init__("No source is enabled: add a [[source]] to sources.toml.")


def crawl(
    db_path: str | Path,
    sources: Iterable[Source],
    *,
    names: Collection[str] = (),
    allow_private: bool = False,
    progress: Callable[[CrawlProgress], None] | None = None,
    options: CrawlOptions | None = None,
) -> CrawlSummary:
    """What a run over the sources did; every page is stored as it came.

    `names` picks sources, switched off, paused or not; empty takes all that are enabled, except
    those that failed before and are left alone for a while. `allow_private` lets a site on this
    machine or network through. `progress` is called a few times a second.
    The run happens in a process of its own; killed at any moment, the next run goes on where it
    was. Raises UnknownSource, NothingToCrawl, a DatabaseError, CrawlerFailed, CrawlerDied.
    """
    sources = list(sources)
    chosen = chosen_sources(sources, names)
    options = options or CrawlOptions()
    options = replace(options, allow_private=allow_private or options.allow_private)
    known = _left_alone(db_path, sources)
    left_alone = {} if names else {s.name: known[s.name] for s in chosen if s.name in known}
    asked = tuple(source for source in chosen if source.name not in left_alone)
    job = CrawlJob(db_path=str(Path(db_path).resolve()), sources=asked, options=options)
    return replace(_follow(job, progress or (lambda _: None)), left_alone=left_alone)


def chosen_sources(sources: Sequence[Source], names: Collection[str]) -> tuple[Source, ...]:
    """The sources of these names, switched off or not; without names, all that are enabled.

    Raises UnknownSource, NothingToCrawl.
    """
    known = {source.name: source for source in sources}
    for name in names:
        if name not in known:
            raise UnknownSource(name, known)
    wanted = [known[name] for name in names] if names else [s for s in sources if s.enabled]
    if not wanted:
        raise NothingToCrawl
    return tuple(wanted)


def _left_alone(db_path: str | Path, sources: Iterable[Source]) -> dict[str, Verdict]:
    """All that wait after failures. An entry that was changed since is asked at once."""
    with closing(open_database(db_path)) as db:  # what is wrong with the file is said here
        for source in sources:
            save_source(db, source)
        return resting(db, now=utc_now())


def _follow(job: CrawlJob, progress: Callable[[CrawlProgress], None]) -> CrawlSummary:
    summary = None
    for message in run_crawl(job):
        if isinstance(message, CrawlSummary):
            summary = message
        else:
            progress(message)
    if summary is None:
        raise BellwetherError("The crawl ended without a word: type the same again to go on.")
    return summary

"""Crawling and reading as the command line does them: with a progress bar and a report."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bellwether.crawl import crawl
from bellwether.options import read_sources_file
from bellwether.progress import progress_bar
from bellwether.read import read_pages
from bellwether.reports import crawl_report, read_report, unreachable
from bellwether.tables import console
from crawler.options import CrawlOptions
from crawler.summary import CrawlProgress
from models.sources import Source


def crawl_stage(
    database: Path,
    names: Sequence[str],
    sources_file: Path | None,
    *,
    allow_private: bool = False,
    verbose: bool = False,
) -> int:
    """The exit code of a crawl of the sources in a file; see `crawl_sources`."""
    sources, options = read_sources_file(sources_file)
    options = replace(
        options,
        allow_private=allow_private or options.allow_private,
        verbose=verbose or options.verbose,
    )
    return crawl_sources(database, sources, options, names)


def crawl_sources(
    database: Path, sources: Sequence[Source], options: CrawlOptions, names: Sequence[str] = ()
) -> int:
    """The exit code of a crawl whose report stands on standard output: 1 when a source could not
    be reached at all."""
    with progress_bar("Crawling") as advance:

        def follow(progress: CrawlProgress) -> None:
            advance(progress.done, progress.done + progress.pending, progress.url or "")

        summary = crawl(database, sources, names=names, progress=follow, options=options)
    console().print(crawl_report(summary))
    return int(any(unreachable(source) for source in summary.sources))


def read_stage(database: Path, *, again: bool = False, workers: int | None = None) -> int:
    """The exit code of a reading whose report stands on standard output: 1 when a page could not
    be read."""
    with progress_bar("Reading") as advance:
        summary = read_pages(database, again=again, workers=workers, progress=advance)
    console().print(read_report(summary))
    return int(bool(summary.failed))

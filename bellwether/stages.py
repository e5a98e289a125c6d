"""Crawling and reading as the command line does them: with a progress bar and a report."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from rich.text import Text

from bellwether.archives import source_name, store_archive
from bellwether.crawl import crawl
from bellwether.joining import join_articles, joining_report
from bellwether.options import read_sources_file
from bellwether.progress import file_size, progress_bar
from bellwether.read import read_pages
from bellwether.reports import archive_report, crawl_report, read_report, unreachable
from bellwether.tables import console
from bellwether.url_lists import take_url_list
from crawler.options import CrawlOptions
from crawler.summary import CrawlProgress
from models.schema import open_database
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
    options = with_choices(options, allow_private=allow_private, verbose=verbose)
    return crawl_sources(database, sources, options, names)


def with_choices(options: CrawlOptions, *, allow_private: bool, verbose: bool) -> CrawlOptions:
    """The options of a file with what was chosen on the command line."""
    return replace(
        options,
        allow_private=allow_private or options.allow_private,
        verbose=verbose or options.verbose,
    )


def archive_stage(database: Path, archives: Sequence[Path]) -> int:
    """The exit code of storing page archives, each with its report on standard output: 1 when a
    part of one could not be read."""
    damaged = False
    for archive in archives:
        with progress_bar("Storing", count=file_size) as advance:
            summary = store_archive(database, archive, progress=advance)
        console().print(archive_report(summary))
        damaged = damaged or bool(summary.damaged)
        if summary.interrupted:
            break
    return int(damaged)


def url_list_stage(
    database: Path, file: Path, sources_file: Path | None, *, allow_private: bool, verbose: bool
) -> int:
    """The exit code of a crawl of the addresses in a file; 1 also when a line holds none."""
    _, options = read_sources_file(sources_file)
    wrong = take_url_list(database, file)
    for line in wrong.shown:
        console(error=True).print(Text(line, style="yellow"))
    source = Source(name=source_name(file), enabled=False)
    chosen = with_choices(options, allow_private=allow_private, verbose=verbose)
    return max(int(bool(wrong.count)), crawl_sources(database, [source], chosen, [source.name]))


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
    with closing(open_database(database, create=False)) as db:
        console().print(joining_report(join_articles(db)))
    return int(bool(summary.failed))

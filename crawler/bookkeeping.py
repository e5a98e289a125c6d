"""What a crawl writes besides pages: its beginning, its end, and what it finds."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.crawl import CrawlJob
from crawler.discovery import seed_urls
from crawler.summary import CrawlSummary
from crawler.visits import visits_of
from models.frontier import (
    NewUrl,
    UrlEntry,
    add_urls,
    count_pending,
    mark_same,
    recheck_articles,
    refresh_discovery,
    refresh_site,
    room_for,
)
from models.pages import FetchedPage, save_page
from models.runs import finish_run, start_run
from models.schema import Database
from models.sources import save_source
from models.visits import save_visits

COUNTS = ("listings", "listed", "pages", "unchanged", "failed", "refused")


def begin_run(db: Database, job: CrawlJob) -> int:
    """The id of a new run, for which the sources' lists are due again."""
    now = datetime.now(UTC)
    options = job.options
    for source in job.sources:
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


def end_run(db: Database, summary: CrawlSummary, *, answers: int) -> CrawlSummary:
    """The summary with what is left; the run and each source's visit are kept. `answers`: how many
    the web gave."""
    pending = count_pending(db, [source.name for source in summary.sources])
    counts = {name: summary.total(name) for name in COUNTS}
    finish_run(db, summary.run_id, **counts, pending=pending)
    visits = visits_of(summary.sources, answers=answers)
    save_visits(db, visits, run_id=summary.run_id, now=datetime.now(UTC))
    return replace(summary, pending=pending)


def save_found(
    db: Database,
    entry: UrlEntry,
    page: FetchedPage,
    links: Sequence[NewUrl],
    *,
    same: Collection[str],
    most: int | None,
    run_id: int,
) -> int | None:
    """What `save_page` says of a page, of its links the first with which its source comes to know
    at most so many URLs, None for all. `same` are other addresses of it."""
    kept = room_for(db, links, entry.source, most) if most and links else links
    mark_same(db, entry.id, same)
    return save_page(db, entry.id, page, kept, run_id)

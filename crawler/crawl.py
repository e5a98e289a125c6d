"""Runs a crawl job to its end, in its own process."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

from crawler.options import CrawlOptions
from crawler.process import messages, send
from crawler.summary import CrawlProgress, CrawlSummary
from models.sources import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class CrawlJob:
    """What one run is to do."""

    db_path: str
    sources: tuple[Source, ...]
    options: CrawlOptions


def run_crawl(job: CrawlJob) -> Iterator[CrawlProgress | CrawlSummary]:
    """The progress of a run while it goes on, its summary last.

    Raises CrawlerFailed with the message of what stopped the run, CrawlerDied.
    """
    yield from messages(_work, job)


def _work(job: CrawlJob, connection: Connection) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.settings import crawl_settings
    from crawler.spiders.news import NewsSpider
    from crawler.writing import start_writing

    writing = start_writing(job.db_path, connection)
    process = AsyncCrawlerProcess(crawl_settings(job.options))
    process.crawl(
        NewsSpider, job=job, writing=writing, connection=connection,
        report=partial(send, connection),
    )  # fmt: skip
    process.start(install_signal_handlers=False)

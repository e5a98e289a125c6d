"""Pages by address, for reading them at once: same guard, limits and manners as a crawl."""

from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection

from crawler.failure import Failure
from crawler.options import CrawlOptions
from crawler.process import messages, send
from models.errors import BellwetherError
from models.pages import FetchedPage

Job = tuple[tuple[str, ...], CrawlOptions, bool]


class FetchFailed(BellwetherError):
    """A page could not be had; `reason` says why in a few words."""

    def __init__(self, url: str, failure: Failure) -> None:
        self.url = url
        self.failure = failure
        self.reason = failure.reason
        detail = f" ({failure.detail})" if failure.detail else ""
        super().__init__(f"{url}: {failure.reason}{detail}.{ADVICE.get(failure.reason, '')}")


ADVICE = {
    "private address": " Pass --allow-private for a site on your own machine or network.",
    "scheme not allowed": " Only http and https addresses can be fetched; name a file by its path.",
    "disallowed by robots.txt": " Save the page from a browser and pass the file.",
    "not an HTML page": " Pass the text itself as a .txt file.",
}


def fetch_one(
    url: str, *, allow_private: bool = False, options: CrawlOptions | None = None
) -> FetchedPage:
    """The page at an address, after redirects. Raises FetchFailed, CrawlerDied."""
    (result,) = fetch_many([url], allow_private=allow_private, options=options)
    if isinstance(result, FetchFailed):
        raise result
    return result


def fetch_many(
    urls: Sequence[str], *, allow_private: bool = False, options: CrawlOptions | None = None
) -> list[FetchedPage | FetchFailed]:
    """A page, or why there is none, for each address in its order; fetched side by side."""
    chosen = options or CrawlOptions(allow_private=allow_private)
    results = dict(fetch_each(urls, chosen))
    silent = Failure(kind="temporary", reason="no answer")
    return [results.get(number) or FetchFailed(url, silent) for number, url in enumerate(urls)]


def fetch_each(
    urls: Sequence[str], options: CrawlOptions, *, only_pages: bool = True
) -> Iterator[tuple[int, FetchedPage | FetchFailed]]:
    """As `fetch_many`, each with its place in `urls` as soon as it is there.

    Without `only_pages` every kind of answer is taken: feeds, sitemaps, robots.txt.
    """
    if not urls:
        return
    for number, result in messages(_work, (tuple(urls), options, only_pages)):
        failed = isinstance(result, Failure)
        yield number, FetchFailed(urls[number], result) if failed else result


def _work(job: Job, connection: Connection) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.settings import crawl_settings
    from crawler.spiders.pages import PagesSpider

    urls, options, only_pages = job
    process = AsyncCrawlerProcess(crawl_settings(options))
    report = partial(send, connection)
    process.crawl(PagesSpider, urls=urls, report=report, only_pages=only_pages)
    process.start(install_signal_handlers=False)

"""Pages by address, for reading them at once: same guard, limits and manners as a crawl."""

from collections.abc import Sequence
from functools import partial
from multiprocessing.connection import Connection

from crawler.failure import Failure
from crawler.options import CrawlOptions
from crawler.process import messages, send
from models.errors import BellwetherError
from models.pages import FetchedPage

Job = tuple[tuple[str, ...], CrawlOptions]


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
    results: dict[int, FetchedPage | Failure] = dict(messages(_work, (tuple(urls), chosen)))
    silent = Failure(kind="temporary", reason="no answer")
    found = [results.get(number, silent) for number in range(len(urls))]
    return [
        FetchFailed(url, result) if isinstance(result, Failure) else result
        for url, result in zip(urls, found, strict=True)
    ]


def _work(job: Job, connection: Connection) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.settings import crawl_settings
    from crawler.spiders.pages import PagesSpider

    urls, options = job
    process = AsyncCrawlerProcess(crawl_settings(options))
    process.crawl(PagesSpider, urls=urls, report=partial(send, connection))
    process.start(install_signal_handlers=False)

"""How much storing costs: a crawl into a database beside a bare Scrapy spider that keeps nothing.

    python benchmarks/crawl.py [--pages 600] [--rounds 3]

Both fetch the same pages from one site on loopback, in turns, with the same settings for speed and
the same number of requests at a time. The bare spider knows its addresses and drops each page; the
crawl finds them in a feed, asks for robots.txt, guards its addresses, and stores each page with
its URL's state. Start-up is not counted. The ratio is that of the median speeds.
"""

import argparse
import asyncio
import gzip
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from crawler.crawl import CrawlJob, run_crawl
from crawler.options import CrawlOptions
from crawler.process import messages, send
from crawler.settings import crawl_settings
from crawler.summary import CrawlSummary
from models.schema import open_database
from models.sources import Source

BAR = 0.85
AT_A_TIME = 16
TEASERS, PARAGRAPHS = 560, 55
"""Makes pages of 170 KB, 40 KB on the wire, which compress as fast as real articles' pages do."""
OPTIONS = CrawlOptions(allow_private=True, delay_s=0.0, concurrency=AT_A_TIME)
FREE = {
    "ROBOTSTXT_OBEY": False, "CONCURRENT_REQUESTS": AT_A_TIME,
    "CONCURRENT_REQUESTS_PER_DOMAIN": AT_A_TIME,
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
        f"{__name__}.OpaqueResponseMiddleware": 595,
    },
}  # fmt: skip
"""The settings of a crawl without what obeys, guards, paces and unpacks elsewhere."""


def html_page(number: int) -> bytes:
    """A page of made-up words, different from all others: a menu of teasers and an article."""
    rng = random.Random(number)
    words = ["".join(rng.choices("aeioulnrst", k=rng.randint(2, 12))) for _ in range(2000)]
    teasers = "".join(
        f'<li class="card card--{rng.randrange(9)}" data-id="{rng.randrange(10**6)}">'
        f'<a class="card__link" href="/news/{rng.randrange(10**5)}/{rng.choice(words)}.html">'
        f'<img loading="lazy" class="card__image" src="/media/{rng.randrange(10**6)}.jpg" alt="">'
        f'<span class="card__title">{" ".join(rng.choices(words, k=7))}</span></a></li>\n'
        for _ in range(TEASERS)
    )
    article = "".join(f"<p>{' '.join(rng.choices(words, k=50))}</p>\n" for _ in range(PARAGRAPHS))
    head = f"<!doctype html><html><head><title>Page {number}</title></head><body><ul>{teasers}</ul>"
    return f"{head}<article>{article}</article></body></html>".encode()


def answer(body: bytes, kind: str, *, packed: bool = False) -> bytes:
    """A whole HTTP answer."""
    coding = "Content-Encoding: gzip\r\n" if packed else ""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{coding}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def serve(pages: int, connection: Connection) -> None:
    """Answers "/N" with page N and "/feed" with all of them, until killed; sends its port."""
    packed = [gzip.compress(html_page(number), 5) for number in range(pages)]
    answers = {
        f"/{number}".encode(): answer(body, "text/html", packed=True)
        for number, body in enumerate(packed)
    }

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await read_head(reader):
            writer.write(answers.get(head.split()[1], MISSING))
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(client, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        answers[b"/feed"] = answer(feed(port, pages), "application/rss+xml")
        connection.send(port)
        await server.serve_forever()

    asyncio.run(main())


MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


async def read_head(reader: asyncio.StreamReader) -> bytes:
    """The head of a request; nothing when the client has left."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


def feed(port: int, pages: int) -> bytes:
    """A feed that names every page."""
    links = (f"<item><link>http://127.0.0.1:{port}/{n}</link></item>" for n in range(pages))
    return f"<rss version='2.0'><channel>{''.join(links)}</channel></rss>".encode()


@contextmanager
def site(pages: int) -> Iterator[int]:
    """The port of a site in a process of its own."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(pages, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


class OpaqueResponseMiddleware:
    """Spares Scrapy the guess at the charset of a body that is still packed."""

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002
        return Response(
            response.url, status=response.status, headers=response.headers, body=response.body,
            flags=response.flags, request=response.request, ip_address=response.ip_address,
            protocol=response.protocol,
        )  # fmt: skip


class BareSpider(Spider):
    """Fetches and forgets; reports pages and seconds."""

    name = "bare"

    def __init__(self, urls: list[str], report: Callable[[Any], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls, self.report = urls, report
        self.pages = 0
        self.began = time.monotonic()

    async def start(self) -> AsyncIterator[Request]:
        self.began = time.monotonic()
        for url in self.urls:
            yield Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        self.pages += bool(response.body)

    def closed(self, reason: str) -> None:  # noqa: ARG002
        self.report((self.pages, time.monotonic() - self.began))


def crawl_bare(urls: list[str], connection: Connection) -> None:
    """The bare spider in this process."""
    from scrapy.crawler import AsyncCrawlerProcess

    process = AsyncCrawlerProcess(crawl_settings(OPTIONS, **FREE))
    process.crawl(BareSpider, urls=urls, report=partial(send, connection))
    process.start(install_signal_handlers=False)


def bare_speed(port: int, pages: int) -> float:
    """Pages a second without storing."""
    urls = [f"http://127.0.0.1:{port}/{number}" for number in range(pages)]
    ((fetched, seconds),) = messages(crawl_bare, urls)
    return checked(fetched, pages) / seconds


def storing_speed(port: int, pages: int) -> float:
    """Pages a second into a new database."""
    source = Source(name="site", feeds=(f"http://127.0.0.1:{port}/feed",))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        open_database(path).close()
        job = CrawlJob(db_path=str(path), sources=(source,), options=OPTIONS)
        *_, summary = run_crawl(job)
    assert isinstance(summary, CrawlSummary)
    return checked(summary.total("pages"), pages) / summary.seconds


def checked(fetched: int, pages: int) -> int:
    """The number, if it is all of them."""
    if fetched != pages:
        raise SystemExit(f"{fetched} of {pages} pages were fetched: nothing to compare")
    return fetched


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=600, help="pages of the site")
    parser.add_argument("--rounds", type=int, default=3, help="crawls of each kind")
    options = parser.parse_args()
    speeds: dict[str, list[float]] = {"bare": [], "storing": []}
    with site(options.pages) as port:
        for _ in range(options.rounds):
            speeds["bare"].append(bare_speed(port, options.pages))
            speeds["storing"].append(storing_speed(port, options.pages))
            print("  ".join(f"{name} {found[-1]:6.0f} pages/s" for name, found in speeds.items()))
    bare, storing = (statistics.median(found) for found in speeds.values())
    print(f"storing / bare: {storing / bare:.2f} (bar: {BAR})")


if __name__ == "__main__":
    main()

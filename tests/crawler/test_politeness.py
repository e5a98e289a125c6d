"""What a site may ask of us, and how it is asked, over real HTTP."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from crawler.crawl import CrawlJob, run_crawl
from crawler.options import CrawlOptions
from crawler.summary import CrawlSummary
from models.schema import open_database
from models.sources import Source
from tests.local_site import LocalSite


@pytest.fixture
def db_path(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    open_database(path).close()
    return path


def crawled(db_path: Path, urls: list[str], **options: Any) -> CrawlSummary:
    chosen = CrawlOptions(allow_private=True, **options)
    source = Source(name="example", urls=tuple(urls))
    *_, summary = run_crawl(CrawlJob(db_path=str(db_path), sources=(source,), options=chosen))
    assert isinstance(summary, CrawlSummary)
    return summary


def test_we_say_who_we_are(site: LocalSite, db_path: Path) -> None:
    crawled(db_path, [site.article("/a")], contact="https://example.com/bot")
    for request in site.requests:
        assert request.headers["User-Agent"].startswith("bellwether/")
        assert request.headers["User-Agent"].endswith(" (+https://example.com/bot)")
        assert "Cookie" not in request.headers


def test_the_crawl_delay_is_kept(site: LocalSite, db_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.5", content_type="text/plain")
    crawled(db_path, [site.article(f"/{number}") for number in range(4)])
    times = [request.at for request in site.requests if request.path != "/robots.txt"]
    assert min(after - before for before, after in itertools.pairwise(times)) > 0.45


@pytest.mark.parametrize("status", [500, 503])
def test_without_robots_txt_a_site_is_left_alone(
    site: LocalSite, db_path: Path, status: int
) -> None:
    site.page("/robots.txt", status=status, headers={"Retry-After": "0"})
    summary = crawled(db_path, [site.article("/a")])
    assert site.asked() == []
    assert summary.sources[0].why == "robots.txt could not be fetched (1)"
    assert summary.pending == 1


def test_a_missing_robots_txt_allows_everything(site: LocalSite, db_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /", status=404)
    assert crawled(db_path, [site.article("/a")]).total("pages") == 1


def test_a_busy_site_is_asked_again_when_it_says(site: LocalSite, db_path: Path) -> None:
    url = site.page("/a", status=429, headers={"Retry-After": "1"})
    summary = crawled(db_path, [url])
    times = [request.at for request in site.requests if request.path == "/a"]
    assert len(times) == 3
    assert all(after - before > 0.9 for before, after in itertools.pairwise(times))
    assert summary.sources[0].why == "HTTP 429 (1)"


def test_a_site_that_wants_rest_gets_it(site: LocalSite, db_path: Path) -> None:
    site.page("/busy", status=503, headers={"Retry-After": "7200"})
    others = [site.article(f"/{number}", delay_s=0.1) for number in range(30)]
    summary = crawled(db_path, [site.base + "/busy", *others])
    assert summary.sources[0].resting
    assert summary.pending > 0
    assert len(site.asked()) < 25
    db = open_database(db_path)
    (wait_hours,) = db.conn.execute(
        "SELECT (julianday(retry_at) - julianday('now')) * 24 FROM urls WHERE url LIKE '%/busy'"
    ).fetchone()
    db.close()
    assert 1.9 < wait_hours <= 2.0


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"endless": b" ", "every_s": 0.02}, "timed out"),
        ({"delay_s": 3.0}, "timed out"),
        ({"endless": b"x" * 100_000}, "larger than 8 MB"),
        ({"endless_head": True}, "connection failed"),
    ],
    ids=["dripping", "silent", "endless", "endless headers"],
)
def test_answers_without_end(
    site: LocalSite, db_path: Path, how: dict[str, Any], reason: str
) -> None:
    summary = crawled(db_path, [site.page("/a", "<html>", **how)], timeout_s=1.5)
    assert summary.sources[0].problems == ((reason, 1),)


def test_a_run_ends_when_its_time_is_over(site: LocalSite, db_path: Path) -> None:
    urls = [site.article(f"/{number}", delay_s=0.3) for number in range(60)]
    summary = crawled(db_path, urls, max_minutes=0.01)
    assert 0 < summary.total("pages") < 60
    assert summary.total("pages") + summary.pending == 60

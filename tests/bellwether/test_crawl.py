"""Crawls of a site on loopback over real HTTP, each in its own process as in earnest."""

import gzip
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from backports import zstd

from bellwether.crawl import NothingToCrawl, UnknownSource, crawl
from crawler.options import CrawlOptions
from crawler.summary import CrawlProgress, CrawlSummary
from models.errors import NotABellwetherDatabase
from models.pages import load_page
from models.schema import open_database
from models.sources import Source
from tests.local_site import XML, LocalSite

Crawl = Callable[..., CrawlSummary]


@pytest.fixture
def db_path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def source(name: str = "example", **more: Any) -> Source:
    return Source(name=name, publisher="The Example", **more)


@pytest.fixture
def run(db_path: Path) -> Crawl:
    def run(*sources: Source, **options: Any) -> CrawlSummary:
        chosen = CrawlOptions(allow_private=True, **options)
        return crawl(db_path, sources, options=chosen)

    return run


def rows(db_path: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(db_path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def states(db_path: Path, site: LocalSite) -> dict[str, tuple[str, str | None]]:
    """State and reason of each URL, by its path on the site."""
    found = rows(db_path, "SELECT url, state, reason FROM urls")
    return {url.removeprefix(site.base): (state, reason) for url, state, reason in found}


NEWS_SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{base}/fab.html</loc>
 <lastmod>{modified}</lastmod><news:news><news:publication_date>2026-03-01</news:publication_date>
 <news:title>A fab opens</news:title></news:news></url></urlset>"""
SECTION = '<main><h2><a href="/2026/03/02/mill">A mill starts up again in Ohio</a></h2></main>'


def newsroom(site: LocalSite, modified: str = "2026-03-01") -> Source:
    """A feed, a news sitemap and a section page, with three articles."""
    site.article("/plant.html", "A plant opens.", etag=True)
    site.article("/fab.html", f"A fab opens, as of {modified}.", etag=True)
    site.article("/2026/03/02/mill", "A mill starts.", etag=True)
    sitemap = NEWS_SITEMAP.replace("{modified}", modified)
    return source(
        feeds=(site.feed("/rss", [site.base + "/plant.html?utm_source=rss"], etag=True),),
        sitemaps=(site.page("/news.xml", sitemap, content_type=XML),),
        sections=(site.page("/industry/", SECTION, etag=True),),
    )


def test_feed_sitemap_and_section_are_stored(site: LocalSite, run: Crawl, db_path: Path) -> None:
    summary = run(newsroom(site))
    assert (summary.total("listings"), summary.total("pages"), summary.pending) == (3, 3, 0)
    assert summary.sources[0].why is None
    db = open_database(db_path)
    (page_id,) = db.conn.execute("SELECT id FROM pages WHERE url LIKE '%/fab.html'").fetchone()
    page = load_page(db, page_id)
    db.close()
    assert b"A fab opens" in page.body
    assert (page.listed_title, page.listed_published) == ("A fab opens", "2026-03-01")
    assert (page.publisher, page.content_type) == ("The Example", "text/html; charset=utf-8")


def test_an_unchanged_site_is_asked_for_its_listings_only(site: LocalSite, run: Crawl) -> None:
    site.article("/plant.html")
    run(newsroom(site))
    assert len(site.asked()) == 6
    summary = run(newsroom(site))
    assert sorted(site.asked()) == ["/industry/", "/news.xml", "/rss"]
    assert summary.total("pages") == 0
    assert summary.sources[0].why is None


def test_an_edited_article_is_stored_again(site: LocalSite, run: Crawl, db_path: Path) -> None:
    run(newsroom(site))
    site.asked()
    summary = run(newsroom(site, modified="2026-03-05T10:00:00Z"))
    assert sorted(site.asked()) == ["/fab.html", "/industry/", "/news.xml", "/rss"]
    assert summary.total("pages") == 1
    assert len(rows(db_path, "SELECT id FROM pages WHERE url LIKE '%/fab.html'")) == 2


def test_new_articles_are_asked_again_for_edits(site: LocalSite, run: Crawl) -> None:
    run(newsroom(site))
    site.asked()
    summary = run(newsroom(site), recheck_hours=1e-9)
    assert len(site.asked()) == 6
    assert (summary.total("pages"), summary.total("unchanged")) == (0, 3)


def test_each_failure_leaves_its_reason(site: LocalSite, run: Crawl, db_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /members/", content_type="text/plain")
    site.page("/report", b"%PDF-1.7 \x00", content_type="application/pdf")
    site.page("/picture", b"\x89PNG\x00", content_type="text/html")
    site.page("/empty", "  ")
    site.page("/huge", b"x" * 8_000_001)
    site.page(
        "/bomb", gzip.compress(b"<html>" + b" " * 9_000_000), headers={"Content-Encoding": "gzip"}
    )
    site.page("/busy", status=500)
    site.page("/loop", status=302, headers={"Location": "/loop"})
    site.page("/out", status=302, headers={"Location": "ftp://example.com/x"})
    site.page("/cut", b"<html>", headers={"Content-Length": "600", "Connection": "close"})
    site.article("/fine")
    paths = ["/members/a", "/report", "/picture", "/empty", "/huge", "/bomb", "/busy", "/loop"]
    paths += ["/out", "/cut", "/gone", "/fine"]
    links = [site.base + path for path in paths]
    unreachable = ["http://127.0.0.1:1/x", "http://no-such-host.invalid/x"]
    summary = run(source(feeds=(site.feed("/rss", links + unreachable),)))
    found = states(db_path, site)
    assert {path: found[path] for path in paths} == {
        "/members/a": ("refused", "disallowed by robots.txt"),
        "/report": ("failed", "not an HTML page"),
        "/picture": ("failed", "not an HTML page"),
        "/empty": ("failed", "empty page"),
        "/huge": ("failed", "larger than 8 MB"),
        "/bomb": ("failed", "larger than 8 MB"),
        "/busy": ("retry", "HTTP 500"),
        "/loop": ("failed", "too many redirects"),
        "/out": ("failed", "HTTP 302"),
        "/cut": ("retry", "incomplete answer"),
        "/gone": ("gone", "HTTP 404"),
        "/fine": ("done", None),
    }
    assert found["http://127.0.0.1:1/x"] == ("retry", "connection refused")
    assert found["http://no-such-host.invalid/x"] == ("retry", "host not found")
    assert (summary.total("pages"), summary.total("failed"), summary.total("refused")) == (1, 12, 1)
    assert len(rows(db_path, "SELECT id FROM problems WHERE stage = 'crawl'")) == 13


def test_bombs_of_every_coding_are_given_up(site: LocalSite, run: Crawl, db_path: Path) -> None:
    plain = b"<html>" + b" " * 100_000_000
    bombs = {
        "gzip": gzip.compress(plain, 1), "deflate": zlib.compress(plain, 1),
        "zstd": zstd.compress(plain), "gzip, gzip": gzip.compress(gzip.compress(plain, 1)),
    }  # fmt: skip
    for coding, body in bombs.items():
        site.page("/" + coding.replace(", ", "-"), body, headers={"Content-Encoding": coding})
    run(source(urls=tuple(site.base + path for path in site.answers)))
    found = rows(db_path, "SELECT DISTINCT state, reason FROM urls")
    assert found == [("failed", "larger than 8 MB")]
    assert len(site.asked()) == len(bombs)


def test_links_lead_to_no_private_address(
    site: LocalSite, db_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", site.base)
    hosts = ["localhost", "127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"]
    links = [f"http://{host}:{site.port}/{number}" for number, host in enumerate(hosts)]
    links.append("http://169.254.169.254/latest/meta-data/")
    feed = site.feed("/rss", [*links, "file:///etc/passwd", site.article("/fine")])
    options = CrawlOptions(private_hosts=("127.0.0.1",))
    crawl(db_path, [source(feeds=(feed,))], options=options)
    assert site.asked() == ["/rss", "/fine"]
    states = dict(rows(db_path, "SELECT reason, count(*) FROM urls GROUP BY 1"))
    assert states == {None: 2, "private address": len(links)}


def test_what_one_host_told_us_is_not_told_to_another(site: LocalSite, run: Crawl) -> None:
    feed = site.feed("/rss", [site.article("/a")], headers={"ETag": '"one"', "Set-Cookie": "a=1"})
    run(source(feeds=(feed,)))
    target = f"http://localhost:{site.port}/rss2"
    site.page("/rss", status=302, headers={"Location": target, "Set-Cookie": "b=1"})
    site.feed("/rss2", [site.base + "/a"])
    run(source(feeds=(feed,)))
    asked = {request.path: request.headers for request in site.requests}
    assert asked["/rss"]["If-None-Match"] == '"one"'
    assert not {"If-None-Match", "If-Modified-Since", "Cookie", "Referer"} & set(asked["/rss2"])


@pytest.mark.parametrize(
    ("listing", "why"),
    [
        ({"status": 404}, "HTTP 404 (1)"),
        ({"text": "<html><body>Welcome</body></html>"}, "not a feed (1)"),
        ({"text": "<rss><channel></channel></rss>"}, "no entries in the feed (1)"),
    ],
)
def test_a_source_that_gave_nothing_says_why(
    site: LocalSite, run: Crawl, listing: dict[str, Any], why: str
) -> None:
    summary = run(source(feeds=(site.page("/rss", **listing),)))
    assert summary.sources[0].why == why


def test_one_broken_source_does_not_stop_another(site: LocalSite, run: Crawl) -> None:
    site.article("/a")
    summary = run(
        source("broken", feeds=("http://127.0.0.1:1/rss",)),
        source("fine", feeds=(site.feed("/rss", [site.base + "/a"]),)),
    )
    assert [found.pages for found in summary.sources] == [0, 1]
    assert summary.sources[0].why == "connection refused (1)"


def test_a_source_that_is_gone_is_left_alone_for_a_while(
    site: LocalSite, run: Crawl, db_path: Path
) -> None:
    gone = source("gone", feeds=(site.base + "/gone",))
    fine = source("fine", feeds=(site.feed("/rss", [site.article("/a")]),))
    assert run(gone, fine).left_alone == {}
    site.asked()
    verdict = run(gone, fine).left_alone["gone"]
    assert (verdict.health, verdict.reason, verdict.strikes) == ("failing", "HTTP 404", 4)
    assert site.asked() == ["/rss"]
    assert run(gone).left_alone
    site.feed("/gone", [site.base + "/b"])
    assert crawl(db_path, [gone, fine], names=["gone"], allow_private=True).total("listings") == 1
    assert run(gone, fine).left_alone == {}


def test_a_source_whose_entry_was_mended_is_asked_at_once(site: LocalSite, run: Crawl) -> None:
    run(source(feeds=(site.base + "/gone",)))
    assert "example" in run(source(feeds=(site.base + "/gone",))).left_alone
    assert run(source(feeds=(site.feed("/rss", [site.base + "/a"]),))).left_alone == {}


def test_without_a_connection_no_source_is_to_blame(run: Crawl, db_path: Path) -> None:
    for _ in range(2):
        summary = run(source(feeds=("http://127.0.0.1:1/rss",)))
        assert (summary.left_alone, summary.sources[0].why) == ({}, "connection refused (1)")
    assert rows(db_path, "SELECT health, reason, strikes FROM source_health") == [
        ("failing", "connection refused", 0)
    ]


def test_a_sitemap_index_is_followed(site: LocalSite, run: Crawl) -> None:
    child = site.page("/s1.xml", "<urlset><url><loc>{base}/a</loc></url></urlset>")
    entries = "".join(f"<sitemap><loc>{loc}</loc></sitemap>" for loc in (child, "/index.xml"))
    index = f"<sitemapindex>{entries}</sitemapindex>"
    site.article("/a")
    summary = run(source(sitemaps=(site.page("/index.xml", index),)))
    assert sorted(site.asked()) == ["/a", "/index.xml", "/s1.xml"]
    assert (summary.total("listings"), summary.total("pages")) == (2, 1)


def test_filters_keep_articles_out(site: LocalSite, run: Crawl) -> None:
    for path in ("/news/a", "/news/sport", "/blog/a"):
        site.article(path)
    feed = site.feed("/rss", [site.base + path for path in ("/news/a", "/news/sport", "/blog/a")])
    run(source(feeds=(feed,), include=("/news/",), exclude=("sport",)))
    assert site.asked() == ["/rss", "/news/a"]


def test_articles_before_a_day_are_left_alone(site: LocalSite, run: Crawl) -> None:
    run(newsroom_since(site, "2026-03-02"))
    assert site.asked() == ["/news.xml"]


def newsroom_since(site: LocalSite, day: str) -> Source:
    sitemap = NEWS_SITEMAP.replace("{modified}", "2026-03-01")
    return source(sitemaps=(site.page("/news.xml", sitemap, content_type=XML),), since=day)


def test_a_limit_leaves_the_rest_pending(site: LocalSite, run: Crawl) -> None:
    site.fallback = lambda path: site.answers.setdefault(path, site.answers["/any"])
    site.article("/any")
    feed = site.feed("/rss", [f"{site.base}/a{number}" for number in range(9)])
    summary = run(source(feeds=(feed,), max_urls=4))
    assert (summary.total("pages"), summary.pending) == (4, 5)
    summary = run(source(feeds=(feed,)))
    assert (summary.total("pages"), summary.pending) == (5, 0)


def test_the_same_article_by_another_address_is_fetched_once(site: LocalSite, run: Crawl) -> None:
    site.article("/a")
    links = [f"{site.base}/a{end}" for end in ("?utm_source=x", "#top", "/amp", "?fbclid=1")]
    run(source(feeds=(site.feed("/rss", links),), urls=(site.base + "/a",)))
    assert sorted(site.asked()) == ["/a", "/rss"]


def test_progress_is_told(site: LocalSite, db_path: Path) -> None:
    site.article("/a", delay_s=0.6)
    seen: list[CrawlProgress] = []
    feed = site.feed("/rss", [site.base + "/a"])
    crawl(db_path, [source(feeds=(feed,))], allow_private=True, progress=seen.append)
    assert any((step.done, step.pending) == (1, 1) for step in seen)


def test_a_name_nobody_bears(db_path: Path) -> None:
    with pytest.raises(UnknownSource, match=r"'nope'.*example"):
        crawl(db_path, [source(urls=("http://127.0.0.1:1/",))], names=["nope"])


def test_all_sources_switched_off(db_path: Path) -> None:
    with pytest.raises(NothingToCrawl, match=r"sources\.toml"):
        crawl(db_path, [source(urls=("http://127.0.0.1:1/",), enabled=False)])


def test_a_foreign_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, this file is no database at all, and should stay as it is.")
    with pytest.raises(NotABellwetherDatabase):
        crawl(path, [source(urls=("http://127.0.0.1:1/",))])
    assert path.read_text().startswith("Dear reader")

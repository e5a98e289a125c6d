"""Whole sites and articles at several addresses, crawled over real HTTP."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bellwether.crawl import crawl
from crawler.options import CrawlOptions
from crawler.summary import CrawlSummary
from models.schema import open_database
from models.sources import Source
from tests.local_site import LocalSite

Crawl = Callable[..., CrawlSummary]


@pytest.fixture
def db_path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def run(db_path: Path) -> Crawl:
    def run(**how: Any) -> CrawlSummary:
        options = CrawlOptions(allow_private=True)
        return crawl(db_path, [Source(name="example", **how)], options=options)

    return run


def rows(db_path: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(db_path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def hub(site: LocalSite, path: str, *links: str, **how: Any) -> str:
    body = "".join(f'<p><a href="{link}">More</a></p>' for link in links)
    return site.page(path, f"<html><body>{body}</body></html>", etag=True, **how)


def small_site(site: LocalSite) -> str:
    """A front page, a list in two parts, three articles, and what is not to be asked for."""
    site.page("/robots.txt", "User-agent: *\nDisallow: /secret", content_type="text/plain")
    for path in ("/a1", "/a2", "/2026/a3"):
        site.article(path, etag=True)
    hub(site, "/list", "/a1", "/list?page=2", "/", "http://localhost:1/x", "/x.pdf", "mailto:a@b.c")
    hub(site, "/list?page=2", "/a2", "/list", "/secret/a")
    return hub(site, "/", "/list", "/2026/a3?utm_source=home", "/about#us", "/about")


def mark_empty(db_path: Path, *paths: str) -> None:
    """As if the pages had been read, and held no article."""
    db = open_database(db_path)
    for path in paths:
        db.conn.execute("UPDATE pages SET read_state = 'empty' WHERE url LIKE ?", ("%" + path,))
    db.conn.commit()
    db.close()


def test_a_site_is_walked_once(site: LocalSite, run: Crawl, db_path: Path) -> None:
    start = small_site(site)
    run(site=(start,))
    asked = site.asked()
    assert sorted(asked) == ["/", "/2026/a3", "/a1", "/a2", "/about", "/list", "/list?page=2"]
    mark_empty(db_path, "/", "/list", "page=2")
    run(site=(start,))
    assert sorted(site.asked()) == ["/", "/list", "/list?page=2"]
    hub(site, "/list", "/a1", "/a4")
    site.article("/a4")
    run(site=(start,))
    assert "/a4" in site.asked()


def test_limits_of_a_walk(site: LocalSite, run: Crawl, db_path: Path) -> None:
    run(site=(small_site(site),), max_depth=1)
    assert sorted(site.asked()) == ["/", "/2026/a3", "/about", "/list"]
    db_path.unlink()
    run(site=(site.base + "/",), max_pages=3)
    assert len(site.asked()) == 3
    db_path.unlink()
    summary = run(site=(site.base + "/",), max_urls=2)
    assert (len(site.asked()), summary.pending) == (2, 4)


def test_patterns_of_a_walk(site: LocalSite, run: Crawl, db_path: Path) -> None:
    run(site=(small_site(site),), include=("/a[12]$",), exclude=("/about",), follow=("/list$",))
    assert sorted(site.asked()) == ["/", "/2026/a3", "/a1", "/list", "/list?page=2"]
    kept = rows(db_path, "SELECT url FROM pages WHERE read_state = 'new'")
    assert [url.removeprefix(site.base) for (url,) in kept] == ["/a1"]


def test_an_endless_site_comes_to_an_end(site: LocalSite, run: Crawl) -> None:
    page = "<html><body>{}</body></html>"
    site.fallback = lambda path: None if path == "/robots.txt" else site.answers["/any"]
    links = "".join(f'<a href="next/">N</a><a href="?d={n}">D</a>' for n in range(30))
    site.page("/any", page.format(links))
    run(site=(site.base + "/cal/",), max_pages=40)
    assert len(site.asked()) <= 40


def test_a_walk_that_is_led_to_another_host_says_so(site: LocalSite, run: Crawl) -> None:
    target = f"http://localhost:{site.port}/in"
    site.article("/in")
    summary = run(site=(site.page("/", status=302, headers={"Location": target}),))
    assert summary.sources[0].why == "the site is at another host (1)"


CANONICAL = '<html><head><link rel="canonical" href="{}"></head><body><p>{}</p></body></html>'


def test_an_article_with_two_addresses_is_fetched_once(
    site: LocalSite, run: Crawl, db_path: Path
) -> None:
    site.page("/rss/1", CANONICAL.format("/news/plant", "A plant opens."), delay_s=0.1)
    site.article("/news/plant")
    site.page("/go", status=302, headers={"Location": "/news/mill"})
    site.article("/news/mill")
    links = [site.base + path for path in ("/rss/1", "/go")]
    run(feeds=(site.feed("/rss", links),))
    assert sorted(site.asked()) == ["/go", "/news/mill", "/rss", "/rss/1"]
    later = [site.base + path for path in ("/news/plant", "/news/mill", "/rss/1", "/go")]
    run(feeds=(site.feed("/rss", later),))
    assert site.asked() == ["/rss"]
    assert rows(db_path, "SELECT count(*) FROM pages WHERE read_state = 'new'") == [(2,)]


def test_a_pending_address_of_the_same_article_is_dropped(site: LocalSite, run: Crawl) -> None:
    site.page("/rss/1", CANONICAL.format("/news/plant", "A plant opens."))
    site.article("/news/plant")
    fillers = [site.article(f"/f{number}", delay_s=0.05) for number in range(40)]
    links = [site.base + "/rss/1", *fillers, site.base + "/news/plant"]
    run(feeds=(site.feed("/rss", links),))
    assert "/news/plant" not in site.asked()


def test_one_address_named_everywhere_hides_nothing(
    site: LocalSite, run: Crawl, db_path: Path
) -> None:
    for number in (1, 2, 3):
        site.page(f"/{number}", CANONICAL.format("/news", f"Story {number}."))
    site.article("/news", "Another story.")
    feed = site.feed("/rss", [f"{site.base}/{number}" for number in (1, 2, 3)])
    run(feeds=(feed,))
    run(feeds=(feed,))
    assert sorted(path for path in site.asked() if path != "/rss") == ["/1", "/2", "/3", "/news"]
    assert rows(db_path, "SELECT count(*) FROM pages WHERE read_state = 'new'") == [(4,)]


def test_an_edited_article_without_etag_is_looked_at_once_more(
    site: LocalSite, run: Crawl, db_path: Path
) -> None:
    feed = site.feed("/rss", [site.article("/a", "A plant opens.")])
    run(feeds=(feed,))
    site.article("/a", "A plant opens. Corrected.")
    run(feeds=(feed,))
    db = open_database(db_path)
    for column in ("found_at", "fetched_at"):
        db.conn.execute(
            f"UPDATE urls SET {column} = strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '-1 day')"
        )
    db.conn.commit()
    db.close()
    site.asked()
    for _ in range(2):
        run(feeds=(feed,))
    assert site.asked() == ["/rss", "/a", "/rss"]
    assert rows(db_path, "SELECT count(*) FROM pages WHERE read_state = 'new'") == [(2,)]

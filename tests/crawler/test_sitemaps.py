import gzip
import time

import pytest

from crawler.links import Link
from crawler.sitemaps import MAX_BYTES, MAX_ENTRIES, read_sitemap

BASE = "https://a.com/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url>
    <loc> https://a.com/mill?id=1&amp;utm_source=sm </loc>
    <lastmod>2026-03-02T10:00:00+01:00</lastmod>
    <news:news>
      <news:publication><news:name>A</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2026-03-01</news:publication_date>
      <news:title>Mill reopens &#8211; at last</news:title>
    </news:news>
  </url>
  <url><loc>/relative</loc></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://a.com/news-1.xml.gz</loc><lastmod>2026-03-02</lastmod></sitemap>
<sitemap><loc>https://a.com/news-2.xml</loc></sitemap></sitemapindex>"""
MILL = Link(
    url="https://a.com/mill?id=1", title="Mill reopens – at last", published="2026-03-01",
    modified="2026-03-02T10:00:00+01:00",
)  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        NEWS.encode(),
        gzip.compress(NEWS.encode()),
        NEWS.replace("<urlset xmlns=", "<urlset data-x=").encode(),
        b"\xef\xbb\xbf" + NEWS.encode(),
    ],
    ids=["plain", "gzip", "no namespace", "byte order mark"],
)
def test_news_sitemaps_keep_titles_and_dates(body: bytes) -> None:
    discovery = read_sitemap(body, BASE)
    assert discovery.articles == (MILL, Link(url="https://a.com/relative"))
    assert discovery.problem is None


def test_an_index_names_sitemaps() -> None:
    discovery = read_sitemap(INDEX.encode(), BASE)
    assert discovery.articles == ()
    assert discovery.sitemaps == (
        Link(url="https://a.com/news-1.xml.gz", modified="2026-03-02"),
        Link(url="https://a.com/news-2.xml"),
    )


def test_a_text_sitemap() -> None:
    discovery = read_sitemap(b"https://a.com/1\r\nhttps://a.com/2\n\nnonsense\n", BASE)
    assert [link.url for link in discovery.articles] == ["https://a.com/1", "https://a.com/2"]


@pytest.mark.parametrize("end", [NEWS.index("<url><loc>/rel"), NEWS.index("</urlset>")])
def test_a_cut_off_sitemap_gives_what_it_has(end: int) -> None:
    assert MILL in read_sitemap(NEWS[:end].encode(), BASE).articles


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "not a sitemap"),
        (b"Not found", "not a sitemap"),
        (b"\x1f\x8bdamaged", "not a sitemap"),
        (b"<html><body>Not found</body></html>", "no addresses in the sitemap"),
        (b"<urlset></urlset>", "no addresses in the sitemap"),
    ],
)
def test_what_is_no_sitemap_says_so(body: bytes, problem: str) -> None:
    discovery = read_sitemap(body, BASE)
    assert (discovery.articles, discovery.sitemaps, discovery.problem) == ((), (), problem)


def test_a_gzip_bomb_is_given_up() -> None:
    discovery = read_sitemap(gzip.compress(b"<" * (MAX_BYTES + 1)), BASE)
    assert discovery.problem == "not a sitemap"


def test_the_number_of_entries_is_limited() -> None:
    rows = b"".join(b"<url><loc>https://a.com/%d</loc></url>" % n for n in range(MAX_ENTRIES + 9))
    discovery = read_sitemap(b"<urlset>" + rows + b"</urlset>", BASE)
    assert len(discovery.articles) == MAX_ENTRIES


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
    )
    body = f"{bomb}<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>https://a.com/&j;&x;</loc></url></urlset>"
    started = time.monotonic()
    discovery = read_sitemap(body.encode(), BASE)
    assert time.monotonic() - started < 2
    assert all("root:" not in link.url and len(link.url) < 500 for link in discovery.articles)

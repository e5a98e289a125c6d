import time

import pytest

from crawler.feeds import read_feed
from crawler.links import Link
from crawler.sitemaps import read_sitemap
from tests.local_site import LocalSite

BASE = "https://a.com/feed"
ITEM = "<item><title>{title}</title><link>{link}</link>{more}</item>"
RSS = "<?xml version='1.0'?><rss version='2.0'><channel><title>N</title>{}</channel></rss>"


def rss(*items: str) -> bytes:
    return RSS.format("".join(items)).encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            rss(
                ITEM.format(
                    title="Mill &amp; mine",
                    link="/a",
                    more="<pubDate>Tue, 03 Mar 2026 08:15:00 +0100</pubDate>",
                )
            ),
            Link(url="https://a.com/a", title="Mill & mine", published="2026-03-03T07:15:00+00:00"),
        ),
        (
            rss("<item><guid isPermaLink='true'>https://a.com/g</guid></item>"),
            Link(url="https://a.com/g"),
        ),
        (
            (
                b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>T</title>"
                b"<link href='https://a.com/e?utm_source=atom'/><published>2026-03-01T09:00:00Z"
                b"</published><updated>2026-03-02T09:00:00Z</updated></entry></feed>"
            ),
            Link(
                url="https://a.com/e",
                title="T",
                published="2026-03-01T09:00:00+00:00",
                modified="2026-03-02T09:00:00+00:00",
            ),
        ),
        (
            (
                b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", '
                b'"url": "https://a.com/j", "title": "J", "date_published": "2026-03-01"}]}'
            ),
            Link(url="https://a.com/j", title="J", published="2026-03-01T00:00:00+00:00"),
        ),
    ],
    ids=["rss", "guid for link", "atom", "json feed"],
)
def test_kinds_of_feed(body: bytes, expected: Link) -> None:
    discovery = read_feed(body, BASE)
    assert discovery.articles == (expected,)
    assert discovery.problem is None


@pytest.mark.parametrize(
    "body",
    [
        rss(ITEM.format(title="A", link="https://a.com/1", more=""))[:-20],
        b"<rss><channel><item><title>A & B</title><link>https://a.com/1</link></item>",
        b"\n\n<rss><channel><item><title>A<b></title><link>https://a.com/1</link></item>",
        b"<rss><channel><item><title>A\x0b</title><link>https://a.com/1</link></item>",
        "<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>caf\xe9</title>"
        "<link>https://a.com/1</link></item></channel></rss>".encode("latin-1"),
    ],
    ids=["cut off", "bare ampersand", "unclosed tag", "control character", "wrong charset"],
)
def test_damaged_feeds_give_what_they_have(body: bytes) -> None:
    assert [link.url for link in read_feed(body, BASE).articles] == ["https://a.com/1"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "not a feed"),
        (b"<html><body>Not found</body></html>", "not a feed"),
        (b"\x00\x01\x02", "not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [1, null]}', "not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 5}', "not a feed"),
        (rss(), "no entries in the feed"),
        (rss(ITEM.format(title="A", link="", more="")), "no entries in the feed"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, problem: str) -> None:
    discovery = read_feed(body, BASE)
    assert discovery.articles == ()
    assert discovery.problem == problem


def test_only_web_addresses_are_taken() -> None:
    body = rss(*(ITEM.format(title="A", link=link, more="") for link in ("javascript:1", "/b")))
    assert [link.url for link in read_feed(body, BASE).articles] == ["https://a.com/b"]


def test_an_article_listed_twice_is_one() -> None:
    body = rss(
        ITEM.format(title="", link="https://a.com/a?utm_source=1", more=""),
        ITEM.format(title="Said later", link="https://a.com/a", more=""),
    )
    assert read_feed(body, BASE).articles == (Link(url="https://a.com/a", title="Said later"),)


FEED = "<rss><channel><item><title>{}</title><link>https://a.com/1</link></item></channel></rss>"
QUADRATIC = "<!DOCTYPE r [<!ENTITY a '" + "a" * 100_000 + "'>]>" + FEED.format("&a;" * 20_000)


@pytest.mark.parametrize(
    "body",
    [
        QUADRATIC,
        "<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///dev/zero'> %p;]>" + FEED.format("T"),
        FEED.format("<b>" * 500_000),
        FEED.format("T" * 5_000_000),
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 1_000_000,
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "9" * 1_000_000 + "}",
    ],
    ids=["quadratic", "parameter entity", "nested", "long", "nested json", "long number"],
)
def test_hostile_feeds_end(body: str) -> None:
    began = time.process_time()
    assert len(str(read_feed(body.encode(), BASE))) < 6_000_000
    assert time.process_time() - began < 10


def test_nothing_a_feed_names_is_fetched(site: LocalSite) -> None:
    names = f"<!DOCTYPE r SYSTEM '{site.base}/dtd' [<!ENTITY x SYSTEM '{site.base}/entity'>]>"
    style = f"<?xml-stylesheet href='{site.base}/style'?>"
    include = f"<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='{site.base}/part'/>"
    body = style + names + FEED.format("&x;" + include)
    assert len(read_feed(body.encode(), BASE).articles) == 1
    sitemap = f"{names}<urlset><url><loc>https://a.com/1</loc>{include}&x;</url></urlset>"
    assert len(read_sitemap(sitemap.encode(), BASE).articles) == 1
    assert site.asked(robots=True) == []


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
    )
    head = bomb + "<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    body = f"{head}<rss><channel><item><title>&j;&x;T</title><link>https://a.com/1</link></item></channel></rss>"
    discovery = read_feed(body.encode(), BASE)
    assert all("root:" not in str(link) and len(str(link)) < 500 for link in discovery.articles)

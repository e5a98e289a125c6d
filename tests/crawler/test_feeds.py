import gzip
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
            Link(url="https://a.com/j", title="J", published="2026-03-01"),
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
        (
            b'{"version": "https://jsonfeed.org/version/1", "items": [1, null]}',
            "no entries in the feed",
        ),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 5}', "not a feed"),
        (rss(), "no entries in the feed"),
        (rss(ITEM.format(title="A", link="", more="")), "no entries in the feed"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, problem: str) -> None:
    discovery = read_feed(body, BASE)
    assert discovery.articles == ()
    assert discovery.problem == problem


ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>"
JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [%s]}'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ATOM.format("<entry><link rel='enclosure' href='/x.mp3'/><link rel='self' href='/s'/>"
                     "<link href='/1'/></entry>"), [("1", None)]),
        (ATOM.format("<entry><title type='xhtml'><div>A <b>mill</b></div></title>"
                     "<link rel='alternate' href='/1'/></entry>"), [("1", "A mill")]),
        (ATOM.format("<entry><title>A<link href='/1'/></entry><entry><title>B<link href='/2'/>"),
         [("1", "A"), ("2", "B")]),
        ("<feed><entry><title>A</title><link href='/1'/></entry></feed>", [("1", "A")]),
        ("<feed xml:base='https://a.com/x/'><entry><link href='../1'/></entry></feed>",
         [("1", None)]),
        ("<rss><item><title>A</title><link>/1</link></item></rss>", [("1", "A")]),
        ("Warning: x<br>\n<?xml version='1.0'?><rss><item><link>/1</link></item></rss>",
         [("1", None)]),
        ("<RSS><ITEM><TITLE>A</TITLE><LINK>/1</LINK></ITEM></RSS>", [("1", "A")]),
        ("<rss><item><title><![CDATA[A &amp; <b>B</b>]]></title><link><![CDATA[/1?a=1&b=2]]>",
         [("1?a=1&b=2", "A & B")]),
        ("<rss><item><title>A&nbsp;&eacute;</title><link>/1?a=1&b=2</link></item></rss>",
         [("1?a=1&b=2", "A é")]),
        ("<rss><item><link>/f</link><f:origLink>/1</f:origLink></item></rss>", [("1", None)]),
        ("<rss><item><title>A<item><title>B</title><link>/2</link></item>", [("2", "B")]),
        ("<rss><item><title>café</title><link>/1</link></item></rss>".encode("latin-1"),
         [("1", "café")]),
        ("<?xml version='1.0' encoding='utf-16'?><rss><item><link>/1</link></item></rss>"
         .encode("utf-16"), [("1", None)]),
        (gzip.compress(b"<rss><item><link>/1</link></item></rss>"), [("1", None)]),
        (JSON % 'null, 5, {"url": 7}, {"url": "/1", "title": "J"}, {"id": "https://a.com/2"}',
         [("1", "J"), ("2", None)]),
        (JSON % '{"external_url": "/1"}', [("1", None)]),
        ((JSON % '{"url": "https:\\/\\/a.com\\/1"}, {"url": "https://a.com/2", "ti')[:-3],
         [("1", None), ("2", None)]),
        ("\ufeff" + JSON % '{"url": "/1"}', [("1", None)]),
    ],
    ids=["enclosure", "markup", "unclosed titles", "no namespace", "base", "no channel", "warning",
         "capitals", "CDATA", "entities of HTML", "original", "item in item", "latin-1", "utf-16",
         "gzip", "odd items", "external", "JSON cut off", "JSON with a mark"],
)  # fmt: skip
def test_feeds_as_they_come(body: str | bytes, expected: list[tuple[str, str | None]]) -> None:
    found = read_feed(body if isinstance(body, bytes) else body.encode(), BASE).articles
    assert [(link.url.removeprefix("https://a.com/"), link.title) for link in found] == expected


@pytest.mark.parametrize(
    "body",
    ["<rss>" + "<a>" * 300_000, JSON % ("[" * 200_000), "<rss>" + "<item>" * 100_000,
     "<rss><item>" + "&" * 2_000_000, gzip.compress(b"<rss>" + b" " * 200_000_000)],
    ids=["deep", "deep JSON", "items in items", "ampersands", "bomb"],
)  # fmt: skip
def test_hostile_feeds_end_soon(body: str | bytes) -> None:
    started = time.process_time()
    assert read_feed(body if isinstance(body, bytes) else body.encode(), BASE).articles == ()
    assert time.process_time() - started < 5


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

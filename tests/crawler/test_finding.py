from datetime import UTC, datetime

import pytest

from crawler.finding import (
    Place,
    Trial,
    choose,
    country_of,
    kind_of,
    name_for,
    news_of,
    places_named,
    places_usual,
    tried,
)
from crawler.links import Discovery, Link
from models.pages import FetchedPage

BASE = "https://a.com/"
NEWS = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"


def answer(body: str | bytes, url: str = BASE) -> FetchedPage:
    content = body if isinstance(body, bytes) else body.encode()
    return FetchedPage(
        url=url, status=200, body=content, fetched_at=datetime(2026, 3, 1, tzinfo=UTC)
    )


def named(body: str, robots: str | None = None, url: str = BASE) -> list[str]:
    rules = None if robots is None else answer(robots, BASE + "robots.txt")
    return [place.url for place in places_named(answer(f"<html>{body}</html>", url), rules)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed/">', ["https://a.com/feed/"]),
        ("<LINK REL='Alternate home' TYPE='application/atom+xml; charset=utf-8' HREF='x.atom'>",
         ["https://a.com/x.atom"]),
        ('<link rel="alternate" type="application/feed+json" href="//f.b.com/j">',
         ["https://f.b.com/j"]),
        ('<link rel="alternate" hreflang="de" href="/de/">', []),
        ('<link rel="alternate" type="application/json+oembed" href="/o">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []),
        ('<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">', []),
        ('<link rel="alternate" type="application/rss+xml">', []),
        ('<a href="/news/rss.xml">News</a>', ["https://a.com/news/rss.xml"]),
        ('<a href="/subscribe-here"> RSS </a>', ["https://a.com/subscribe-here"]),
        ('<a href="https://b.com/feed">Feed</a>', []),
        ('<a href="/feedback">Feedback</a>', []),
    ],
)  # fmt: skip
def test_feeds_that_a_page_names(body: str, expected: list[str]) -> None:
    assert named(body) == expected


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        ("Sitemap: https://a.com/map.xml\nUser-agent: *", ["https://a.com/map.xml"]),
        ("sitemap:/video-sitemap.xml\r\n SITEMAP : https://www.a.com/news.xml",
         ["https://www.a.com/news.xml", "https://a.com/video-sitemap.xml"]),
        ("Sitemap: https://b.com/map.xml\nSitemap: ftp://a.com/x\nSitemap:", []),
        ("# Sitemap: https://a.com/map.xml", []),
        ("\xff\x00Sitemap", []),
        (None, []),
    ],
)  # fmt: skip
def test_sitemaps_that_robots_txt_names(robots: str | None, expected: list[str]) -> None:
    assert named("", robots) == expected


def test_a_flood_of_names_is_cut() -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(900)
    )
    assert len(named(links, "\n".join(f"Sitemap: /{n}.xml" for n in range(900)))) == 24


def test_usual_places_are_tried_for_what_nothing_names() -> None:
    feed = Place(url=BASE + "feed", kind="feed", why="")
    assert {place.kind for place in places_usual(BASE, [])} == {"feed", "sitemap"}
    assert {place.kind for place in places_usual(BASE + "x/y", [feed])} == {"sitemap"}
    assert all(place.url.count("/") == 3 for place in places_usual(BASE + "x/y", [feed]))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<?xml version='1.0'?>\n<rss version='2.0'>", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'>", "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "feed"),
        ("\ufeff<urlset>", "sitemap"),
        ("<sm:sitemapindex>", "sitemap"),
        (b"\x1f\x8b\x08", "sitemap"),
        ("https://a.com/1\nhttps://a.com/2", "sitemap"),
        ("<!doctype html><p>Our feed is at <rss>", "section"),
        ("", "section"),
        ("<p>", "section"),
    ],
)
def test_what_an_answer_is(body: str | bytes, kind: str) -> None:
    assert kind_of(answer(body)) == kind


def test_a_page_at_the_place_of_a_feed_is_no_feed() -> None:
    place = Place(url=BASE + "feed", kind="feed", why="tried")
    assert tried(place, answer("<!doctype html><h1>Not found</h1>")).failure == "no feed but a page"
    assert (
        tried(place, answer("<rss><channel></channel></rss>")).failure == "no entries in the feed"
    )
    assert tried(place, answer(b"\x00\x01")).failure == "no feed but a page"


def listed(path: str, *names: str, news: bool = False, index: bool = False) -> Trial:
    """A list at a place of a.com: a sitemap when its path says so."""
    links = tuple(Link(url=BASE + name, title="T" if news else None) for name in names)
    kind = "sitemap" if "map" in path else "section" if path == "" else "feed"
    found = Discovery(sitemaps=links) if index else Discovery(articles=links)
    return Trial(place=Place(url=BASE + path, kind=kind, why=""), discovery=found)  # type: ignore[arg-type]


FEED, SECTION = listed("feed", "1", "2", "3"), listed("", "1")
WHOLE, NEWS_MAP = listed("map.xml", "1", "2", "9"), listed("newsmap.xml", "1", "2", "7", news=True)
INDEX = listed("map-index.xml", "map1.xml", "news-map.xml", "video-news-map.xml", index=True)
BROKEN = Trial(place=Place(url=BASE + "rss", kind="feed", why=""), failure="HTTP 404")
CASES: list[tuple[list[Trial], str, list[str], list[str]]] = [
    # what was tried, the address given, what is watched already, what is chosen
    ([FEED, WHOLE, SECTION], "", [], ["feed"]),
    ([BROKEN, FEED, NEWS_MAP], "", [], ["feed", "newsmap.xml"]),
    ([FEED, listed("atom", "1", "2", "3")], "", [], ["feed"]),
    ([FEED, listed("comments/feed", "8"), listed("feed?author=1", "8")], "", [], ["feed"]),
    (
        [FEED, listed("steel/feed", "8"), listed("coal/feed", "9")],
        "topics/steel/",
        [],
        ["steel/feed"],
    ),
    ([FEED, listed("coal/feed", "8")], "steel/", [], ["feed", "coal/feed"]),
    ([WHOLE, INDEX, SECTION], "", [], ["map-index.xml"]),
    ([BROKEN, SECTION], "", [], [""]),
    ([BROKEN], "", [], []),
    ([FEED, listed("atom", "1", "2", "3")], "", ["feed"], []),
    ([FEED, NEWS_MAP], "", ["feed"], ["newsmap.xml"]),
    ([FEED], "", ["feed?utm_source=x#top"], []),
]


@pytest.mark.parametrize(("trials", "url", "watched", "expected"), CASES)
def test_choice(trials: list[Trial], url: str, watched: list[str], expected: list[str]) -> None:
    choice = choose(trials, BASE + url, [BASE + one for one in watched])
    assert [trial.place.url.removeprefix(BASE) for trial in choice.chosen] == expected
    assert len(choice.verdicts) == len(trials)
    assert all(verdict for _, verdict in choice.verdicts)


def test_a_whole_archive_is_watched_for_what_is_new_only() -> None:
    assert choose([INDEX], BASE).newest_days == 30
    assert choose([FEED, NEWS_MAP], BASE).newest_days is None


def test_news_sitemaps_of_an_index() -> None:
    assert [place.url for place in news_of([INDEX, FEED])] == [BASE + "news-map.xml"]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.com/", "example"),
        ("https://news.example.co.uk/", "example"),
        ("https://example.com/Steel & Coal/", "example-steel-coal"),
        ("https://example.com/feeds/news.xml", "example"),
        ("http://127.0.0.1:8000/", "127-0-0-1"),
        ("https://bücher.example/", "b-cher"),
        ("https://" + "x" * 60 + ".com/" + "y" * 90, "x" * 60),
    ],
)
def test_names(url: str, name: str) -> None:
    assert name_for(url) == name


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://a.co.uk/", "GB"), ("https://a.de/", "DE"), ("https://a.io/", None),
        ("https://a.com/", None), ("http://127.0.0.1/", None), ("", None),
    ],
)  # fmt: skip
def test_countries(url: str, country: str | None) -> None:
    assert country_of(url) == country

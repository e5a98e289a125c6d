"""The feeds and sitemaps of a site: where they are named, whether they work, which to watch."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from lxml import html

from crawler.charset import decode_page
from crawler.discovery import READERS
from crawler.links import Discovery, moment
from crawler.markup import parse_page
from crawler.urls import canonical_url, host_of, site_of
from models.pages import FetchedPage

ListKind = Literal["feed", "sitemap", "section"]
MAX_PLACES = 12
"""Most lists of one kind that are tried."""
SAME_SHARE = 0.8
"""Share of a list's articles in another one from which it adds nothing."""
MAX_FEEDS = 5
RECENT_DAYS = 30
"""How far back articles are taken from a sitemap that lists all the site ever had."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a list of articles may be."""

    url: str
    kind: ListKind
    why: str
    """What led there: "named by the page"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """What a place gave."""

    place: Place
    discovery: Discovery = field(default_factory=Discovery)
    failure: str | None = None
    """Why there is no list; None when there is."""

    @property
    def items(self) -> int:
        """Articles, or further sitemaps of an index."""
        return len(self.discovery.articles) or len(self.discovery.sitemaps)

    @property
    def newest(self) -> datetime | None:
        """The latest moment that the list gives."""
        return newest(self.discovery)

    @property
    def is_news(self) -> bool:
        """Whether it is a news sitemap: its articles have titles, which other sitemaps lack."""
        articles = self.discovery.articles
        titled = sum(link.title is not None for link in articles)
        return self.place.kind == "sitemap" and titled * 2 > len(articles)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """What to watch of the lists that were tried."""

    chosen: tuple[Trial, ...]
    verdicts: tuple[tuple[Trial, str], ...]
    """Each trial in the order tried, and in a few words what became of it."""

    def urls(self, kind: ListKind) -> list[str]:
        """The addresses of the chosen lists of a kind."""
        return [trial.place.url for trial in self.chosen if trial.place.kind == kind]

    @property
    def newest_days(self) -> int | None:
        """A limit where all that the site ever had is listed."""
        archive = any(t.place.kind == "sitemap" and not t.is_news for t in self.chosen)
        return RECENT_DAYS if archive else None


def newest(discovery: Discovery) -> datetime | None:
    """The latest moment that a list gives its entries; None when it gives none."""
    links = discovery.articles or discovery.sitemaps
    moments = (moment(link.modified or link.published) for link in links)
    return max(filter(None, moments), default=None)


def places_named(page: FetchedPage, robots: FetchedPage | None) -> list[Place]:
    """The lists that a page of the site and its robots.txt name; the page itself, if it is one."""
    itself = kind_of(page)
    if itself != "section":
        return [Place(url=page.url, kind=itself, why="the address given")]
    places = [*_linked_feeds(page), *_sitemaps_of(robots)]
    return list({place.url: place for place in reversed(places)}.values())[::-1]


def places_usual(url: str, named: Sequence[Place]) -> list[Place]:
    """Where sites usually keep the kinds of list that nothing names."""
    kinds = {place.kind for place in named}
    usual: tuple[tuple[ListKind, str], ...] = (
        ("feed", "feed_places"), ("sitemap", "sitemap_places"),
    )  # fmt: skip
    return [
        Place(url=urljoin(url, path), kind=kind, why="tried")
        for kind, paths in usual
        if kind not in kinds
        for path in _rules()[paths]
    ]


def news_of(trials: Iterable[Trial]) -> list[Place]:
    """The news sitemaps that sitemap indexes name: what they list is worth watching by itself."""
    found = [link.url for trial in trials for link in trial.discovery.sitemaps]
    return [
        Place(url=url, kind="sitemap", why="in the index")
        for url in dict.fromkeys(found)
        if "news" in urlsplit(url).path.lower() and not _is_other(url)
    ][:3]


def tried(place: Place, page: FetchedPage) -> Trial:
    """What the answer at a place lists."""
    if place.kind != "section" and kind_of(page) == "section":
        return Trial(place=place, failure=f"no {place.kind} but a page")
    discovery = READERS[place.kind](page)
    empty = not (discovery.articles or discovery.sitemaps)
    return Trial(place=place, discovery=discovery, failure=discovery.problem if empty else None)


def kind_of(page: FetchedPage) -> ListKind:
    """What an answer is by its first bytes: a page is looked at as a section."""
    head = page.body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if re.search(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b", head) or head.startswith(b"\x1f\x8b"):
        return "sitemap"
    if re.match(rb"https?://\S+\s*$", head, re.MULTILINE):
        return "sitemap"
    if re.search(rb"<!doctype html|<html\b", head):
        return "section"
    is_feed = re.search(rb"<(?:rss|feed|rdf:rdf|channel)\b", head) or b"jsonfeed.org" in head
    return "feed" if is_feed else "section"


def choose(trials: Sequence[Trial], url: str, watched: Iterable[str] = ()) -> Choice:
    """The lists to watch, so that each article is listed and none for nothing.

    Feeds and news sitemaps come first. A sitemap of everything is taken where there is neither,
    the page's own links where there is nothing else. `watched` are addresses that some source
    has already.
    """
    known = {canonical_url(one) for one in watched}
    verdicts = {id(trial): _unfit(trial) for trial in trials}
    fit = [trial for trial in trials if not verdicts[id(trial)]]
    feeds = [trial for trial in fit if trial.place.kind == "feed"]
    news = [trial for trial in fit if trial.is_news]
    first = _without_repeats([*_of_section(feeds, url)[:MAX_FEEDS], *news], verdicts)
    others = sorted(
        (trial for trial in fit if trial.place.kind == "sitemap" and not trial.is_news),
        key=lambda trial: (not trial.discovery.sitemaps, trial.newest is None),
    )
    sections = [trial for trial in fit if trial.place.kind == "section"]
    best = first or others[:1] or sections[:1]
    old = [trial for trial in best if canonical_url(trial.place.url) in known]
    verdicts.update((id(trial), "watched already") for trial in old)
    chosen = [trial for trial in best if trial not in old]
    said = [
        (trial, "chosen" if trial in chosen else verdicts[id(trial)] or _not_needed(trial))
        for trial in trials
    ]
    return Choice(chosen=tuple(chosen), verdicts=tuple(said))


def _unfit(trial: Trial) -> str:
    if trial.failure:
        return trial.failure
    return "other things than articles" if _is_other(trial.place.url) else ""


def _not_needed(trial: Trial) -> str:
    if trial.place.kind == "feed":
        return "of another section"
    return "not needed" if trial.place.kind == "section" else "lists all there ever was"


def _of_section(feeds: list[Trial], url: str) -> list[Trial]:
    """The feeds of the section that an address names, if there are any; else all of them."""
    words = [word for word in urlsplit(url).path.lower().split("/") if word]
    own = [feed for feed in feeds if words and words[-1] in urlsplit(feed.place.url).path.lower()]
    given = [feed for feed in feeds if feed.place.url == url]
    return given or own or feeds


def _without_repeats(trials: Iterable[Trial], verdicts: dict[int, str]) -> list[Trial]:
    """Without lists that hold what lists before them hold."""
    kept: list[Trial] = []
    for trial in trials:
        urls = {link.url for link in trial.discovery.articles}
        same = next((one for one in kept if _share(urls, one) >= SAME_SHARE), None)
        if same and not trial.is_news:
            verdicts[id(trial)] = "the same articles as another"
        else:
            kept.append(trial)
    return kept


def _share(urls: set[str], other: Trial) -> float:
    return len(urls & {link.url for link in other.discovery.articles}) / max(1, len(urls))


def _linked_feeds(page: FetchedPage) -> list[Place]:
    root = parse_page(decode_page(page.body, page.content_type).text)
    if root is None:
        return []
    linked = [*_alternates(root), *_feed_anchors(root, page.url)]
    urls = dict.fromkeys(canonical_url(address, page.url) for address in linked)
    return [Place(url=url, kind="feed", why="named by the page") for url in urls if url][
        :MAX_PLACES
    ]


def _alternates(root: html.HtmlElement) -> Iterator[str]:
    types = _rules()["feed_types"]
    for link in islice(root.iter("link"), 500):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower().partition(";")[0].strip()
        if "alternate" in rel and kind in types and link.get("href"):
            yield link.get("href")


def _feed_anchors(root: html.HtmlElement, base: str) -> Iterator[str]:
    """Links that say they are feeds, by their text or the end of their path."""
    for anchor in islice(root.iter("a"), 5000):
        url = canonical_url(anchor.get("href") or "#", base)
        text = " ".join(anchor.text_content().split()).lower()
        path = urlsplit(url or "").path.rstrip("/").lower()
        is_named = text in _rules()["feed_texts"] or path.endswith(tuple(_rules()["feed_endings"]))
        if url and path and is_named and site_of(url) == site_of(base):
            yield url


def _sitemaps_of(robots: FetchedPage | None) -> list[Place]:
    """The `Sitemap:` lines of a robots.txt, those of other sites left out."""
    lines = (robots.body[:500_000] if robots else b"").decode("utf-8", "replace").splitlines()
    named = (re.match(r"\s*sitemap\s*:\s*(\S+)", line, re.IGNORECASE) for line in lines)
    base = robots.url if robots else ""
    urls = [canonical_url(match[1], base) for match in named if match]
    found = [url for url in dict.fromkeys(urls) if url and site_of(url) == site_of(base)]
    found.sort(key=lambda url: (_is_other(url), "news" not in url.lower()))
    return [Place(url=url, kind="sitemap", why="in robots.txt") for url in found[:MAX_PLACES]]


def _is_other(url: str) -> bool:
    words = re.split(r"[/._?=&]+", urlsplit(url)._replace(scheme="", netloc="").geturl().lower())
    parts = {part for word in words for part in (word, re.sub(r"[-_]?\d+$", "", word))}
    parts |= {word.partition("-")[0] for word in words if "map" in word}
    return not parts.isdisjoint(_rules()["other_lists"])


def country_of(url: str) -> str | None:
    """The ISO 3166 code that a site's domain stands for; None for one used worldwide.

    >>> country_of("https://example.co.uk/"), country_of("https://example.com/")
    ('GB', None)
    """
    ending = host_of(url).rpartition(".")[2]
    rules = _rules()["countries"]
    if len(ending) != 2 or not ending.isalpha() or ending in rules["worldwide"]:
        return None
    return str(rules["differ"].get(ending, ending.upper()))


def name_for(url: str) -> str:
    """A name for the source at an address: its domain, and the section if it has one.

    >>> name_for("https://www.example.co.uk/Business/Energy/")
    'example-energy'
    """
    parts = urlsplit(url)
    site = site_of(url)
    domain = site.partition(".")[0] if not site.replace(".", "").isdigit() else site
    words = [word for word in parts.path.split("/") if word]
    section = (
        words[-1] if words and not re.search(r"\.\w+$|feed|rss|atom|sitemap", words[-1]) else ""
    )
    plain = re.sub(r"[^a-z0-9]+", "-", f"{domain}-{section}".lower()).strip("-")
    return plain[:60].strip("-") or "source"


@cache
def _rules() -> dict[str, Any]:
    text = files("crawler.rules").joinpath("places.toml").read_text("utf-8")
    return tomllib.loads(text)

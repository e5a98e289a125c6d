"""Section pages: the links that lead to articles, told from navigation.

Each link is scored by what its address, its text and its surroundings say; no rule knows a
site. The signs are those link scorers of newspaper3k, fundus and trafilatura's spider agree on:
a date or a long slug in the path, a headline-long text, a heading around it.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from crawler.links import Discovery, Link, iso_time, unique_links
from crawler.urls import canonical_url, site_of

ENOUGH = 4
"""Points from which a link counts as an article: two strong signs, or one and two weak ones."""
MAX_LINKS = 5000
MAX_ANCESTORS = 12
"""How far up the tree the surroundings of a link are looked at."""
_DATE = re.compile(r"/(?:19|20)\d\d(?:[-/_]?(?:0[1-9]|1[0-2])(?!\d{3})|/)")
_LONG_NUMBER = re.compile(r"\d{5,}")
_PAGE_FILE = re.compile(r"\.(?:s?html?|php|aspx?|cms|ece)$")
_WORD = re.compile(r"[a-z]+")


def read_section(body: bytes, url: str, encoding: str | None = None) -> Discovery:
    """The articles a section page links to, in its order, with the headline as title."""
    tree = _tree(body, encoding)
    if tree is None:
        return Discovery(problem="not an HTML page")
    base = _base(tree, url)
    anchors = list(_anchors(tree, base))
    scores: dict[str, int] = {}
    for address, anchor in anchors:
        scores[address] = max(scores.get(address, 0), _score(address, anchor, url))
    dates = _dates(tree, base)
    links = [
        Link(url=address, title=_title(anchor), published=dates.get(address))
        for address, anchor in anchors
        if scores[address] >= ENOUGH
    ]
    problem = None if links else "no article links on the page"
    return Discovery(articles=unique_links(links), problem=problem)


def page_links(body: bytes, url: str, encoding: str | None = None) -> tuple[Link, ...]:
    """Every link of a page to other pages of its own site, articles or not: how a whole site is
    walked. Links marked "nofollow" are left alone."""
    tree = _tree(body, encoding)
    if tree is None:
        return ()
    anchors = _anchors(tree, _base(tree, url))
    return unique_links(
        Link(url=address, title=_title(anchor))
        for address, anchor in anchors
        if "nofollow" not in (anchor.get("rel") or "").lower().split()
        and not urlsplit(address).path.lower().endswith(_words()["file_endings"])
    )


def is_article_url(url: str) -> bool:
    """Does the address alone look like an article's?

    >>> is_article_url("https://example.com/2026/03/03/plant-opens-in-ohio.html")
    True
    >>> is_article_url("https://example.com/tag/steel/")
    False
    """
    return _address_score(url) >= 3


def _tree(body: bytes, encoding: str | None) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding=encoding, no_network=True, remove_comments=True)
    try:
        tree = html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError):
        return None
    return tree


def _base(tree: html.HtmlElement, url: str) -> str:
    stated = str(tree.xpath("string(//base/@href)")).strip()
    try:
        return urljoin(url, stated)
    except ValueError:
        return url


def _anchors(tree: html.HtmlElement, base: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """Links to other pages of the same site, with their canonical address."""
    site = site_of(base)
    here = canonical_url(base)
    for anchor in islice(tree.iter("a"), MAX_LINKS):
        address = canonical_url(anchor.get("href") or "#", base)
        if address and address != here and site_of(address) == site:
            yield address, anchor


def _title(anchor: html.HtmlElement) -> str | None:
    text = _text(anchor) or " ".join((anchor.get("title") or "").split())
    return text if text and text.lower() not in _words()["link_texts"] else None


def _dates(tree: html.HtmlElement, base: str) -> dict[str, str]:
    """The date printed in each teaser, by the one address the teaser links to."""
    dates: dict[str, str] = {}
    for time in islice(tree.iter("time"), MAX_LINKS):
        date = iso_time(time.get("datetime"))
        address = _address_beside(time, base)
        if date and address:
            dates.setdefault(address, date)
    return dates


def _address_beside(time: html.HtmlElement, base: str) -> str | None:
    """What the smallest box around a date links to, where that is one article."""
    for box in islice(time.iterancestors(), 4):
        links = {canonical_url(a.get("href") or "#", base) for a in islice(box.iter("a"), 12)}
        found = {link for link in links if link and _address_score(link) >= 1}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _text(anchor: html.HtmlElement) -> str:
    return " ".join(anchor.text_content().split())


def _score(address: str, anchor: html.HtmlElement, page: str) -> int:
    address_score = _address_score(address, page)
    if address_score < 0:
        return -1
    return address_score + _text_score(_text(anchor)) + _place_score(anchor)


def _address_score(address: str, page: str = "") -> int:
    """-1 for what can't be an article, else up to 7."""
    parts = urlsplit(address)
    path = parts.path.lower()
    segments = [segment for segment in path.split("/") if segment]
    if not segments or path.endswith(_words()["file_endings"]) or address == page:
        return -1
    if not _words()["list_segments"].isdisjoint(segments[:-1]) or segments[-1] in _listing():
        return -1
    slug = _WORD.findall(_PAGE_FILE.sub("", segments[-1]))
    score = 2 * bool(_DATE.search(path)) + 2 * bool(_LONG_NUMBER.search(path + "?" + parts.query))
    return score + min(len(slug) // 2, 2) + bool(_PAGE_FILE.search(path))


def _text_score(text: str) -> int:
    if text.lower() in _words()["link_texts"]:
        return 0
    words = len(text.split())
    return 2 if words >= 5 or len(text) >= 30 else int(words >= 3)


def _place_score(anchor: html.HtmlElement) -> int:
    """2 within a heading, 1 within a story box, -3 within the frame of the site."""
    score = int(any(child.tag in _HEADINGS for child in anchor.iter("h1", "h2", "h3", "h4"))) * 2
    for parent in islice(anchor.iterancestors(), MAX_ANCESTORS):
        if _is_frame(parent):
            return -3
        score = max(score, _box_score(parent))
    return score


_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def _box_score(element: html.HtmlElement) -> int:
    if element.tag in _HEADINGS:
        return 2
    if element.tag == "article":
        return 1
    return int(not _words()["headline_words"].isdisjoint(_names(element)))


def _is_frame(element: html.HtmlElement) -> bool:
    if element.tag in ("html", "body", "main"):
        return False
    words = _words()
    return (
        element.tag in words["frame_elements"]
        or element.get("role") in words["frame_roles"]
        or not words["frame_words"].isdisjoint(_names(element))
    )


def _names(element: html.HtmlElement) -> list[str]:
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return [word for name in names.split() for word in (name, *re.split(r"[-_]+", name))]


@cache
def _listing() -> frozenset[str]:
    words: frozenset[str] = _words()["list_segments"]
    return words | {f"{word}.{ending}" for word in words for ending in ("html", "htm", "php")}


@cache
def _words() -> dict[str, Any]:
    path = Path(__file__).parent / "rules" / "navigation.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    sets: dict[str, Any] = {name: frozenset(words) for name, words in lists.items()}
    return {**sets, "file_endings": tuple(lists["file_endings"])}

"""A first profile and a golden page for a new publisher, for a person to check."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.authors import clean_names
from crawler.blocks import read_blocks
from crawler.body import find_headline, read_body
from crawler.charset import decode_page
from crawler.container import find_container
from crawler.datelines import parse_timestamp
from crawler.markup import parse_page, squeeze
from crawler.page import PageReading, read_page
from crawler.profiled import with_profile
from crawler.publishers import profiles_for
from crawler.publishers.profile import Picks, Profile, pick
from crawler.publishers.reading import read_by_profile
from models.article import Article
from models.errors import BellwetherError

_STABLE = re.compile(r"[A-Za-z][A-Za-z-]*(?:__?[A-Za-z-]+)*$")
_SECOND_LEVEL = {"co", "com", "org", "net", "gov", "edu", "ac"}
LINE_CHARS = 160
"""Longest text of an element that is taken for a byline or a line with the date."""


class NoArticleToDraft(BellwetherError):
    """A page without an article gives no profile."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}. Name the page of one article, with all of its text.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a person gets to check."""

    module: str
    """Name of the profile's file, without folder and ending."""
    source: str
    """The file's text; empty where a profile reads the page already."""
    page_name: str
    """Name of the golden page's files, without endings: "coil-2026"."""
    golden: str
    """The article as JSON, as it is read with the profile in place."""
    checks: tuple[str, ...]
    """What to look at before the profile is trusted."""


def draft_profile(body: bytes, *, url: str) -> Draft:
    """A profile with the selectors that the general reader's finds suggest.

    Selectors of single fields are kept where they find on this page what the general reader
    found. Raises NoArticleToDraft.
    """
    reading = read_page(body, url=url)
    html = decode_page(body).text
    root = parse_page(html)
    if reading.article is None or root is None:
        raise NoArticleToDraft(url, "; ".join(reading.problems))
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    known = any(read_by_profile(html, profile) for profile in profiles_for(url))
    profile = None if known else _profile(html, root, reading.article, host)
    article = _read_with(profile, html, reading.article) if profile else reading.article
    read = PageReading(article=article, problems=reading.problems)
    name = module_name(host)
    return Draft(
        module=name,
        source=profile_source(profile) if profile else "",
        page_name="-".join(filter(None, (name.replace("_", "-"), (article.published or "")[:4]))),
        golden=golden_json(read, url=url),
        checks=tuple(_checks(article, profile)),
    )


def _profile(html: str, root: HtmlElement, article: Article, host: str) -> Profile | None:
    """A profile of the selectors that work, or None where no element holds the text: scripts do."""
    fields = dict(_selectors(root, article))
    if "body" not in fields:
        return None
    base = Profile(publisher=article.publisher or host, domains=(host,), body=fields.pop("body"))
    works: dict[str, Any] = {
        name: picks for name, picks in fields.items() if _reads(html, base, {name: picks}, article)
    }
    return replace(base, **works)


def _reads(html: str, base: Profile, field: dict[str, Any], article: Article) -> bool:
    """Whether a field's selector gives the value that the general reader found."""
    (name,) = field
    reading = read_by_profile(html, replace(base, **field))
    found = with_profile(reading, article) if reading and getattr(reading, name) else None
    return found is not None and getattr(found, name) == getattr(article, name)


def _read_with(profile: Profile, html: str, article: Article) -> Article:
    reading = read_by_profile(html, profile)
    return (reading and with_profile(reading, article)) or article


def _selectors(root: HtmlElement, article: Article) -> Mapping[str, Picks]:
    """Where the page holds each field, as far as an element with a name of its own does."""
    blocks = read_blocks(root)
    read_body(blocks, title=article.title)
    headline = find_headline(blocks, article.title)
    elements = {
        "body": find_container(blocks, headline or 0),
        "title": None if headline is None else blocks[headline].element,
        "authors": _byline(root, article.authors),
        "published": _date_line(root, article.published),
    }
    picks = {name: selector(element) for name, element in elements.items() if element is not None}
    return {name: pick(css) for name, css in picks.items() if name == "body" or is_named(css)}


def _byline(root: HtmlElement, authors: tuple[str, ...]) -> HtmlElement | None:
    """The innermost element of the body's first line that is the byline."""
    lines = _lines(root) if authors else ()
    return _innermost_first(element for element, text in lines if clean_names([text]) == authors)


def _date_line(root: HtmlElement, published: str | None) -> HtmlElement | None:
    """The innermost element of the body's first line that gives the date, as precise as it was
    read."""
    lines = _lines(root) if published else ()
    return _innermost_first(
        element for element, text in lines if parse_timestamp(text) == published
    )


def _innermost_first(elements: Iterable[HtmlElement]) -> HtmlElement | None:
    """The first element, or what is deepest in it; elements come in the order of the page."""
    chosen = None
    for element in elements:
        if chosen is None or chosen in element.iterancestors():
            chosen = element
    return chosen


def _lines(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in root.xpath("//body//*[not(self::script or self::style)]"):
        text = squeeze(element.text_content())
        if text and len(text) <= LINE_CHARS:
            yield element, text


def selector(element: HtmlElement) -> str:
    """A short CSS selector that finds the element and nothing else on its page."""
    root = element.getroottree().getroot()
    for css in _candidates(element):
        if len(root.cssselect(css)) == 1:
            return css
    parent = element.getparent()
    if parent is None:
        return str(element.tag)
    twins = parent.findall(element.tag)
    place = f":nth-of-type({twins.index(element) + 1})" if len(twins) > 1 else ""
    return f"{selector(parent)} > {element.tag}{place}"


def is_named(css: str) -> bool:
    """Whether a selector hangs on a name that the site gave, not on the order of tags alone."""
    return bool(re.search(r"[.#\[]", css)) or css in {"h1", "time"}


def _candidates(element: HtmlElement) -> Iterator[str]:
    name = element.get("id")
    if name and _STABLE.match(name):
        yield f"#{name}"
    for word in (element.get("class") or "").split():
        if _STABLE.match(word):
            yield f".{word}"
            yield f"{element.tag}.{word}"
    if element.get("itemprop"):
        yield f"[itemprop={element.get('itemprop')}]"
    yield str(element.tag)


def module_name(host: str) -> str:
    """The file's name for a host.

    >>> module_name("news.harbour-post.co.uk"), module_name("coil.example")
    ('harbour_post', 'coil')
    """
    labels = host.split(".")[:-1] or [host]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return re.sub(r"\W", "_", labels[-1])


def profile_source(profile: Profile) -> str:
    """The text of a profile's file."""
    fields = ("title", "authors", "published", "body")
    picks = ((name, one.css) for name in fields for one in getattr(profile, name))
    lines = "".join(f"        {name}=pick({_quoted(css)}),\n" for name, css in picks)
    summary = re.sub(r'["\\]', "", profile.publisher)
    return (
        f'"""{summary}."""\n\n'
        "from crawler.publishers.profile import Profile, pick\n\n"
        "PROFILES = (\n    Profile(\n"
        f"        publisher={_quoted(profile.publisher)},\n"
        f"        domains=({_quoted(profile.domains[0])},),\n"
        f"{lines}    ),\n)\n"
    )


def _quoted(text: str) -> str:
    """A string as Python writes it in double quotes, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def golden_json(reading: PageReading, *, url: str | None) -> str:
    """A reading as the JSON of a golden page: fields of the article, its text by paragraphs."""
    article = asdict(reading.article) if reading.article else None
    if article:
        del article["url"]
        article["text"] = article["text"].split("\n\n")
    golden = {"url": url, "article": article, "problems": list(reading.problems)}
    return json.dumps(golden, ensure_ascii=False, indent=2) + "\n"


def _checks(article: Article, profile: Profile | None) -> Iterator[str]:
    paragraphs = article.text.split("\n\n")
    yield (
        f"the text: {len(paragraphs)} paragraphs, from {_short(paragraphs[0])!r} to "
        f"{_short(paragraphs[-1])!r}; is it all of the article and nothing else?"
    )
    for name in ("title", "authors", "published", "publisher", "section", "source"):
        value = getattr(article, name)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        where = getattr(profile, name, ()) if name != "publisher" else ()
        origin = f" (from {where[0].css})" if where else ""
        yield f"{name}: {shown}{origin}" if shown else f"{name}: not found; does the page print it?"


def _short(text: str, chars: int = 40) -> str:
    return text if len(text) <= chars else text[:chars].rsplit(" ", 1)[0] + " …"

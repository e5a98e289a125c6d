"""A first profile and a golden page for a new publisher, for a person to check."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.blocks import Block, read_blocks
from crawler.body import find_headline, read_body
from crawler.charset import decode_page
from crawler.container import find_container
from crawler.markup import parse_page
from crawler.page import PageReading, read_page

_STABLE = re.compile(r"[A-Za-z][A-Za-z-]*(?:__?[A-Za-z-]+)*$")
_SECOND_LEVEL = {"co", "com", "org", "net", "gov", "edu", "ac"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a person gets to check."""

    module: str
    """Name of the profile's file, without folder and ending."""
    source: str
    """The file's text."""
    golden: str
    """The article as JSON, to stand beside the saved page."""
    checks: tuple[str, ...]
    """What to look at before the profile is trusted."""


def draft_profile(body: bytes, *, url: str) -> Draft | None:
    """A profile with the selectors that the general reader's finds suggest, or None without any."""
    reading = read_page(body, url=url)
    root = parse_page(decode_page(body).text)
    if reading.article is None or root is None:
        return None
    blocks = read_blocks(root)
    read_body(blocks, title=reading.article.title)
    headline = find_headline(blocks, reading.article.title)
    container = find_container(blocks, headline or 0)
    if container is None:
        return None
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    fields = {"body": selector(container), "title": _headline_selector(blocks, headline)}
    return Draft(
        module=module_name(host),
        source=profile_source(reading.article.publisher or host, host, fields),
        golden=golden_json(reading, url=url),
        checks=tuple(_checks(reading, fields)),
    )


def selector(element: HtmlElement) -> str:
    """A short CSS selector that finds the element and nothing else on its page."""
    root = element.getroottree().getroot()
    for css in _candidates(element):
        if len(root.cssselect(css)) == 1:
            return css
    parent = element.getparent()
    return str(element.tag) if parent is None else f"{selector(parent)} > {element.tag}"


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


def _headline_selector(blocks: list[Block], headline: int | None) -> str:
    return "" if headline is None else selector(blocks[headline].element)


def module_name(host: str) -> str:
    """The file's name for a host.

    >>> module_name("news.harbour-post.co.uk"), module_name("coil.example")
    ('harbour_post', 'coil')
    """
    labels = host.split(".")[:-1] or [host]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return re.sub(r"\W", "_", labels[-1])


def profile_source(publisher: str, host: str, fields: dict[str, str]) -> str:
    """The text of a profile's file."""
    picks = "".join(f"        {name}=pick({css!r}),\n" for name, css in fields.items() if css)
    return (
        f'"""{publisher}."""\n\n'
        "from crawler.publishers.profile import Profile, pick\n\n"
        "PROFILES = (\n    Profile(\n"
        f"        publisher={publisher!r},\n        domains=({host!r},),\n"
        f"{picks}    ),\n)\n"
    ).replace("'", '"')


def golden_json(reading: PageReading, *, url: str | None) -> str:
    """A reading as the JSON of a golden page: fields of the article, its text by paragraphs."""
    article = asdict(reading.article) if reading.article else None
    if article:
        del article["url"]
        article["text"] = article["text"].split("\n\n")
    golden = {"url": url, "article": article, "problems": list(reading.problems)}
    return json.dumps(golden, ensure_ascii=False, indent=2) + "\n"


def _checks(reading: PageReading, fields: dict[str, str]) -> Iterator[str]:
    yield f"the text: does {fields['body']} hold all of it and nothing else?"
    article = reading.article
    for name in ("title", "authors", "published", "publisher", "section", "source"):
        value = getattr(article, name)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        yield f"{name}: {shown}" if shown else f"{name}: not found; is it printed on the page?"

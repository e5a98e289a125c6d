"""RSS, Atom, RDF and JSON feeds, damaged ones included: their articles with title and dates."""

from typing import Any
from urllib.parse import urljoin

import fastfeedparser
from lxml import etree

from crawler.links import Discovery, Link, iso_time, unique_links

_DAMAGE = (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError)
"""What the parser lets through when the values of a feed have other types than they should."""
MAX_ENTRIES = 2000


def read_feed(body: bytes, url: str) -> Discovery:
    """The articles a feed names, in its order; relative addresses count from `url`.

    Entities are never resolved and nothing is fetched. Reading stops after `MAX_ENTRIES`.
    """
    try:
        feed = fastfeedparser.parse(
            body, include_content=False, include_tags=False, include_media=False,
            include_enclosures=False,
        )  # fmt: skip
    except _DAMAGE as error:
        return Discovery(problem="not a feed", detail=_first_line(error))
    links = [link for entry in feed.entries[:MAX_ENTRIES] if (link := _link(entry, url))]
    links = links or _salvaged(body, url)
    problem = None if links else "no entries in the feed"
    return Discovery(articles=unique_links(links), problem=problem)


def _link(entry: dict[str, Any], base: str) -> Link | None:
    address = _text(entry.get("link")) or _permalink(entry)
    if not address:
        return None
    return Link(
        url=_absolute(base, address),
        title=_text(entry.get("title")),
        published=iso_time(_text(entry.get("published"))),
        modified=iso_time(_text(entry.get("updated"))),
    )


def _salvaged(body: bytes, base: str) -> list[Link]:
    """The addresses in a feed whose tags don't close, so that links lie in the wrong elements."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body.strip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    found = root.iter("{*}link") if root is not None else ()
    inside = (link for link in found if link.xpath("ancestor::*[local-name()='item']"))
    addresses = ((link.text or link.get("href") or "").strip() for link in inside)
    return [Link(url=_absolute(base, address)) for address in addresses if address][:MAX_ENTRIES]


def _permalink(entry: dict[str, Any]) -> str | None:
    """RSS lets the guid stand for a missing link when it is an address."""
    guid = _text(entry.get("id"))
    return guid if guid and guid.startswith(("http://", "https://")) else None


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]

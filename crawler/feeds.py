"""RSS, Atom, RDF and JSON feeds, damaged ones included: their articles with title and dates.

Formats: RSS 0.9 to 2.0, Atom (RFC 4287), JSON Feed 1.1. One reader by local names serves all the
XML kinds, because feeds in the wild mix them, leave namespaces out and break off.
"""

import json
import re
import zlib
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from crawler.links import Discovery, Link, iso_time, unique_links
from models.times import parse_moment

MAX_ENTRIES = 2000
MAX_BYTES = 20_000_000
"""Of a feed that comes packed, unpacked."""
_ROOTS = {"rss", "rdf", "feed", "channel"}
_ENTRIES = {"item", "entry"}
_PUBLISHED = ("published", "pubdate", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
_JSON_ADDRESS = re.compile(rb'"(?:url|external_url)"\s*:\s*"(https?:(?:[^"\\]|\\.){1,2000})"')
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)(\w{1,40};)")
_BARE = re.compile(rb"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};|\w{1,40};)")


def read_feed(body: bytes, url: str) -> Discovery:
    """The articles a feed names, in its order; relative addresses count from `url`.

    Entities of the feed's own are never resolved and nothing is fetched. Reading stops after
    `MAX_ENTRIES`.
    """
    plain = _unpacked(body).strip(b"\xef\xbb\xbf \t\r\n\0")
    links = _json_links(plain, url) if plain.startswith(b"{") else _xml_links(plain, url)
    if links is None:
        return Discovery(problem="not a feed", detail=_beginning(plain))
    found = unique_links(islice(links, MAX_ENTRIES))
    return Discovery(articles=found, problem=None if found else "no entries in the feed")


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error:
        return body


def _beginning(body: bytes) -> str:
    return " ".join(body[:80].decode("utf-8", "replace").split()) or "nothing in it"


def _json_links(body: bytes, url: str) -> Iterator[Link] | None:
    """Of a JSON Feed; from one that breaks off the addresses alone. None for other JSON."""
    if b"jsonfeed.org" not in body[:2000] and b'"items"' not in body:
        return None
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        addresses = [match[1].decode("utf-8", "replace") for match in _JSON_ADDRESS.finditer(body)]
        found = (Link(url=address.replace("\\/", "/")) for address in addresses)
        return found if addresses else None
    items = feed.get("items")
    if not isinstance(items, list):
        return None
    return (link for item in items if (link := _json_link(item, url)))


def _json_link(item: Any, base: str) -> Link | None:
    if not isinstance(item, dict):
        return None
    address = (
        _words(item.get("url")) or _words(item.get("external_url")) or _as_link(item.get("id"))
    )
    if not address:
        return None
    return Link(
        url=_absolute(base, address),
        title=_words(item.get("title")),
        published=feed_time(_words(item.get("date_published"))),
        modified=feed_time(_words(item.get("date_modified"))),
    )


def _xml_links(body: bytes, url: str) -> Iterator[Link] | None:
    """Of an XML feed; None for what has no root or entry of one."""
    root = _tree(body)
    if root is None:
        return None
    entries = [element for element in root.iter("*") if _name(element) in _ENTRIES]
    if not entries and _name(root) not in _ROOTS:
        return None
    return (link for entry in entries if (link := _entry_link(entry, url)))


def _tree(body: bytes) -> etree._Element | None:
    """The elements, as far as they can be told; entities of HTML become their characters."""
    start = max(body.find(b"<"), 0)
    is_wide = b"\0" in body[:200]  # UTF-16
    markup = body if is_wide else _for_xml(_in_utf8(body[start:]))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(markup, parser=parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return None
    return root


def _in_utf8(body: bytes) -> bytes:
    """The same characters, where the bytes are not the UTF-8 that the feed says or means."""
    stated = re.match(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]+)", body)
    if stated and stated[1].lower() not in (b"utf-8", b"utf8"):
        return body
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("windows-1252", "replace").encode()
    return body


def _for_xml(markup: bytes) -> bytes:
    """Ampersands that begin nothing XML knows become ones to XML too."""
    return _BARE.sub(b"&amp;", _NAMED.sub(_character, markup))


def _character(match: re.Match[bytes]) -> bytes:
    """What an entity of HTML stands for; any other is text."""
    name = match[1].decode("ascii", "replace")
    if name in html5:
        return "".join(f"&#{ord(character)};" for character in html5[name]).encode()
    return b"&amp;" + match[1]


def _name(element: etree._Element) -> str:
    """The local name in small letters, also where a prefix was never declared."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _entry_link(entry: etree._Element, base: str) -> Link | None:
    """What an entry says; where its tags don't close, what lies in them is still its own."""
    parts = {_name(child): child for child in reversed(list(_own(entry)))}
    address = (
        _address(entry) or _as_link(_text(parts.get("guid"))) or _as_link(_text(parts.get("id")))
    )
    if not address:
        return None
    base = _base(entry, base)
    return Link(
        url=_absolute(base, address.replace("&amp;", "&")),
        title=_title(parts.get("title")),
        published=_first_time(parts, _PUBLISHED),
        modified=_first_time(parts, _MODIFIED),
    )


def _own(entry: etree._Element) -> Iterator[etree._Element]:
    """The elements of an entry, without those of an entry that a missing end tag put inside, and
    without what a media element or a quoted source has of the same names."""
    for child in entry:
        if _name(child) in _ENTRIES | {"source", "group", "content", "thumbnail"}:
            continue
        yield child
        yield from _own(child)


def _address(entry: etree._Element) -> str | None:
    """The address of the page: RSS has it as text, Atom in the link that is the alternate one."""
    links = [child for child in _own(entry) if _name(child) == "link"]
    alternates = [link for link in links if (link.get("rel") or "alternate").lower() == "alternate"]
    texts = (_text(link) for link in links if not link.get("href"))
    original = next((_text(one) for one in _own(entry) if _name(one) == "origlink"), None)
    hrefs = (_words(link.get("href")) for link in alternates)
    return original or next(filter(None, texts), None) or next(filter(None, hrefs), None)


def _base(entry: etree._Element, url: str) -> str:
    """What relative addresses count from: `xml:base` of the entry and what is around it."""
    stated = [
        element.get("{http://www.w3.org/XML/1998/namespace}base")
        for element in (entry, *entry.iterancestors())
    ]
    for address in reversed([one for one in stated if one]):
        url = _absolute(url, address)
    return url


def _title(element: etree._Element | None) -> str | None:
    """A title's text, without the markup that some write into it."""
    if element is None:
        return None
    text = _text(element) or ""
    if "<" in text or "&" in text:
        try:
            tree: Any = html.fromstring(f"<p>{text}</p>")
            text = tree.text_content()
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            text = unescape(text)
    return _words(text)


def _text(element: etree._Element | None) -> str | None:
    """All text of an element, up to one that a missing end tag put inside."""
    if element is None:
        return None
    parts = [element.text or ""]
    for child in element:
        if _name(child) in _ENTRIES | {"link", "guid", "pubdate", "description"}:
            break
        parts += [_text(child) or "", child.tail or ""]
    return _words(" ".join(parts))


def _first_time(parts: dict[str, etree._Element], names: tuple[str, ...]) -> str | None:
    return next((time for name in names if (time := feed_time(_text(parts.get(name))))), None)


def feed_time(text: str | None) -> str | None:
    """A moment as feeds print it, in ISO 8601 and UTC; a bare date stays one.

    >>> feed_time("Tue, 03 Mar 2026 08:15:00 +0100"), feed_time("2026-03-03")
    ('2026-03-03T07:15:00+00:00', '2026-03-03')
    """
    stated = iso_time(text)
    if not stated or len(stated) == 10:
        return stated
    read = parse_moment(stated)
    return read.isoformat() if read else None


def _as_link(value: object) -> str | None:
    """RSS lets the guid, JSON Feed the id stand for a missing link when it is an address."""
    text = _words(value)
    return text if text and text.startswith(("http://", "https://")) else None


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None

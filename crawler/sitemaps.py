"""Sitemaps, news sitemaps and sitemap indexes, with the titles and dates they print.

Formats: sitemaps.org protocol 0.9 (XML, plain text, gzip) and Google's news extension. Scrapy's
own reader drops the `news:` elements.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from crawler.links import Discovery, Link, iso_time, unique_links

MAX_ENTRIES = 50_000
"""The protocol's limit for one file."""
MAX_BYTES = 52_428_800
"""The protocol's limit for one file, unpacked."""
_GZIP = b"\x1f\x8b"


class SitemapTooBig(ValueError):
    """The file unpacks to more than the protocol allows."""


def read_sitemap(body: bytes, url: str) -> Discovery:
    """What a sitemap names: articles, or further sitemaps when it is an index.

    Entities are never resolved, no document type is loaded and nothing is fetched. A damaged
    file gives what could be read, with the problem.
    """
    try:
        plain = _unpacked(body)
    except (SitemapTooBig, zlib.error) as error:
        return Discovery(problem="not a sitemap", detail=str(error))
    if not plain.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_lines(plain)
    return _read_xml(plain, url)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    plain = unpacker.decompress(body, MAX_BYTES)
    if unpacker.unconsumed_tail:
        raise SitemapTooBig(f"more than {MAX_BYTES} bytes when unpacked")
    return plain


def _read_lines(body: bytes) -> Discovery:
    lines = body.decode("utf-8", "replace").splitlines()[:MAX_ENTRIES]
    links = [Link(url=line.strip()) for line in lines if line.startswith(("http://", "https://"))]
    problem = None if links else "not a sitemap"
    return Discovery(articles=unique_links(links), problem=problem)


def _read_xml(body: bytes, url: str) -> Discovery:
    found: dict[str, list[Link]] = {"url": [], "sitemap": []}
    problem = detail = None
    try:
        for name, link in islice(_entries(body, url), MAX_ENTRIES):
            found[name].append(link)
    except etree.XMLSyntaxError as error:
        problem, detail = "damaged sitemap", error.msg
    if not found["url"] and not found["sitemap"]:
        problem = problem or "no addresses in the sitemap"
    articles, sitemaps = unique_links(found["url"]), unique_links(found["sitemap"])
    return Discovery(articles=articles, sitemaps=sitemaps, problem=problem, detail=detail)


def _entries(body: bytes, base: str) -> Iterator[tuple[str, Link]]:
    """Each `url` or `sitemap` element as it closes; what was read is freed."""
    parser = etree.iterparse(
        BytesIO(body), events=("end",), tag=("{*}url", "{*}sitemap"),
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        recover=True, huge_tree=False, remove_comments=True,
    )  # fmt: skip
    for _, element in parser:
        link = _link(element, base)
        if link is not None:
            yield etree.QName(element).localname, link
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _link(element: etree._Element, base: str) -> Link | None:
    address = _text(element, "{*}loc")
    if not address:
        return None
    return Link(
        url=_absolute(base, address),
        title=_text(element, "{*}news/{*}title"),
        published=iso_time(_text(element, "{*}news/{*}publication_date")),
        modified=iso_time(_text(element, "{*}lastmod")),
    )


def _text(element: etree._Element, path: str) -> str | None:
    text = element.findtext(path)
    return " ".join(text.split()) or None if text else None


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address

"""One article at several addresses: what an answer says of its own."""

import re
from html import unescape

from crawler.urls import canonical_url, site_of
from models.pages import FetchedPage

_HEAD_BYTES = 200_000
_LINK = re.compile(rb"<link\b[^<>]{1,2000}>", re.IGNORECASE)
_CANONICAL = re.compile(rb"""\brel\s*=\s*["']?[^"'<>]*\bcanonical\b""", re.IGNORECASE)
_ADDRESS = re.compile(rb"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)


def other_addresses(url: str, page: FetchedPage) -> tuple[str, ...]:
    """Canonical addresses, besides `url`, under which the site knows the same article: where a
    redirect ended, and the page's own rel=canonical.

    Front pages and other sites are left out: a page that names one of them is wrong, or a copy.
    """
    answered = url if page.url == url else canonical_url(page.url)
    found = dict.fromkeys((answered, stated_address(page)))
    named = [address for address in found if address and address != url]
    if not named:
        return ()
    site = site_of(url)
    return tuple(one for one in named if site_of(one) == site and not _is_front(one))


def stated_address(page: FetchedPage) -> str | None:
    """The rel=canonical in the head of a page, as an address that can be asked for."""
    end = page.body.find(b"</head", 0, _HEAD_BYTES)
    for link in _LINK.finditer(page.body, 0, end if end >= 0 else _HEAD_BYTES):
        address = _ADDRESS.search(link[0])
        if address and _CANONICAL.search(link[0]):
            text = (address[1] or address[2] or address[3] or b"").decode("utf-8", "replace")
            return canonical_url(unescape(text).strip(), page.url) if text.strip() else None
    return None


def _is_front(url: str) -> bool:
    return url.partition("://")[2].partition("?")[0].count("/") < 2 and url.endswith("/")

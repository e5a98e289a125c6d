"""HTML trees: a page parsed once, for all that read it."""

import re
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

MAX_PAGE_BYTES = 8_000_000
"""A page beyond this is refused: the largest real article page measured is under 4 MB."""
MAX_ELEMENTS = 100_000
"""A page of more elements is refused: long live pages measured have under 20,000."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TEXTS = etree.XPath(
    "descendant-or-self::*[not(self::script or self::style or self::noscript)]/text()",
    smart_strings=False,
)
_NAMED_AT_LENGTH = etree.XPath("//*[string-length(@class) > 5000 or string-length(@id) > 5000]")
_ENDLESS = etree.XPath(
    "boolean(//text()[string-length() > 1000000][not(parent::script or parent::style)])"
)
_COUNT = etree.XPath("count(//*)")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def parse_page(text: str) -> HtmlElement | None:
    """The root element of a page, or None where there is nothing to parse.

    libxml2's limits stay on (255 levels, 10 MB a text node), so that a hostile page costs
    no more than its length and nothing that walks the tree can run out of stack.
    """
    text = _DECLARATION.sub("", text.replace("\x00", ""), count=1)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    drop_endless_names(root)
    if root.find("body") is None:
        for head in root.findall("head"):
            head.tag = "body"  # libxml2 puts unknown tags of a page without <body> into the head
    return root if root.find("body") is not None else None


def drop_endless_names(root: HtmlElement) -> None:
    """Take off classes and ids too long to mean anything, which every search would read again."""
    endless: Any = _NAMED_AT_LENGTH(root)
    for element in endless:
        for name in ("class", "id"):
            element.attrib.pop(name, "")


def count_elements(root: HtmlElement) -> int:
    """How many elements a tree has, without making an object of each."""
    return int(_COUNT(root))  # type: ignore[arg-type]


def has_endless_text(root: HtmlElement) -> bool:
    """Whether one piece of text, scripts aside, is longer than any article."""
    return bool(_ENDLESS(root))


def squeeze(text: str | None) -> str:
    """Text on one line: runs of white space become one space, ends are trimmed.

    >>> squeeze(" By \\xa0: A.\\n Writer ")
    'By : A. Writer'
    """
    return _SPACE.sub(" ", text or "").strip()


def words_of(element: HtmlElement) -> str:
    """All text inside an element on one line, scripts and styles left out."""
    parts: Any = _TEXTS(element)
    return squeeze("".join(parts))

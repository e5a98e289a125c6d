"""Blocks of a page: its runs of text in reading order, with what the markup says of them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from crawler.markup import squeeze

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMING = ("class", "id", "role", "data-testid", "data-component", "data-type", "itemprop")
NAMES_CHARS = 500
"""How much of an element's class, id and role is looked at."""
_LABEL = re.compile(r"(?:By|BY|Source:|Updated|Published|Posted)\s+\S")
_BREAK = "\x1e"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """An element whose markup says that it stands beside the article."""

    element: HtmlElement
    kind: str
    """Key of `[beside]` in rules/markup.toml, or the name of the tag."""


@dataclass(kw_only=True, slots=True, eq=False)
class Block:
    """One run of text between two block-level tags."""

    text: str
    """On one line."""
    element: HtmlElement
    """The innermost block-level element around it."""
    tag: str
    """Its name: p, h2, li, td, div..."""
    link_chars: int
    """Characters of `text` inside links."""
    bold_chars: int
    """Characters of `text` in bold or italics."""
    marks: tuple[Mark, ...]
    """What the markup around it says against it, outermost first."""
    after_image: bool = False
    """Whether an image stands right before it, with no text between."""

    @property
    def is_heading(self) -> bool:
        """Whether it stands in a heading tag."""
        return self.tag in rules()["heading"]

    @property
    def link_density(self) -> float:
        """Share of the text inside links, 0 to 1."""
        return min(1.0, self.link_chars / max(1, len(self.text)))


@cache
def rules() -> dict[str, Any]:
    """The tables of rules/markup.toml, their lists as sets."""
    table = tomllib.loads(files("crawler.rules").joinpath("markup.toml").read_text("utf-8"))
    sets: dict[str, Any] = {
        key: frozenset(value) for key, value in table.items() if key != "beside"
    }
    sets["descriptive"] = tuple(table["descriptive"])
    sets["beside"] = {word: kind for kind, words in table["beside"].items() for word in words}
    return sets


@lru_cache(maxsize=4096)
def marking(names: str) -> str | None:
    """What classes, id or role say their element is, or None.

    >>> marking("c-Article__relatedLinks"), marking("article-body has-shares"), marking("ad-slot")
    ('related', None, 'advert')
    """
    for name in names.split():
        if name in rules()["hiding"]:
            return "hidden"
        if not name.startswith(rules()["descriptive"]) and (kind := _kind(name)):
            return kind
    return None


def _kind(name: str) -> str | None:
    """The kind that one class's words, or two of them in a row, stand for."""
    words = [word.lower() for word in _WORD.findall(name)]
    beside: dict[str, str] = rules()["beside"]
    pairs = (" ".join(pair) for pair in pairwise(words))
    return next((beside[word] for word in (*pairs, *words) if word in beside), None)


def is_standfirst(element: HtmlElement) -> bool:
    """Whether markup calls an element, or one of two around it, the headline's dressing."""
    for part in (element, *list(element.iterancestors())[:2]):
        words = {word.lower() for word in _WORD.findall(part.get("class") or "")}
        if part.tag in {"header", "hgroup"} or words & rules()["standfirst"]:
            return True
    return False


def mark_of(element: HtmlElement) -> Mark | None:
    """What the element's own markup says against it."""
    if element.tag in {"aside", "footer", "figcaption", "figure", "form", "nav"}:
        return Mark(element=element, kind=str(element.tag))
    if element.tag in rules()["unmarked"]:
        return None
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return Mark(element=element, kind="hidden")
    if _HIDING.search(element.get("style") or ""):
        return Mark(element=element, kind="hidden")
    names = " ".join(filter(None, map(element.get, _NAMING)))
    kind = marking(names[:NAMES_CHARS]) if names else None
    return Mark(element=element, kind=kind) if kind else None


def stands_alone(element: HtmlElement) -> bool:
    """Whether no text touches an inline element, so that it is no part of a sentence."""
    previous = element.getprevious()
    parent = element.getparent()
    before = previous.tail if previous is not None else getattr(parent, "text", None)
    return not squeeze(before) and not squeeze(element.tail)


def read_blocks(root: HtmlElement) -> list[Block]:
    """The blocks of a tree in reading order, without scripts, forms' controls and navigation."""
    reader = _BlockReader()
    reader.read(root)
    return reader.blocks


@dataclass(slots=True)
class _BlockReader:
    """One walk over a tree, without recursion."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: int = 0
    bolds: int = 0
    link_chars: int = 0
    bold_chars: int = 0
    frames: list[HtmlElement] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    after_image: bool = False

    def read(self, root: HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        unread, blocks = rules()["unread"], rules()["block"]
        for event, element in walk:
            if event == "start":
                if element.tag in unread or not isinstance(element.tag, str):
                    walk.skip_subtree()
                else:
                    self.enter(element, element.tag in blocks)
            elif element.tag in unread or not isinstance(element.tag, str):
                self.add(element.tail)
            else:
                self.leave(element, element.tag in blocks)

    def enter(self, element: HtmlElement, is_block: bool) -> None:
        if is_block:
            self.flush()
            self.frames.append(element)
        if (is_block or stands_alone(element)) and (mark := mark_of(element)):
            if not is_block:
                self.flush()
            self.marks.append(mark)
        if element.tag == "a":
            self.links += 1
        elif element.tag in rules()["bold"]:
            self.bolds += 1
        elif element.tag == "br":
            self.parts.append(_BREAK)
        elif element.tag == "img" and not "".join(self.parts).strip():
            self.after_image = True
        self.add(element.text)

    def leave(self, element: HtmlElement, is_block: bool) -> None:
        marked = bool(self.marks) and self.marks[-1].element is element
        if is_block or marked:
            self.flush()
        if is_block:
            self.frames.pop()
        if marked:
            self.marks.pop()
        if element.tag == "a":
            self.links -= 1
        elif element.tag in rules()["bold"]:
            self.bolds -= 1
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(text)
        if self.links or self.bolds:
            length = len(squeeze(text))
            self.link_chars += length if self.links else 0
            self.bold_chars += length if self.bolds else 0

    def flush(self) -> None:
        raw = "".join(self.parts)
        self.parts.clear()
        if self.frames and raw and not raw.isspace():
            self.blocks.extend(self.pieces(raw))
        self.link_chars = self.bold_chars = 0

    def pieces(self, raw: str) -> Iterator[Block]:
        texts = split_breaks(raw)
        total = sum(map(len, texts)) or 1
        for text in texts:
            yield Block(
                text=text,
                element=self.frames[-1],
                tag=str(self.frames[-1].tag),
                link_chars=self.link_chars * len(text) // total,
                bold_chars=self.bold_chars * len(text) // total,
                marks=tuple(self.marks),
                after_image=self.after_image,
            )
            self.after_image = False


def split_breaks(raw: str) -> list[str]:
    """Paragraphs of a run with line breaks: two breaks end one, one break does after a sentence."""
    if _BREAK not in raw:
        text = squeeze(raw)
        return [text] if text else []
    paragraphs: list[list[str]] = []
    joined = False
    for line in map(squeeze, raw.split(_BREAK)):
        if line and joined and not _is_apart(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        elif line:
            paragraphs.append([line])
        joined = bool(line)
    return [" ".join(lines) for lines in paragraphs]


def _is_apart(line: str, following: str) -> bool:
    """Whether one break between two lines ends a paragraph: after a sentence, before a byline."""
    ended = len(line) > 60 and line.rstrip("\"'”’)").endswith((".", "!", "?", ":"))
    return ended or bool(_LABEL.match(following))

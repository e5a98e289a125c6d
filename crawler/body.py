"""The body of an article: which blocks of a page a reader came for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.authors import is_byline_text, is_name_line
from crawler.blocks import Block, is_standfirst
from crawler.container import find_container, unmark
from crawler.datelines import is_date_line
from crawler.paragraphs import Paragraph, tidy, without_link_lists
from crawler.phrases import is_aside, is_credit, is_sentence

LEAD_CHARS = 50
"""Shortest first paragraph that is taken from between headline and container."""
LINKED_CHARS = 150
"""Shorter paragraphs that are all link lead elsewhere even where they end like a sentence."""
BYLINE_REACH = 4
"""How many of the first blocks may be a byline without a class that says so."""
LEAD_REACH = 10
"""How many blocks before the container it may stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The text of an article and where it stands among the page's blocks."""

    paragraphs: tuple[Paragraph, ...]
    headline: int | None
    """Index of the block that prints the title; None where none was found."""
    start: int
    """Index of the first block kept; the number of blocks where none is."""
    end: int
    """Index after the last block kept."""

    @property
    def text(self) -> str:
        """Paragraphs joined by one blank line."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


def read_body(blocks: Sequence[Block], *, title: str | None = None) -> Body:
    """The article's paragraphs and headings in order; no paragraphs where there is no prose."""
    unmark(blocks)
    headline = find_headline(blocks, title)
    container = find_container(blocks, headline or 0)
    if container is None:
        return _nothing(blocks)
    kept = text_within(blocks, container, title)
    kept = without_next_articles(blocks, kept, headline)
    if not kept:
        return _nothing(blocks)
    kept = without_byline(blocks, [*lead(blocks, headline, kept[0]), *kept])
    paragraphs = tidy([blocks[index] for index in kept])
    return Body(paragraphs=tuple(paragraphs), headline=headline, start=kept[0], end=kept[-1] + 1)


def _nothing(blocks: Sequence[Block]) -> Body:
    return Body(paragraphs=(), headline=None, start=len(blocks), end=len(blocks))


def text_within(blocks: Sequence[Block], container: HtmlElement, title: str | None) -> list[int]:
    """Indexes of the container's blocks that are the article's text."""
    inside = without_link_lists(blocks, blocks_within(blocks, container))
    legends = captions(blocks)
    kept = [index for index in inside if keeps(blocks[index], title)]
    return [index for index in kept if blocks[index].text not in legends]


def without_byline(blocks: Sequence[Block], kept: Sequence[int]) -> list[int]:
    """Indexes without names and dates among the first blocks."""
    names = {index for index in kept[:BYLINE_REACH] if is_byline(blocks[index])}
    return [index for index in kept if index not in names] or list(kept)


def find_headline(blocks: Sequence[Block], title: str | None) -> int | None:
    """Index of the heading that prints the title; None where none does."""
    wanted = _key(title or "")
    found = [
        index
        for index, block in enumerate(blocks)
        if wanted and _key(block.text) == wanted and block.link_density < 0.5
    ]
    headings = [index for index in found if blocks[index].is_heading]
    return next(iter(headings or found), None)


def _key(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def blocks_within(blocks: Sequence[Block], container: HtmlElement) -> list[int]:
    """Indexes of the blocks of one element."""
    inside = set(container.iter())
    return [index for index, block in enumerate(blocks) if block.element in inside]


def lead(blocks: Sequence[Block], headline: int | None, start: int) -> Iterable[int]:
    """Indexes of first paragraphs that stand outside the container, below the headline."""
    if headline is None:
        return []
    between = range(max(headline + 1, start - LEAD_REACH), start)
    return [index for index in between if is_lead(blocks[index])]


def is_lead(block: Block) -> bool:
    """Whether a block under the headline is a paragraph, not the headline's dressing."""
    if block.marks or len(block.text) < LEAD_CHARS or block.link_density > 0.3:
        return False
    if block.tag not in {"p", "div", "span"} or is_standfirst(block.element):
        return False
    return is_sentence(block.text) and not is_aside(block.text) and not is_credit(block.text)


def without_next_articles(
    blocks: Sequence[Block], kept: Sequence[int], headline: int | None
) -> list[int]:
    """Indexes without whole articles that a page appends below the one it is about."""
    own = None if headline is None else _article_around(blocks[headline])
    if headline is None or own is None:
        return list(kept)
    tag = blocks[headline].tag
    around = {index: _article_around(blocks[index]) for index in kept}
    others = {other for other in around.values() if other is not None and other is not own}
    appended = {other for other in others if other.find(f".//{tag}") is not None}
    return [index for index in kept if around[index] not in appended]


def _article_around(block: Block) -> HtmlElement | None:
    """The outermost `<article>` around a block."""
    return next(reversed(list(block.element.iterancestors("article"))), None)


def captions(blocks: Sequence[Block]) -> set[str]:
    """Texts that stand under a picture, which some pages print once more outside it."""
    kinds = ("figcaption", "picture")
    return {
        block.text
        for block in blocks
        if len(block.text) > LEAD_CHARS / 2 and any(mark.kind in kinds for mark in block.marks)
    }


def is_byline(block: Block) -> bool:
    """Whether a paragraph is nothing but names or a date, or begins with "By" and does not end."""
    if block.is_heading:
        return False
    return is_name_line(block.text) or is_byline_text(block.text) or is_date_line(block.text)


def keeps(block: Block, title: str | None) -> bool:
    """Whether a block of the container belongs to the text."""
    if block.marks or (title and _key(block.text) == _key(title)):
        return False
    if is_aside(block.text) or is_credit(block.text):
        return False
    if block.link_density > 0.8 and not is_sentence(block.text):
        return False
    if block.link_density > 0.95 and len(block.text) < LINKED_CHARS:
        return False
    return any(char.isalnum() for char in block.text)

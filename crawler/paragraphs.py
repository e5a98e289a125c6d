"""Paragraphs of an article, once what slips between them is taken out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from crawler.blocks import Block
from crawler.phrases import is_clock, is_picture_credit, is_promotion, is_sentence

_END_MARK = re.compile(r"\s*[■□◼◾▪∎]+$")
_BEFORE_CLOSING = re.compile(r"(?<=\w) +([,;]|[.!?](?![.\w]))(?=[\s”’)]|$)")
_AFTER_OPENING = re.compile(r"(?:(?<=\s)|^)([“(\[]) +(?=\w)")
REPEAT_CHARS = 30
"""Shortest text that is dropped when it comes a second time."""
PULLED_CHARS = 25
"""Shortest text that is dropped when another paragraph contains it."""
PULLED_BLOCKS = 500
"""Most blocks that are compared with each other."""
ENDING = 4
"""How many blocks at the end may ask the reader for something."""
LINKED_LIST = 0.35
"""Mean share of link text from which a list of short items leads elsewhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    text: str
    is_heading: bool = False


def tidy(blocks: Sequence[Block]) -> list[Paragraph]:
    """Paragraphs without lists of links, captions, pulled quotes, repeats and closing appeals."""
    usual = usual_tag(blocks)
    kept = [block for block in blocks if not is_clock(block.text)]
    kept = [block for block in kept if not is_caption(block, usual)]
    kept = without_appeals(kept)
    kept = without_repeats(kept)
    return [
        Paragraph(text=neat(block.text), is_heading=block.is_heading)
        for block in without_idle_headings(kept)
    ]


def neat(text: str) -> str:
    """A paragraph without end marks and without the spaces that markup leaves at punctuation.

    >>> neat("“ Steel is hard ,” he said . ■")
    '“Steel is hard,” he said.'
    """
    text = _END_MARK.sub("", text)
    text = _BEFORE_CLOSING.sub(r"\1", text)
    return _AFTER_OPENING.sub(r"\1", text)


def usual_tag(blocks: Sequence[Block]) -> str:
    """The tag that most of the prose stands in."""
    chars: Counter[str] = Counter()
    for block in blocks:
        chars[block.tag] += len(block.text)
    return chars.most_common(1)[0][0] if chars else "p"


def is_caption(block: Block, usual: str) -> bool:
    """Whether a block is the legend of the image right before it."""
    if not block.after_image or len(block.text) > 140 or is_sentence(block.text):
        return False
    if block.tag in {"div", "span", "center"} and block.tag != usual:
        return True
    return is_picture_credit(block.text)


def without_link_lists(blocks: Sequence[Block], inside: Iterable[int]) -> list[int]:
    """Indexes without lists whose items mostly link elsewhere, and without the line above."""
    kept: list[int] = []
    for key, run in groupby(inside, key=lambda index: _list_of(blocks[index])):
        indexes = list(run)
        if key is not None and _leads_elsewhere([blocks[index] for index in indexes]):
            if kept and len(blocks[kept[-1]].text) < 60 and not is_sentence(blocks[kept[-1]].text):
                kept.pop()
            continue
        kept.extend(indexes)
    return kept


def _list_of(block: Block) -> object:
    """The list a block stands in, or None."""
    around = (block.element, *list(block.element.iterancestors())[:3])
    return next((element for element in around if element.tag in {"ul", "ol"}), None)


def _leads_elsewhere(items: Sequence[Block]) -> bool:
    if len(items) < 2 or sum(len(item.text) for item in items) > 160 * len(items):
        return False
    return sum(item.link_density for item in items) / len(items) >= LINKED_LIST


def without_appeals(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without requests to subscribe, follow or comment among the last few."""
    body, ending = list(blocks[:-ENDING]), blocks[-ENDING:]
    return [*body, *(block for block in ending if not is_promotion(block.text))]


def without_repeats(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without second copies and without quotes pulled out of other paragraphs."""
    seen: set[str] = set()
    kept: list[Block] = []
    pulled = pulled_quotes(blocks)
    after_quote = False
    for block in blocks:
        again = len(block.text) > REPEAT_CHARS and block.text in seen
        credited = after_quote and not block.is_heading and is_attribution(block.text)
        after_quote = block.text in pulled
        if not (again or after_quote or credited):
            seen.add(block.text)
            kept.append(block)
    return kept


def is_attribution(text: str) -> bool:
    """Whether a line names whom a pulled quote is from."""
    return len(text) < 60 and not is_sentence(text)


def pulled_quotes(blocks: Sequence[Block]) -> set[str]:
    """Texts that stand again inside a longer paragraph; none are looked for on endless pages."""
    if len(blocks) > PULLED_BLOCKS:
        return set()
    texts = [block.text for block in blocks if not block.is_heading]
    return {
        text
        for text in texts
        if len(text) > PULLED_CHARS and any(_is_pulled(text, other) for other in texts)
    }


def _is_pulled(text: str, other: str) -> bool:
    return len(other) > len(text) + 5 and text.strip("\"'“”‘’«» ") in other


def without_idle_headings(blocks: Iterable[Block]) -> list[Block]:
    """Blocks without headings that nothing follows before the next one of their level."""
    kept: list[Block] = []
    for block in blocks:
        if block.is_heading and kept and kept[-1].tag == block.tag:
            kept.pop()
        kept.append(block)
    while kept and kept[-1].is_heading:
        kept.pop()
    return kept

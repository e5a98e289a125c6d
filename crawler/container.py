"""Where on a page the article stands: the element that holds its prose."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.blocks import Block, Mark
from crawler.phrases import is_notice, is_sentence

EXCUSED_SHARE = 0.45
"""Share of the page's prose from which an element is the article whatever its class says."""
NEVER_EXCUSED = frozenset({"comments", "footer", "related", "newsletter"})
PROSE_CHARS = 50
"""Shortest block that counts as prose."""
WEIGHT_CHARS = 600
"""Longer blocks weigh no more, so that one long notice is no article."""
DECAY = 0.6
"""What an element passes on to its parent: paragraphs side by side outweigh scattered ones."""
TEASER = 0.2
"""What prose weighs below a linked headline, as teasers of other articles stand."""
WORTH_CLIMBING = 0.08
"""Prose of the same make around an element from which its parent is looked at instead."""
CLIMBS = 4

_INLINE = frozenset({"p", "li", "dt", "dd", "blockquote", "h2", "h3", "h4", "pre", "ul", "ol"})


def unmark(blocks: Sequence[Block]) -> None:
    """Take off the marks of elements that hold most of the page's prose."""
    held: Counter[HtmlElement] = Counter()
    total = 0
    for block in blocks:
        if block.link_density < 0.5 and is_sentence(block.text):
            total += len(block.text)
            held.update({mark.element: len(block.text) for mark in block.marks})
    excused = {element for element, chars in held.items() if chars > EXCUSED_SHARE * total}
    for block in blocks if excused else ():
        block.marks = tuple(mark for mark in block.marks if not _is_excused(mark, excused))


def _is_excused(mark: Mark, excused: set[HtmlElement]) -> bool:
    return mark.element in excused and mark.kind not in NEVER_EXCUSED


def prose_weight(block: Block) -> float:
    """How much a block says that an article is here; 0 for links, headings and scraps."""
    if block.marks or len(block.text) < PROSE_CHARS or block.link_density > 0.5:
        return 0.0
    if block.is_heading or not is_sentence(block.text) or is_notice(block.text):
        return 0.0
    return min(len(block.text), WEIGHT_CHARS) * (1 - block.link_density)


@dataclass(frozen=True, kw_only=True, slots=True)
class ProseMap:
    """How the prose of a page spreads over its elements."""

    held: Counter[HtmlElement]
    """Prose inside each element."""
    scores: Counter[HtmlElement]
    """The same, less by `DECAY` with every level between."""
    makes: dict[HtmlElement, Counter[tuple[str, str]]]
    """Prose inside each element by tag and class of its blocks."""


def map_prose(blocks: Sequence[Block], start: int = 0) -> ProseMap:
    """Weigh the blocks from `start`, the headline's index, on."""
    held: Counter[HtmlElement] = Counter()
    scores: Counter[HtmlElement] = Counter()
    makes: dict[HtmlElement, Counter[tuple[str, str]]] = {}
    for index in range(start, len(blocks)):
        block = blocks[index]
        weight = prose_weight(block)
        if not weight:
            continue
        if index and _is_linked_headline(blocks[index - 1]):
            weight *= TEASER
        make = (block.tag, block.element.get("class") or "")
        score = weight
        for element in _frames(block.element):
            held[element] += weight  # type: ignore[assignment]
            scores[element] += score  # type: ignore[assignment]
            makes.setdefault(element, Counter())[make] += weight  # type: ignore[assignment]
            score *= DECAY
    return ProseMap(held=held, scores=scores, makes=makes)


def _is_linked_headline(block: Block) -> bool:
    return block.link_density > 0.8 and len(block.text) > 20


def _frames(element: HtmlElement) -> list[HtmlElement]:
    """The elements around a block that could hold an article, innermost first."""
    around = [element, *element.iterancestors()]
    return [frame for frame in around if frame.tag not in _INLINE]


def find_container(blocks: Sequence[Block], start: int = 0) -> HtmlElement | None:
    """The element that holds the article's prose, or None where there is no prose."""
    prose = map_prose(blocks, start)
    if not prose.scores:
        return None
    best = max(prose.scores, key=prose.scores.__getitem__)
    return _climb(best, prose)


def _climb(best: HtmlElement, prose: ProseMap) -> HtmlElement:
    """The innermost ancestor that also holds the article's other parts."""
    for _, parent in zip(range(CLIMBS), list(best.iterancestors()), strict=False):
        extra = prose.held[parent] - prose.held[best]
        if extra >= WORTH_CLIMBING * prose.held[best]:
            same = _same_make(prose, parent, best)
            if same < 0.6 * extra or parent.tag in {"body", "html"}:
                break
            best = parent
    return best


def _same_make(prose: ProseMap, parent: HtmlElement, best: HtmlElement) -> float:
    """Prose in `parent` outside `best` whose blocks have tags and classes as inside `best`."""
    inner, outer = prose.makes[best], prose.makes[parent]
    usual = {make for make, weight in inner.items() if weight > 0.1 * inner.total()}
    return sum(weight - inner[make] for make, weight in outer.items() if make in usual)

"""The body of an article: which blocks of a page a reader came for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.blocks import Block, Mark
from crawler.phrases import is_aside, is_credit, is_sentence

HOLDS_MOST = 0.72
"""Share of a container's prose that a child must hold to be looked into instead of it."""
EXCUSED_SHARE = 0.45
"""Share of the page's prose from which an element is the article whatever its class says."""
NEVER_EXCUSED = frozenset({"comments", "hidden"})
PROSE_CHARS = 60
"""Shortest block that counts as prose when the container is looked for."""
WEIGHT_CHARS = 600
"""Longer blocks weigh no more, so that one long notice is no article."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """The text of an article and where it stands among the page's blocks."""

    paragraphs: tuple[Paragraph, ...]
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
    blocks = unmark(blocks)
    container = find_container(blocks)
    inside = blocks_within(blocks, container) if container is not None else []
    kept = [block for block in inside if keeps(block, title)]
    if not kept:
        return Body(paragraphs=(), start=len(blocks), end=len(blocks))
    return Body(
        paragraphs=tuple(tidy(kept)),
        start=blocks.index(kept[0]),
        end=blocks.index(kept[-1]) + 1,
    )


def prose_weight(block: Block) -> float:
    """How much a block says that an article is here; 0 for links and scraps."""
    if block.marks or len(block.text) < PROSE_CHARS or block.link_density > 0.5:
        return 0.0
    if block.is_heading or not is_sentence(block.text):
        return 0.0
    return min(len(block.text), WEIGHT_CHARS) * (1 - block.link_density)


def unmark(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without the marks of elements that hold most of the page's prose."""
    held: Counter[HtmlElement] = Counter()
    total = 0
    for block in blocks:
        if block.link_density < 0.5 and is_sentence(block.text):
            total += len(block.text)
            for mark in block.marks:
                held[mark.element] += len(block.text)
    excused = {element for element, chars in held.items() if chars > EXCUSED_SHARE * total}
    if not excused:
        return list(blocks)
    for block in blocks:
        block.marks = tuple(mark for mark in block.marks if not _excused(mark, excused))
    return list(blocks)


def _excused(mark: Mark, excused: set[HtmlElement]) -> bool:
    return mark.element in excused and mark.kind not in NEVER_EXCUSED


def find_container(blocks: Iterable[Block]) -> HtmlElement | None:
    """The innermost element that holds most of the prose, or None where there is none."""
    weights: Counter[HtmlElement] = Counter()
    children: dict[HtmlElement, set[HtmlElement]] = {}
    root = None
    for block in blocks:
        if weight := prose_weight(block):
            child = block.element
            weights[child] += weight  # type: ignore[assignment]
            for parent in child.iterancestors():
                weights[parent] += weight  # type: ignore[assignment]
                children.setdefault(parent, set()).add(child)
                child = parent
            root = child
    while root is not None:
        best = max(children.get(root, ()), key=weights.__getitem__, default=None)
        if best is None or weights[best] < HOLDS_MOST * weights[root]:
            return root
        root = best
    return None


def blocks_within(blocks: Iterable[Block], container: HtmlElement) -> list[Block]:
    """The blocks of one element."""
    inside = set(container.iter())
    return [block for block in blocks if block.element in inside]


def keeps(block: Block, title: str | None) -> bool:
    """Whether a block of the container belongs to the text."""
    if block.marks or block.text == title:
        return False
    if is_aside(block.text) or is_credit(block.text):
        return False
    if block.link_density > 0.8 and not is_sentence(block.text):
        return False
    return any(char.isalnum() for char in block.text)


def tidy(blocks: Sequence[Block]) -> list[Paragraph]:
    """Paragraphs without repeats, and without headings that nothing follows."""
    seen: set[str] = set()
    paragraphs: list[Paragraph] = []
    for block in blocks:
        if len(block.text) > 30 and block.text in seen:
            continue
        seen.add(block.text)
        paragraphs.append(Paragraph(text=block.text, is_heading=block.is_heading))
    while paragraphs and paragraphs[-1].is_heading:
        paragraphs.pop()
    return paragraphs

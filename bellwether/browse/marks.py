"""Where the words of an article light up: overlapping spans as properly nested pieces."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

MarkKind = Literal["quote", "target", "figure", "organization", "person", "place"]

OUTER_FIRST: tuple[MarkKind, ...] = (
    "quote",
    "target",
    "figure",
    "organization",
    "person",
    "place",
)
"""Which of two spans over the same characters goes outside."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A stretch of the text that a fact stands on."""

    kind: MarkKind
    id: str
    """The row it belongs to."""
    start: int
    end: int
    """Characters of the article's text, end exclusive."""
    reference: bool = False
    """True where a pronoun or "the company" stands for the name."""
    unfinished: bool = False
    """True where the mark goes on in the next paragraph."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A mark begins, or goes on after an outer one that crossed it has ended."""

    mark: Mark
    resumed: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Close:
    """The mark opened last ends, or pauses where an outer one ends."""

    mark: Mark
    final: bool


Piece = str | Open | Close


def pieces(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text cut at the marks, with opens and closes that nest as HTML elements must.

    Two marks that cross ("[a (b] c)") are told apart by pausing the inner one: it closes with
    the outer and is opened again behind it. Marks outside the text or without characters are
    left out. The strings among the pieces always join to `text`.
    """
    wanted = sorted((m for m in marks if 0 <= m.start < m.end <= len(text)), key=_outer_first)
    return list(_walk(text, wanted))


def paragraphs(text: str, marks: Sequence[Mark]) -> list[tuple[int, list[Piece]]]:
    """Each paragraph's offset and pieces; a mark over several paragraphs is in each of them.

    Paragraphs are what one blank line parts, so offsets keep counting from the text's start.
    """
    spans = list(paragraph_spans(text))
    inside: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:
        first = bisect_right(spans, mark.start, key=lambda span: span[1])
        last = bisect_left(spans, mark.end, key=lambda span: span[0])
        for place in range(first, last):
            inside[place].append(_within(mark, *spans[place]))
    return [
        (start, pieces(text[start:end], found))
        for (start, end), found in zip(spans, inside, strict=True)
    ]


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of each paragraph that has a character."""
    start = 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield start, start + len(paragraph)
        start += len(paragraph) + 2


def _within(mark: Mark, start: int, end: int) -> Mark:
    return replace(
        mark,
        start=max(mark.start, start) - start,
        end=min(mark.end, end) - start,
        unfinished=mark.end > end,
    )


def _outer_first(mark: Mark) -> tuple[int, int, int]:
    return (mark.start, -mark.end, OUTER_FIRST.index(mark.kind))


def _walk(text: str, marks: list[Mark]) -> Iterator[Piece]:
    stack: list[Mark] = []
    position = 0
    for mark in marks:
        while ends := [m.end for m in stack if m.end <= mark.start]:
            yield from _plain(text, position, min(ends))
            position = max(position, min(ends))
            yield from _close_at(stack, position)
        yield from _plain(text, position, mark.start)
        position = mark.start
        yield Open(mark=mark, resumed=False)
        stack.append(mark)
    while stack:
        end = min(m.end for m in stack)
        yield from _plain(text, position, end)
        position = end
        yield from _close_at(stack, end)
    yield from _plain(text, position, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[str]:
    if start < end:
        yield text[start:end]


def _close_at(stack: list[Mark], position: int) -> Iterator[Piece]:
    """Close what ends here; what merely lies above it on the stack is paused and resumed."""
    lowest = next(i for i, mark in enumerate(stack) if mark.end <= position)
    above = stack[lowest:]
    del stack[lowest:]
    for mark in reversed(above):
        yield Close(mark=mark, final=mark.end <= position)
    for mark in above:
        if mark.end > position:
            yield Open(mark=mark, resumed=True)
            stack.append(mark)

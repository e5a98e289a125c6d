"""Cuts a document's words into windows that the encoder can take, with context on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

MOST_PIECES = 200
CONTEXT = 10


@dataclass(frozen=True, slots=True)
class Window:
    """Words start to end (exclusive) are read together; those from `keep` to `keep_end` are kept.

    Positions count a document's words without whitespace tokens.
    """

    start: int
    end: int
    keep: int
    keep_end: int


def plan_windows(
    pieces: Sequence[int], *, most: int = MOST_PIECES, context: int = CONTEXT
) -> list[Window]:
    """Windows of at most `most` pieces, about equally long, that keep every word exactly once.

    `pieces` is the number of pieces of each word. Neighbours share twice `context` words, unless
    that many would fill most of a window.

    >>> [(w.start, w.end) for w in plan_windows([1] * 100, most=60, context=5)]
    [(0, 57), (47, 100)]
    """
    if not len(pieces):
        return []
    ends = np.cumsum(pieces)
    if ends[-1] <= most:
        return [Window(0, len(pieces), 0, len(pieces))]
    return _kept(_cuts(ends, most, context))


def _cuts(ends: np.ndarray, most: int, context: int) -> list[tuple[int, int]]:
    size = _even_size(ends, most, context)
    cuts: list[tuple[int, int]] = []
    start = 0
    while True:
        before = ends[start - 1] if start else 0
        end = max(int(np.searchsorted(ends, before + size, side="right")), start + 1)
        cuts.append((start, end))
        if end >= len(ends):
            return cuts
        start = max(end - min(2 * context, (end - start) // 2), _first_reaching(ends, end, size))


def _first_reaching(ends: np.ndarray, word: int, size: int) -> int:
    """The first start from which a window of `size` pieces holds the word (or the word itself)."""
    before = int(ends[word]) - size
    return min(word, int(np.searchsorted(ends, before)) + 1) if before > 0 else 0


def _even_size(ends: np.ndarray, most: int, context: int) -> int:
    total, shared = int(ends[-1]), round(2 * context * ends[-1] / len(ends))
    if shared * 2 >= most:
        return most
    count = -(-(total - shared) // (most - shared))
    return min(most, -(-(total + (count - 1) * shared) // count) + 2)


def _kept(cuts: list[tuple[int, int]]) -> list[Window]:
    middles = [(start + end) // 2 for (_, end), (start, _) in pairwise(cuts)]
    bounds = [0, *middles, cuts[-1][1]]
    return [
        Window(start, end, keep, keep_end)
        for (start, end), (keep, keep_end) in zip(cuts, pairwise(bounds), strict=True)
    ]

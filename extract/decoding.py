"""From the scores of a sentence or document to labels, trees and boundaries. Plain numpy."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

Array = np.ndarray
LONGEST_SENTENCE = 160
SURE_START = 1.0
"""Log odds from which a sentence begins even inside what looks like a name, and cuts it (measured
on the treebanks' dev parts)."""
_NEVER = -1e9


class Mention(NamedTuple):
    """Words start to end (exclusive) are a name of this kind."""

    start: int
    end: int
    kind: str


@cache
def _transitions(labels: tuple[str, ...]) -> Array:
    """labels x labels: whether the second may follow the first."""
    return np.array([[_follows(a, b) for b in labels] for a in labels])


def _follows(first: str, second: str) -> bool:
    if first[0] in "BI":
        return second[0] in "IL" and first[2:] == second[2:]
    return second[0] in "OBU"


def read_mentions(scores: Array, labels: Sequence[str]) -> list[Mention]:
    """The best consistent names in words x labels, in order, none overlapping.

    `labels` are BILOU ("B-ORG"), the first one "O". Where the best label of each word is already
    consistent with its neighbours nothing more is computed; a stretch where it is not is decoded
    as a whole (Viterbi), between words that are outside.
    """
    if not len(scores):
        return []
    names = tuple(labels)
    best = scores.argmax(1)
    for start, end in _inconsistent(best, _transitions(names)):
        best[start:end] = viterbi(scores[start:end], _transitions(names))
    return _mentions([names[label] for label in best])


def _inconsistent(best: Array, allowed: Array) -> list[tuple[int, int]]:
    padded = np.concatenate(([0], best, [0]))
    wrong = np.flatnonzero(~allowed[padded[:-1], padded[1:]])
    if not len(wrong):
        return []
    outside = np.flatnonzero(padded == 0)
    lefts = outside[np.searchsorted(outside, wrong, side="right") - 1]
    return [(int(left), _next(outside, left) - 1) for left in sorted(set(lefts.tolist()))]


def _next(outside: Array, left: int) -> int:
    return int(outside[np.searchsorted(outside, left, side="right")])


def viterbi(scores: Array, allowed: Array) -> Array:
    """The best path through words x labels that starts and ends as if outside stood around it."""
    penalty = np.where(allowed, 0.0, _NEVER)
    total = scores[0] + penalty[0]
    back: list[Array] = []
    for row in scores[1:]:
        ways = total[:, None] + penalty
        back.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int((total + penalty[:, 0]).argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1])


def _mentions(labels: list[str]) -> list[Mention]:
    found: list[Mention] = []
    start = 0
    for i, label in enumerate(labels):
        if label[0] in "BU":
            start = i
        if label[0] in "LU":
            found.append(Mention(start, i + 1, label[2:]))
    return found


def split_at(mentions: Sequence[Mention], breaks: set[int]) -> list[Mention]:
    """Names cut where a paragraph or sentence begins within them."""
    return [part for mention in mentions for part in _parts(mention, breaks)]


def _parts(mention: Mention, breaks: set[int]) -> list[Mention]:
    cuts = [i for i in range(mention.start + 1, mention.end) if i in breaks]
    return [Mention(a, b, mention.kind) for a, b in pairwise((mention.start, *cuts, mention.end))]


def sentence_starts(scores: Array, mentions: Sequence[Mention], breaks: set[int]) -> list[int]:
    """Words that begin a sentence, from the log odds of each: inside a name only if that is sure,
    always where a paragraph begins, and so often that no sentence has more than 160 words."""
    scores = scores.copy()
    for mention in mentions:
        inside = scores[mention.start + 1 : mention.end]
        inside[inside < SURE_START] = _NEVER
    forced = [i for i in breaks if i < len(scores)]
    scores[forced] = -_NEVER
    scores[:1] = -_NEVER
    starts = np.flatnonzero(scores > 0).tolist()
    bounds = [*starts, len(scores)]
    return [cut for a, b in pairwise(bounds) for cut in (a, *_cuts(scores, a, b))]


def _cuts(scores: Array, start: int, end: int) -> list[int]:
    if end - start <= LONGEST_SENTENCE:
        return []
    third = (end - start) // 3
    middle = start + third + int(scores[start + third : end - third].argmax())
    return [*_cuts(scores, start, middle), middle, *_cuts(scores, middle, end)]


def read_tree(arcs: Array, roots: Array) -> Array:
    """The head of each word of a sentence, the one root being its own head.

    `arcs` is words x heads, `roots` the score of each word as the root. Taking each word's best
    head is a tree in most sentences; otherwise the best tree is found (Chu-Liu and Edmonds).
    """
    scores = arcs.copy()
    np.fill_diagonal(scores, roots)
    heads = scores.argmax(1)
    if is_tree(heads):
        return heads
    root = _best_root(scores)
    np.fill_diagonal(scores, _NEVER)
    scores[root] = _NEVER
    scores[root, root] = 0
    heads = scores.argmax(1)
    return heads if is_tree(heads) else _edmonds(scores, root)


def is_tree(heads: Array) -> bool:
    """Whether one word is its own head and every other leads up to it."""
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    if len(roots) != 1:
        return False
    reached = heads
    for _ in range(len(heads).bit_length()):
        reached = reached[reached]
    return bool((reached == roots[0]).all())


def _best_root(scores: Array) -> int:
    others = scores.copy()
    np.fill_diagonal(others, _NEVER)
    return int((np.diag(scores) - others.max(1)).argmax())


def _edmonds(scores: Array, root: int) -> Array:
    """The best tree below `root`; `scores` is words x heads."""
    heads = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    return _expand(scores, heads, cycle, root)


def _cycle(heads: Array, root: int) -> list[int]:
    state = {root: -1}
    for word in range(len(heads)):
        path: list[int] = []
        while word not in state:
            state[word] = len(state)
            path.append(word)
            word = int(heads[word])
        if word in path:
            return path[path.index(word) :]
        state.update(dict.fromkeys(path, -1))
    return []


def _expand(scores: Array, heads: Array, cycle: list[int], root: int) -> Array:
    """Contracts the cycle to one node, solves the smaller sentence, and opens the cycle again."""
    rest = [i for i in range(len(heads)) if i not in set(cycle)]
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    small = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = gain[:, rest].max(0)
    small[:-1, -1] = scores[np.ix_(rest, cycle)].max(1)
    found = _edmonds(small, rest.index(root))
    out = heads.copy()
    for i, head in zip(rest, found[:-1].tolist(), strict=True):
        out[i] = rest[head] if head < len(rest) else cycle[int(scores[i, cycle].argmax())]
    outer = rest[int(found[-1])]
    out[cycle[int(gain[:, outer].argmax())]] = outer
    out[root] = root
    return out

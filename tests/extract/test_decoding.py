import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.decoding import (
    LONGEST_SENTENCE,
    Mention,
    is_tree,
    read_mentions,
    read_tree,
    sentence_starts,
    split_at,
)

LABELS = ("O", "B-ORG", "I-ORG", "L-ORG", "U-ORG", "B-LOC", "I-LOC", "L-LOC", "U-LOC")


def scores_of(*labels: str) -> np.ndarray:
    return np.array([[5.0 if name == label else 0.0 for name in LABELS] for label in labels])


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], []),
        (["O", "O"], []),
        (["U-ORG", "O", "B-LOC", "L-LOC"], [Mention(0, 1, "ORG"), Mention(2, 4, "LOC")]),
        (["B-ORG", "I-ORG", "L-ORG", "U-LOC"], [Mention(0, 3, "ORG"), Mention(3, 4, "LOC")]),
        (["B-ORG", "I-LOC", "L-ORG"], [Mention(0, 3, "ORG")]),
        (["O", "B-ORG", "I-ORG", "O", "U-LOC"], [Mention(1, 3, "ORG"), Mention(4, 5, "LOC")]),
    ],
)
def test_mentions(labels: list[str], expected: list[Mention]) -> None:
    assert read_mentions(scores_of(*labels), LABELS) == expected


def path_score(scores: np.ndarray, mentions: list[Mention]) -> float:
    labels = ["O"] * len(scores)
    for start, end, kind in mentions:
        letters = "U" if end - start == 1 else "B" + "I" * (end - start - 2) + "L"
        labels[start:end] = [f"{letter}-{kind}" for letter in letters]
    return float(sum(row[LABELS.index(label)] for row, label in zip(scores, labels, strict=True)))


@given(st.integers(0, 10_000), st.integers(1, 12))
def test_mentions_do_not_overlap_and_are_in_order(seed: int, length: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, len(LABELS)))
    mentions = read_mentions(scores, LABELS)
    bounds = [i for m in mentions for i in (m.start, m.end)]
    assert bounds == sorted(bounds)
    assert path_score(scores, mentions) <= scores.max(1).sum() + 1e-9


def test_a_name_ends_where_a_paragraph_begins() -> None:
    assert split_at([Mention(2, 6, "ORG")], {4}) == [Mention(2, 4, "ORG"), Mention(4, 6, "ORG")]
    assert split_at([Mention(2, 6, "ORG")], {2, 6}) == [Mention(2, 6, "ORG")]


@pytest.mark.parametrize(
    ("odds", "mentions", "breaks", "expected"),
    [
        ([-9, -9, 3, -9], [], set(), [0, 2]),
        ([-9, -9, 0.5, -9], [Mention(1, 3, "ORG")], set(), [0]),
        ([-9, -9, 3, -9], [Mention(1, 3, "ORG")], set(), [0, 2]),
        ([-9, -9, -9, -9], [], {3}, [0, 3]),
        ([-9, 3], [Mention(0, 2, "ORG")], {1}, [0, 1]),
        ([], [], set(), []),
    ],
)
def test_sentence_starts(
    odds: list[float], mentions: list[Mention], breaks: set[int], expected: list[int]
) -> None:
    assert sentence_starts(np.array(odds), mentions, breaks) == expected


def test_no_sentence_is_endless() -> None:
    starts = [*sentence_starts(np.full(3000, -5.0), [], set()), 3000]
    assert max(np.diff(starts)) <= LONGEST_SENTENCE


def best_tree(arcs: np.ndarray, roots: np.ndarray) -> float:
    """The best score of any tree whose root is the one that `read_tree` would choose."""
    count = len(roots)
    trees = (np.array(h) for h in itertools.product(range(count), repeat=count))
    return max(tree_score(arcs, roots, heads) for heads in trees if is_tree(heads))


def tree_score(arcs: np.ndarray, roots: np.ndarray, heads: np.ndarray) -> float:
    return float(sum(roots[i] if h == i else arcs[i, h] for i, h in enumerate(heads.tolist())))


@given(st.integers(0, 100_000), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_a_tree_is_found_and_is_the_best_below_a_clear_root(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    arcs, roots = rng.normal(size=(count, count)), rng.normal(size=count)
    roots[rng.integers(count)] += 100
    heads = read_tree(arcs, roots)
    assert is_tree(heads)
    assert tree_score(arcs, roots, heads) == pytest.approx(best_tree(arcs, roots))


@given(st.integers(0, 100_000), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_any_scores_give_a_tree(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    assert is_tree(read_tree(rng.normal(size=(count, count)), rng.normal(size=count)))

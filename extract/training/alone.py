"""Feature weights learnt alone: a log-linear model from groups of candidates, some of them right.

Those learnt together with the network (`choosers.py`) leave to it what it sees as well; these do
not. The mean of both is shipped: it chooses better than either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from .choices import TASKS

Group = tuple[Sequence[Sequence[str]], Sequence[float]]
"""The features of each candidate, and how right it is: 0 for wrong, up to 1."""
PULLS = {"actor": 15.0, "pledge": 3.0, "metric": 4.0, "subject": 8.0, "period": 4.0, "status": 2.0}
"""How strongly the weights of a task are pulled to zero, where 1 isn't best by cross-validation."""


NEWS_ALONE = ("status", "pledge", "actor")
"""Tasks learnt from news alone: what counts as somebody's aim differs between readers."""


def weights_alone(
    lessons: Sequence[dict[str, Any]], news: Sequence[dict[str, Any]]
) -> dict[str, dict[str, float]]:
    """The weight of each feature of each task, from lines of `framing.py`: of all articles, and of
    the annotated business news, which counts twice."""
    some, every = _groups(news), _groups([*lessons, *news])
    return {
        task: learn(some[task] if task in NEWS_ALONE else every[task], l2=PULLS.get(task, 1.0))
        for task in TASKS
    }


def _groups(lessons: Iterable[dict[str, Any]]) -> dict[str, list[Group]]:
    groups: dict[str, list[Group]] = {task: [] for task in TASKS}
    for lesson in lessons:
        for choice in lesson["choices"]:
            possible = choice["possible"]
            features = [candidate["features"] for candidate in possible]
            groups[choice["task"]].append((features, [c["right"] for c in possible]))
    return groups


def learn(
    groups: Sequence[Group], *, l2: float = 1.0, least: int = 3, rounds: int = 150
) -> dict[str, float]:
    """Weights under which the right candidates of each group together are most likely.

    Groups without a right or without a wrong candidate teach nothing and are left out, as are
    features seen fewer than `least` times. `l2` is the strength of the pull towards zero.
    """
    groups = [g for g in groups if any(g[1]) and not all(g[1])]
    seen = Counter(f for features, _ in groups for candidate in features for f in set(candidate))
    names = sorted(f for f, times in seen.items() if times >= least)
    index = {name: number for number, name in enumerate(names)}
    candidate_of, feature_of, right, starts = [], [], [], []
    for features, labels in groups:
        starts.append(len(right))
        for candidate, label in zip(features, labels, strict=True):
            ids = [index[f] for f in candidate if f in index]
            feature_of += ids
            candidate_of += [len(right)] * len(ids)
            right.append(label)
    arrays = (np.array(candidate_of), np.array(feature_of), np.array(right), np.array(starts))
    weights = _descend(arrays, len(names), l2, rounds)
    return {
        name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.02
    }


def _descend(arrays: tuple[np.ndarray, ...], size: int, l2: float, rounds: int) -> np.ndarray:
    """Adam over the whole set; the loss is convex enough for a fixed number of rounds."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, rounds + 1):
        gradient = _gradient(arrays, weights) + l2 * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def _gradient(arrays: tuple[np.ndarray, ...], weights: np.ndarray) -> np.ndarray:
    candidate_of, feature_of, right, starts = arrays
    scores = np.bincount(candidate_of, weights=weights[feature_of], minlength=len(right))
    group_of = np.searchsorted(starts, np.arange(len(right)), side="right") - 1
    scores = np.exp(scores - np.maximum.reduceat(scores, starts)[group_of])
    all_share = scores / np.add.reduceat(scores, starts)[group_of]
    right_scores = scores * right
    right_share = right_scores / np.add.reduceat(right_scores, starts)[group_of]
    return np.bincount(
        feature_of, weights=(all_share - right_share)[candidate_of], minlength=len(weights)
    )

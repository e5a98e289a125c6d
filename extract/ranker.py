"""Choosing among candidates by weighted features: log-linear models, a JSON file each.

The weights are learnt from annotated news by `extract/training/framing.py`.
"""

import json
import math
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

Weights = dict[str, float]
FOLDER = Path(__file__).parent / "trained" / "framing"


@cache
def load_weights(task: str) -> Weights:
    """The weight of each feature of one task; features not listed weigh nothing."""
    weights: Weights = json.loads((FOLDER / f"{task}.json").read_text(encoding="utf-8"))
    return weights


def score(task: str, features: Iterable[str]) -> float:
    """The sum of the features' weights."""
    weights = load_weights(task)
    return sum(weights.get(feature, 0.0) for feature in features)


def probability(task: str, features: Iterable[str]) -> float:
    """How likely a yes is, for a task of yes or no."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score(task, features)))))


def best(task: str, candidates: Sequence[Iterable[str]]) -> int | None:
    """Which candidate's features weigh most, the first of equals; None of nothing."""
    if not candidates:
        return None
    scores = [score(task, features) for features in candidates]
    return scores.index(max(scores))

"""Choosing among candidates by weighted features: log-linear models, a JSON file each.

The weights are learnt from annotated news by `extract/training/train.py`, together with those of
`extract/pointers.py`, whose scores are added.
"""

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from extract.pointers import Option, Place, Pointers
from extract.weights import weights_file

Weights = dict[str, float]


class Candidate(Protocol):
    """What is chosen among."""

    @property
    def features(self) -> Collection[str]:
        """What speaks for it or against it."""

    @property
    def crossed(self) -> Collection[str]:
        """What speaks for it or against it beside each of `circumstances`."""

    @property
    def circumstances(self) -> Sequence[str]:
        """What is crossed: "subject" in the circumstance "percent" is the feature
        "subject|percent"."""

    @property
    def option(self) -> Option:
        """Where it stands in the text, and what kind it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A candidate that is no more than one of a few answers: a status, yes or no."""

    features: Collection[str]
    option: Option
    crossed: Collection[str] = ()
    circumstances: Sequence[str] = ()


@cache
def load_weights(task: str) -> Weights:
    """The weight of each feature of one task; features not listed weigh nothing."""
    weights: Weights = json.loads(weights_file(f"framing/{task}.json").read_text("utf-8"))
    return weights


@cache
def crossed_weights(task: str) -> dict[str, Weights]:
    """The weights of crossed features, by circumstance: faster than spelling each feature out."""
    found: dict[str, Weights] = {}
    for feature, weight in load_weights(task).items():
        crossed, bar, circumstance = feature.rpartition("|")
        if bar:
            found.setdefault(circumstance, {})[crossed] = weight
    return found


def score(task: str, candidate: Candidate) -> float:
    """The sum of the weights of its features."""
    total = _summed(load_weights(task), candidate.features)
    crossed = crossed_weights(task)
    for circumstance in candidate.circumstances:
        weights = crossed.get(circumstance)
        if weights:
            total += _summed(weights, candidate.crossed)
    return total


def _summed(weights: Weights, features: Collection[str]) -> float:
    """The weights of those features that have one; a loop is faster than `sum` with a default."""
    total, known = 0.0, weights.get
    for feature in features:
        weight = known(feature)
        if weight is not None:
            total += weight
    return total


def spelled(candidate: Candidate) -> list[str]:
    """Every feature of a candidate in full, crossed ones too."""
    crossed = (f"{c}|{place}" for c in candidate.crossed for place in candidate.circumstances)
    return sorted({*candidate.features, *crossed})


def weigh(
    pointers: Pointers, task: str, place: Place, candidates: Sequence[Candidate]
) -> list[float]:
    """How much speaks for each candidate: its features, and what the network says of its words."""
    pulls = pointers.scores(task, place, [candidate.option for candidate in candidates])
    return [score(task, c) + pull for c, pull in zip(candidates, pulls, strict=True)]


def likelihood(odds: float) -> float:
    """How likely a yes is, from its score; that of a no is 0."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def best(scores: Sequence[float]) -> int | None:
    """Which score is the highest, the first of equals; None of nothing."""
    return scores.index(max(scores)) if scores else None

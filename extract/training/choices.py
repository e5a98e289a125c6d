"""Choices that annotated news teaches: candidates, where they stand, and which are right."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .labels import numbered

TASKS = ("metric", "subject", "period", "status", "actor", "deadline", "pledge")
LEAST_OFTEN = 3
"""Features and forms seen less often teach nothing."""


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A candidate."""

    spots: list[tuple[int, int]]
    """Word and bucket of each place where it stands, as in `extract.pointers.spots`."""
    form: str
    features: list[str]
    right: float
    """0 for wrong, up to 1."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is to be chosen for what stands at a place: numbers of its head, first word and verb."""

    task: str
    place: tuple[int, int, int | None]
    possible: list[Possible]


@dataclass(frozen=True, kw_only=True)
class ChoiceLabels:
    """The forms and features of each task, in the order of their numbers, which begin at 1."""

    forms: dict[str, list[str]] = field(default_factory=dict)
    features: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def form_numbers(self) -> dict[str, dict[str, int]]:
        """The number of each form of each task."""
        return _numbers(self.forms)

    @cached_property
    def feature_numbers(self) -> dict[str, dict[str, int]]:
        """The number of each feature of each task."""
        return _numbers(self.features)


def _numbers(labels: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    return {task: {name: n for n, name in enumerate(known, 1)} for task, known in labels.items()}


def choice_labels(lessons: Iterable[dict[str, Any]]) -> ChoiceLabels:
    """What lessons (lines of `framing.py`) have often enough."""
    forms: dict[str, Counter[str]] = {task: Counter() for task in TASKS}
    features: dict[str, Counter[str]] = {task: Counter() for task in TASKS}
    for lesson in lessons:
        for choice in lesson["choices"]:
            for possible in choice["possible"]:
                forms[choice["task"]][possible["form"]] += 1
                features[choice["task"]].update(possible["features"])
    return ChoiceLabels(
        forms={task: sorted(_often(counts)) for task, counts in forms.items()},
        features={task: sorted(_often(counts)) for task, counts in features.items()},
    )


def _often(counts: Counter[str]) -> list[str]:
    return numbered(counts.elements(), least=LEAST_OFTEN)

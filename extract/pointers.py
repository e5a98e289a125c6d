"""How well a name, a wording or a time fits a figure, by what the network makes of their words.

For each task ("whose is it?") the words of a figure ask, and each word of a candidate answers: a
pointer network (Vinyals et al., 2015) with biaffine scores (Dozat and Manning, 2017). What comes
out is added to the weights of the candidate's features (`extract/ranker.py`), with which it was
learnt together. A doc that the network has not read, such as one built by hand, gets no scores.
"""

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from extract.weights import weights_file

Array = np.ndarray
STATES = 256
"""Width of what a word says as part of a figure, and again as part of a candidate."""
SPOTS = 10
"""How many of a candidate's words are looked at, the nearest to the figure."""
_BEFORE, _AFTER, _EARLIER, _NEXT = 0, 1, 1, 7
_FARTHEST = 5


class Place(NamedTuple):
    """Where a figure or an aim stands, in tokens."""

    head: int
    first: int
    verb: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A candidate as the network sees it."""

    tokens: Collection[int] = ()
    """Where it stands in the text; nowhere for one that is not printed."""
    form: str = ""
    """What kind of candidate it is, where a task has several."""


class Spot(NamedTuple):
    """A token of a candidate, and where it stands from the figure."""

    token: int
    bucket: int


def spots(place: Place, tokens: Collection[int], sentence_of: Sequence[int]) -> list[Spot]:
    """The nearest tokens of a candidate up to the sentence after the figure's."""
    here = sentence_of[place.head]
    near = sorted(t for t in tokens if sentence_of[t] <= here + 1)
    near.sort(key=lambda token: abs(token - place.head))
    return [Spot(token, _bucket(place, token, sentence_of)) for token in near[:SPOTS]]


def _bucket(place: Place, token: int, sentence_of: Sequence[int]) -> int:
    back = sentence_of[place.head] - sentence_of[token]
    if back < 0:
        return _NEXT
    if back == 0:
        return _BEFORE if token < place.first else _AFTER
    return _EARLIER + min(back, _FARTHEST)


@dataclass(frozen=True, kw_only=True)
class Task:
    """Where the weights of one task stand in the columns of all."""

    query: slice
    key: slice
    """One column more than the query: how well a word answers whatever is asked."""
    forms: slice
    form_keys: slice
    """As many as forms, or none where the form of a candidate doesn't ask its words."""
    numbers: dict[str, int]
    """The number of each form; 0 for one not seen in training."""
    trust: float
    """How much the scores count."""
    buckets: Array
    """A score for each bucket of `spots`."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The weights of all tasks side by side; the last row is what is added."""

    asking: Array
    """(3 * STATES + 1, columns): from a figure's head, first word and verb."""
    answering: Array
    """(STATES + 1, columns): from a word of a candidate."""
    absent: Array
    """(STATES,): what stands for the verb where there is none."""
    tasks: dict[str, Task]


@cache
def load_weights() -> Weights:
    """The weights that the package brings."""
    described = json.loads(weights_file("pointers.json").read_text("utf-8"))
    with np.load(weights_file("pointers.npz"), allow_pickle=False) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    asking, answering = _Columns(arrays), _Columns(arrays)
    tasks = {
        task: Task(
            query=asking.add(f"{task}.query"),
            forms=asking.add(f"{task}.form"),
            key=answering.add(f"{task}.key"),
            form_keys=answering.add(f"{task}.form key"),
            numbers={form: number for number, form in enumerate(known["forms"], 1)},
            trust=known["trust"],
            buckets=arrays.get(f"{task}.bucket", np.zeros(0, np.float32)),
        )
        for task, known in described.items()
    }
    return Weights(
        asking=asking.joined(), answering=answering.joined(), absent=arrays["absent"], tasks=tasks
    )


class _Columns:
    """Puts matrices of one height side by side."""

    def __init__(self, arrays: dict[str, Array]):
        self._arrays, self._parts, self._width = arrays, list[Array](), 0

    def add(self, name: str) -> slice:
        """Where the matrix of this name comes to stand; nowhere if there is none."""
        part = self._arrays.get(name)
        if part is None:
            return slice(0, 0)
        self._parts.append(part)
        self._width += part.shape[1]
        return slice(self._width - part.shape[1], self._width)

    def joined(self) -> Array:
        return np.hstack(self._parts)


class Pointers:
    """The scores of candidates in one doc."""

    def __init__(self, states: Array, sentence_of: Sequence[int]):
        """`states` is tokens x 2 * STATES, as the annotator leaves them in `doc.tensor`."""
        self._sentence_of = sentence_of
        self._states = states
        self._asked: dict[Place, Array] = {}
        self._answers: Array | None = None

    def scores(self, task: str, place: Place, options: Sequence[Option]) -> list[float]:
        """How well each candidate fits what stands at `place`."""
        if not self._states.size:
            return [0.0] * len(options)
        columns, asked = load_weights().tasks[task], self._ask(place)
        numbers = [columns.numbers.get(option.form, 0) for option in options]
        near = [spots(place, option.tokens, self._sentence_of) for option in options]
        found = iter(self._found(columns, asked[columns.query], near, numbers))
        forms = asked[columns.forms]
        return [
            columns.trust * (float(forms[number]) + _sum_up([next(found) for _ in some]))
            for number, some in zip(numbers, near, strict=True)
        ]

    def _found(
        self, columns: Task, query: Array, near: Sequence[list[Spot]], numbers: Sequence[int]
    ) -> list[float]:
        """The score of every spot of all candidates, one candidate after the other."""
        flat = [spot for some in near for spot in some]
        if not flat:
            return []
        answers = self._answer()[[spot.token for spot in flat]]
        key = answers[:, columns.key]
        found = key[:, :-1] @ query + key[:, -1] + columns.buckets[[s.bucket for s in flat]]
        if columns.form_keys.stop:
            forms = [number for number, some in zip(numbers, near, strict=True) for _ in some]
            found += answers[range(len(flat)), columns.form_keys.start + np.array(forms)]
        scores: list[float] = found.tolist()
        return scores

    def _ask(self, place: Place) -> Array:
        if place not in self._asked:
            weights, asking = load_weights(), self._states[:, :STATES]
            verb = weights.absent if place.verb is None else asking[place.verb]
            figure = np.concatenate([asking[place.head], asking[place.first], verb])
            self._asked[place] = _wide(figure) @ weights.asking[:-1] + weights.asking[-1]
        return self._asked[place]

    def _answer(self) -> Array:
        if self._answers is None:
            weights = load_weights().answering
            self._answers = _wide(self._states[:, STATES:]) @ weights[:-1] + weights[-1]
        return self._answers


def _sum_up(scores: Sequence[float]) -> float:
    """Log of the summed exponents; 0 of nothing."""
    if not scores:
        return 0.0
    most = max(scores)
    return most + math.log(sum(math.exp(score - most) for score in scores))


def _wide(states: Array) -> Array:
    """In single precision: numpy multiplies halves slowly."""
    return states.astype(np.float32)

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
from itertools import accumulate
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
_NOTHING = np.zeros((0, 0), np.float32)


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
    if not tokens:
        return []
    here = sentence_of[place.head]
    near = [token for token in tokens if sentence_of[token] <= here + 1]
    if len(near) > 1:
        near = sorted(near, key=lambda token: (abs(token - place.head), token))[:SPOTS]
    return [Spot(token, _bucket(place, token, sentence_of)) for token in near]


def _bucket(place: Place, token: int, sentence_of: Sequence[int]) -> int:
    back = sentence_of[place.head] - sentence_of[token]
    if back < 0:
        return _NEXT
    if back == 0:
        return _BEFORE if token < place.first else _AFTER
    return _EARLIER + min(back, _FARTHEST)


@dataclass(frozen=True, kw_only=True)
class Task:
    """The weights of one task; `query` and `forms` are where they stand in the columns of all."""

    query: slice
    forms: slice
    key: Array
    """(STATES + 1, width of the query + 1): from a word of a candidate; the last column tells how
    well it answers whatever is asked, the last row is what is added."""
    form_key: Array
    """(forms, STATES + 1): where the form of a candidate asks its words too; else no rows."""
    numbers: dict[str, int]
    """The number of each form; 0 for one not seen in training."""
    trust: float
    """How much the scores count."""
    buckets: Array
    """A score for each bucket of `spots`."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The weights of all tasks."""

    asking: Array
    """(3 * STATES + 1, columns): from a figure's head, first word and verb; the last row is what is
    added."""
    absent: Array
    """(STATES,): what stands for the verb where there is none."""
    tasks: dict[str, Task]


@cache
def load_weights() -> Weights:
    """The weights that the package brings."""
    described = json.loads(weights_file("pointers.json").read_text("utf-8"))
    with np.load(weights_file("pointers.npz"), allow_pickle=False) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    asking = _Columns(arrays)
    tasks = {
        task: Task(
            query=asking.add(f"{task}.query"),
            forms=asking.add(f"{task}.form"),
            key=arrays.get(f"{task}.key", _NOTHING),
            form_key=arrays.get(f"{task}.form key", _NOTHING).T.copy(),
            numbers={form: number for number, form in enumerate(known["forms"], 1)},
            trust=known["trust"],
            buckets=arrays.get(f"{task}.bucket", _NOTHING),
        )
        for task, known in described.items()
    }
    return Weights(asking=asking.joined(), absent=arrays["absent"], tasks=tasks)


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
        self._states = states.astype(np.float32)  # numpy multiplies halves slowly
        self._asked: dict[Place, Array] = {}

    def scores(self, task: str, place: Place, options: Sequence[Option]) -> list[float]:
        """How well each candidate fits what stands at `place`."""
        if not self._states.size:
            return [0.0] * len(options)
        columns, asked = load_weights().tasks[task], self._ask(place)
        numbers = [columns.numbers.get(option.form, 0) for option in options]
        near = [spots(place, option.tokens, self._sentence_of) for option in options]
        found = self._found(columns, asked[columns.query], near, numbers)
        forms: list[float] = asked[columns.forms][numbers].tolist()
        ends = [*accumulate(map(len, near))]
        spans = zip(forms, [0, *ends], ends, strict=False)
        return [columns.trust * (form + _sum_up(found[a:b])) for form, a, b in spans]

    def _found(
        self, columns: Task, query: Array, near: Sequence[list[Spot]], numbers: Sequence[int]
    ) -> list[float]:
        """The score of every spot of all candidates, one candidate after the other."""
        flat = [spot for some in near for spot in some]
        if not flat:
            return []
        words = self._states[[spot.token for spot in flat], STATES:]
        asked = columns.key[:, :-1] @ query + columns.key[:, -1]
        found = words @ asked[:-1] + asked[-1] + columns.buckets[[spot.bucket for spot in flat]]
        if len(columns.form_key):
            forms = [number for number, some in zip(numbers, near, strict=True) for _ in some]
            keys = columns.form_key[forms]
            found += np.einsum("ij,ij->i", words, keys[:, :-1]) + keys[:, -1]
        scores: list[float] = found.tolist()
        return scores

    def ask(self, places: Sequence[Place]) -> None:
        """Works out what is asked at places that will be wanted, faster than one by one."""
        new = [place for place in dict.fromkeys(places) if place not in self._asked]
        if not new or not self._states.size:
            return
        weights = load_weights()
        figures = np.stack([self._figure(place, weights.absent) for place in new])
        asked = figures @ weights.asking[:-1] + weights.asking[-1]
        self._asked.update(zip(new, asked, strict=True))

    def _figure(self, place: Place, absent: Array) -> Array:
        asking = self._states[:, :STATES]
        verb = absent if place.verb is None else asking[place.verb]
        return np.concatenate([asking[place.head], asking[place.first], verb])

    def _ask(self, place: Place) -> Array:
        self.ask([place])
        return self._asked[place]


def _sum_up(scores: Sequence[float]) -> float:
    """Log of the summed exponents; 0 of nothing."""
    if len(scores) < 2:
        return scores[0] if scores else 0.0
    most = max(scores)
    return most + math.log(sum(math.exp(score - most) for score in scores))

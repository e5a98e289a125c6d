"""The part of the network that chooses among candidates; see `extract/pointers.py`.

Learnt together with a weight for each feature of a candidate, a third of which are dropped at
random so that neither part leans on the other, while the encoder goes on learning names and trees.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from extract.pointers import STATES
from extract.windowing import plan_windows
from extract.wordpiece import WordPieces

from .choices import TASKS, ChoiceLabels
from .network import Reader

WIDTH = 64
BUCKETS = 9
POINTING = ("metric", "subject", "period", "actor", "deadline")
FORMED = ("metric",)
"""Tasks in which a candidate's form asks its words too."""
DROPPED = 0.25
FEATURES_DROPPED = 0.3
LOSS_WEIGHTS = {
    "subject": 0.5, "metric": 0.5, "period": 0.4, "status": 0.4, "actor": 0.3, "pledge": 0.25,
    "deadline": 0.2,
}  # fmt: skip
LEAST_WEIGHT = 0.03
"""A feature that weighs less is not shipped."""
TRUST = {
    "metric": 0.65, "subject": 0.65, "period": 0.35, "status": 0.5, "actor": 0.5, "deadline": 0.5,
}  # fmt: skip
"""How much the network's scores count: it has seen the articles several times, and is surer of
itself than it should be. Chosen on held-out articles; whether an aim is a pledge is told better
without it."""


@dataclass
class Choices:
    """All choices of one task in one article as flat tensors."""

    places: Tensor
    """choices x 3: head, first word, verb (-1 for none)."""
    choice: Tensor
    """Which choice each candidate belongs to."""
    form: Tensor
    right: Tensor
    features: Tensor
    """The features of all candidates, one candidate after the other."""
    first_feature: Tensor
    """Where each candidate's features begin."""
    spot_word: Tensor
    spot_bucket: Tensor
    spot_candidate: Tensor


@dataclass
class Article:
    """An article's windows, framed for the encoder, and its choices by task."""

    windows: list[tuple[list[int], list[int], list[int]]]
    """Pieces, shapes, and the places of the first pieces of the words that are kept."""
    choices: dict[str, Choices]


def read_article(lesson: dict[str, Any], pieces: WordPieces, labels: ChoiceLabels) -> Article:
    """A lesson (a line of `framing.py`) in numbers."""
    by_task: dict[str, list[dict]] = defaultdict(list)
    for choice in lesson["choices"]:
        by_task[choice["task"]].append(choice)
    found = {task: _choices(choices, task, labels) for task, choices in by_task.items()}
    return Article(_windows(lesson["words"], set(lesson["breaks"]), pieces), found)


def _windows(words: Sequence[str], breaks: set[int], pieces: WordPieces):
    read = pieces(words)
    framed = []
    for window in plan_windows([len(word.ids) for word in read]):
        inside = {b - window.start for b in breaks if window.start < b < window.end}
        ids, shapes, firsts = pieces.frame(read[window.start : window.end], inside)
        kept = firsts[window.keep - window.start : window.keep_end - window.start]
        framed.append((ids, shapes, kept))
    return framed


def _choices(choices: list[dict], task: str, labels: ChoiceLabels) -> Choices:
    forms, known = labels.form_numbers[task], labels.feature_numbers[task]
    columns: dict[str, list] = defaultdict(list)
    for number, choice in enumerate(choices):
        head, first, verb = choice["place"]
        columns["places"].append([head, first, -1 if verb is None else verb])
        for possible in choice["possible"]:
            for word, bucket in possible["spots"]:
                columns["spot_word"].append(word)
                columns["spot_bucket"].append(bucket)
                columns["spot_candidate"].append(len(columns["choice"]))
            columns["choice"].append(number)
            columns["form"].append(forms.get(possible["form"], 0))
            columns["right"].append(possible["right"])
            columns["first_feature"].append(len(columns["features"]))
            columns["features"] += [known[f] for f in possible["features"] if f in known]
    right = torch.tensor(columns.pop("right"))
    tensors = {name: torch.tensor(columns[name], dtype=torch.long) for name in (
        "places", "choice", "form", "features", "first_feature", "spot_word", "spot_bucket",
        "spot_candidate")}  # fmt: skip
    return Choices(right=right, **tensors)


class Choosers(nn.Module):
    """Scores of candidates, by what the encoder makes of words and by their features."""

    def __init__(self, labels: ChoiceLabels):
        super().__init__()
        self.labels = labels
        self.dropout = nn.Dropout(DROPPED)
        self.absent = nn.Parameter(torch.zeros(STATES))
        counts = {task: len(labels.forms[task]) + 1 for task in TASKS}
        self.query = nn.ModuleDict({t: nn.Linear(3 * STATES, WIDTH) for t in POINTING})
        self.key = nn.ModuleDict({t: nn.Linear(STATES, WIDTH + 1) for t in POINTING})
        self.bucket = nn.ModuleDict({t: nn.Embedding(BUCKETS, 1) for t in POINTING})
        self.form = nn.ModuleDict({t: nn.Linear(3 * STATES, counts[t]) for t in TASKS})
        self.form_key = nn.ModuleDict({t: nn.Linear(STATES, counts[t]) for t in FORMED})
        self.weights = nn.ModuleDict(
            {t: nn.EmbeddingBag(len(labels.features[t]) + 1, 1, mode="sum", padding_idx=0)
             for t in TASKS}
        )  # fmt: skip
        for layer in (*self.bucket.values(), *self.weights.values()):
            nn.init.zeros_(layer.weight)

    def forward(self, states: Tensor, choices: dict[str, Choices]) -> dict[str, Tensor]:
        """The score of each candidate, by task; `states` are words x 2 * STATES of an article."""
        return {task: self._scores(task, states, found) for task, found in choices.items()}

    def _scores(self, task: str, states: Tensor, choices: Choices) -> Tensor:
        asking, answering = states.split(STATES, -1)
        head, first, verb = choices.places.unbind(1)
        verbs = torch.where((verb >= 0)[:, None], asking[verb.clamp(min=0)], self.absent)
        figure = self.dropout(torch.cat([asking[head], asking[first], verbs], -1))
        scores = self.form[task](figure)[choices.choice, choices.form]
        if task in POINTING and len(choices.spot_word):
            scores = scores + self._pointed(task, figure, answering, choices)
        return scores + self._weighed(task, choices)

    def _pointed(self, task: str, figure: Tensor, answering: Tensor, choices: Choices) -> Tensor:
        query = self.query[task](figure) * WIDTH**-0.5
        key = self.key[task](self.dropout(answering))[choices.spot_word]
        asked = query[choices.choice[choices.spot_candidate]]
        found = (asked * key[:, :-1]).sum(-1) + key[:, -1]
        found = found + self.bucket[task](choices.spot_bucket)[:, 0]
        if task in FORMED:
            forms = choices.form[choices.spot_candidate]
            found = found + self.form_key[task](answering)[choices.spot_word, forms]
        return _sum_up(found, choices.spot_candidate, len(choices.choice))

    def _weighed(self, task: str, choices: Choices) -> Tensor:
        features = choices.features
        if not self.training:
            return self.weights[task](features, choices.first_feature)[:, 0]
        dropped = torch.rand(len(features)) < FEATURES_DROPPED
        kept = torch.where(dropped, 0, features)
        return self.weights[task](kept, choices.first_feature)[:, 0] / (1 - FEATURES_DROPPED)


def _sum_up(found: Tensor, candidate: Tensor, count: int) -> Tensor:
    """Log of the summed exponents of each candidate's spots; 0 for one without any."""
    most = torch.full((count,), -1e4).scatter_reduce(0, candidate, found.detach(), "amax")
    total = torch.zeros(count).index_add(0, candidate, torch.exp(found - most[candidate]))
    some = torch.zeros(count).index_add(0, candidate, torch.ones(len(candidate))) > 0
    return torch.where(some, most + torch.log(total.clamp(min=1e-9)), torch.zeros(()))


def choice_loss(scores: Tensor, choices: Choices) -> tuple[Tensor, int]:
    """Minus log of the share that right candidates get, summed over choices that teach, and how
    many these are: some of their candidates are right and some wrong."""
    count, group = len(choices.places), choices.choice
    most = torch.full((count,), -1e9).scatter_reduce(0, group, scores.detach(), "amax")
    odds = torch.exp(scores - most[group])
    every = torch.zeros(count).index_add(0, group, odds)
    right = torch.zeros(count).index_add(0, group, odds * choices.right)
    some = torch.zeros(count).index_add(0, group, choices.right) > 0
    wrong = torch.zeros(count).index_add(0, group, (choices.right <= 0).float()) > 0
    taught = some & wrong
    share = torch.log(every[taught]) - torch.log(right[taught].clamp(min=1e-9))
    return share.sum(), int(taught.sum())


def article_losses(
    model: Reader, choosers: Choosers, articles: Sequence[Article]
) -> dict[str, Tensor]:
    """Mean loss of each task over the choices of some articles."""
    sums: dict[str, Tensor] = {}
    counts: dict[str, int] = defaultdict(int)
    for article, states in zip(articles, article_states(model, articles), strict=True):
        for task, scores in choosers(states, article.choices).items():
            loss, count = choice_loss(scores, article.choices[task])
            sums[task] = sums.get(task, 0.0) + loss
            counts[task] += count
    return {task: sums[task] / max(counts[task], 3) for task in sums if counts[task]}


def article_states(model: Reader, articles: Sequence[Article]) -> Iterator[Tensor]:
    """Words x 2 * STATES of each article."""
    windows = [window for article in articles for window in article.windows]
    width = max(len(ids) for ids, _, _ in windows)
    ids = np.zeros((len(windows), width), np.int64)
    shapes = np.zeros_like(ids)
    for row, (pieces, shape, _) in enumerate(windows):
        ids[row, : len(pieces)], shapes[row, : len(shape)] = pieces, shape
    layers = model.encode(torch.from_numpy(ids), torch.from_numpy(shapes))
    flat = torch.stack([layer.reshape(-1, layer.shape[-1]) for layer in layers], 1)
    row = 0
    for article in articles:
        places = []
        for _, _, kept in article.windows:
            places += [row * width + place for place in kept]
            row += 1
        yield model.pointing_states(flat[torch.tensor(places)])


def export_choosers(choosers: Choosers, alone: dict[str, dict[str, float]], out: Path) -> None:
    """Writes `pointers.npz`, `pointers.json` and a file of feature weights for each task, the mean
    of those learnt together and `alone`."""
    arrays = {"absent": choosers.absent.detach().numpy()}
    for task in TRUST:
        arrays[f"{task}.form"] = _matrix(choosers.form[task])
        if task in POINTING:
            arrays[f"{task}.query"] = _matrix(choosers.query[task]) * WIDTH**-0.5
            arrays[f"{task}.key"] = _matrix(choosers.key[task])
            arrays[f"{task}.bucket"] = choosers.bucket[task].weight.detach().numpy()[:, 0]
        if task in FORMED:
            arrays[f"{task}.form key"] = _matrix(choosers.form_key[task])
    halves = {name: array.astype(np.float16) for name, array in arrays.items()}
    np.savez_compressed(out / "pointers.npz", **halves)
    shipped = {
        task: {"trust": trust, "forms": choosers.labels.forms[task]}
        for task, trust in TRUST.items()
    }
    text = json.dumps(shipped, ensure_ascii=False, indent=1)
    (out / "pointers.json").write_text(text + "\n", encoding="utf-8")
    (out / "framing").mkdir(exist_ok=True)
    for task in TASKS:
        weights = _mean(alone[task], _named_weights(choosers, task) if task in TRUST else None)
        text = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True)
        (out / "framing" / f"{task}.json").write_text(text + "\n", encoding="utf-8")


def _named_weights(choosers: Choosers, task: str) -> dict[str, float]:
    weights = choosers.weights[task].weight.detach().numpy()[1:, 0].tolist()
    return dict(zip(choosers.labels.features[task], weights, strict=True))


def _mean(alone: dict[str, float], together: dict[str, float] | None) -> dict[str, float]:
    """The mean weight of each feature that was learnt together, of others the one learnt alone;
    those that hardly weigh left out."""
    learnt = together or {}
    means = alone | {name: (alone.get(name, 0.0) + w) / 2 for name, w in learnt.items()}
    return {name: round(w, 3) for name, w in means.items() if abs(w) >= LEAST_WEIGHT}


def _matrix(layer: nn.Linear) -> np.ndarray:
    """Inputs x outputs, and a last row of what is added."""
    return np.vstack([layer.weight.detach().numpy().T, layer.bias.detach().numpy()])


def as_state(choosers: Choosers) -> dict[str, Any]:
    """What a checkpoint holds."""
    return {"weights": choosers.state_dict(), "labels": asdict(choosers.labels)}


def from_state(state: dict[str, Any]) -> Choosers:
    choosers = Choosers(ChoiceLabels(**state["labels"]))
    choosers.load_state_dict(state["weights"])
    return choosers

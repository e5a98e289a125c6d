"""Training windows: stretches of documents, varied at random, in batches of like length.

Chunk number c of a seed always holds the same windows, so a run resumes where it was cut.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import torch

from extract.wordpiece import Pieces, WordPieces

from .corpora import Words
from .labels import ANY, bilou, lemma_script

CHUNK = 1024
MOST_PIECES = 220
IGNORED = -100


@dataclass
class Window:
    """Words and labels of one window; heads count within the window, -1 is unknown."""

    words: list[str]
    breaks: set[int]
    entities: list[int]
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    """Number of each word's sentence, or empty without syntax."""
    starts: list[int] = field(default_factory=list)
    """1 where a sentence begins, 0 elsewhere, IGNORED where unknown."""
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Variation:
    """Shares of windows that are varied."""

    swapped: float = 0.25
    upper: float = 0.04
    lower: float = 0.03
    titled: float = 0.03
    masked_words: float = 0.02
    paragraph: float = 0.10
    lone_sentence: float = 0.15
    unpunctuated: float = 0.08
    """Of the sentences of a window: as in headings, lists and hasty messages."""


@dataclass
class Corpus:
    """Weighted documents and the names that may replace each other."""

    documents: list[Words]
    weights: list[float]
    names: dict[str, list[list[str]]]

    @classmethod
    def of(cls, groups: Sequence[tuple[Sequence[Words], float]]) -> "Corpus":
        documents = [d for group, _ in groups for d in group if d.words]
        weights = [len(d.words) * w for group, w in groups for d in group if d.words]
        names: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for d in documents:
            for start, end, kind in d.mentions:
                names[kind].add(tuple(d.words[start:end]))
        return cls(documents, weights, {k: [list(n) for n in sorted(v)] for k, v in names.items()})

    def chunk(self, number: int, seed: int, variation: Variation) -> list[Window]:
        rng = random.Random(f"{seed}-{number}")
        documents = rng.choices(self.documents, self.weights, k=CHUNK)
        return [self._window(d, rng, variation) for d in documents]

    def _window(self, document: Words, rng: random.Random, variation: Variation) -> Window:
        if document.heads:
            window = _treebank_window(document, rng, variation)
        else:
            window = _entity_window(document, rng)
            if window.mentions and rng.random() < variation.swapped:
                window = swap_names(window, self.names, rng)
        vary_case(window, rng, variation)
        return window


def _entity_window(document: Words, rng: random.Random) -> Window:
    length = rng.choice((40, 80, 110, 110, 130, 150))
    start = rng.randint(-length // 3, max(0, len(document.words) - length // 2))
    start, end = max(0, start), min(len(document.words), max(0, start) + length)
    mentions = [
        (s - start, e - start, k) for s, e, k in document.mentions if s >= start and e <= end
    ]
    return Window(
        document.words[start:end],
        {b - start for b in document.breaks if start < b < end},
        document.entities[start:end],
        mentions,
    )


def _treebank_window(document: Words, rng: random.Random, variation: Variation) -> Window:
    first = rng.randrange(len(document.starts))
    start = document.starts[first]
    bounds = [*document.starts[first:], len(document.words)]
    if rng.random() < variation.lone_sentence:
        return _cut(document, start, bounds[1], rng, variation)
    length = rng.choice((40, 80, 110, 130, 150))
    if rng.random() < 0.25:
        start += rng.randrange(bounds[1] - start)
    end = min(len(document.words), start + length)
    if rng.random() < 0.7:
        end = max([b for b in bounds[1:] if b <= end], default=end)
    return _cut(document, start, end, rng, variation)


def _cut(document: Words, start: int, end: int, rng: random.Random, variation: Variation) -> Window:
    rows = _without_final_marks(document, start, end, rng, variation.unpunctuated)
    places = {row: place for place, row in enumerate(rows)}
    begins = [places[s] for s in document.starts if start < s < end]
    sentences = np.zeros(len(rows), dtype=int)
    sentences[begins] = 1
    breaks = set(begins) if rng.random() < variation.paragraph else set()
    breaks = {b for b in breaks if rng.random() < 0.4}
    return Window(
        [document.words[i] for i in rows],
        breaks,
        [ANY] * len(rows),
        sentences=list(np.cumsum(sentences)),
        starts=[IGNORED, *sentences[1:].tolist()],
        heads=[places.get(document.heads[i], -1) for i in rows],
        relations=[document.relations[i] for i in rows],
        tags=[document.tags[i] for i in rows],
        parts=[document.parts[i] for i in rows],
        scripts=[lemma_script(document.words[i], document.lemmas[i]) for i in rows],
    )


def _without_final_marks(
    document: Words, start: int, end: int, rng: random.Random, share: float
) -> list[int]:
    """The words from start to end, but for the last mark of a share of the sentences."""
    begins = set(document.starts)
    last = {
        s - 1
        for s in document.starts
        if start + 1 < s < end
        and document.parts[s - 1] == "PUNCT"
        and s - 1 not in begins
        and rng.random() < share
    }
    return [row for row in range(start, end) if row not in last]


def swap_names(window: Window, names: dict[str, list[list[str]]], rng: random.Random) -> Window:
    """The window with half of its people, organisations and places renamed."""
    out = Window([], set(), [])
    chosen = {s: (e, k) for s, e, k in window.mentions if k != "DATE" and rng.random() < 0.5}
    i = 0
    while i < len(window.words):
        if i in window.breaks:
            out.breaks.add(len(out.words))
        if i in chosen:
            i, kind = chosen[i]
            name = rng.choice(names[kind])[:12]
            out.mentions.append((len(out.words), len(out.words) + len(name), kind))
            out.words += name
            out.entities += [1 << n for n in bilou(kind, len(name))]
        else:
            out.words.append(window.words[i])
            out.entities.append(window.entities[i])
            i += 1
    return out


def vary_case(window: Window, rng: random.Random, variation: Variation) -> None:
    """Writes a few windows in capitals, without any, or like a headline."""
    draw = rng.random()
    if draw < variation.upper:
        window.words = [w.upper() for w in window.words]
    elif draw < variation.upper + variation.lower:
        window.words = [w.lower() for w in window.words]
    elif draw < variation.upper + variation.lower + variation.titled:
        window.words = [w[:1].upper() + w[1:] if len(w) > 3 else w for w in window.words]


@dataclass(frozen=True)
class Numbers:
    """Numbers of the labels that words carry."""

    tags: dict[str, int]
    parts: dict[str, int]
    scripts: dict[str, int]
    relations: dict[str, int]


@dataclass
class Batch:
    """Tensors of one training step; see `Reader.forward` for the first three."""

    ids: torch.Tensor
    shapes: torch.Tensor
    firsts: torch.Tensor
    allowed: torch.Tensor
    """N: bit masks of allowed entity labels."""
    starts: torch.Tensor
    tags: torch.Tensor
    parts: torch.Tensor
    scripts: torch.Tensor
    relations: torch.Tensor
    heads: torch.Tensor
    """N: row of the head, the word's own row for a root, -1 unknown."""
    sentences: torch.Tensor
    """S x longest: rows of the words of each sentence with syntax, -1 beyond its end."""


def encode(window: Window, pieces: WordPieces, mask: float, rng: random.Random):
    """Piece numbers, shape numbers and the places of first pieces, with the frame around."""
    words = [
        Pieces((pieces.mask,) * len(word.ids), word.shape) if mask and rng.random() < mask else word
        for word in pieces(window.words)
    ]
    return pieces.frame(words, window.breaks, most=MOST_PIECES)


def batches(
    windows: list[Window],
    pieces: WordPieces,
    numbers: Numbers,
    *,
    size: int,
    seed: str,
    mask: float,
) -> Iterator[Batch]:
    """The windows in batches of about `size` pieces, padding included."""
    rng = random.Random(seed)
    encoded = [(encode(w, pieces, mask, rng), w) for w in windows]
    encoded.sort(key=lambda pair: len(pair[0][0]))
    groups: list[list] = [[]]
    for pair in encoded:
        if groups[-1] and (len(groups[-1]) + 1) * len(pair[0][0]) > size:
            groups.append([])
        groups[-1].append(pair)
    rng.shuffle(groups)
    for group in groups:
        yield _batch(group, numbers)


def _batch(group: list, numbers: Numbers) -> Batch:
    width = max(len(ids) for (ids, _, _), _ in group)
    ids = np.zeros((len(group), width), dtype=np.int64)
    shapes = np.zeros_like(ids)
    firsts: list[int] = []
    columns: dict[str, list[int]] = defaultdict(list)
    sentences: list[list[int]] = []
    for row, ((i, s, f), window) in enumerate(group):
        ids[row, : len(i)], shapes[row, : len(s)] = i, s
        base = len(firsts)
        firsts += [row * width + place for place in f]
        _add_labels(columns, sentences, window, len(f), base, numbers)
    tensors = {k: torch.tensor(v, dtype=torch.long) for k, v in columns.items()}
    return Batch(
        torch.from_numpy(ids), torch.from_numpy(shapes), torch.tensor(firsts),
        sentences=_padded(sentences), **tensors,
    )  # fmt: skip


def _add_labels(columns, sentences, window: Window, n: int, base: int, numbers: Numbers) -> None:
    columns["allowed"] += window.entities[:n]
    syntax = bool(window.heads)
    columns["starts"] += window.starts[:n] if syntax else [IGNORED] * n
    for name, values in (
        ("tags", window.tags), ("parts", window.parts), ("scripts", window.scripts),
        ("relations", window.relations),
    ):  # fmt: skip
        known = getattr(numbers, name)
        columns[name] += [known.get(v, IGNORED) for v in values[:n]] if syntax else [IGNORED] * n
    if not syntax:
        columns["heads"] += [-1] * n
        return
    columns["heads"] += [base + h if 0 <= h < n else -1 for h in window.heads[:n]]
    begins = [0, *(i for i in range(1, n) if window.starts[i] == 1), n]
    sentences += [list(range(base + a, base + b)) for a, b in pairwise(begins) if b > a]


def _padded(rows: Iterable[list[int]]) -> torch.Tensor:
    rows = list(rows)
    out = torch.full((len(rows), max(map(len, rows), default=0)), -1, dtype=torch.long)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row)
    return out

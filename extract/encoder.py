"""The trained network: words in, scores and vectors of each word out. onnxruntime on the CPU."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from extract.weights import weights_file
from extract.windowing import plan_windows
from extract.wordpiece import Pieces, WordPieces

Array = np.ndarray
FILES = ("model.onnx", "model.json", "relations.npy", "lemmas.json", "vocab.txt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A document as the encoder reads it: words without whitespace tokens."""

    texts: list[str]
    breaks: frozenset[int]
    """Words that begin a paragraph (0 is not among them)."""
    glued: frozenset[int] = frozenset()
    """Words that no blank parts from the one before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scores:
    """What the network says of each word of a document, in order: words x width each."""

    rows: Array
    """float32; the blocks of `Encoder.columns` side by side."""
    classes: Array
    """int32; numbers of the labels of tag, part of speech and lemma script."""
    states: Array
    """float16; what `extract/pointers.py` ties figures to their context by."""


class Encoder:
    """Runs the network over documents, window by window."""

    def __init__(self, folder: Path, *, threads: int = 1):
        """`threads` is how many cores one call may use. Raises WeightsMissing."""
        self.folder = folder
        self.settings = _read_settings(folder)
        self.pieces = WordPieces(_read_vocabulary(folder), self.labels["shapes"])
        self.relations = np.load(folder / "relations.npy", allow_pickle=False).astype(np.float32)
        self._session = _open_session(folder / "model.onnx", threads)

    @property
    def labels(self) -> Mapping[str, list[str]]:
        """Label sets by name: entities, tags, parts, scripts, relations, shapes."""
        return self.settings["labels"]

    @cached_property
    def columns(self) -> Mapping[str, slice]:
        """Where each block stands in a row of scores."""
        names, widths = zip(*self.settings["rows"], strict=True)
        ends = [0, *accumulate(widths)]
        return {n: slice(a, b) for n, (a, b) in zip(names, pairwise(ends), strict=True)}

    def __call__(self, words: Words) -> Scores:
        """Scores of a document's words, which depend on that document alone.

        Windows go through the network one by one: activations are quantised by their range, so
        windows read together would change each other's scores, and it is no slower (measured:
        10,200 words/s one by one, 9,500 in batches of 1,600 pieces).
        """
        out = self._empty(len(words.texts))
        pieces = self.pieces(words.texts)
        for window in plan_windows([len(p.ids) for p in pieces]):
            part = pieces[window.start : window.end]
            breaks = {b - window.start for b in words.breaks if window.start < b < window.end}
            rows, classes, states = self._session.run(None, self._feed(part, breaks))
            kept = slice(window.keep - window.start, window.keep_end - window.start)
            out.rows[window.keep : window.keep_end] = rows[kept]
            out.classes[window.keep : window.keep_end] = classes[kept]
            out.states[window.keep : window.keep_end] = states[kept]
        return out

    def _empty(self, count: int) -> Scores:
        width = sum(width for _, width in self.settings["rows"])
        classes = len(self.settings["classes"])
        return Scores(
            rows=np.empty((count, width), np.float32),
            classes=np.empty((count, classes), np.int32),
            states=np.empty((count, self.settings["states"]), np.float16),
        )

    def _feed(self, pieces: Sequence[Pieces], breaks: set[int]) -> dict[str, Array]:
        ids, shapes, firsts = self.pieces.frame(pieces, breaks)
        return {
            "ids": np.array([ids], np.int64),
            "shapes": np.array([shapes], np.int64),
            "firsts": np.array(firsts, np.int64),
        }


def _read_settings(folder: Path) -> Mapping[str, Any]:
    for name in FILES:
        weights_file(name, folder)
    settings: Mapping[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    return settings


def _read_vocabulary(folder: Path) -> list[str]:
    return (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()


def _open_session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

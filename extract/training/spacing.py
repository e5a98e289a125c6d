"""Learns what the blanks of a text tell of where sentences begin, for `extract/spacing.py`.

A logistic model of nine weights, from what the exported network says of the treebanks' train and
dev parts. The dev parts, which the network has not seen, count three times.
"""

import json
from pathlib import Path

import numpy as np

from extract.encoder import Encoder, Words
from extract.spacing import FILE, SIGNS, spacing_signs

from . import corpora as read

UNSEEN = 3
"""How often a word of the dev parts counts."""
SURE = (-7.0, 8.0)
"""Log odds beyond which the network needs no advice."""
PULL = 1.0
"""To zero, of weights of signs that vary by one."""
ROUNDS = 25


def write_spacing(folder: Path, corpora: Path) -> None:
    """Adds the weights of the signs to a folder of exported weights."""
    weights = learned(Encoder(folder), corpora)
    text = json.dumps(dict(zip(SIGNS, weights, strict=True)), indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def learned(encoder: Encoder, corpora: Path) -> list[float]:
    """The weight of each sign."""
    parts = [
        (*lesson(encoder, document), times)
        for split, times in (("train", 1), ("dev", UNSEEN))
        for source in read.UD_SOURCES
        for document in read.treebank(corpora, source, split)
    ]
    signs = np.concatenate([signs for signs, _, _ in parts])
    right = np.concatenate([right for _, right, _ in parts])
    times = np.concatenate([np.full(len(right), times) for _, right, times in parts])
    return [round(float(w), 3) for w in logistic(signs.astype(float), right, times, PULL)]


def lesson(encoder: Encoder, document: read.Words) -> tuple[np.ndarray, np.ndarray]:
    """The signs of the words where the network is not sure, and whether a sentence begins there."""
    words = Words(texts=document.words, breaks=frozenset(), glued=frozenset(document.glued))
    odds = encoder(words).rows[:, encoder.columns["start"]][:, 0]
    open_ = (odds > SURE[0]) & (odds < SURE[1])
    open_[:1] = False
    starts = np.zeros(len(odds), bool)
    starts[document.starts] = True
    return spacing_signs(odds, document.words, document.glued)[open_], starts[open_]


def logistic(signs: np.ndarray, right: np.ndarray, times: np.ndarray, pull: float) -> np.ndarray:
    """The likeliest weights (Newton's method); the last sign, always one, is not pulled to zero."""
    spread = signs.std(0)
    spread[spread == 0] = 1.0
    pulls = pull * spread**2
    pulls[-1] = 0.0
    weights = np.zeros(signs.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (times * (likely - right)) + pulls * weights
        bend = (signs * (times * likely * (1 - likely))[:, None]).T @ signs + np.diag(pulls)
        weights -= np.linalg.solve(bend + 1e-9 * np.eye(len(bend)), slope)
    return weights

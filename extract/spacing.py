"""What the blanks of a text tell of where its sentences begin; the network reads words alone.

A sentence hardly begins where no blank stands, and the blanks beside a quotation mark or bracket
tell whether it opens or closes. Weighed by a logistic model that `extract/training/spacing.py`
learns from the treebanks.
"""

import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from extract.weights import weights_file

Array = np.ndarray
FILE = "spacing.json"
SIGNS = (
    "odds",
    "glued",
    "opening",
    "closing",
    "after opening",
    "after closing",
    "opening odds",
    "closing odds",
    "bias",
)
"""What is weighed, in order: what the network says of the word; that no blank stands before it;
that it is a mark that opens or closes, or stands behind one; what the network says of the word that
an opening mark belongs to, and of the closing mark before; and one."""
_MARKS = frozenset(("'", '"', "“", "”", "‘", "’", "``", "''", "(", ")", "[", "]", "{", "}"))


def read_spacing(folder: Path) -> Array:
    """The weight of each sign. Raises WeightsMissing."""
    weights = json.loads(weights_file(FILE, folder).read_text(encoding="utf-8"))
    return np.array([weights[sign] for sign in SIGNS], np.float32)


def spacing_signs(odds: Array, texts: Sequence[str], glued: Collection[int]) -> Array:
    """words x SIGNS, from the network's log odds of each word and the words that no blank parts
    from the one before."""
    joined = np.zeros(len(texts) + 1, bool)
    joined[list(glued)] = True
    marks = np.array([text in _MARKS for text in texts], bool)
    here, behind = joined[:-1], joined[1:]
    opening, closing = marks & ~here & behind, marks & here
    after_opening = _shifted(opening)
    after_closing = _shifted(closing) & ~here
    following = np.append(odds[1:], np.zeros(min(1, len(odds)), odds.dtype))
    columns = (
        odds,
        here,
        opening,
        closing,
        after_opening,
        after_closing,
        opening * following,
        after_closing * _shifted(odds),
        np.ones(len(texts)),
    )
    return np.stack(columns, 1).astype(np.float32)


def _shifted(values: Array) -> Array:
    """What stood one place before; nothing before the first."""
    return np.append(np.zeros(min(1, len(values)), values.dtype), values[:-1])

"""What blanks tell of sentence starts: the signs, their weights, and what comes of them."""

import numpy as np
import pytest

from extract.pipeline import load_pipeline
from extract.spacing import SIGNS, read_spacing, spacing_signs
from extract.training.spacing import logistic
from extract.weights import WEIGHTS, WeightsMissing

TEXTS = ["Done", ".", '"', "Go", "on", ".", '"', "She", "left", "."]
GLUED = {1, 3, 5, 6, 9}


def signs_of(word: int) -> dict[str, float]:
    odds = np.arange(len(TEXTS), dtype=np.float32)
    row = spacing_signs(odds, TEXTS, GLUED)[word]
    return {sign: float(value) for sign, value in zip(SIGNS, row, strict=True) if value}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (0, {"bias": 1}),
        (1, {"odds": 1, "glued": 1, "bias": 1}),
        (2, {"odds": 2, "opening": 1, "opening odds": 3, "bias": 1}),
        (3, {"odds": 3, "glued": 1, "after opening": 1, "bias": 1}),
        (6, {"odds": 6, "glued": 1, "closing": 1, "bias": 1}),
        (7, {"odds": 7, "after closing": 1, "closing odds": 6, "bias": 1}),
        (8, {"odds": 8, "bias": 1}),
    ],
)
def test_the_signs_of_a_word(word: int, expected: dict[str, float]) -> None:
    assert signs_of(word) == expected


def test_nothing_has_no_signs() -> None:
    assert spacing_signs(np.zeros(0, np.float32), [], set()).shape == (0, len(SIGNS))


def test_a_mark_alone_neither_opens_nor_closes() -> None:
    row = spacing_signs(np.array([2.0], np.float32), ['"'], set())[0]
    assert row[SIGNS.index("opening")] == row[SIGNS.index("closing")] == 0


def test_missing_weights_are_named(tmp_path) -> None:
    with pytest.raises(WeightsMissing, match=r"spacing\.json"):
        read_spacing(tmp_path)


def test_shipped_weights_speak_against_a_start_without_a_blank() -> None:
    weights = dict(zip(SIGNS, read_spacing(WEIGHTS).tolist(), strict=True))
    assert weights["odds"] > 0 > weights["glued"]
    assert weights["after closing"] > 0 > weights["closing"]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        (
            'Nobody had asked. "We built it anyway," Ana Toor said. It opened in May.',
            ["Nobody", '"', "It"],
        ),
        (
            'He told the board: "The plant will close." Mara Iles left the room before the vote.',
            ["He", "Mara"],
        ),
        ("Sales rose (to 5 million). Costs fell (by 2 percent). Both won.", ["S", "C", "B"]),
    ],
)
def test_quotes_stay_with_their_sentence(text: str, starts: list[str]) -> None:
    doc = load_pipeline()(text)
    found = [sent.text for sent in doc.sents]
    assert len(found) == len(starts)
    assert all(sentence.startswith(start) for sentence, start in zip(found, starts, strict=True))


def test_a_logistic_model_finds_what_tells() -> None:
    rng = np.random.default_rng(5)
    signs = np.column_stack([rng.normal(size=4000), rng.normal(size=4000), np.ones(4000)])
    right = rng.random(4000) < 1 / (1 + np.exp(-(2 * signs[:, 0] - 1)))
    weights = logistic(signs, right, np.ones(4000), pull=1.0)
    assert weights == pytest.approx([2, 0, -1], abs=0.2)

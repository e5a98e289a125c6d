"""Choosing by weighted features."""

import numpy as np
import pytest

from extract import ranker
from extract.pointers import Option, Place, Pointers
from extract.ranker import Answer, best, score, spelled, weigh

WEIGHTS = {"near": 1.0, "near|percent": 0.5, "far|percent": -2.0, "near|money": 4.0, "far": 0.25}


@pytest.fixture(autouse=True)
def few_weights(monkeypatch):
    monkeypatch.setattr(ranker, "load_weights", lambda task: WEIGHTS)
    ranker.crossed_weights.cache_clear()
    yield
    ranker.crossed_weights.cache_clear()


def answer(*features, circumstances=()):
    return Answer(features=features, option=Option(), crossed=features, circumstances=circumstances)


@pytest.mark.parametrize(
    ("features", "circumstances", "total"),
    [
        (("near",), (), 1.0),
        (("near",), ("percent",), 1.5),
        (("near", "far"), ("percent", "money"), 3.75),
        (("unknown",), ("percent", "nowhere"), 0.0),
    ],
)
def test_crossed_features_weigh_as_if_spelled_out(features, circumstances, total):
    candidate = answer(*features, circumstances=circumstances)
    assert score("subject", candidate) == total
    assert sum(WEIGHTS.get(feature, 0.0) for feature in spelled(candidate)) == total


def test_features_are_spelled_once_and_in_order():
    candidate = answer("near", "far", circumstances=("money",))
    assert spelled(candidate) == ["far", "far|money", "near", "near|money"]


def test_the_heaviest_candidate_is_chosen_the_first_of_equals():
    pointers = Pointers(np.zeros((0, 0)), [])
    candidates = [answer("far"), answer("near"), answer("near")]
    assert best(weigh(pointers, "subject", Place(0, 0, None), candidates)) == 1
    assert best([]) is None

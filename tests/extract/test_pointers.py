"""What the network says of a figure's candidates, and where it looks for them."""

from datetime import date

import numpy as np
import pytest

from extract.anchors import anchor_of
from extract.context import Context
from extract.dates import read_periods
from extract.money import read_measures
from extract.names import read_entities
from extract.pipeline import load_pipeline
from extract.pointers import STATES, Option, Place, Pointers, Spot, spots
from extract.quotes import read_quotes
from extract.reading import Reading, read_reading
from extract.subjects import subject_candidates

SENTENCES = [0] * 5 + [1] * 5 + [2] * 5
FIGURE = Place(7, 7, 6)
"""In the second of three sentences of five words."""

NEAR = [
    ({4}, [Spot(4, 2)], "the sentence before"),
    ({5, 9}, [Spot(5, 0), Spot(9, 1)], "before and behind it in its own"),
    ({11}, [Spot(11, 7)], "the next sentence"),
    ({0, 6}, [Spot(6, 0), Spot(0, 2)], "the nearest first"),
    (set(), [], "nowhere"),
]


@pytest.mark.parametrize(("tokens", "expected", "why"), NEAR, ids=[why for _, _, why in NEAR])
def test_spots_tell_where_a_candidate_stands_from_the_figure(tokens, expected, why):
    assert spots(FIGURE, tokens, SENTENCES) == expected, why


def test_a_sentence_farther_on_is_out_of_sight():
    assert spots(Place(2, 2, None), {12}, SENTENCES) == []


def test_only_the_nearest_spots_count():
    far = [n // 2 for n in range(60)]
    found = spots(Place(50, 50, None), set(range(40)), far)
    assert [spot.token for spot in found] == list(range(39, 29, -1))


def test_a_doc_that_the_network_has_not_read_gets_no_scores():
    pointers = Pointers(np.zeros((0,)), SENTENCES)
    options = [Option(tokens={4}), Option(form="none")]
    assert pointers.scores("subject", FIGURE, options) == [0.0, 0.0]


def test_a_form_that_training_never_saw_is_scored_as_unknown():
    pointers = Pointers(np.ones((15, 2 * STATES), np.float32), SENTENCES)
    unknown, other = pointers.scores(
        "period", FIGURE, [Option(form="never seen"), Option(form="nor this")]
    )
    assert unknown == other


def read(text: str) -> Reading:
    doc = load_pipeline()(text)
    context = Context(published=date(2024, 5, 20))
    entities = read_entities(doc)
    measures, periods = read_measures(doc, context), read_periods(doc, context)
    return read_reading(doc, measures, periods, entities, read_quotes(doc, entities), context)


def test_the_network_tells_the_owner_of_a_figure_from_others():
    reading = read(
        "Analysts at Harlow Partners were surprised. Vestra Steel said its revenue rose to "
        "$40 million last year."
    )
    (measure,) = reading.measures
    anchor = anchor_of(reading, measure)
    candidates = subject_candidates(reading, anchor, None)
    scores = reading.pointers.scores("subject", anchor.place, [c.option for c in candidates])
    by_name = {c.name: score for c, score in zip(candidates, scores, strict=True)}
    assert by_name["Vestra Steel"] > by_name["Harlow Partners"]

"""Sentences and every amount in them, as rows/amounts.txt lists them."""

import pytest

from extract.measures import Measure
from extract.money import find_measures
from extract.plain import plain_text
from tests.extract.marked import ROWS as FOLDER

ROWS = [
    line.rpartition(" | ")[::2]
    for line in (FOLDER / "amounts.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def line_of(measure: Measure) -> str:
    high = "" if measure.amount_high is None else f"-{measure.amount_high.normalize():f}"
    of = (measure.currency if measure.kind == "money" else measure.unit) or "?"
    comparator = "" if measure.comparator == "=" else f" {measure.comparator}"
    return f"{measure.kind} {measure.amount.normalize():f}{high} {of}{comparator}"


@pytest.mark.parametrize(("sentence", "expected"), ROWS)
def test_amounts_of_a_sentence(sentence: str, expected: str) -> None:
    found = find_measures(plain_text(sentence).text)
    assert (" ; ".join(map(line_of, found)) or "none") == expected

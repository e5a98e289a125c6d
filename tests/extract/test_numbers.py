"""Numbers in digits and words, and the text that the grammars read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numbers import read_number, words_value
from extract.plain import lowered, plain_text

NUMBERS = [
    ("5", "5"),
    ("1,250", "1250"),
    ("1,250,000.75", "1250000.75"),
    ("12,34,567", "1234567"),
    ("250 000", "250000"),
    ("1.200.000", "1200000"),
    ("4,5 million", "4500000"),
    ("3.5", "3.5"),
    (".5", "0.5"),
    ("1½", "1.5"),
    ("2 3/4", "2.75"),
    ("62.58 billion", "62580000000"),
    ("9.05 billion", "9050000000"),
    ("1.39 trillion", "1390000000000"),
    ("3.5 lakh crore", "3500000000000"),
    ("5万", "50000"),
    ("5亿", "500000000"),
    ("five", "5"),
    ("twenty-five", "25"),
    ("twenty five", "25"),
    ("one hundred", "100"),
    ("one hundred and twenty", "120"),
    ("three hundred thousand", "300000"),
    ("two thousand five hundred", "2500"),
    ("one million two hundred thousand", "1200000"),
    ("two and a half million", "2500000"),
    ("half a million", "500000"),
    ("a quarter of a million", "250000"),
    ("three quarters of a billion", "750000000"),
    ("a million", "1000000"),
    ("a dozen", "12"),
    ("two dozen", "24"),
    ("one-and-a-half billion", "1500000000"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers(text, value):
    found = read_number(text, 0)
    assert found is not None
    assert (found.value, text[found.start : found.end]) == (Decimal(value), text)


@pytest.mark.parametrize(
    "text", ["million", "dozens", "a few", "hundreds of thousands", "ones", ""]
)
def test_words_that_are_no_number(text):
    assert read_number(text, 0) is None


def test_letters_scale_only_where_asked():
    assert read_number("5m", 0).value == 5
    assert read_number("5m", 0, letters=True).value == 5_000_000


@given(st.integers(0, 10**15))
def test_printed_integers_are_read_back(number):
    for printed in (str(number), f"{number:,}"):
        found = read_number(printed, 0)
        assert found is not None
        assert (found.value, found.end) == (number, len(printed))


@given(st.integers(1, 9), st.integers(1, 9))
def test_words_add_up(hundreds, ones):
    names = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert words_value(f"{names[hundreds]} hundred and {names[ones]}") == 100 * hundreds + ones


@given(st.text())
def test_plain_text_keeps_track_of_every_character(text):
    plain = plain_text(text)
    assert len(lowered(plain.text)) == len(plain.text)
    for at in range(len(plain.text)):
        start, end = plain.original(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert plain_text(text[start:end]).text == plain.text[at]

"""Phrasings that state a period, each with the day it counts from and the period meant."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
import spacy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.calendar import a_half, a_month, a_quarter, a_year
from extract.context import Context
from extract.dates import find_periods, parse_period, period_iso, read_periods
from tests.extract.marked import ROWS as FOLDER

NLP = spacy.blank("en")
HEADING = re.compile(r"== (\d{4}-\d\d-\d\d|.*)")
OCT = date(2018, 10, 17)  # a Wednesday


def period_rows() -> Iterator[tuple[str, date | None, str]]:
    """Each phrase of rows/periods.txt with the day it counts from and the period it states."""
    days: tuple[date | None, ...] = ()
    for line in (FOLDER / "periods.txt").read_text("utf-8").splitlines():
        if heading := HEADING.match(line):
            when = heading[1]
            dated = when[0].isdigit()
            days = (date.fromisoformat(when),) if dated else (None,)
            days += (OCT,) if when == "with or without a date" else ()
        elif line and not line.startswith("#"):
            phrase, _, expected = line.rpartition(" | ")
            yield from ((phrase, day, expected) for day in days)


ROWS = list(period_rows())


IN_SENTENCES = [
    ("In 2004, it raised prices in January.", ["2004", "2004-01"]),
    (
        "Sales rose in the third quarter from the same period last year.",
        ["2018-07/2018-09", "2017-07/2017-09"],
    ),
    (
        "It earned $2bn in the first half of 2018, up from $1bn a year earlier.",
        ["2018-01/2018-06", "2017-01/2017-06"],
    ),
    ("Output grew 4% in May from a year earlier.", ["2018-05", "2017-05"]),
    ("It fell in July from the same time last year.", ["2018-07", "2017-07"]),
    ("Prices rose in July. Rents rose over the same period.", ["2018-07", "2018-07"]),
    (
        "It will borrow $4bn and pay from its cash, which stood at $3bn at the end of March.",
        ["2018-03-31"],
    ),
    ("The Companies Act 2006 took effect on Monday.", ["2018-10-15"]),
    ("It sold 2,018 cars and 2000 vans in 2017.", ["2017"]),
    ("Theresa May said she may march on.", []),
    ("The plan (2018-2020) covers five cities.", ["2018/2020"]),
    ("The 2018 budget was passed on Oct. 1.", ["2018", "2018-10-01"]),
    ("On Thursday everyone will get a letter.", ["2018-10-18"]),
    ("The company, founded in 1998, plans to list by 2020.", ["1998", "2020"]),
]


@pytest.mark.parametrize(("phrase", "published", "expected"), ROWS)
def test_phrases_resolve(phrase, published, expected):
    found = parse_period(phrase, published)
    if found is None:
        assert expected == "none"
    else:
        assert f"{period_iso(found)} {found.relation}".removesuffix(" in") == expected


@pytest.mark.parametrize(("sentence", "isos"), IN_SENTENCES)
def test_sentences(sentence, isos):
    assert [period_iso(found.period) for found in find_periods(sentence, OCT)] == isos


@pytest.mark.parametrize("phrase", ["mid-2022", "around 2030", "early 2019", "the late 1990s"])
def test_vague_phrases_are_marked(phrase):
    found = parse_period(phrase, OCT)
    assert found is not None
    assert found.approximate


def test_a_span_holds_the_preposition():
    text = "It aims to sell 500 cars by the end of 2020, not before."
    found = find_periods(text, OCT)
    assert [text[m.start : m.end] for m in found] == ["by the end of 2020"]


def test_offsets_are_those_of_the_original_text():
    text = "The\u00ad plan runs un\u00adtil\u00a0March\u200b 2019 and ends."
    doc = NLP(text)
    (found,) = read_periods(doc, Context(published=OCT))
    assert text[found.start : found.end] == "un\u00adtil\u00a0March\u200b 2019"
    assert period_iso(found.period) == "/2019-03"


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2150, 12, 31)))
def test_a_printed_day_is_read_back(day):
    for printed in (
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
    ):
        found = parse_period(f"on {printed}", None)
        assert found is not None
        assert (found.start, found.end) == (day, day)


@given(st.integers(1600, 2150), st.integers(1, 12))
def test_what_is_formatted_is_read_back(year, number):
    assume(number <= year % 100)  # "2008-09" is two years in news
    for period in (a_year(year), a_month(year, number)):
        found = parse_period(period_iso(period), None)
        assert found is not None
        assert (found.start, found.end) == (period.start, period.end)


@given(st.integers(1900, 2100))
def test_quarters_and_halves_tile_the_year(year):
    quarters = [a_quarter(year, number) for number in (1, 2, 3, 4)]
    assert quarters[0].start == date(year, 1, 1)
    assert a_half(year, 2).start == quarters[2].start
    for before, after in pairwise(quarters):
        assert before.end is not None
        assert before.end + timedelta(days=1) == after.start


PIECES = [row[0] for row in ROWS]
DAMAGED = st.lists(
    st.one_of(
        st.sampled_from(PIECES), st.text(max_size=6), st.sampled_from("，。  \u00ad\u200b５٣%$-–/")
    ),
    max_size=12,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(DAMAGED, st.one_of(st.none(), st.dates()))
def test_damaged_text_never_raises(text, published):
    doc = NLP(text)
    found = read_periods(doc, Context(published=published))
    ends = 0
    for mention in found:
        assert ends <= mention.start < mention.end <= len(text)
        ends = mention.end
        period_iso(mention.period)

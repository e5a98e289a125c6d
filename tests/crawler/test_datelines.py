"""Timestamps as pages print and state them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.datelines import is_date_line, parse_timestamp, url_date


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2018-10-17", "2018-10-17"),
        ("Published 9:15 AM EST, Tue March 3, 2026", "2026-03-03T09:15:00-05:00"),
        ("2018-10-17 10:00:59", "2018-10-17T10:00:59"),
        ("2018-10-17T10:00:59Z", "2018-10-17T10:00:59+00:00"),
        ("2018-10-17T10:00:59.123+0800", "2018-10-17T10:00:59+08:00"),
        ("2018/10/7 9:05", "2018-10-07T09:05:00"),
        ("Updated : 2018-10-17 10:00:59", "2018-10-17T10:00:59"),
        ("20181017", "2018-10-17"),
        ("20181017T100059Z", "2018-10-17T10:00:59"),
        ("2018年10月17日 10:00", "2018-10-17T10:00:00"),
        ("Oct. 17, 2018", "2018-10-17"),
        ("October 17, 2018", "2018-10-17"),
        ("17 October 2018", "2018-10-17"),
        ("Wednesday 17th October 2018", "2018-10-17"),
        ("17-Oct-2018", "2018-10-17"),
        ("October 17, 2018 at 4:02 pm", "2018-10-17T16:02:00"),
        ("Oct 17 2018 12:30 a.m. EDT", "2018-10-17T00:30:00-04:00"),
        ("17 Oct 2018, 16:02 GMT", "2018-10-17T16:02:00+00:00"),
        ("09:15, July 14, 2022", "2022-07-14T09:15:00"),
        ("10:10 am EDT, Tuesday, September 5, 2023", "2023-09-05T10:10:00-04:00"),
        ("Wed, 17 Oct 2018 10:00:59 +0200", "2018-10-17T10:00:59+02:00"),
        ("1539770459", "2018-10-17T10:00:59+00:00"),
        ("1539770459000", "2018-10-17T10:00:59+00:00"),
        ("17 Oct 2018 10:00 CST", "2018-10-17T10:00:00"),
        ("October 2018", None),
        ("2018", None),
        ("2018-13-40", None),
        ("31 June 2018", None),
        ("1066-10-14", None),
        ("Version 2.10.17", None),
        ("May 4", None),
        ("", None),
        (None, None),
    ],
)
def test_timestamps(text, stamp):
    assert parse_timestamp(text) == stamp


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2018/10/17/mill.html", "2018-10-17"),
        ("https://a.example/2018-10/17/mill.html", "2018-10-17"),
        ("https://a.example/news/20181017-mill", "2018-10-17"),
        ("https://a.example/article/2018/mill", None),
        ("https://a.example/20189999/mill", None),
        (None, None),
    ],
)
def test_dates_in_addresses(url, day):
    assert url_date(url) == day


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_from_its_usual_spellings(day):
    spellings = (
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    )
    assert {parse_timestamp(text) for text in spellings} == {day.isoformat()}


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("3 March 2026, 14:05 CET", True),
        ("Tuesday, March 3, 2026", True),
        ("Published 9:15 AM EST, Tue March 3, 2026", True),
        ("Updated: 2026-03-03 09:20", True),
        ("Xinhua | Updated: 2026-03-03 09:20", True),
        ("First published on 3rd March 2026 at 9:15 pm local time", True),
        ("03/03/2026 14:22", True),
        ("March 3", True),
        ("3 March", True),
        ("The mill opens on 3 March 2026", False),
        ("Mill, 3 March 2026", False),
        ("March 2026", False),
        ("Sales on March 3", False),
        ("2026", False),
    ],
)
def test_lines_that_are_dates(line, is_one):
    assert is_date_line(line) is is_one

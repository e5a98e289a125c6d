"""The days that an ISO 8601 period means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.periods import period_days


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-05-09", "2026-05-09", "2026-05-09"),
        ("2026-05-09T10:00:00+08:00", "2026-05-09", "2026-05-09"),
        ("2018/2020", "2018-01-01", "2020-12-31"),
        ("2026-01/2026-03", "2026-01-01", "2026-03-31"),
        ("2026-01-01/2026-06-30", "2026-01-01", "2026-06-30"),
        ("/2030", None, "2030-12-31"),
        ("2025/", "2025-01-01", None),
        ("/", None, None),
        ("", None, None),
        (None, None, None),
        ("soon", None, None),
        ("20260509", None, None),
        ("2026-13", None, None),
        ("2026-02-30", None, None),
        ("0000", None, None),
    ],
)
def test_first_and_last_day(period: str | None, first: str | None, last: str | None) -> None:
    assert period_days(period) == (first, last)


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)))
def test_days_stay_days(first: date, last: date) -> None:
    assert period_days(f"{first}/{last}") == (first.isoformat(), last.isoformat())


@given(st.text(alphabet="0123456789-/TW", max_size=21))
def test_any_text_gives_days_or_none(text: str) -> None:
    for day in period_days(text):
        assert day is None or date.fromisoformat(day)

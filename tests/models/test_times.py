"""Moments as text."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.times import parse_moment, timestamp

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01T12:00:00Z", NOON),
        ("2026-03-01T20:00:00+08:00", NOON),
        ("2026-03-01T12:00:00", NOON),
        ("2026-03-01", NOON - timedelta(hours=12)),
        (" 2026-03-01 ", NOON - timedelta(hours=12)),
        ("", None),
        (None, None),
        ("Sunday", None),
        ("0001-01-01T00:00:00+08:00", None),
    ],
)
def test_reading(text: str | None, moment: datetime | None) -> None:
    assert parse_moment(text) == moment


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        timestamp(datetime(2026, 3, 1))  # noqa: DTZ001


ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=ZONES,
).map(lambda moment: moment.replace(microsecond=0))


@given(MOMENTS, MOMENTS)
def test_text_sorts_as_time(first: datetime, second: datetime) -> None:
    assert parse_moment(timestamp(first)) == first
    assert (timestamp(first) < timestamp(second)) is (first < second)

"""Lengths of time in words: "five years", "a year and a half", "half a century"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extract.calendar import a_day, a_month, a_quarter, a_range, a_week, a_year, month_shift, years
from extract.calendar import months_between as months_from_to
from extract.moment import COUNT, count_of
from extract.periods import Period

_UNITS = r"(?:years?|months?|quarters?|weeks?|days?|decades?|century|centuries|fortnights?|hours?)"
_KIND = r"(?:(?:calendar|trading|business|working|consecutive|straight|full|fiscal|whole) )?"
LENGTH = (
    rf"(?:(?:an?|one) {_UNITS} and a half"
    rf"|(?:half|(?:a )?quarter)(?:[ -]of)?(?:[ -]an?)?[ -](?:year|decade|century)"
    rf"|(?:an? )?(?:year|month|week|day|decade|quarter) or two|(?:year|decade) and a half"
    rf"|{COUNT}(?: ?(?:to|or|and|-|–) ?{COUNT})?(?: and a half)?(?: or so)?[ -]{_KIND}{_UNITS})\b"
)
_COUNTED = re.compile(rf"({COUNT})(?: and a half)?(?: or so)?[ -]{_KIND}({_UNITS})")
_PART = re.compile(r"half|(?:a )?quarter[ -](?:of|an?|year|decade|century)")
_YEARS = {"year": 1, "decade": 10, "century": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """So many of a unit; halves of years are given in months."""

    count: int
    unit: str
    """year, quarter, month, week or day."""


def length_of(words: str) -> Length | None:
    """The length that words like "two and a half years" mean; of "two to three years" the longer.

    None for a vague one ("a few years") and for hours that make up no whole days.

    >>> length_of("half a century"), length_of("a year and a half")
    (Length(count=50, unit='year'), Length(count=18, unit='month'))
    >>> length_of("several years") is None
    True
    """
    words = re.sub("^the ", "a ", words)
    if _PART.match(words):
        unit = re.split(r"[ -]", words)[-1]
        months = 12 * _YEARS[unit] // (2 if words.startswith("half") else 4)
        return _in_months(months)
    if words.endswith(" or two"):
        return _length(2, words.split()[-3], half=False)
    found = list(
        _COUNTED.finditer(f"a {words}" if words.startswith(("year ", "decade ")) else words)
    )
    count = count_of(found[-1][1]) if found else None
    if count is None:
        return None
    unit = found[-1][2].replace("centuries", "century").rstrip("s")
    return _length(count, unit, half="and a half" in words)


def _in_months(count: int) -> Length:
    return (
        Length(count=count, unit="month") if count % 12 else Length(count=count // 12, unit="year")
    )


def _length(count: int, unit: str, *, half: bool) -> Length | None:
    if unit == "hour":
        return None if count % 24 else Length(count=count // 24, unit="day")
    if unit == "fortnight":
        return Length(count=2 * count, unit="week")
    if unit not in _YEARS:
        return Length(count=count, unit=unit)
    if half:
        return _in_months(12 * _YEARS[unit] * count + 6 * _YEARS[unit])
    return Length(count=count * _YEARS[unit], unit="year")


def time_away(now: date | None, length: Length | None, sign: int) -> Period | None:
    """The year, quarter, month, week or day so far ahead, or behind where `sign` is -1."""
    if now is None or length is None:
        return None
    count, unit = sign * length.count, length.unit
    if unit == "year":
        return a_year(now.year + count) if 1000 < now.year + count < 3000 else None
    if unit == "month":
        shifted = month_shift(now, count)
        return a_month(shifted.year, shifted.month)
    if unit == "quarter":
        return a_quarter(now.year, (now.month - 1) // 3 + 1 + count)
    if unit == "week":
        return a_week(now + timedelta(weeks=count))
    return a_day(now + timedelta(days=count))


def stretch(now: date | None, length: Length | None, sign: int) -> Period | None:
    """From a day so far on, or back where `sign` is -1: in whole years or months, else in days."""
    if now is None or length is None:
        return None
    count, unit = sign * length.count, length.unit
    if unit == "year":
        other = now.year + count
        return years(*sorted((now.year, other))) if 1000 < other < 3000 else None
    if unit in ("month", "quarter"):
        return _months_on(now, count * (3 if unit == "quarter" else 1))
    return a_range(*sorted((now, now + timedelta(days=count * (7 if unit == "week" else 1)))))


def _months_on(now: date, count: int) -> Period:
    """Months ahead from this one on; months back up to the last full one."""
    if count > 0:
        return months_from_to(now, month_shift(now, count))
    return months_from_to(month_shift(now, count), month_shift(now, -1))

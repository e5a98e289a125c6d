"""Stretches of the calendar as periods: days, weeks, months, quarters, years, decades."""

import functools
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from extract.periods import Granularity, Period


def a_day(day: date, *, approximate: bool = False) -> Period:
    """One day."""
    return Period(start=day, end=day, granularity="day", approximate=approximate)


def a_week(day: date) -> Period:
    """The week, Monday to Sunday, that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return Period(start=monday, end=monday + timedelta(days=6), granularity="week")


def a_weekend(day: date, weeks: int = 0) -> Period:
    """Saturday and Sunday of the week that a day lies in, or of one some weeks off."""
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5, weeks=weeks)
    return Period(start=saturday, end=saturday + timedelta(days=1), granularity="range")


def months(
    year: int, first: int, last: int, granularity: Granularity, *, approximate: bool = False
) -> Period:
    """First day of one month to last day of another of the same year."""
    end = date(year, last, monthrange(year, last)[1])
    start = date(year, first, 1)
    return Period(start=start, end=end, granularity=granularity, approximate=approximate)


def a_month(year: int, month: int, *, approximate: bool = False) -> Period:
    """One month; months beyond 1 to 12 run into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return months(year, month, month, "month", approximate=approximate)


def a_quarter(year: int, number: int) -> Period:
    """One quarter; numbers beyond 1 to 4 run into the years beside."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months(year, 3 * number - 2, 3 * number, "quarter")


def a_half(year: int, number: int) -> Period:
    """The first or second half of a year."""
    return months(year, 6 * number - 5, 6 * number, "half")


def a_year(year: int) -> Period:
    """One calendar year."""
    return months(year, 1, 12, "year")


def a_decade(year: int) -> Period:
    """The ten years that begin with a year."""
    return Period(start=date(year, 1, 1), end=date(year + 9, 12, 31), granularity="decade")


def years(first: int, last: int, *, approximate: bool = False) -> Period:
    """The first day of one year to the last day of another."""
    return Period(
        start=date(first, 1, 1),
        end=date(last, 12, 31),
        granularity="range",
        approximate=approximate,
    )


def a_range(start: date | None, end: date | None, *, approximate: bool = False) -> Period:
    """Two days and what lies between; None on a side that is open."""
    return Period(start=start, end=end, granularity="range", approximate=approximate)


def months_between(first: date, last: date) -> Period:
    """The months that two days lie in, and those between."""
    return a_range(first.replace(day=1), month_end(last))


def months_up_to(day: date, count: int) -> Period:
    """A number of whole months, the last of them the one that a day lies in."""
    return months_between(month_shift(day, 1 - count), day)


def month_shift(day: date, count: int) -> date:
    """The same day some months off, or the last one where that month is shorter."""
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """The first, second ... Monday (0) to Sunday (6) of a month; -1 means the last."""
    if number < 0:
        last = month_end(date(year, month, 1))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def year_before(period: Period, count: int = 1) -> Period:
    """The same stretch some years earlier."""
    whole = period.end is not None and period.end == month_end(period.end)
    end = None if period.end is None else month_shift(period.end, -12 * count)
    return Period(
        start=None if period.start is None else month_shift(period.start, -12 * count),
        end=month_end(end) if end and whole else end,
        granularity=period.granularity,
        approximate=period.approximate,
    )


def months_off(period: Period, count: int) -> Period | None:
    """A period of whole months so many months later; None where it is none."""
    if period.start is None or period.end is None or not _whole_months(period.start, period.end):
        return None
    start = month_shift(period.start, count)
    return replace(
        period, start=start, end=month_end(month_shift(period.end, count)), relation="in"
    )


@functools.lru_cache(maxsize=2048)
def period_iso(period: Period) -> str:
    """The period as ISO 8601: a year, month or day, or start/end where either may be open.

    >>> period_iso(a_quarter(2018, 3))
    '2018-07/2018-09'
    >>> period_iso(a_range(None, date(1973, 12, 31)))
    '/1973'
    """
    start, end = period.start, period.end
    if start and end and start == end:
        return start.isoformat()
    if start and end and _whole_months(start, end):
        first, last = _month_iso(start, end)
        return first if first == last else f"{first}/{last}"
    if start and end:
        return f"{start.isoformat()}/{end.isoformat()}"
    if period.granularity == "day":
        return f"{start or ''}/{end or ''}"
    return f"{_open_start(start)}/{_open_end(end)}"


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end == month_end(end)


def _month_iso(start: date, end: date) -> tuple[str, str]:
    if start.month == 1 and end.month == 12:
        return f"{start.year:04d}", f"{end.year:04d}"
    return f"{start.year:04d}-{start.month:02d}", f"{end.year:04d}-{end.month:02d}"


def _open_start(start: date | None) -> str:
    if start is None:
        return ""
    if (start.month, start.day) == (1, 1):
        return f"{start.year:04d}"
    return f"{start.year:04d}-{start.month:02d}" if start.day == 1 else start.isoformat()


def _open_end(end: date | None) -> str:
    if end is None:
        return ""
    if (end.month, end.day) == (12, 31):
        return f"{end.year:04d}"
    whole = end == month_end(end)
    return f"{end.year:04d}-{end.month:02d}" if whole else end.isoformat()

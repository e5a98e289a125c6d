"""Feasts and shopping days of a year: Christmas, Black Friday, Easter, Lunar New Year."""

import functools
import re
from datetime import date, timedelta

from extract.calendar import a_day, a_range, nth_weekday
from extract.moment import STEPS, Maker, Moment, full_year, group
from extract.periods import Period
from extract.tables import load_table

_TABLE = load_table("feasts")
FEASTS = frozenset(
    name for kind in ("fixed", "weekday", "easter", "listed") for name in _TABLE[kind]
)
_AHEAD = timedelta(days=90)
"""A feast without a year lies ahead up to so far, where no word speaks of what is to come."""
_BACK = timedelta(days=14)
"""One that is just over is meant though words look ahead."""
_WEEKENDS = {0: (-2, 0), 3: (0, 3), 4: (0, 2), 6: (-2, 1)}
"""First and last day of a long weekend, counted from the feast, by the feast's weekday."""


def feast_day(name: str, year: int) -> date | None:
    """The day of a feast in a year; None where the list doesn't reach so far.

    >>> feast_day("black friday", 2018)
    datetime.date(2018, 11, 23)
    >>> feast_day("easter", 2024), feast_day("diwali", 1901)
    (datetime.date(2024, 3, 31), None)
    """
    if name in _TABLE["fixed"]:
        return date(year, *_TABLE["fixed"][name])
    if name in _TABLE["weekday"]:
        month, weekday, number, after = _TABLE["weekday"][name]
        return nth_weekday(year, month, weekday, number) + timedelta(days=after)
    if name in _TABLE["easter"]:
        return easter(year) + timedelta(days=_TABLE["easter"][name])
    return _listed(_TABLE["listed"][name]).get(year)


@functools.cache
def _listed(name: str) -> dict[int, date]:
    days = map(date.fromisoformat, _TABLE["days"][name].split())
    return {day.year: day for day in days}


def easter(year: int) -> date:
    """Easter Sunday, Gregorian, by the anonymous algorithm (Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _feast(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "Black Friday", "last Christmas", "Easter 2019", "the Thanksgiving weekend"."""
    name = re.sub(r"[- ]", " ", match["feast"])
    day = _day_of(name, match, moment)
    if day is None or not group(match, "weekend"):
        return a_day(day) if day else None
    saturday = 5 - day.weekday()
    first, last = _WEEKENDS.get(day.weekday(), (saturday, saturday + 1))
    return a_range(day + timedelta(days=first), day + timedelta(days=last))


def _day_of(name: str, match: re.Match[str], moment: Moment) -> date | None:
    year = group(match, "year") or group(match, "year0")
    if year:
        return feast_day(name, full_year(year))
    if moment.published is None:
        return None
    now = moment.published
    which = group(match, "which") or group(match, "which0")
    if which:
        return feast_day(name, now.year + STEPS[which])
    near = [day for add in (-1, 0, 1) if (day := feast_day(name, now.year + add))]
    step = group(match, "step")
    if step == "last":
        return max((day for day in near if day < now), default=None)
    ahead = moment.ahead or (moment.due and not moment.told)  # "|by| Christmas"
    if step == "next" or (ahead and step != "this"):
        first = now if step == "next" else now - _BACK
        return min((day for day in near if day >= first), default=None)
    if step == "this":
        return feast_day(name, now.year)
    return max((day for day in near if day <= now + _AHEAD), default=None)


MAKERS: dict[str, Maker] = {"feast": _feast}
"""What reads each phrase of `rules/periods.toml`, by name."""

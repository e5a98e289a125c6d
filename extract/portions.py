"""Parts of a month or year: its first week, second half, last Friday, first twenty days."""

import re
from datetime import date, timedelta

from extract.absolute import year_beside
from extract.calendar import (
    a_day,
    a_month,
    a_quarter,
    a_range,
    a_year,
    month_end,
    month_shift,
    months_between,
    nth_weekday,
)
from extract.moment import (
    ORDINALS,
    STEPS,
    WEEKDAYS,
    Maker,
    Moment,
    count_of,
    group,
    month_number,
    named_month,
)
from extract.periods import Period


def _whole(match: re.Match[str], moment: Moment) -> Period | None:
    """The month, quarter or year that a part is of: "of May", "of last month", "of the year"."""
    if group(match, "month"):
        month, year = month_number(match["month"]), year_beside(match, moment)
        return a_month(year, month) if year else named_month(month, moment)
    if group(match, "year"):
        return a_year(int(match["year"]))
    if moment.published is None:
        return None
    now, step = moment.published, STEPS[group(match, "step") or "the"]
    if match["unit"] == "month":
        return a_month(now.year, now.month + step)
    if match["unit"] == "quarter":
        return a_quarter(now.year, (now.month - 1) // 3 + 1 + step)
    return a_year(now.year + step)


def _nth(word: str) -> int:
    return -1 if word in ("last", "final", "closing") else ORDINALS[word]


def _week(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the first week of May", "the last ten days of the month": seven days, ten days."""
    whole = _whole(match, moment)
    if whole is None or whole.start is None or whole.end is None:
        return None
    days = 7 * (count_of(match["count"] or "a") or 0)
    if match["days"]:
        days = count_of(match["days"]) or 0
    number = _nth(match["nth"])
    if not 0 < days <= 31:
        return None
    if number < 0:
        return a_range(whole.end - timedelta(days=days - 1), whole.end)
    first = whole.start + timedelta(days=days * (number - 1))
    return a_range(first, min(first + timedelta(days=days - 1), whole.end))


def _nth_day(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the first day of the year", "the last day of May"."""
    whole = _whole(match, moment)
    if whole is None or whole.start is None or whole.end is None:
        return None
    number = _nth(match["nth"])
    return a_day(whole.end if number < 0 else whole.start + timedelta(days=number - 1))


def _nth_weekday(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the last Friday in May", "the first weekend of June"."""
    whole = _whole(match, moment)
    if whole is None or whole.start is None:
        return None
    weekday = group(match, "weekday")
    day = nth_weekday(
        whole.start.year,
        whole.start.month,
        WEEKDAYS[weekday] if weekday else 5,
        _nth(match["nth"]),
    )
    return a_day(day) if weekday else a_range(day, day + timedelta(days=1))


def _half_month(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the first half of May": up to the 15th, or from the 16th on."""
    whole = _whole(match, moment)
    if whole is None or whole.start is None:
        return None
    if ORDINALS[match["nth"]] == 1:
        return a_range(whole.start, whole.start.replace(day=15))
    return a_range(whole.start.replace(day=16), whole.end)


def _rest(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the rest of the year": from publication, in whole months where they are meant."""
    now = moment.published
    if now is None:
        return None
    unit = group(match, "unit")
    if unit == "month":
        return a_range(now, month_end(now))
    if unit == "week":
        return a_range(now, now + timedelta(days=6 - now.weekday()))
    if unit == "quarter":
        return months_between(now, a_quarter(now.year, (now.month - 1) // 3 + 1).end or now)
    if unit == "decade":
        return months_between(now.replace(month=1), date(now.year // 10 * 10 + 9, 12, 31))
    year = int(match["year"]) if group(match, "year") else now.year
    end = date(year, 12, 31)
    return months_between(now, end) if year == now.year else a_year(year)


def _same_month(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "this time last year": the month of publication, a year off."""
    if moment.published is None:
        return None
    other = month_shift(moment.published, 12 * STEPS[match["step"]])
    return a_month(other.year, other.month)


MAKERS: dict[str, Maker] = {
    "week_in": _week,
    "nth_day": _nth_day,
    "nth_weekday": _nth_weekday,
    "half_month": _half_month,
    "rest": _rest,
    "same_month": _same_month,
}
"""What reads each phrase of `rules/periods.toml`, by name."""

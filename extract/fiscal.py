"""Quarters, halves, fiscal years and runs of months, as companies report them.

A fiscal year is the calendar year of its number unless the text says when it ends.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from extract.calendar import (
    a_half,
    a_quarter,
    a_range,
    a_week,
    a_year,
    month_end,
    month_shift,
    months_between,
    months_off,
    year_before,
    years,
)
from extract.moment import (
    ORDINALS,
    STEPS,
    Maker,
    Moment,
    count_of,
    day_number,
    full_year,
    group,
    month_number,
    named_day,
    named_month,
    real_day,
)
from extract.periods import Period

_MONTHS_IN = {"year": 12.0, "quarter": 3.0, "month": 1.0, "half": 6.0, "week": 12 / 52}
_EARLY, _LATE = 5, 24
"""Days of a month that fiscal quarters of whole weeks end before or after, meaning its edge."""
_TOLD = 3
"""Month up to which a year's last quarters are told of."""
_YEAR_TOLD = 6
"""Month up to which the results of the last whole year are told."""
_SPLIT_OPENS = 4
"""First month of years that are printed as two, "2006-07", where their quarters are told of."""
_SEASON_NEAR = 9
"""Month from which "the holiday season" is the coming one."""
_STEP_OF_YEAR = {"last": -1, "the previous": -1, "next": 1}


def _quarter(match: re.Match[str], moment: Moment) -> Period | None:
    number = _nth(match)
    return _part(match, moment, number, 4) if 1 <= number <= 4 else None


def _half(match: re.Match[str], moment: Moment) -> Period | None:
    number = 2 if group(match, "nth") in ("latter", "back", "last", "final") else _nth(match)
    return _part(match, moment, number, 2) if number in (1, 2) else None


def _nth(match: re.Match[str]) -> int:
    nth = group(match, "nth")
    return ORDINALS[nth] if nth else int(match["number"])


def _part(match: re.Match[str], moment: Moment, number: int, parts: int) -> Period | None:
    make = a_quarter if parts == 4 else a_half
    year = _year_of(match, moment)
    if year is not None:
        part = make(year, number)
        return months_off(part, _SPLIT_OPENS - 1) if _is_split(match, year) else part
    if moment.topic and moment.topic.start:
        return make(moment.topic.start.year, number)
    if moment.published is None:
        return None
    now = moment.published
    first = (number - 1) * (12 // parts) + 1
    begun = first <= now.month or moment.is_due(first)
    if moment.ahead and not moment.since:
        over = number * (12 // parts) < now.month
        return make(now.year + over, number)
    if moment.is_due_next(number * (12 // parts)):
        return make(now.year + 1, number)
    return make(now.year if begun else now.year - 1, number)


def _is_split(match: re.Match[str], year: int) -> bool:
    """Whether the year runs into the next: "the first quarter of 2006-07"."""
    return (year + 1) % 100 == int(group(match, "split") or -1)


def _year_of(match: re.Match[str], moment: Moment) -> int | None:
    if group(match, "year"):
        return int(match["year"])
    if group(match, "short"):
        return full_year(match["short"])
    if group(match, "which") and moment.published:
        which = match["which"]
        if which in ("the", "its"):
            return _running_year(moment)
        if which in ("the previous", "the same") and moment.anchor and moment.anchor.start:
            return moment.anchor.start.year + _STEP_OF_YEAR.get(which, 0)
        return moment.published.year + _STEP_OF_YEAR.get(which, 0)
    return None


def _running_year(moment: Moment) -> int | None:
    """The year of "the third quarter of the year": the one before if it is told up to March."""
    if moment.topic and moment.topic.start:
        return moment.topic.start.year
    if moment.published is None or (moment.since and moment.published.month <= _TOLD):
        return None
    return moment.published.year


def _which_quarter(match: re.Match[str], moment: Moment) -> Period | None:
    if moment.published is None:
        return None
    now = moment.published
    return a_quarter(now.year, (now.month - 1) // 3 + 1 + STEPS[match["step"]])


def _two_quarters(match: re.Match[str], moment: Moment) -> Period | None:
    first = a_quarter(2000, ORDINALS[match["nth1"]])
    last = _quarter(match, moment)
    if last is None or last.start is None or first.start is None or last.end is None:
        return None
    return a_range(date(last.start.year, first.start.month, 1), last.end)


def _fiscal_year(match: re.Match[str], _moment: Moment) -> Period | None:
    return a_year(full_year(match["year"]))


def _fiscal_years(match: re.Match[str], _moment: Moment) -> Period | None:
    first = full_year(match["y1"])
    last = full_year(match["y2"], first)
    return years(first, last) if first < last <= first + 100 else None


def _ended_year(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the three months ended June 30": whole months up to that one."""
    end = _end_day(match, moment)
    if end is None:
        return None
    length = round(_months_of_unit(match))
    return _months_to(end, length) if 0 < length <= 240 else None


def _months_to(end: date, count: int) -> Period:
    """So many months up to a day: whole ones where it is near the end of one, else to the day."""
    if _LATE > end.day > _EARLY or (count == 1 and end.day < _LATE):
        days = a_range(month_shift(end, -count) + timedelta(days=1), end)
        return replace(days, granularity="month") if count == 1 else days
    last = end if end.day >= _LATE else month_shift(end, -1)
    return months_between(month_shift(last.replace(day=1), 1 - count), last)


def _ended_part(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "its fiscal first quarter ended September 30": the months up to that day."""
    end = _end_day(match, moment)
    if end is None:
        return None
    is_quarter = match["unit"] in ("quarter", "q")
    period = _months_to(end, 3 if is_quarter else 6)
    return replace(period, granularity="quarter" if is_quarter else "half")


def _begun(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the fiscal year beginning April 1": so many months from that day on."""
    end = _end_day(match, moment)
    if end is None:
        return None
    start = end if match["day"] or match["day2"] else end.replace(day=1)
    length = round(_months_of_unit(match))
    if not 0 < length <= 240:
        return None
    return a_range(start, month_shift(start, length) - timedelta(days=1))


def _months_of_unit(match: re.Match[str]) -> float:
    """The months that "three months", "quarter", "52 weeks" or "half-year" make up."""
    unit = group(match, "unit") or "year"
    count = count_of(group(match, "count") or "a") or 0
    return count * _MONTHS_IN["half" if unit.startswith("half") else unit.rstrip("s")]


def _years_to(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "the five years to 2020", "the decade to 2020": whole years up to that one."""
    last = int(match["year"])
    count = count_of(group(match, "count") or "a") or 0
    length = count * (10 if match["unit"] == "decade" else 1)
    return years(last - length + 1, last) if 1 < length <= 100 else None


def _week_of(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the week of May 7" as its Monday to Sunday, "the week ended May 7" as seven days."""
    if not (match["day"] or match["day2"]):
        return None
    day = _end_day(match, moment)
    if day is None:
        return None
    if match["which"] == "of":
        return a_week(day)
    if match["which"] in ("beginning", "starting", "commencing"):
        return a_range(day, day + timedelta(days=6))
    return a_range(day - timedelta(days=6), day)


def _half_decade(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the second half of the 2020s": five years."""
    if group(match, "decade"):
        first = int(match["decade"])
    elif moment.published:
        step = STEPS.get(group(match, "step") or "this", 0)
        first = moment.published.year // 10 * 10 + 10 * step
    else:
        return None
    second = ORDINALS[match["nth"]] != 1
    return years(first + 5 * second, first + 5 * second + 4)


def _end_day(match: re.Match[str], moment: Moment) -> date | None:
    month = month_number(match["month"] or match["month2"])
    day, year = match["day"] or match["day2"], group(match, "year") or match["year2"]
    if year and day:
        return real_day(int(year), month, day_number(day))
    if year:
        return month_end(date(int(year), month, 1))
    if day:
        return named_day(month, day_number(day), moment)
    found = named_month(month, moment)
    return found.end if found else None


def _first_months(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the first nine months of 2018"; without a year, of the year of publication."""
    count = count_of(match["count"])
    if match["end"] in ("last", "final") and _year_of(match, moment) is None:
        return None
    months = (count or 0) * (3 if match["unit"].startswith("quarter") else 1)
    year = _year_of(match, moment)
    if not 0 < months < 12 or (year is None and moment.published is None):
        return None
    if year is None and moment.published:
        over = months <= moment.published.month or moment.ahead
        year = moment.published.year if over else moment.published.year - 1
    first = 1 if match["end"] in ("first", "opening") else 13 - months
    return _months_of(year or 1, first, first + months - 1)


def _months_of(year: int, first: int, last: int) -> Period:
    return a_range(date(year, first, 1), month_end(date(year, last, 1)))


def _month_quarter(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the December quarter": three months, the last one named."""
    month = month_number(match["month"])
    year = _year_of(match, moment)
    end = month_end(date(year, month, 1)) if year else None
    back = -5 if group(match, "part") == "half" else -2
    if end is None:
        named = named_month(month, moment)
        end = named.end if named else None
    return months_between(month_shift(end.replace(day=1), back), end) if end else None


def _holiday_quarter(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the holiday quarter": October to December."""
    return _part(match, moment, 4, 4)


def _holiday_season(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "last holiday season" as November and December, "the Christmas period" as December."""
    first = 12 if group(match, "christmas") else 11
    year = _year_of(match, moment)
    if year is not None or moment.published is None:
        return _months_of(year, first, 12) if year is not None else None
    year = moment.published.year
    step = group(match, "step")
    near = moment.published.month >= _SEASON_NEAR and not moment.told
    last = step == "last" or (step is None and not near and not moment.ahead)
    begun = step == "next" and moment.published.month >= first
    return _months_of(year - last + begun, first, 12)


def _years_beside(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "the decade before 1989", "the 12 months after June 2006": not the one named."""
    year, printed = int(match["year"]), group(match, "month")
    unit = match["unit"]
    count = count_of(group(match, "count") or "a") or 0
    months = count * {"d": 120, "y": 12, "m": 1}[unit[0]]
    if not 0 < months <= 1200 or (unit[0] == "m" and not printed):
        return None
    ahead = match["side"] in ("after", "following")
    month = month_number(printed) if printed else (12 if ahead else 1)
    edge = date(year, month, 1)
    if ahead:
        return months_between(month_shift(edge, 1), month_shift(edge, months))
    return months_between(month_shift(edge, -months), month_shift(edge, -1))


def _year_ago_quarter(_match: re.Match[str], moment: Moment) -> Period | None:
    anchor = moment.anchor
    if anchor and anchor.granularity in ("quarter", "half", "month", "range"):
        return year_before(anchor)
    return None


def _whole_year(_match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "full-year profit": the year that is told of, or runs where the words look ahead."""
    if moment.published is None:
        return None
    now = moment.published
    told = not moment.ahead and now.month <= _YEAR_TOLD
    return a_year(now.year - told)


MAKERS: dict[str, Maker] = {
    "quarter": _quarter,
    "half": _half,
    "which_quarter": _which_quarter,
    "two_quarters": _two_quarters,
    "fiscal_year": _fiscal_year,
    "fiscal_years": _fiscal_years,
    "ended_year": _ended_year,
    "ended_part": _ended_part,
    "begun": _begun,
    "holiday_quarter": _holiday_quarter,
    "holiday_season": _holiday_season,
    "years_beside": _years_beside,
    "years_to": _years_to,
    "week_of": _week_of,
    "half_decade": _half_decade,
    "first_months": _first_months,
    "month_quarter": _month_quarter,
    "year_ago_quarter": _year_ago_quarter,
    "whole_year": _whole_year,
}
"""What reads each phrase of `rules/periods.toml`, by name."""

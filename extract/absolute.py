"""Printed dates: days, months and years in their many spellings, and ranges of them."""

import re
from datetime import date

from extract.calendar import a_day, a_decade, a_month, a_range, a_year, months, years
from extract.moment import (
    STEPS,
    Maker,
    Moment,
    day_number,
    full_year,
    group,
    month_number,
    named_day,
    named_month,
    real_day,
)
from extract.periods import Period

YEARS_ON = {"last": -1, "this": 0, "next": 1, "the same": 0, "that": 0, "the previous": -1}
YEARS_ON |= {"the prior": -1, "the preceding": -1, "the following": 1, "the current": 0}
YEARS_ON |= {"the coming": 1, "the": 0, "that same": 0}
_DECADE_EDGES = {
    "early to mid": (0, 6),
    "mid to late": (4, 9),
    "early": (0, 3),
    "mid": (4, 6),
    "middle": (4, 6),
    "late": (7, 9),
}
_CENTURIES = (1600, 1700, 1800, 1900)
_BESIDE_PUBLICATION = ("last", "this", "next", "the current", "the coming", "the")


def _iso(match: re.Match[str], _moment: Moment) -> Period | None:
    day = real_day(int(match["year"]), int(match["m"]), int(match["d"]))
    return a_day(day) if day else None


def _cjk(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "2018年5月31日", a month or year of it too."""
    year = int(match["year"])
    if match["d"]:
        day = real_day(year, int(match["m"]), int(match["d"]))
        return a_day(day) if day else None
    return a_month(year, int(match["m"])) if match["m"] else a_year(year)


def _numeric(match: re.Match[str], _moment: Moment) -> Period | None:
    """Day/month/year; only where the order is plain."""
    first, second = int(match["a"]), int(match["b"])
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (first, second) if second > 12 else (second, first)
    found = real_day(full_year(match["year"]), month, day)
    return a_day(found) if found else None


def _day(match: re.Match[str], moment: Moment) -> Period | None:
    month, day = month_number(match["month"]), day_number(match["day"])
    year = year_beside(match, moment)
    found = real_day(year, month, day) if year else named_day(month, day, moment)
    return a_day(found) if found else None


def year_beside(match: re.Match[str], moment: Moment) -> int | None:
    """The year printed or meant behind a month: "2018", "last year"."""
    if group(match, "year"):
        return int(match["year"])
    if group(match, "short"):
        return full_year(match["short"])
    if group(match, "which") and moment.published:
        anchored = group(match, "which") not in _BESIDE_PUBLICATION and moment.anchor
        base = moment.anchor.start if anchored and moment.anchor else None
        return (base or moment.published).year + YEARS_ON[match["which"]]
    return None


def _first_of(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the first of June"."""
    month, year = month_number(match["month"]), year_beside(match, moment)
    found = real_day(year, month, 1) if year else named_day(month, 1, moment)
    return a_day(found) if found else None


def _days(match: re.Match[str], moment: Moment) -> Period | None:
    month, year = month_number(match["month"]), year_beside(match, moment)
    first, last = day_number(match["day"]), day_number(match["last"])
    if last <= first:
        return None
    start = real_day(year, month, first) if year else named_day(month, first, moment)
    end = real_day(start.year, month, last) if start else None
    return a_range(start, end) if start and end else None


def _days_across(match: re.Match[str], moment: Moment) -> Period | None:
    """Days of two months: "May 28 to June 3, 2019"."""
    months_ = month_number(match["month"]), month_number(match["month2"])
    days_ = day_number(match["day"]), day_number(match["day2"])
    if group(match, "year"):
        end = real_day(int(match["year"]), months_[1], days_[1])
    else:
        end = named_day(months_[1], days_[1], moment)
    if end is None:
        return None
    start = real_day(end.year, months_[0], days_[0])
    if start and start > end:
        start = real_day(end.year - 1, months_[0], days_[0])
    return a_range(start, end) if start else None


def _month(match: re.Match[str], moment: Moment) -> Period | None:
    month, year = month_number(match["month"]), year_beside(match, moment)
    return a_month(year, month) if year else named_month(month, moment)


def _which_month(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "last May", "next March": never the month of publication itself."""
    if moment.published is None:
        return None
    month, now = month_number(match["month"]), moment.published
    step = STEPS[match["step"]]
    if step == 0:
        return a_month(now.year, month)
    if step < 0:
        return a_month(now.year if month < now.month else now.year - 1, month)
    return a_month(now.year if month > now.month else now.year + 1, month)


def _months(match: re.Match[str], moment: Moment) -> Period | None:
    first, last = month_number(match["month"]), month_number(match["month2"])
    end = a_month(int(match["year2"]), last) if group(match, "year2") else None
    if end is None and group(match, "which"):
        year = year_beside(match, moment)
        end = a_month(year, last) if year else None
    end = end or named_month(last, moment)
    if end is None or end.start is None:
        return None
    year = int(match["year"]) if group(match, "year") else end.start.year - (first > last)
    return a_range(date(year, first, 1), end.end)


def _edge_month(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "early March", "mid-May", "the end of June": the month, or its last day."""
    month = _month(match, moment)
    if month is None or month.end is None or month.start is None:
        return None
    if group(match, "edge") in ("end", "close"):
        return a_day(month.end)
    return a_month(month.start.year, month.start.month, approximate=True)


def _edge_year(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "early 2019" as its first quarter, "the end of 2019" as its last day."""
    year = year_beside(match, moment)
    return edge_of_year(match["edge"], year) if year else None


def edge_of_year(edge: str, year: int) -> Period:
    """The stretch that "early", "mid", "late", "start of" or "end of" a year means."""
    if edge in ("end", "close"):
        return a_day(date(year, 12, 31))
    if edge in ("beginning", "start"):
        return a_month(year, 1, approximate=True)
    if edge in ("mid", "middle"):
        return a_month(year, 6, approximate=True)
    if " to " in edge.replace("-", " "):
        first, last = (1, 6) if edge.startswith("early") else (6, 12)
        return months(year, first, last, "range", approximate=True)
    first = 1 if edge == "early" else 10
    return months(year, first, first + 2, "quarter", approximate=True)


def _years(match: re.Match[str], _moment: Moment) -> Period | None:
    first = int(match["y1"])
    last = full_year(match["y2"], first)
    return years(first, last) if first < last <= first + 200 else None


def _decade(match: re.Match[str], _moment: Moment) -> Period | None:
    digits = match["decade"].lstrip("'")
    decade = int(digits) if len(digits) == 4 else (1900 if digits > "20" else 2000) + int(digits)
    edge = group(match, "edge")
    if decade in _CENTURIES:
        return _century(decade, edge)
    return edge_of_decade(edge, decade) if edge else a_decade(decade)


def edge_of_decade(edge: str, first: int) -> Period:
    """The years that "early", "mid", "late" or "start of" a decade mean; the last day of "end"."""
    if edge in ("end", "close"):
        return a_day(date(first + 9, 12, 31))
    begin, end = _DECADE_EDGES.get(edge.replace("-", " "), (0, 1))
    return years(first + begin, first + end, approximate=True)


def _century(first: int, edge: str | None) -> Period | None:
    """Reads "the 1800s" as a hundred years, "the early 1900s" as their first thirty-one."""
    begin, end = {"early": (0, 30), "mid": (40, 60), "middle": (40, 60), "late": (70, 99)}.get(
        edge or "", (0, 99)
    )
    return years(first + begin, first + end, approximate=bool(edge))


def _year(match: re.Match[str], _moment: Moment) -> Period | None:
    return a_year(int(match["year"]))


def _month_span(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "MM/YYYY" and "YYYY-MM"."""
    return a_month(int(match["year"]), int(match["m"]))


MAKERS: dict[str, Maker] = {
    "iso": _iso,
    "cjk": _cjk,
    "numeric": _numeric,
    "day": _day,
    "first_of": _first_of,
    "days": _days,
    "days_across": _days_across,
    "month": _month,
    "which_month": _which_month,
    "months": _months,
    "edge_month": _edge_month,
    "edge_year": _edge_year,
    "years": _years,
    "decade": _decade,
    "year": _year,
    "month_span": _month_span,
}
"""What reads each phrase of `rules/periods.toml`, by name."""

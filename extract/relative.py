"""Phrases that count from the publication date or from a period named before."""

import re
from dataclasses import replace
from datetime import date, timedelta

from extract.absolute import edge_of_decade, edge_of_year
from extract.calendar import (
    a_day,
    a_decade,
    a_month,
    a_quarter,
    a_range,
    a_week,
    a_weekend,
    a_year,
    month_end,
    month_shift,
    months_between,
    months_off,
    year_before,
    years,
)
from extract.lengths import Length, length_of, stretch, time_away
from extract.moment import (
    STEPS,
    WEEKDAYS,
    Maker,
    Moment,
    day_number,
    full_year,
    group,
    month_number,
    real_day,
)
from extract.periods import Period
from extract.tables import load_table

_SEASONS: dict[str, int] = load_table("dates")["seasons"]
_NEAR = 4
"""Months ahead that "from" lets a date lie; "by" and "until" more, and a weekday ahead too."""
_SHORT = re.compile(r"quarter|month|week|day|half")
_DAYS = {"week": 7, "day": 1}
_LONGEST = {"year": 1100, "quarter": 92, "month": 92, "week": 7, "day": 1}
"""Days that a period may have for "a month earlier" to shift it."""
NEAR_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "this morning": 0}
NEAR_DAYS |= {"the day after tomorrow": 2, "the day before yesterday": -2}
NEAR_DAYS |= {"this afternoon": 0, "this evening": 0, "last night": -1, "overnight": 0}


def _is_ahead(moment: Moment) -> bool:
    """Whether the words around, or "by" or "until", make a weekday or season lie ahead."""
    return moment.ahead or (moment.due > _NEAR and not moment.since)


def _near_day(match: re.Match[str], moment: Moment) -> Period | None:
    if moment.published is None:
        return None
    return a_day(moment.published + timedelta(days=NEAR_DAYS[match["day"]]))


def _weekday(match: re.Match[str], moment: Moment) -> Period | None:
    """The last such day up to publication; the next one where the words look ahead."""
    if moment.published is None:
        return None
    step = (group(match, "step") or "").strip() or None
    back = (moment.published.weekday() - WEEKDAYS[match["weekday"]]) % 7
    forward = _is_ahead(moment)
    if step == "next" or (step in (None, "this", "coming") and forward) or step == "coming":
        days = (7 - back) % 7 or (7 if step == "next" else 0)
        return a_day(moment.published + timedelta(days=days))
    if step in ("last", "past", "previous"):
        back = back or 7
    return a_day(moment.published - timedelta(days=back))


def _weekday_of_week(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "Friday last week": that day of the week before."""
    if moment.published is None:
        return None
    monday = moment.published - timedelta(days=moment.published.weekday())
    step = STEPS[match["step"].removeprefix("the ")]
    return a_day(monday + timedelta(days=WEEKDAYS[match["weekday"]], weeks=step))


def _week_to_day(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the week through Friday": the seven days up to that one."""
    end = _weekday(match, moment)
    if end is None or end.start is None:
        return None
    return a_range(end.start - timedelta(days=6), end.start)


def _weekend(match: re.Match[str], moment: Moment) -> Period | None:
    if moment.published is None:
        return None
    step = group(match, "step")
    if step == "next":
        return a_weekend(moment.published, 1)
    behind = step in ("last", "past") or (
        step not in ("this", "coming") and not _is_ahead(moment) and moment.published.weekday() < 5
    )
    return a_weekend(moment.published, -1 if behind else 0)


def _step(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "last year", "next quarter"; "the previous year" counts from the anchor."""
    base = _base(match, moment)
    if base is None:
        return None
    step, unit = STEPS[match["step"]], group(match, "unit")
    if unit == "decade":
        return a_decade(base.year // 10 * 10 + 10 * step)
    if unit == "year":
        return a_year(base.year + step)
    if unit == "month":
        return a_month(base.year, base.month + step)
    if unit == "quarter":
        return a_quarter(base.year, (base.month - 1) // 3 + 1 + step)
    day = base + timedelta(weeks=step) if unit == "week" else base + timedelta(days=step)
    return a_week(day) if unit == "week" else a_day(day)


def _base(match: re.Match[str], moment: Moment) -> date | None:
    leaning = group(match, "step") in ("previous", "prior", "preceding", "following")
    if leaning and moment.anchor and moment.anchor.start:
        return moment.anchor.start
    return moment.published


def _edge(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "early next year", "the end of this month", "year-end", "the end of the decade"."""
    if moment.published is None:
        return None
    now, edge = moment.published, match["edge"]
    step = STEPS.get(group(match, "step") or "this", 0)
    unit = group(match, "unit") or "year"
    if unit == "year":
        return edge_of_year(edge, now.year + step - _is_over(edge, match, moment))
    if unit == "decade":
        return edge_of_decade(edge, now.year // 10 * 10 + 10 * step)
    whole = a_week(now + timedelta(weeks=step)) if unit == "week" else _long_unit(unit, now, step)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if edge in ("end", "close"):
        return a_day(whole.end)
    return a_day(whole.start) if edge in ("beginning", "start") else whole


def _is_over(edge: str, match: re.Match[str], moment: Moment) -> bool:
    """Whether "at year-end" said up to March means the end of the year before."""
    named = group(match, "step") or moment.ahead or moment.due
    return (
        edge == "end" and not named and moment.published is not None and moment.published.month <= 3
    )


def _long_unit(unit: str, now: date, step: int) -> Period | None:
    if unit == "month":
        return a_month(now.year, now.month + step)
    return a_quarter(now.year, (now.month - 1) // 3 + 1 + step)


def _span(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the next five years": whole years or months, else days; "the past year" as months."""
    if moment.published is None:
        return None
    sign = 1 if match["way"] in ("next", "coming", "following", "within", "in") else -1
    printed = group(match, "length")
    unit = group(match, "unit") or ""
    if sign < 0 and unit == "year" and not printed:
        return months_between(month_shift(moment.published, -12), moment.published)
    return stretch(moment.published, length_of(printed or f"a {unit}"), sign)


def _in_years(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "in five years' time": the year or month then."""
    length = length_of(match["length"])
    if length and length.unit == "week" and match[0].endswith("from today"):
        length = Length(count=7 * length.count, unit="day")
    return time_away(moment.published, length, 1)


def _in_years_ahead(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "will open in two years"; not "the first time in two years"."""
    return _in_years(match, moment) if moment.ahead and not moment.record else None


def _ago(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "three months ago": the year, month, week or day then."""
    return time_away(moment.published, length_of(match["length"]), -1)


def _earlier(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "a year earlier", "the month before": the anchor's stretch so much before.

    Where no period of the kind was named, counts from publication.
    """
    length = length_of(match["length"])
    if length is None:
        return None
    earlier = _shifted(moment.anchor, length, -1)
    if earlier or match["length"] == "the day":
        return earlier
    return time_away(moment.published, length, -1)


def _later(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "five years later" behind a year or day named before; nothing else."""
    length = length_of(match["length"])
    return _shifted(moment.anchor, length, 1) if length else None


def _shifted(anchor: Period | None, length: Length, sign: int) -> Period | None:
    """The stretch of a period so much earlier or later; None where it is longer than the unit."""
    if anchor is None or anchor.start is None or anchor.end is None or anchor.relation == "since":
        return None
    days = (anchor.end - anchor.start).days + 1
    if days > _LONGEST[length.unit]:
        return None
    if length.unit in _DAYS:
        off = sign * timedelta(days=length.count * _DAYS[length.unit])
        return replace(anchor, start=anchor.start + off, end=anchor.end + off, relation="in")
    if days < 28 or (length.unit == "quarter" and days <= 31):
        return time_away(anchor.start, length, sign)
    if length.unit == "year":
        return year_before(anchor, -sign * length.count)
    months = sign * length.count * (3 if length.unit == "quarter" else 1)
    return None if days > 31 and months % 3 else months_off(anchor, months)


def _same_period(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the same period last year", "the corresponding quarter of 2017"."""
    if moment.anchor is None or moment.anchor.start is None or moment.published is None:
        return None
    year = group(match, "year")
    if moment.anchor.granularity == "year" and _SHORT.search(match[0]):
        return None
    if year:
        return year_before(moment.anchor, moment.anchor.start.year - int(year))
    if (group(match, "of") or "").endswith("last year"):
        return year_before(moment.anchor, moment.anchor.start.year - moment.published.year + 1)
    return year_before(moment.anchor)


def _period_itself(_match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "over the same period": the one named before."""
    return replace(moment.anchor, relation="in") if moment.anchor else None


def _before_last(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the year before last"."""
    return time_away(moment.published, Length(count=2, unit=match["unit"]), -1)


def _day_of_month(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the 15th of this month"."""
    if moment.published is None:
        return None
    month = month_shift(moment.published.replace(day=1), STEPS[match["step"]])
    day = real_day(month.year, month.month, day_number(match["day"]))
    return a_day(day) if day else None


def _so_far(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "so far this year": its first day to publication, in whole months or years."""
    if moment.published is None:
        return None
    now, unit = moment.published, match["unit"]
    if unit in ("decade", "century"):
        return years(now.year - now.year % (10 if unit == "decade" else 100), now.year)
    if unit == "week":
        return a_range(now - timedelta(days=now.weekday()), now)
    first = {"month": now.month, "quarter": (now.month - 1) // 3 * 3 + 1, "year": 1}[unit]
    return a_range(date(now.year, first, 1), month_end(now))


def _that_unit(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "that year", "the same month": the one that the period named before lies in."""
    if moment.anchor is None or moment.anchor.start is None or moment.anchor.end is None:
        return None
    day, unit = moment.anchor.start, match["unit"]
    if unit == "decade":
        return a_decade(day.year // 10 * 10)
    whole = {"week": a_week(day), "month": a_month(day.year, day.month), "year": a_year(day.year)}
    found = whole.get(unit) or a_quarter(day.year, (day.month - 1) // 3 + 1)
    return found if found.end and moment.anchor.end <= found.end else None


def _new_year(_match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the new year": from April on, or where it lies ahead, the next one."""
    if moment.published is None:
        return None
    over = moment.published.month > (1 if moment.ahead or moment.due else 3)
    return a_year(moment.published.year + over)


def _now_and(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "between now and 2030"."""
    if moment.published is None:
        return None
    year, month = int(match["year"]), group(match, "month")
    end = month_end(date(year, month_number(month), 1)) if month else date(year, 12, 31)
    return a_range(moment.published, end) if end > moment.published else None


def _season(match: re.Match[str], moment: Moment) -> Period | None:
    """Three months; winter ends in the year behind the one named."""
    first = _SEASONS[match["season"]]
    year = _season_year(match, moment, first)
    return (
        None
        if year is None
        else months_between(date(year, first, 1), month_shift(date(year, first, 1), 2))
    )


def _season_year(match: re.Match[str], moment: Moment, first: int) -> int | None:
    if group(match, "year"):
        return int(match["year"])
    if group(match, "short"):
        return full_year(match["short"])
    if moment.published is None:
        return None
    now = moment.published
    if group(match, "which"):
        return now.year + {"last": -1, "next": 1}.get(match["which"], 0)
    winter_now = first == 12 and now.month <= 2
    year = now.year - 1 if winter_now else now.year
    step = group(match, "step")
    over = now.month > first + 2 and first != 12
    if step in ("last", "past"):
        return year if over else year - 1
    if step in ("next", "coming"):
        return year + 1 if over or now.month >= first or winter_now else year
    if step == "this":
        return year
    if _is_ahead(moment):
        return year + 1 if over else year
    return year if now.month >= first or winter_now else year - 1


MAKERS: dict[str, Maker] = {
    "near_day": _near_day,
    "weekday": _weekday,
    "week_to_day": _week_to_day,
    "weekend": _weekend,
    "step": _step,
    "edge": _edge,
    "span": _span,
    "in_years": _in_years,
    "in_years_ahead": _in_years_ahead,
    "ago": _ago,
    "earlier": _earlier,
    "later": _later,
    "same_period": _same_period,
    "period_itself": _period_itself,
    "before_last": _before_last,
    "day_of_month": _day_of_month,
    "so_far": _so_far,
    "weekday_of_week": _weekday_of_week,
    "that_unit": _that_unit,
    "new_year": _new_year,
    "now_and": _now_and,
    "season": _season,
}
"""What reads each phrase of `rules/periods.toml`, by name."""

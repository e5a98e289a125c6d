"""Phrases that count from the publication date or from a period named before."""

import re
from datetime import date, timedelta

from extract.absolute import edge_of_year
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
    year_before,
    years,
)
from extract.moment import (
    STEPS,
    WEEKDAYS,
    Maker,
    Moment,
    count_of,
    day_number,
    full_year,
    group,
    month_number,
    real_day,
)
from extract.periods import Period
from extract.tables import load_table

_SEASONS: dict[str, int] = load_table("dates")["seasons"]
_FEASTS: dict[str, list[int]] = load_table("dates")["feasts"]
NEAR_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "this morning": 0}
NEAR_DAYS |= {"the day after tomorrow": 2, "the day before yesterday": -2}
NEAR_DAYS |= {"this afternoon": 0, "this evening": 0, "last night": -1, "overnight": 0}


def _near_day(match: re.Match[str], moment: Moment) -> Period | None:
    if moment.published is None:
        return None
    return a_day(moment.published + timedelta(days=NEAR_DAYS[match["day"]]))


def _weekday(match: re.Match[str], moment: Moment) -> Period | None:
    """The last such day up to publication; the next one where the words look ahead."""
    if moment.published is None:
        return None
    step = group(match, "step")
    back = (moment.published.weekday() - WEEKDAYS[match["weekday"]]) % 7
    if step == "next" or (step in (None, "this", "coming") and moment.ahead) or step == "coming":
        forward = (7 - back) % 7
        return a_day(moment.published + timedelta(days=forward or (7 if step == "next" else 0)))
    if step in ("last", "past", "previous"):
        back = back or 7
    return a_day(moment.published - timedelta(days=back))


def _weekend(match: re.Match[str], moment: Moment) -> Period | None:
    if moment.published is None:
        return None
    step = group(match, "step")
    if step == "next":
        return a_weekend(moment.published, 1)
    behind = step == "last" or (
        step != "this" and not moment.ahead and moment.published.weekday() < 5
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
        return edge_of_year(edge, now.year + step)
    if unit == "decade":
        first = now.year // 10 * 10 + 10 * step
        return a_day(date(first + 9, 12, 31)) if edge in ("end", "close") else a_decade(first)
    whole = a_week(now + timedelta(weeks=step)) if unit == "week" else _long_unit(unit, now, step)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if edge in ("end", "close"):
        return a_day(whole.end)
    return a_day(whole.start) if edge in ("beginning", "start") else whole


def _long_unit(unit: str, now: date, step: int) -> Period | None:
    if unit == "month":
        return a_month(now.year, now.month + step)
    return a_quarter(now.year, (now.month - 1) // 3 + 1 + step)


def _span(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the next five years": whole years or months, else days."""
    if moment.published is None:
        return None
    forward = match["way"] in ("next", "coming", "following", "within", "in")
    printed = group(match, "count")
    count = _largest(printed) if printed else 1
    if count is None:
        return None
    if (
        match["way"] in ("past", "last", "previous")
        and printed is None
        and group(match, "unit") == "year"
    ):
        return months_between(month_shift(moment.published, -12), moment.published)
    return _stretch(moment.published, count if forward else -count, match["unit"].rstrip("s"))


def _stretch(now: date, count: int, unit: str) -> Period | None:
    """From publication that many units on, or back where `count` is negative."""
    if unit in ("year", "decade"):
        other = now.year + count * (10 if unit == "decade" else 1)
        return years(*sorted((now.year, other))) if 1000 < other < 3000 else None
    if unit in ("month", "quarter"):
        return _months_on(now, count * (3 if unit == "quarter" else 1))
    day = now + timedelta(days=count * (7 if unit == "week" else 1))
    return a_range(*sorted((now, day)))


def _months_on(now: date, count: int) -> Period:
    """Months ahead from this one on; months back up to the last full one."""
    if count > 0:
        return months_between(now, month_shift(now, count))
    return months_between(month_shift(now, count), month_shift(now, -1))


def _largest(words: str) -> int | None:
    """The number of "five", or the second one of "two to three"."""
    return count_of(words.split(" to ")[-1])


def _in_years(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "in five years' time": the year or month then."""
    count = _largest(match["count"])
    return None if count is None else _then(moment.published, count, match["unit"].rstrip("s"))


def _in_years_ahead(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "will open in two years"; not "the first time in two years"."""
    return _in_years(match, moment) if moment.ahead else None


def _ago(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "three months ago": the year, month, week or day then."""
    count = _largest(match["count"])
    return None if count is None else _then(moment.published, -count, match["unit"].rstrip("s"))


def _then(now: date | None, count: int, unit: str) -> Period | None:
    if now is None:
        return None
    if unit in ("year", "decade"):
        year = now.year + count * (10 if unit == "decade" else 1)
        return a_year(year) if 1000 < year < 3000 else None
    if unit == "month":
        shifted = month_shift(now, count)
        return a_month(shifted.year, shifted.month)
    if unit == "quarter":
        return a_quarter(now.year, (now.month - 1) // 3 + 1 + count)
    if unit == "week":
        return a_week(now + timedelta(weeks=count))
    return a_day(now + timedelta(days=count))


def _earlier(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "a year earlier", "the same period last year": the anchor's stretch, years before."""
    count = count_of(group(match, "count") or "a")
    if count is None:
        return None
    if moment.anchor and moment.anchor.granularity not in ("day", "week", "decade"):
        return year_before(moment.anchor, count)
    return _then(moment.published, -count, "year")


def _same_period(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the same period last year", "the corresponding quarter of 2017"."""
    if moment.anchor is None or moment.anchor.start is None or moment.published is None:
        return None
    year = group(match, "year")
    if year:
        return year_before(moment.anchor, moment.anchor.start.year - int(year))
    if (group(match, "of") or "").endswith("last year"):
        return year_before(moment.anchor, moment.anchor.start.year - moment.published.year + 1)
    return year_before(moment.anchor)


def _before_last(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the year before last"."""
    return _then(moment.published, -2, match["unit"])


def _day_of_month(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the 15th of this month"."""
    if moment.published is None:
        return None
    month = month_shift(moment.published.replace(day=1), STEPS[match["step"]])
    day = real_day(month.year, month.month, day_number(match["day"]))
    return a_day(day) if day else None


def _so_far(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "so far this year": its first day to publication, in whole months."""
    if moment.published is None:
        return None
    now = moment.published
    first = (
        date(now.year, now.month, 1) if group(match, "unit") == "month" else date(now.year, 1, 1)
    )
    if group(match, "unit") == "quarter":
        first = date(now.year, (now.month - 1) // 3 * 3 + 1, 1)
    return a_range(first, month_end(now))


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
    if step == "last":
        return year if over else year - 1
    if step == "next":
        return year + 1 if over or now.month >= first or winter_now else year
    if step == "this":
        return year
    if moment.ahead:
        return year + 1 if over else year
    return year if now.month >= first or winter_now else year - 1


def _feast(match: re.Match[str], moment: Moment) -> Period | None:
    month, day = _FEASTS[match["feast"]]
    if group(match, "year"):
        return a_day(date(int(match["year"]), month, day))
    if moment.published is None:
        return None
    now = moment.published
    step = group(match, "step")
    this = date(now.year, month, day)
    if step == "last" or (step is None and not moment.ahead and this > now + timedelta(days=90)):
        return a_day(this if this < now else date(now.year - 1, month, day))
    if step == "next" or (moment.ahead and this < now):
        return a_day(this if this > now else date(now.year + 1, month, day))
    return a_day(this)


MAKERS: dict[str, Maker] = {
    "near_day": _near_day,
    "weekday": _weekday,
    "weekend": _weekend,
    "step": _step,
    "edge": _edge,
    "span": _span,
    "in_years": _in_years,
    "in_years_ahead": _in_years_ahead,
    "ago": _ago,
    "earlier": _earlier,
    "same_period": _same_period,
    "before_last": _before_last,
    "day_of_month": _day_of_month,
    "so_far": _so_far,
    "now_and": _now_and,
    "season": _season,
    "feast": _feast,
}
"""What reads each phrase of `rules/periods.toml`, by name."""

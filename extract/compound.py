"""Periods made of others: "from late 2016 to early 2018", "so far in May", "the end of Q2"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from extract.absolute import edge_of_year
from extract.calendar import (
    a_day,
    a_month,
    a_range,
    month_end,
    month_shift,
    months_between,
    year_before,
)
from extract.periods import Period

PREFIX = re.compile(
    r"(?:the )?(?P<edge>early|mid|late|middle|beginning|start|opening|end|close|eve)"
    r"(?:[- ]of[- ]|(?:(?<=early)|(?<=mid)|(?<=late))(?: in |[- ])|(?<=end)-)"
    r"(?:the (?!new )|its |their )?"
    r"|(?:the )?(?P<few>opening|early|first|closing|final|last) (?:few )?"
    r"(?:months|weeks|days) of (?:the )?"
    r"|(?P<half>midway|halfway) through (?:the )?"
    r"|(?P<part>so far|thus far|to date|later|earlier)(?: in| during| of)? (?:the |its )?"
    r"|the day (?P<side>before|after) (?:the )?"
    r"|(?P<now>now|today) (?:and|to|until|till|through) (?:the )?"
)
"""Words before a period that make another of it."""
_FEW = {"opening": "early", "early": "early", "first": "early"}
_FEW |= {"closing": "late", "final": "late", "last": "late"}
SO_FAR = re.compile(r",? (?:so far|thus far|to[- ]date)\b")
TO_NOW = re.compile(
    r" (?:to|until|till|through|up to) (?:date|now|the present(?: day)?|present|today|this day)\b"
)
LINK = re.compile(
    r"(?P<dash> ?[-–—] ?)|,? (?P<word>to|through to|through|until|till|and) (?:the )?"
)
_OPENED = re.compile(r"\b(?P<cue>from|between)(?: about| around)?(?: the| its)? $")
_MOVED = re.compile(
    r"\b(?:mov|delay|postpon|push|extend|shift|defer|brought forward|bring forward|put back"
    r"|resched|slip)[^.;]{0,60}$"
)
_YEARLESS = re.compile(r"\d{4}|'\d\d|\b(?:last|this|next|the previous|the same) ")


def is_linked(before: str, link: re.Match[str], *, alike: bool, granularity: str) -> bool:
    """Whether a link behind a period makes a range of it and the one to come.

    "and" does so behind "between" and between quarters, "to" behind "from" or between two
    `alike`, a dash between two alike; not where something is moved from one day to another.
    """
    opened = _OPENED.search(before)
    if _MOVED.search(before):
        return False
    if link["word"] == "and":
        return bool(opened and opened["cue"] == "between") or (alike and granularity == "quarter")
    if link["dash"]:
        return alike
    return bool(opened) or alike


def is_as_long(one: Period, other: Period) -> bool:
    """Whether two periods last equally long, give or take a week, and a quarter at least."""
    if not (one.start and one.end and other.start and other.end):
        return False
    first, second = one.end - one.start, other.end - other.start
    return first.days > 80 and abs((first - second).days) <= 7


def ranged(first: Period, last: Period, printed: str, printed_last: str) -> Period | None:
    """From the start of one period to the end of another; None where they overlap or turn back.

    A first one printed without a year takes the year of the last, or the one before.
    """
    if first.start is None or last.end is None or last.start is None:
        return None
    if _YEARLESS.search(printed_last) and not _YEARLESS.search(printed):
        first = year_before(first, first.start.year - last.end.year)
    start = first.start
    if start and start >= last.start and not _YEARLESS.search(printed):
        start = month_shift(start, -12)
    return a_range(start, last.end) if start and start < last.start else None


def shaped(prefix: re.Match[str], period: Period, published: date | None) -> Period | None:
    """What words of `PREFIX` make of the period behind them."""
    if prefix["edge"] or prefix["few"] or prefix["half"]:
        return _edge(_FEW.get(prefix["few"], prefix["edge"] or "middle"), period)
    if prefix["side"] and period.start and period.end:
        before = prefix["side"] == "before"
        one = timedelta(days=1)
        return a_day(period.start - one if before else period.end + one)
    if prefix["now"]:
        return (
            a_range(published, period.end) if published and _is_ahead(period, published) else None
        )
    if prefix["part"] in ("later", "earlier"):
        return period
    return up_to(period, published)


def _is_ahead(period: Period, published: date) -> bool:
    return period.end is not None and period.end > published


def _edge(edge: str, period: Period) -> Period | None:
    start, end = period.start, period.end
    if start is None or end is None:
        return None
    if edge == "eve":
        return a_day(start - timedelta(days=1))
    days = (end - start).days + 1
    if days <= 3:
        return replace(period, approximate=True)
    if edge in ("end", "close"):
        return a_day(end)
    if days > 370 or days < 80:
        return replace(period, approximate=True)
    if days > 360:
        return edge_of_year("early" if edge == "opening" else edge, end.year)
    return _third(edge, start, end)


def _third(edge: str, start: date, end: date) -> Period:
    """The first, middle or last month of a quarter or season; two of a half."""
    first, count = start.replace(day=1), (end - start).days // 90
    if edge in ("early", "opening", "beginning", "start"):
        month = first
    elif edge == "late":
        month = month_shift(end.replace(day=1), 1 - count)
    else:
        month = month_shift(first, count)
    if count == 1:
        return a_month(month.year, month.month, approximate=True)
    return months_between(month, month_shift(month, count - 1))


def up_to(period: Period, published: date | None) -> Period | None:
    """A period as far as publication, in whole months; itself where it is over by then."""
    if published is None or period.start is None or period.end is None:
        return period
    if period.start > published:
        return None
    end = min(period.end, month_end(published))
    if (period.end - period.start).days < 28:
        end = min(period.end, published)
    return a_range(period.start, end)

"""How the words before a period make the text stand to it: by, since, from, until."""

import re
from dataclasses import replace
from datetime import date, timedelta

from extract.calendar import a_year, month_end, period_iso
from extract.periods import Period, Relation
from extract.tables import any_of, load_table

_BEGUN = any_of(load_table("dates")["begun"])
_RELATIONS: dict[str, Relation] = load_table("dates")["relations"]
_BEFORE = re.compile(
    rf"(?<![a-z-])(?P<cue>{any_of(_RELATIONS)})"
    r"(?: (?:the (?:year|end|start|beginning) of|about|around|the))?"
    r"(?: |(?<=pre)-|(?<=post)-)$"
)
_EVENT = re.compile(
    r"(?P<cue>since) (?:"
    r"(?:inception|independence|launch|reunification|privati[sz]ation) "
    r"|(?:its|their|his|her|the|a|an) (?:[\w'-]+ ){1,4}?"
    rf"(?:(?:officially |first )?{_BEGUN} )?"
    r"|[a-z]{2,}ing (?:[\w$.,'%-]+ ){0,7}?"
    rf"|(?:it|they|he|she|\w+) (?:officially |first )?{_BEGUN} (?:[\w'-]+ ){{0,4}}?)"
    r"(?:(?:back |early |late )?(?:in|on|at)(?: the)? )$"
)
_BEFORE_CUES = frozenset(("before", "ahead of", "prior to", "pre"))
_EVENT_REACH = 90
_REACH = 36
"""Characters of the longest words before a period."""


def cue_before(lower: str, floor: int, start: int) -> re.Match[str] | None:
    """The words right before a period that say how the text stands to it, as group "cue"."""
    return _BEFORE.search(lower, max(floor, start - _REACH), start)


def since_event(lower: str, floor: int, start: int) -> re.Match[str] | None:
    """The words of "since its launch in" right before a period, "since" as group "cue"."""
    begin = lower.rfind("since ", max(floor, start - _EVENT_REACH), start)
    return _EVENT.match(lower, begin, start) if begin >= 0 else None


def relation_of(cue: re.Match[str] | None) -> Relation:
    """What the words say; in, where there are none."""
    return _RELATIONS[_spaced(cue["cue"])] if cue else "in"


def is_before(cue: re.Match[str] | None) -> bool:
    """Whether the words are "before" or "ahead of"."""
    return cue is not None and _spaced(cue["cue"]) in _BEFORE_CUES


def _spaced(cue: str) -> str:
    return cue.replace("-", " ")


def day_before(period: Period) -> Period:
    """What ends before a period: "patented before 1995" as until the end of 1994."""
    end = period.start - timedelta(days=1) if period.start else period.end
    return replace(period, end=end)


def related(
    period: Period, relation: Relation, published: date | None, *, approximate: bool
) -> Period:
    """The period with the side opened or closed that its preposition asks for."""
    approximate = approximate or period.approximate
    start, end, granularity = period.start, period.end, period.granularity
    if relation == "since":
        end, granularity = until_now(period, published), "range"
    elif relation == "from":
        end, granularity = None, "day" if granularity == "day" else "range"
    elif relation == "until":
        start, granularity = None, "day" if granularity == "day" else "range"
    return Period(
        start=start, end=end, granularity=granularity, relation=relation, approximate=approximate
    )


def until_now(period: Period, published: date | None) -> date | None:
    """Publication at the precision of what began: its day, month or year."""
    if published is None or period.granularity == "day":
        return published
    if period.granularity in ("year", "decade") or _is_whole_years(period):
        return a_year(published.year).end
    return month_end(published)


def _is_whole_years(period: Period) -> bool:
    return bool(period.start and period.end) and "-" not in period_iso(period)

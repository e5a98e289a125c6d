"""Periods in a text: years to days, spans and deadlines, resolved against the publication date."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from extract.calendar import a_month, a_quarter, a_range, a_year, period_iso
from extract.compound import (
    LINK,
    PREFIX,
    SO_FAR,
    TO_NOW,
    is_as_long,
    is_linked,
    ranged,
    shaped,
    up_to,
)
from extract.context import Context
from extract.date_signs import is_month, is_weekday, is_year, lasts
from extract.feasts import FEASTS
from extract.moment import COUNT, MONTHS, ORDINALS, WEEKDAYS, Moment, group
from extract.periods import Period, PeriodMention
from extract.phrases import load_phrases
from extract.plain import lowered, plain_text
from extract.relations import (
    cue_before,
    day_before,
    is_before,
    related,
    relation_of,
    since_event,
    until_now,
)
from extract.tables import any_of, load_table
from extract.tense import (
    COMPARED,
    due_months,
    is_past,
    is_record,
    is_told,
    lies_behind,
    looks_ahead,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["find_periods", "parse_period", "period_iso", "read_periods"]

_TABLE = load_table("dates")
_WORDS = any_of((*_TABLE["openings"], *ORDINALS, *FEASTS, *_TABLE["centuries"]))
_BEHIND = any_of((*_TABLE["behind-articles"], *_TABLE["decades"], *MONTHS, *WEEKDAYS))
_ARTICLE = rf"{any_of(_TABLE['articles'])}(?= (?:{_WORDS}|{_BEHIND}|{COUNT}[ -]|'?\d))"
_COUNTS = rf"{COUNT}(?=[- ](?:{any_of(_TABLE['counted'])}|{COUNT}))"
_START = re.compile(
    rf"(?<![\w$€£¥#&])(?:(?P<digit>(?<![/=])(?<!\d[.,:])(?<!\d-)'?\d)"
    rf"|(?P<month>(?!may day|july fourth){any_of(MONTHS)})\b"
    rf"|(?P<weekday>{any_of(WEEKDAYS)})|(?P<word>(?:{_WORDS})(?![a-pr-z])|{_ARTICLE}|{_COUNTS}))"
)
_ABOUT = re.compile(r"\b(?:about|around|circa|roughly) $")
_SENTENCE = re.compile(r"[.!?;][\"”']? |\n")
_TO = re.compile(r" (?:to|until|till|through|and) |[-–—]|/")
_ONWARDS = re.compile(r",? (?:on|onwards?|forward)\b")
_LOOK = 150
_FEW = 4
"""Periods back that the year which opens a sentence is looked for."""
_OPENING = 25
_NEAR = 250
"""Characters back that a sentence, its opening words and an anchor are looked for."""


def read_periods(doc: "Doc", context: Context) -> list[PeriodMention]:
    """The periods of a text in order, none overlapping another.

    Phrases that lean on the publication date give nothing where it is unknown.
    """
    plain = plain_text(doc.text)
    mentions = find_periods(plain.text, context.published)
    if plain.offsets is None:
        return mentions
    spans = [plain.original(mention.start, mention.end) for mention in mentions]
    return [
        replace(mention, start=start, end=end)
        for mention, (start, end) in zip(mentions, spans, strict=True)
    ]


def parse_period(text: str, published: date | None) -> Period | None:
    """The first period in a short text; None when there is none.

    >>> period_iso(parse_period("in the third quarter of 2018", None))
    '2018-07/2018-09'
    >>> parse_period("last year", None) is None
    True
    """
    found = find_periods(plain_text(text).text, published)
    return found[0].period if found else None


def find_periods(text: str, published: date | None) -> list[PeriodMention]:
    """The periods of a plain text in order, offsets in it."""
    return _Reading(text, published).mentions()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A period with the characters that state it, preposition not included."""

    period: Period
    start: int
    end: int
    whole: Period
    """What "by" and "until" before it mean: 2020 for "the end of 2020"."""


class _Reading:
    """One text being read from left to right."""

    def __init__(self, text: str, published: date | None) -> None:
        self.text = text
        self.lower = lowered(text)
        self.published = published
        self.found: list[PeriodMention] = []

    def mentions(self) -> list[PeriodMention]:
        at = 0
        while start := _START.search(self.lower, at):
            found = self._read(start)
            if found:
                whole = self._up_to(self._ranged(self._explained(found)))
                self.found.append(self._mention(whole))
            at = self.found[-1].end if found else _behind(start)
        return self.found

    def _read(self, start: re.Match[str]) -> _Found | None:
        return self._phrase(start) or self._prefixed(start)

    def _phrase(self, start: re.Match[str]) -> _Found | None:
        kind = start.lastgroup or "word"
        moment = None
        for pattern, make in load_phrases()[kind]:
            match = pattern.match(self.lower, start.start())
            if not match or not self._is_date(kind, match):
                continue
            moment = moment or self._moment(match)
            try:
                period = make(match, moment)
            except (ValueError, OverflowError):
                continue
            if period:
                whole = _whole_unit(match, period)
                return _Found(period=period, start=match.start(), end=match.end(), whole=whole)
        return None

    def _prefixed(self, start: re.Match[str]) -> _Found | None:
        """Reads "the end of the third quarter", "so far in May": a period of another."""
        prefix = PREFIX.match(self.lower, start.start())
        inner = prefix and _START.match(self.lower, prefix.end())
        found = self._read(inner) if inner else None
        if prefix is None or found is None:
            return None
        period = shaped(prefix, found.period, self.published)
        if period is None:
            return None
        closes = prefix["edge"] in ("end", "close")
        whole = found.whole if closes else period
        return _Found(period=period, start=start.start(), end=found.end, whole=whole)

    def _explained(self, found: _Found) -> _Found:
        """Reads "the second quarter (July-September)" as the months in brackets."""
        start = self.lower.startswith(" (", found.end) and _START.match(self.lower, found.end + 2)
        inner = self._phrase(start) if start else None
        if inner is None or not self.lower.startswith(")", inner.end):
            return found
        if not is_as_long(inner.period, found.period):
            return found
        return _Found(period=inner.period, start=found.start, end=inner.end + 1, whole=inner.period)

    def _ranged(self, first: _Found) -> _Found:
        """The period, or the range that it opens: "from late 2016 to early 2018"."""
        before = self.lower[max(0, first.start - _LOOK) : first.start]
        now = TO_NOW.match(self.lower, first.end)
        if now and before.endswith("from "):
            return self._until_now(first, now.end())
        link = LINK.match(self.lower, first.end)
        start = link and _START.match(self.lower, link.end())
        last = self._read(start) if start else None
        if link is None or last is None:
            return first
        alike = first.period.granularity == last.period.granularity != "range"
        if not is_linked(before, link, alike=alike, granularity=first.period.granularity):
            return first
        printed = self.lower[first.start : first.end], self.lower[last.start : last.end]
        period = ranged(first.period, last.period, *printed)
        if period is None:
            return first
        return _Found(period=period, start=first.start, end=last.end, whole=period)

    def _until_now(self, first: _Found, end: int) -> _Found:
        if first.period.start is None or self.published is None or self._is_future(first.period):
            return first
        period = a_range(first.period.start, until_now(first.period, self.published))
        return _Found(period=period, start=first.start, end=end, whole=period)

    def _up_to(self, found: _Found) -> _Found:
        """Reads "2018 so far", "this quarter to date": up to publication."""
        behind = SO_FAR.match(self.lower, found.end)
        period = behind and not self._is_past(found.period) and up_to(found.period, self.published)
        if not behind or not period:
            return found
        return _Found(period=period, start=found.start, end=behind.end(), whole=period)

    def _is_date(self, kind: str, match: re.Match[str]) -> bool:
        if kind == "digit" and len(match[0]) == 4 and match[0].isdigit():
            return is_year(self.lower, match.start(), match.end())
        if kind == "weekday":
            return is_weekday(self.lower, match.start())
        if kind == "month":
            return is_month(self.text, self.lower, match)
        return not lasts(self.lower, match.start())

    def _moment(self, match: re.Match[str]) -> Moment:
        before = self.lower[max(0, match.start() - _LOOK) : match.start()]
        clause = _SENTENCE.split(before)[-1]
        behind = _SENTENCE.split(self.lower[match.end() : match.end() + 50])[0]
        told = is_told(clause) or lies_behind(clause, match[0], behind)
        ahead = not told and looks_ahead(clause, behind if len(clause) < _OPENING else "")
        near = self.found and match.start() - self.found[-1].end < _NEAR
        return Moment(
            published=self.published,
            ahead=ahead,
            since=told,
            record=is_record(clause),
            anchor=self.found[-1].period if near else None,
            topic=self._topic(match.start(), clause),
            told=is_past(clause),
            due=due_months(clause, behind),
        )

    def _topic(self, start: int, clause: str) -> Period | None:
        """The year that opens the sentence: "In 2004, prices rose in January"."""
        begin = start - len(clause)
        opening = (m for m in self.found[-_FEW:] if begin <= m.start < begin + _OPENING)
        first = next(opening, None)
        is_year = first and first.period.granularity == "year" and first.period.relation == "in"
        return first.period if first and is_year else None

    def _mention(self, found: _Found) -> PeriodMention:
        floor = self.found[-1].end if self.found else 0
        start, end, period = found.start, found.end, found.period
        cue = cue_before(self.lower, floor, start)
        relation = relation_of(cue)
        if relation == "in" and (event := since_event(self.lower, floor, start)):
            relation, cue = ("since", event) if self._is_past(period) else (relation, cue)
        if (
            relation == "from"
            and cue
            and cue["cue"] == "from"
            and not self._starts(period, start, end)
        ):
            relation, cue = "in", None
        if relation in ("by", "until"):
            period = found.whole
        if is_before(cue) and self._is_past(period):
            relation, period = "until", day_before(period)
        onwards = _ONWARDS.match(self.lower, end)
        if relation == "from" and onwards:
            end = onwards.end()
        about = bool(_ABOUT.search(self.lower, max(floor, start - 10), start))
        return PeriodMention(
            period=related(period, relation, self.published, approximate=about),
            start=cue.start() if cue else start,
            end=end,
        )

    def _is_future(self, period: Period) -> bool:
        return bool(self.published and period.start and period.start > self.published)

    def _is_past(self, period: Period) -> bool:
        return bool(self.published and period.end and period.end < self.published)

    def _starts(self, period: Period, start: int, end: int) -> bool:
        """Whether "from" opens a period rather than names what a figure is compared with."""
        if period.granularity == "range" and _TO.search(self.lower, start, end):
            return False
        if _ONWARDS.match(self.lower, end):
            return True
        if COMPARED.search(self.lower, max(0, start - 50), start):
            return False
        if self.published is None or period.start is None or period.end is None:
            return False
        return period.end >= self.published


def _behind(start: re.Match[str]) -> int:
    """Where to look on after a start that gave nothing: behind all of its digits."""
    end = start.end()
    while start.lastgroup == "digit" and end < len(start.string) and start.string[end].isdigit():
        end += 1
    return end


def _whole_unit(match: re.Match[str], period: Period) -> Period:
    """Reads "by the end of 2020" as by 2020, which ends on the same day."""
    if group(match, "edge") not in ("end", "close") or period.end is None:
        return period
    unit = group(match, "unit") or ("month" if group(match, "month") else "year")
    if unit == "month":
        return a_month(period.end.year, period.end.month)
    if unit == "quarter":
        return a_quarter(period.end.year, period.end.month // 3)
    return a_year(period.end.year) if unit == "year" and not group(match, "decade") else period

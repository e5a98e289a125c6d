"""Where the periods of an article stand, and what days each may mean, worked out once for all its
figures and aims."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.calendar import a_quarter, period_iso
from extract.clauses import Clauses
from extract.durations import read_durations
from extract.periods import PeriodMention
from extract.tables import load_table

_QUARTERLY = re.compile(
    r"\bquarterly\b"
    r"|\b(?:the|this|last|its|same|latest) (?:\w+ )?quarter\b(?! of| million| to [A-Z])",
    re.IGNORECASE,
)
_RECORD_REACH = 14
"""Tokens from "the highest" to the "since 1976" that belongs to it."""
_DATED = re.compile(r"\d{4}|\b(?:this|last|next|past)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A period in the text, by tokens."""

    mention: PeriodMention
    first: int
    last: int
    sentence: int
    tense: str
    """Beside the day of publication: past, present, future or time unknown."""
    of_record: bool
    """Only how long something has not been so: "the highest since 1976"."""
    meanings: tuple[tuple[str, str], ...]
    """What it may be in ISO 8601, and how it is read so; none for what is no time."""


def placed_periods(
    clauses: Clauses, mentions: Iterable[PeriodMention], published: date | None
) -> list[Placed]:
    """The periods in order of the text."""
    return [_placed(clauses, mention, published) for mention in mentions]


def with_stretches(
    clauses: Clauses, mentions: Iterable[PeriodMention], published: date | None
) -> list[PeriodMention]:
    """The periods with the stretches of time that only an aim has: "over five years"."""
    kept = list(mentions)
    found = (
        stretch
        for stretch in read_durations(clauses.text, published)
        if not any(m.start < stretch.end and stretch.start < m.end for m in kept)
    )
    return sorted([*kept, *found], key=lambda mention: mention.start)


def _placed(clauses: Clauses, mention: PeriodMention, published: date | None) -> Placed:
    first, last = clauses.tokens(mention.start, mention.end)
    tense = tense_of(mention, published) or "time unknown"
    contract = clauses.lower[last : last + 1]
    is_contract = bool(contract) and contract[0] in load_table("timing")["contracts"]
    return Placed(
        mention=mention,
        first=first,
        last=last,
        sentence=clauses.sentence_of[first],
        tense=tense,
        of_record=_is_of_record(clauses, first),
        meanings=() if is_contract else tuple(_meanings(clauses, mention, tense)),
    )


def _is_of_record(clauses: Clauses, first: int) -> bool:
    if "since" not in clauses.lower[max(0, first - 2) : first + 1]:
        return False
    start = max(clauses.sentence(first)[0], first - _RECORD_REACH)
    return any(
        clauses.tags[i] in {"JJS", "RBS"} or clauses.lower[i] in {"first", "record"}
        for i in range(start, first)
    )


def _meanings(clauses: Clauses, mention: PeriodMention, tense: str) -> Iterator[tuple[str, str]]:
    """The period as read, and the year beside for a time printed without a year: "in October"."""
    iso = period_iso(mention.period)
    if not iso:
        return
    yield iso, "as read"
    printed = clauses.text[mention.start : mention.end].lower()
    if not any(name in printed for name in load_table("timing")["yearless"]):
        return
    other = None if _DATED.search(printed) else year_away(iso, -1 if tense == "future" else 1)
    if other is not None and tense in {"future", "past"}:
        yield other, "other year"


def year_away(iso: str, years: int) -> str | None:
    """The same days so many years later; None for an open period or one with no such day.

    >>> year_away("2007-10/2007-12", -1), year_away("2024-02-29", 1)
    ('2006-10/2006-12', None)
    """
    parts = iso.split("/")
    if not all(parts) or (iso.endswith("02-29") and years % 4):
        return None
    return "/".join(f"{int(part[:4]) + years:04d}{part[4:]}" for part in parts)


def tense_of(mention: PeriodMention, published: date | None) -> str | None:
    """Whether a time is past, present or future; None without dates."""
    start, end = mention.period.start, mention.period.end or mention.period.start
    if published is None or end is None:
        return None
    if start is not None and start <= published <= end:
        return "present"
    return "future" if end > published else "past"


def within(placed: Sequence[Placed], here: int, back: int = 0) -> Iterator[Placed]:
    """The periods of a sentence, of so many before it and, with any, of the article's first."""
    start = bisect_left(placed, max(0, here - back), key=lambda period: period.sentence)
    if back:
        yield from (period for period in placed[:start] if period.sentence == 0)
    for place in range(start, len(placed)):
        if placed[place].sentence > here:
            return
        yield placed[place]


def last_results(placed: Iterable[Placed], published: date | None) -> list[str]:
    """The last quarter or half before publication that the article prints, which its results are
    of, said or not."""
    periods = (period.mention.period for period in placed)
    ended = [
        (period.end, period_iso(period))
        for period in periods
        if period.granularity in {"quarter", "half"}
        and period.end is not None
        and published is not None
        and period.end < published
    ]
    return [iso for _, iso in sorted(ended)[-1:] if iso]


def unsaid_quarter(text: str, published: date | None) -> str | None:
    """The last whole quarter before publication, if the article speaks of a quarter.

    >>> unsaid_quarter("Quarterly profit fell.", date(2009, 1, 29))
    '2008-10/2008-12'
    """
    if published is None or not _QUARTERLY.search(text):
        return None
    return period_iso(a_quarter(published.year, (published.month - 1) // 3))

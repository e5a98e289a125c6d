"""Where a date phrase stands, and the words that all date patterns share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from extract.calendar import a_month
from extract.periods import Period
from extract.tables import any_of, load_table

_TABLE = load_table("dates")
MONTHS: dict[str, int] = _TABLE["months"]
WEEKDAYS: dict[str, int] = _TABLE["weekdays"]
ORDINALS: dict[str, int] = _TABLE["ordinals"]
_NUMBERS: dict[str, int] = load_table("numbers")["words"]

_SHORT = [name for name in MONTHS if len(name) < 5 and name not in ("may", "june", "july")]
MONTH = rf"(?:{any_of(set(MONTHS) - set(_SHORT))}\b|{any_of(_SHORT)}\b\.?)"
YEAR = r"(?:1[5-9]|20|21)\d\d(?!\d|[.,]\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|(?: ?[ap]\.?m\b))"
COUNT = rf"(?:\d{{1,3}}|{any_of(_NUMBERS)}|an?|couple of|few|several)"
STEPS = {"last": -1, "previous": -1, "past": -1, "prior": -1, "preceding": -1}
STEPS |= {"this": 0, "current": 0, "the": 0, "same": 0, "next": 1, "coming": 1, "following": 1}
STEPS |= dict.fromkeys(("latest", "most recent", "just-ended", "just-completed"), -1)
STEPS |= {
    "just-finished": -1,
    "the previous": -1,
    "the same": 0,
    "the current": 0,
    "the following": 1,
}

_NEARER = 6
"""Months ahead up to which next year's month is nearer than this year's."""
_SOON = 31
"""Days ahead that a day without a year may lie where no word looks ahead; back where one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What resolves a phrase besides its words."""

    published: date | None
    ahead: bool = False
    """Whether the words around speak of what is to come."""
    since: bool = False
    """Whether "since" or "until" before it makes it lie behind."""
    anchor: Period | None = None
    """The period named before, which "a year earlier" counts from."""
    topic: Period | None = None
    """The year that opens the sentence, which its months without a year lie in."""
    record: bool = False
    """Whether the words before speak of a first or lowest, as of "the first loss in ten years"."""
    due: int = 0
    """Months that a deadline or start ("by", "until", "from") may lie ahead without other words."""

    told: bool = False
    """Whether a verb of the clause tells what was, so that no deadline lies in the year to come."""

    def is_due_next(self, month: int) -> bool:
        """Whether a month is one of next year's that a deadline means: "by March" in September."""
        if self.published is None or self.told or self.since:
            return False
        return month < self.published.month and month + 12 - self.published.month <= min(
            self.due, _NEARER
        )

    def is_due(self, month: int) -> bool:
        """Whether a month of this year is one that a deadline without a year means."""
        return self.published is not None and 0 < month - self.published.month <= self.due


Maker = Callable[[re.Match[str], Moment], Period | None]


def group(match: re.Match[str], name: str) -> str | None:
    """What a named group matched; None too where the pattern has no such group."""
    return match.groupdict().get(name)


def month_number(word: str) -> int:
    """The month that a name or abbreviation means."""
    return MONTHS[word.strip().rstrip(".")]


def day_number(word: str) -> int:
    """The day that "5", "05" or "5th" means."""
    return int(re.sub(r"\D", "", word))


def count_of(word: str) -> int | None:
    """The number that a word or digits mean; None for "few" and "several"."""
    if word.isdigit():
        return int(word)
    if word in ("few", "several"):
        return None
    return {"a": 1, "an": 1, "the": 1, "couple of": 2}.get(word) or _NUMBERS[word]


def full_year(digits: str, beside: int | None = None) -> int:
    """The year that four or two digits mean; two take the century beside, else the near one."""
    if len(digits) == 4:
        return int(digits)
    if beside is not None:
        return beside // 100 * 100 + int(digits)
    return 2000 + int(digits) if int(digits) < 50 else 1900 + int(digits)


def named_month(month: int, moment: Moment) -> Period | None:
    """A month without a year: the next one where the words look ahead, else the last one."""
    if moment.published is None:
        return None
    year, now = moment.published.year, moment.published.month
    if moment.topic and moment.topic.start:
        return a_month(moment.topic.start.year, month)
    if moment.ahead and not moment.since:
        return a_month(year if month >= now else year + 1, month)
    if moment.is_due(month) or moment.is_due_next(month):
        return a_month(year + moment.is_due_next(month), month)
    return a_month(year if month <= now else year - 1, month)


def named_day(month: int, day: int, moment: Moment) -> date | None:
    """A day without a year: the next one where the words look ahead, else the last or near one."""
    if moment.published is None:
        return None
    now = moment.published
    if moment.topic and moment.topic.start:
        return real_day(moment.topic.start.year, month, day)
    days = [
        found
        for year in (now.year - 1, now.year, now.year + 1)
        if (found := real_day(year, month, day))
    ]
    if moment.ahead and not moment.since:
        return min(
            days,
            key=lambda found: (found < now - timedelta(days=_SOON), abs(found - now)),
            default=None,
        )
    if moment.is_due(month):
        return real_day(now.year, month, day)
    margin = timedelta(days=0 if moment.since else _SOON)
    return max((found for found in days if found <= now + margin), default=None)


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None

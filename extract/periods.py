"""A period: the days a phrase means, and how it stands to them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Granularity = Literal["day", "week", "month", "quarter", "half", "year", "decade", "range"]
Relation = Literal["in", "by", "since", "until", "from", "ago"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """First and last day meant; None on a side that is open."""

    start: date | None
    end: date | None
    granularity: Granularity
    relation: Relation = "in"
    """in: during it; by: no later than its end; since: from its start until publication;
    from: from its start on; until: up to its end."""
    approximate: bool = False
    """"around 2030", "mid-2022"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodMention:
    """A period with the characters that state it, preposition included."""

    period: Period
    start: int
    end: int

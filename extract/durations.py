"""Stretches of time from publication on, where something is aimed at: "over five years"."""

import re
from collections.abc import Iterator
from datetime import date

from extract.dates import parse_period
from extract.periods import PeriodMention
from extract.tables import any_of, load_table

_COUNT = rf"(?:\d{{1,3}}|{any_of(load_table('numbers')['words'])})"
_STRETCH = re.compile(
    rf"\b(?:over|in|for|during) (?:a |the )?(?:period of |course of )?"
    rf"(?:{_COUNT}(?: ?to ?| ?- ?| or ))?(?P<count>{_COUNT})(?: |-)"
    r"(?P<unit>year|month|week|decade|day)s?\b"
    r"(?!-| (?:ago|earlier|before|later|old|running|straight))",
    re.IGNORECASE,
)


def read_durations(text: str, published: date | None) -> Iterator[PeriodMention]:
    """The stretches that begin with publication if they lie ahead, in order; none without a date.

    >>> [m.period.end for m in read_durations("It pays $5m over five years.", date(2025, 5, 12))]
    [datetime.date(2030, 12, 31)]
    >>> list(read_durations("It paid $5m over five years ago.", date(2025, 5, 12)))
    []
    """
    for match in _STRETCH.finditer(text):
        words = f"within {match['count']} {match['unit']}s".lower()
        period = parse_period(words, published)
        if period is not None:
            yield PeriodMention(period=period, start=match.start(), end=match.end())

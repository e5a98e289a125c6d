"""Times of figures that the words around them settle, whatever else the article names."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.anchors import Anchor
from extract.calendar import period_iso
from extract.carried import Told, sentences_back
from extract.clauses import path_up
from extract.dates import parse_period
from extract.numbers import read_number
from extract.placed import within
from extract.reading import Reading
from extract.statuses import foretelling_verbs
from extract.tables import load_table
from extract.tense import is_record

_BESIDE = 6
"""Tokens before an amount that tell what it is compared with."""
_STRETCH = 7
"""Tokens of a stretch of time: "over the next two to three years"."""
_HELPING = 4
"""Words between "had" and its verb: "had on average expected"."""
_BACK = 2
"""Sentences back that a figure may stand of which this one was expected."""
_OPEN = frozenset({"future", "present"})


def settled_time(
    reading: Reading, anchor: Anchor, status: str, earlier: Sequence[Told]
) -> str | None:
    """The time of a measure in ISO 8601 where its words leave no choice, else None.

    `earlier` are the figures before it. What is to come "over five years", with no other time
    beside it, takes these years.
    """
    if (known := _told_when(reading, anchor)) is not None:
        return known
    if status == "forecast" and (known := _foreseen(reading, anchor, earlier)) is not None:
        return known
    if status == "reported":
        return None
    stretch = None if _is_timed(reading, anchor) else next(lasting(reading, anchor), None)
    return next(lasting(reading, anchor, beside=True), stretch)


def _told_when(reading: Reading, anchor: Anchor) -> str | None:
    """The time that "when" leads on from: "the most since 2001, when it sold for 5m"."""
    clauses = reading.clauses
    first = clauses.sentence(anchor.head)[0]
    words = clauses.lower[first : anchor.first]
    if "when" not in words:
        return None
    when = anchor.first - 1 - words[::-1].index("when")
    here = list(within(reading.placed_periods, clauses.sentence_of[anchor.head]))
    if any(when < period.first for period in here):
        return None
    ends = {when, when - 1 if clauses.words[when - 1] == "," else when}
    told = next((period for period in here if period.last in ends), None)
    if told is None:
        return None
    printed = clauses.text[told.mention.start : told.mention.end].removeprefix("since ")
    period = parse_period(printed, reading.context.published)
    return period_iso(period) if period else None


def _foreseen(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> str | None:
    """The time of the figure before, where an amount is only what was expected of it.

    "fell 9.6% in February, more than the 3.9% forecast", "analysts had expected 5.1%"
    """
    clauses = reading.clauses
    here = clauses.sentence_of[anchor.head]
    alike = (t for t in reversed(earlier) if t.anchor.kind == anchor.kind)
    told = next(alike, None)
    if told is None or told.status != "reported":
        return None
    if sentences_back(reading, told.anchor, anchor) > _BACK:
        return None
    if any(p.first > told.anchor.last for p in within(reading.placed_periods, here)):
        return None
    start = max(clauses.sentence(anchor.head)[0], anchor.first - _BESIDE)
    beaten = not set(load_table("timing")["beaten"]).isdisjoint(clauses.lower[start : anchor.first])
    above = path_up(clauses, anchor.head, 4)
    had = any(
        clauses.lemmas[verb] in foretelling_verbs()
        and "had" in clauses.lower[max(clauses.sentence(verb)[0], verb - _HELPING) : verb]
        for verb in above
    )
    return told.period if beaten or had else None


def _is_timed(reading: Reading, anchor: Anchor) -> bool:
    """Whether the sentence prints a period that is all ahead, or one right behind the amount."""
    here = reading.clauses.sentence_of[anchor.head]
    return any(
        period.tense == "future" or 0 <= period.first - anchor.last < 2
        for period in within(reading.placed_periods, here)
    )


def lasting(reading: Reading, anchor: Anchor, *, beside: bool = False) -> Iterator[str]:
    """The years from publication that a stretch such as "over five years" reaches over, anywhere in
    the sentence or right behind the amount."""
    published, clauses = reading.context.published, reading.clauses
    if published is None:
        return
    sentence = clauses.sentence_text(anchor.first)
    if beside:
        end = clauses.sentence(anchor.first)[1]
        sentence = clauses.slice(anchor.last, min(end, anchor.last + _STRETCH))
    for found in _stretches().finditer(sentence):
        number = read_number(found["count"], 0)
        record = is_record(sentence[: found.start()])
        if beside and (found.start() or found[0].lower().startswith("in ")):
            return
        if number is not None and 1 < number.value < 60 and not record:
            yield f"{published.year}/{published.year + int(number.value)}"


@cache
def _stretches() -> re.Pattern[str]:
    links = "|".join(load_table("timing")["stretch"])
    return re.compile(
        rf"\b(?:{links}) (?:a |the )?(?:next |coming |following )?(?:further )?"
        r"(?P<count>[\w-]+)[ -]years?\b(?!-| olds?\b)",
        re.IGNORECASE,
    )


def only_time_ahead(reading: Reading, anchor: Anchor) -> str | None:
    """The one time that the sentence prints which isn't over yet."""
    here = reading.clauses.sentence_of[anchor.head]
    printed = (p for p in within(reading.placed_periods, here) if p.tense in _OPEN)
    ahead = {iso for period in printed for iso, _ in period.meanings}
    return next(iter(ahead)) if len(ahead) == 1 else None

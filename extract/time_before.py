"""When a baseline was, where the article says it only beside the figure that it became."""

import re
from datetime import date

from extract.calendar import month_shift
from extract.periods import PeriodMention
from extract.placed import within, year_away
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Figure

_REACH = 4
"""Tokens from "from" to an amount: "from a revised 5m"."""
_MONTHS = re.compile(r"\d{4}-\d\d(-\d\d)?/\d{4}-\d\d(-\d\d)?")
_MONTH = re.compile(r"\d{4}-\d\d")


def time_before(
    reading: Reading, before: Figure, main: Figure, printed: PeriodMention | None
) -> str | None:
    """The time of a baseline, counted back from the `main` figure's; None where nothing tells.

    `printed` is the time beside the baseline. "5m in the June quarter, against 4m the year before"
    and "net income fell from 5m to 4m in the quarter": the quarter of the year before. "The jobless
    rate rose from 5% to 6% in May": in April.
    """
    if main.period is None or main.status != "reported":
        return None
    year_before = year_away(main.period, -1)
    if printed is not None:
        return year_before if _is_year_off(reading, printed) and len(main.period) > 4 else None
    if _is_revised(reading, before) or not _is_left(reading, before):
        return None
    if _MONTH.fullmatch(main.period):
        return _month_before(main.period) if _is_monthly(main) else None
    is_year = len(main.period) == 4 and _is_printed(reading, before, main.period)
    moved = is_year and _is_moved(reading, before, main)
    return year_before if moved or _MONTHS.fullmatch(main.period) else None


def _is_year_off(reading: Reading, printed: PeriodMention) -> bool:
    """Whether a time is told by its year alone, from another: "last year", "a year earlier"."""
    text = reading.clauses.text[printed.start : printed.end].lower()
    return printed.period.granularity == "year" and any(
        phrase in text for phrase in load_table("timing")["year earlier"]
    )


def _is_left(reading: Reading, before: Figure) -> bool:
    """Whether "from" leads to a baseline, rather than "against", which may be of the same time."""
    clauses = reading.clauses
    first = clauses.token_at(before.start)
    return "from" in clauses.lower[max(0, first - _REACH) : first]


def _is_revised(reading: Reading, before: Figure) -> bool:
    """Whether both are of the same time: a forecast that is moved, a count that is revised."""
    clauses, table = reading.clauses, load_table("aims")
    first, last = clauses.sentence(clauses.token_at(before.start))
    nouns = {*table["outlooks"], "revise", "revision"}
    return any(clauses.lemmas[token] in nouns for token in range(first, last))


def _is_moved(reading: Reading, before: Figure, main: Figure) -> bool:
    """Whether a yearly amount moved: "narrowed to 4m from 5m", "4m, down from 5m"."""
    clauses = reading.clauses
    first = clauses.token_at(before.start)
    if clauses.lower[max(0, first - 2) : first] in (["up", "from"], ["down", "from"]):
        return True
    anchors = (reading.anchors.get(before.start), reading.anchors.get(main.start))
    verbs = {anchor.verb if anchor else None for anchor in anchors}
    words = (main.metric or "").lower().split()
    priced = {"price", "prices", *load_table("timing")["market"]}
    return len(verbs) == 1 and None not in verbs and priced.isdisjoint(words)


def _is_monthly(main: Figure) -> bool:
    """Whether what is measured is told from month to month, as rates are."""
    words = (main.metric or "").lower().split()
    return main.kind == "percent" and not set(load_table("timing")["monthly"]).isdisjoint(words)


def _month_before(iso: str) -> str:
    return month_shift(date.fromisoformat(f"{iso}-01"), -1).isoformat()[:7]


def _is_printed(reading: Reading, before: Figure, iso: str) -> bool:
    """Whether the sentence of a baseline prints a time."""
    clauses = reading.clauses
    here = clauses.sentence_of[clauses.token_at(before.start)]
    placed = within(reading.placed_periods, here)
    return any(iso in {meaning for meaning, _ in period.meanings} for period in placed)

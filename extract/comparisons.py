"""Measures that stand for another's past or part: "up from 26 billion", "a third of the total"."""

import re
from dataclasses import dataclass
from functools import cache

from extract.clauses import Clauses
from extract.measures import Measure
from extract.reading import Reading
from extract.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """Which measure is compared with which, by their numbers in `Reading.measures`."""

    baselines: dict[int, int]
    """The measure before -> the measure it became."""
    shares: dict[int, int]
    """A percentage of something -> the amount that is this part of it."""


def read_comparisons(reading: Reading) -> Comparisons:
    """The baselines and shares among a doc's measures."""
    baselines: dict[int, int] = {}
    shares: dict[int, int] = {}
    for number, measure in enumerate(reading.measures):
        main = _main_of_baseline(reading, number, measure)
        if main is not None:
            baselines[number] = main
        whole = _owner_of_share(reading, number, measure)
        if whole is not None:
            shares[number] = whole
    return Comparisons(baselines=baselines, shares=shares)


@cache
def _before_patterns() -> re.Pattern[str]:
    """What stands right before an amount that another one is compared with."""
    links = "|".join(re.escape(link) for link in load_table("comparisons")["baseline"])
    return re.compile(
        rf"\b(?P<link>{links})\W*(?:(?:a|an|the|just|only|its|their)\s+)*(?:[\w-]+\s+){{0,2}}$",
        re.IGNORECASE,
    )


def _main_of_baseline(reading: Reading, number: int, measure: Measure) -> int | None:
    clauses = reading.clauses
    first, last = clauses.tokens(measure.outer_start, measure.outer_end)
    opening = clauses.starts[clauses.sentence(first)[0]]
    before = clauses.text[opening : measure.outer_start]
    found = _before_patterns().search(before)
    if not found or reading.measure_tokens & set(
        range(clauses.token_at(opening + found.start()), first)
    ):
        return None
    link = found["link"].lower()
    if link == "from":
        after = _nearest(reading, number, 1)
        if after is not None and _leads_to(clauses, last, reading.measures[after]):
            return after
        return _nearest(reading, number, -1) if _is_aside(before[: found.start()]) else None
    return _nearest(reading, number, -1)


def _is_aside(before: str) -> bool:
    """Whether "from" opens a bracket: "to 245m (from 161m)"."""
    return before.rstrip().endswith(("(", ","))


def _leads_to(clauses: Clauses, last: int, later: Measure) -> bool:
    """Whether "to" stands between, as in "from 9.4bn last year to 22bn"."""
    first = clauses.token_at(later.outer_start)
    between = clauses.lower[last:first]
    return len(between) <= 10 and bool({"to", "into"} & set(between))


def _nearest(reading: Reading, number: int, step: int) -> int | None:
    """The next measure of the same kind in the sentence, forwards or backwards."""
    clauses, measure = reading.clauses, reading.measures[number]
    sentence = clauses.sentence_of[clauses.token_at(measure.start)]
    place = number + step
    while 0 <= place < len(reading.measures):
        other = reading.measures[place]
        if clauses.sentence_of[clauses.token_at(other.start)] != sentence:
            return None
        if _comparable(measure, other):
            return place
        place += step
    return None


def _comparable(one: Measure, other: Measure) -> bool:
    if one.kind in {"count", "quantity"}:
        return other.kind in {"count", "quantity"}
    return one.kind == other.kind and (
        one.currency == other.currency or None in (one.currency, other.currency)
    )


def _owner_of_share(reading: Reading, number: int, measure: Measure) -> int | None:
    """The amount that a percentage beside it is a part of: "1.6m, or 27 percent of the cost"."""
    clauses = reading.clauses
    first, last = clauses.tokens(measure.outer_start, measure.outer_end)
    if measure.kind != "percent" or not number or clauses.lower[last : last + 1] != ["of"]:
        return None
    other = reading.measures[number - 1]
    end = clauses.tokens(other.outer_start, other.outer_end)[1]
    between = clauses.lower[end:first]
    asides = {",", "-", "–", "—", "(", "or", "--", "about", "roughly", "nearly", "representing"}
    if other.kind == "percent" or not 0 < len(between) <= 3 or not set(between) <= asides:
        return None
    return number - 1

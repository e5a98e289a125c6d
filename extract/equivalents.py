"""The same money said again in another currency: "62.58 billion yuan ($9.05 billion)".

A restatement is an equivalent of the first sum, and as a sum that the article prints it is a figure
of its own too, which names the first as its equivalent.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.amounts import Amount, AmountReader
from extract.comparators import comparator_before
from extract.measures import Measure
from extract.ranges import RANGE, share
from extract.tables import any_of, load_table
from models.facts import Figure

_WORDS = any_of(load_table("numbers")["restatements"])
_BRACKET = re.compile(rf",? ?[(\[](?:{_WORDS} |[~≈])*")
_OR = re.compile(rf",? (?:or|equivalent to|equal to|which is)(?: {_WORDS})? ")
_NEXT = re.compile(rf"(?:; ?|, ?|/| or | and | ?\()(?:{_WORDS} |[~≈])?")
_CLOSING = re.compile(r"[^()\n]{0,60}\)")


def with_equivalents(reader: AmountReader, measure: Measure) -> Measure:
    """The measure with the restatements behind it, in brackets or after "or"."""
    if measure.kind != "money":
        return measure
    text, end = reader.text, measure.end
    link = _BRACKET.match(text, end) or _OR.match(text, end)
    found: list[Measure] = []
    while link and (same := _restatement(reader, link, measure)):
        found.append(same)
        end = same.end
        link = _NEXT.match(text, end)
    if not found:
        return measure
    closing = _CLOSING.match(text, end)
    if closing and "(" in text[measure.end : end]:
        end = closing.end()
    return replace(measure, restated=tuple(found), outer_end=max(measure.outer_end, end))


def with_restated(
    text: str, figures: Iterable[Figure], measures: Iterable[Measure]
) -> Iterator[Figure]:
    """The figures of a text, each followed by those that say its money again."""
    known = {measure.start: measure for measure in measures if measure.restated}
    for figure in figures:
        yield figure
        if first := known.get(figure.start):
            for same in first.restated:
                yield _restated_figure(text, figure, first, same)


def _restated_figure(text: str, figure: Figure, first: Measure, same: Measure) -> Figure:
    """A figure in another of its currencies; baseline and share stay with the first one."""
    return replace(
        figure,
        amount=same.amount,
        amount_high=same.amount_high,
        currency=same.currency,
        comparator=same.comparator,
        equivalents=(first.money,),
        baseline=None,
        share=None,
        text=text[same.start : same.end],
        start=same.start,
        end=same.end,
    )


def _restatement(reader: AmountReader, link: re.Match[str], measure: Measure) -> Measure | None:
    second = reader.read_next(link.end())
    if second is None:
        return None
    if second.kind is None and _is_bracketed(reader, second, link):
        second = replace(second, kind="money")
    if second.kind != "money" or second.currency == measure.currency:
        return None
    if measure.per and second.per and second.per != measure.per:
        return None
    low, high = _ends(reader, second)
    before = comparator_before(reader.text, low.start, measure.end)
    end = (high or low).end
    return Measure(
        kind="money",
        amount=low.number.value,
        amount_high=None if high is None else high.number.value,
        currency=low.currency,
        comparator=before[0] if before else measure.comparator,
        start=low.start,
        end=end,
        outer_start=before[1] if before else low.start,
        outer_end=end,
    )


def _is_bracketed(reader: AmountReader, second: Amount, link: re.Match[str]) -> bool:
    """Whether a bare "(4.36 billion)" restates the sum before it in an unnamed currency."""
    behind = reader.text[second.end : second.end + 1]
    return second.number.scaled and "(" in link[0] and behind in (")", ",")


def _ends(reader: AmountReader, second: Amount) -> tuple[Amount, Amount | None]:
    link = RANGE.match(reader.text, second.end)
    high = reader.read_next(link.end()) if link else None
    if high is None:
        return second, None
    low = share(second, replace(high, kind=high.kind or "money"))
    return (low, high) if low else (second, None)

"""The same money said again in another currency: "62.58 billion yuan ($9.05 billion)"."""

import re
from dataclasses import replace

from extract.amounts import Amount, AmountReader
from extract.measures import Measure
from extract.ranges import RANGE, share
from extract.tables import any_of, load_table
from models.facts import Money

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
    found: list[Money] = []
    while link and (same := _restatement(reader, link, measure)):
        money, end = same
        found.append(money)
        link = _NEXT.match(text, end)
    if not found:
        return measure
    closing = _CLOSING.match(text, end)
    if closing and "(" in text[measure.end : end]:
        end = closing.end()
    return replace(measure, equivalents=tuple(found), outer_end=max(measure.outer_end, end))


def _restatement(
    reader: AmountReader, link: re.Match[str], measure: Measure
) -> tuple[Money, int] | None:
    second = reader.read_next(link.end())
    if second is None:
        return None
    if second.kind is None and _is_bracketed(reader, second, link):
        second = replace(second, kind="money")
    if second.kind != "money" or second.currency == measure.currency:
        return None
    low, high = _ends(reader, second)
    value = None if high is None else high.number.value
    money = Money(amount=low.number.value, amount_high=value, currency=low.currency)
    return money, (high or low).end


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

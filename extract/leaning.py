"""What a bare number counts: the noun behind it, or what the amount before it counted."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.amounts import Amount
from extract.comparators import comparator_before, comparator_behind
from extract.counts import is_idle, is_label, is_ratio, is_year, read_noun
from extract.currencies import CURRENCY
from extract.measures import Measure
from extract.tables import any_of, load_table
from extract.units import read_rate

_TABLE = load_table("nouns")
_MONEY_NOUN = re.compile(rf"[ -](?:[a-z-]+ ){{0,2}}?{any_of(_TABLE['money'])}\b")
_PAID = re.compile(
    rf"\b{any_of(_TABLE['paid'])} (?:(?:about|around|nearly|almost|over|more than|up to|some"
    r"|roughly|at least|as much as|an estimated|approximately|an additional|a total of) )*$",
    re.IGNORECASE,
)
_RESTATED = re.compile(
    r",? [(\[](?:(?:about|around|approx(?:imately|\.)?|roughly|nearly|some|or|equivalent to|~) ?)*"
    rf"(?:{CURRENCY} ?\d)"
)
_COUNTED = re.compile(rf"\b{any_of(_TABLE['counted'])}\b|\b[a-z]+ (?:numbers|total)\b")
_HEDGED = re.compile(
    r"\b(?:more than|fewer than|at least|as many as|up to|a total of) $", re.IGNORECASE
)
_CLOSED = re.compile(r"[,.;)]|$| (?:in|from|at|by|on|across|to|last|this|since|of them)\b")
_GOODS = re.compile(r"barrel|ton", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”']? [A-Z]|\n")
_SMALLEST_ALONE = 10
_SUM = 100_000
"""A sum from here on makes a bare "4 billion" behind it money too; a price does not."""
_REACH = 200
"""Characters over which a bare number takes the unit of the amount before it."""


def lean(text: str, amount: Amount, found: Sequence[Measure], *, joined: bool = False) -> Amount:
    """The amount with the kind that the noun behind it or an amount before it gives.

    Left without a kind where neither does, or the count is idle or part of a name. `joined`
    tells that the dash before it is that of a range.
    """
    if not joined and after_dash(text, amount.start):
        return amount
    counted = count_noun(text, amount)
    return counted if counted.kind else _inherit(text, amount, found)


def count_noun(text: str, amount: Amount) -> Amount:
    """The amount as a count of the noun behind it, where there is one worth a figure."""
    number = amount.number
    behind = None if number.plus else comparator_behind(text, amount.end)
    noun = read_noun(text, behind[1] if behind else amount.end)
    if noun is None or is_idle(text, number, noun):
        return amount
    compared = number.plus or comparator_before(text, amount.start) is not None
    if is_label(text, number, compared=compared):
        return amount
    unit, end = read_rate(text, noun.text, noun.end)
    return replace(amount, kind="count", unit=unit, end=end)


def after_dash(text: str, start: int) -> bool:
    """Whether a number is the second part of something hyphenated: "787-9", "2018-333"."""
    return start > 1 and text[start - 1] in "-–" and text[start - 2].isalnum()


def _inherit(text: str, amount: Amount, found: Sequence[Measure]) -> Amount:
    """A bare large number counts what the last one counted: "from 697,000 to 706,000"."""
    number = amount.number
    hyphened = text[amount.end : amount.end + 1] == "-"
    if hyphened or not _stands_alone(text, amount):
        return amount
    if _RESTATED.match(text, amount.end):
        return replace(amount, kind="money")
    if number.scaled and _is_paid(text, amount):
        main = next((measure.currency for measure in found if measure.kind == "money"), None)
        return replace(amount, kind="money", currency=main)
    last = _last_beside(text, amount.start, found)
    if last and last.kind == "money" and number.scaled and last.amount >= _SUM:
        if not _COUNTED.search(text, last.end, amount.start):
            return replace(amount, kind="money", currency=last.currency)
    elif number.value != int(number.value):
        return amount
    elif last and (last.kind == "count" or _GOODS.match(last.unit or "")):
        return replace(amount, kind=last.kind, unit=last.unit)
    return replace(amount, kind="count")


def _is_paid(text: str, amount: Amount) -> bool:
    """Whether the words around a scaled number that lost its currency tell that it is money."""
    start = amount.start
    behind = _MONEY_NOUN.match(text, amount.end)
    return bool(behind or _PAID.search(text, max(0, start - 50), start))


def _stands_alone(text: str, amount: Amount) -> bool:
    """Whether a number without a noun is printed as an amount: "as many as 80", "706,000"."""
    number = amount.number
    if is_ratio(text, amount.start):
        return False
    if number.value >= 1000 and not number.plain:
        return True
    if number.value < _SMALLEST_ALONE or is_year(number):
        return False
    hedged = _HEDGED.search(text, max(0, amount.start - 14), amount.start)
    return bool(hedged) and bool(_CLOSED.match(text, amount.end))


def _last_beside(text: str, start: int, found: Sequence[Measure]) -> Measure | None:
    """The last amount that is no percentage, in this sentence or the one before."""
    last = next((measure for measure in reversed(found) if measure.kind != "percent"), None)
    if last is None or start - last.end > _REACH:
        return None
    return None if len(_SENTENCE_END.findall(text, last.end, start)) > 1 else last

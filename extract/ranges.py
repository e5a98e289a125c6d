"""Numbers joined by "to", "and", "or" or a dash: ranges, changes, and lists that share a unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extract.amounts import Amount, AmountReader
from extract.counts import is_named, is_year
from extract.leaning import count_noun, lean
from extract.measures import Measure
from extract.numbers import whole
from extract.tables import any_of, load_table

RANGE = re.compile(r" ?[-–—~] ?| to |-to-")
"""What joins the ends of a range."""
_LIST = re.compile(r" and | or |, (?=[\d.]+(?:,| and))|/")
_TABLE = load_table("numbers")
_CHANGE = re.compile(
    rf"\b(?:from(?: \w+){{0,5}}|by(?: \w+){{0,2}}|{any_of(_TABLE['changes'])}) (?:\w+ )?$",
    re.IGNORECASE,
)
_SPREAD = re.compile(rf"\b{any_of(_TABLE['spreads'])} from (?:\w+ )?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:\w+ )?$", re.IGNORECASE)
_REACH = 60
_NEAR = 2
"""A rise seldom makes up half of what it leads to."""


@dataclass(frozen=True, slots=True)
class Joined:
    """An amount of a range, change or list; `high` closes a range."""

    amount: Amount
    high: Decimal | None = None


def read_joined(
    reader: AmountReader, first: Amount, found: Sequence[Measure]
) -> list[Joined] | None:
    """What an amount forms with those joined to it; None where it stands by itself.

    "3 to 5 billion yuan" is one range; "from 3 to 5 percent" is a change, two amounts;
    "17 and 22%" are two that share the sign.
    """
    start = max(0, first.start - _REACH)
    if link := RANGE.match(reader.text, first.end):
        changed = _CHANGE.search(reader.text, start, first.start)
        spread = _SPREAD.search(reader.text, start, first.start)
        return _range(
            reader, first, link, found, changed=None if spread or "to" not in link[0] else changed
        )
    link = _LIST.match(reader.text, first.end)
    if link is None:
        return None
    if link[0] == " and " and _BETWEEN.search(reader.text, start, first.start):
        return _range(reader, first, link, found, changed=None)
    return _list(reader, first, link)


def _range(
    reader: AmountReader,
    first: Amount,
    link: re.Match[str],
    found: Sequence[Measure],
    *,
    changed: re.Match[str] | None,
) -> list[Joined] | None:
    letters = first.kind == "money"
    second = None if is_year(first.number) else reader.read_next(link.end(), letters=letters)
    if second is None or (second.number.spelled and not first.number.spelled):
        return None
    if second.kind is None and first.kind == "money":
        second = replace(second, kind="money")
    elif second.kind is None and first.kind is None:
        second = lean(reader.text, second, found, joined=True)
    low = share(first, second)
    if low is None or is_named(reader.text, first.number):
        return None
    if changed and ("from" in changed[0].lower() or not _is_near(low, second)):
        return [Joined(low), Joined(replace(second, currency=second.currency or low.currency))]
    return _closed(low, second)


def _is_near(low: Amount, high: Amount) -> bool:
    """Whether "rose 3 to 4 percent" is a range rather than a rise by 3 to the level of 4."""
    value = low.number.value
    return low.kind == "percent" and value < high.number.value <= _NEAR * value


def _closed(low: Amount, second: Amount) -> list[Joined] | None:
    """The two ends as one range, where the second is the higher one."""
    if second.number.value <= low.number.value:
        return None
    whole = replace(low, end=second.end, per=second.per or low.per)
    return [Joined(whole, second.number.value)]


def _list(reader: AmountReader, first: Amount, link: re.Match[str]) -> list[Joined] | None:
    """Numbers that share the unit of the last: "5, 10 and 15 percent", "two or three plants"."""
    if first.kind is not None or is_year(first.number):
        return None
    second = reader.read_next(link.end())
    if second is None or second.signed:
        return None
    if link[0] == " or ":
        second = second if second.kind else count_noun(reader.text, second)
        low = share(first, second)
        return _closed(low, second) if low else None
    if second.kind is None:
        return _longer_list(reader, first, second)
    low = share(first, second) if second.kind != "quantity" else None
    return [Joined(low), Joined(second)] if low else None


def _longer_list(reader: AmountReader, first: Amount, second: Amount) -> list[Joined] | None:
    link = _LIST.match(reader.text, second.end)
    rest = _list(reader, second, link) if link else None
    low = share(first, rest[0].amount) if rest else None
    return [Joined(low), *rest] if low and rest else None


def share(first: Amount, second: Amount) -> Amount | None:
    """The first amount with the scale, currency or unit that only the second one prints.

    None where the two can't be of one thing.
    """
    if second.kind is None or first.kind not in (None, second.kind):
        return None
    if first.currency and second.currency and first.currency != second.currency:
        return None
    if first.unit and second.unit and first.kind == "percent" and first.unit != second.unit:
        return None
    return replace(
        first,
        number=replace(
            first.number, value=whole(first.number.value * _shared_scale(first, second))
        ),
        kind=second.kind,
        currency=first.currency or second.currency,
        unit=first.unit or second.unit,
        per=first.per or second.per,
    )


def _shared_scale(first: Amount, second: Amount) -> Decimal:
    """The scale of the second number, where the first has none and is of its size."""
    if second.minor and first.kind is None:
        return Decimal("0.01")
    raw = second.number.raw
    if first.number.scaled or not second.number.scaled or not raw:
        return Decimal(1)
    most = raw if first.kind else raw * 1000
    return second.number.value / raw if first.number.raw <= most else Decimal(1)

"""Amounts of money, percentages, counts and quantities in a text, with exact values."""

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.amounts import Amount, AmountReader
from extract.comparators import comparator_before, comparator_behind
from extract.context import Context
from extract.equivalents import with_equivalents
from extract.leaning import lean
from extract.measures import Measure
from extract.numbers import NUMERAL_START
from extract.parts import Part, find_parts
from extract.plain import PlainText, plain_text
from extract.ranges import Joined, read_joined
from models.facts import Comparator

if TYPE_CHECKING:
    from spacy.tokens import Doc


def read_measures(doc: "Doc", context: Context) -> list[Measure]:
    """The amounts of a text in order, none overlapping another.

    Counts that say nothing ("the two companies", "three days") are left out.
    """
    plain = plain_text(doc.text)
    return [_original(plain, found) for found in find_measures(plain.text, context.country)]


def parse_amount(text: str, country: str | None = None) -> Measure | None:
    """The first amount in a short text; None when there is none.

    >>> parse_amount("62.58 billion yuan").amount
    Decimal('62580000000')
    >>> parse_amount("Boeing 737") is None
    True
    """
    plain = plain_text(text)
    found = next(iter(find_measures(plain.text, country)), None)
    return _original(plain, found) if found else None


def find_measures(text: str, country: str | None = None) -> list[Measure]:
    """The amounts of a plain text in order, offsets in it; `country` places a bare "$"."""
    reader = AmountReader(text, country)
    parts = list(find_parts(reader.lower))
    found: list[Measure] = []
    at = 0
    while match := NUMERAL_START.search(reader.lower, at):
        at = _take_parts(reader, parts, match.start(), at, found)
        if match.start() >= at:
            at = _take_amount(reader, match.start(), at, found)
    _take_parts(reader, parts, len(text), at, found)
    return found


def _take_parts(
    reader: AmountReader, parts: list[Part], limit: int, at: int, found: list[Measure]
) -> int:
    """Add the parts that begin up to `limit`; where reading goes on."""
    while parts and parts[0].start <= limit:
        part = parts.pop(0)
        if part.start >= at:
            found.append(_part_measure(reader, part))
            at = part.end
    return at


def _take_amount(reader: AmountReader, start: int, at: int, found: list[Measure]) -> int:
    """Add what begins with the numeral at `start`; where reading goes on."""
    amount = reader.read(start, at)
    joined = amount and (read_joined(reader, amount, found) or _single(reader, amount, found))
    for each in joined or ():
        found.append(with_equivalents(reader, _measure(reader, each, found)))
    return found[-1].outer_end if joined else start + 1


def _single(reader: AmountReader, amount: Amount, found: list[Measure]) -> list[Joined]:
    if amount.kind is None:
        amount = lean(reader.text, amount, found)
    return [Joined(amount)] if amount.kind else []


def _measure(reader: AmountReader, joined: Joined, found: list[Measure]) -> Measure:
    amount, floor = joined.amount, found[-1].end if found else 0
    comparator, outer_start, outer_end = _comparator(reader.text, amount, floor)
    return Measure(
        kind=amount.kind or "count",
        amount=amount.number.value,
        amount_high=joined.high,
        currency=amount.currency,
        unit=amount.unit,
        per=amount.per,
        comparator=comparator,
        start=amount.start,
        end=amount.end,
        outer_start=outer_start,
        outer_end=outer_end,
    )


def _comparator(text: str, amount: Amount, floor: int) -> tuple[Comparator, int, int]:
    """How the amount is hedged, and its characters with the words that say so."""
    if before := comparator_before(text, amount.start, floor):
        return before[0], before[1], amount.end
    for end in (amount.number.end, amount.end):
        if behind := comparator_behind(text, end):
            return behind[0], amount.start, max(amount.end, behind[1])
    return (">=" if amount.number.plus else "="), amount.start, amount.end


def _part_measure(reader: AmountReader, part: Part) -> Measure:
    before = comparator_before(reader.text, part.start)
    return Measure(
        kind=part.kind,
        amount=part.amount,
        unit=part.unit,
        comparator=before[0] if before else "=",
        start=part.start,
        end=part.end,
        outer_start=before[1] if before else part.start,
        outer_end=part.end,
    )


def _original(plain: PlainText, found: Measure) -> Measure:
    if plain.offsets is None:
        return found
    start, end = plain.original(found.start, found.end)
    outer_start, outer_end = plain.original(found.outer_start, found.outer_end)
    return replace(
        found,
        start=start,
        end=end,
        outer_start=outer_start,
        outer_end=outer_end,
        restated=tuple(_original(plain, same) for same in found.restated),
    )

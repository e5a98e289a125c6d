"""Amounts of money, percentages, counts and quantities in a text, with exact values."""

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.context import Context
from extract.measures import Measure
from extract.numbers import NUMERAL, Number, read_number
from extract.plain import PlainText, plain_text
from extract.tables import any_of, load_table
from extract.units import is_idle, read_noun, read_unit
from models.facts import Comparator, FigureKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TABLE = load_table("currencies")
_COMPARATORS: dict[str, Comparator] = load_table("numbers")["comparators"]
_BEHIND: dict[str, Comparator] = load_table("numbers")["comparators_behind"]
_BARE_FORMS = {form: key for key, forms in _TABLE["bare_forms"].items() for form in forms}
_CANDIDATE = re.compile(NUMERAL, re.IGNORECASE)
_PERCENT = re.compile(
    r"[ -]?(?:(?P<points>percentage[ -]points?|basis[ -]points?|bps\b|pp\b|ppts?\b)"
    r"|(?P<percent>%|per[ -]?cent\b|pct\b|percent\b))(?P<behind>[ -]points?\b)?",
    re.IGNORECASE,
)
_LINK = re.compile(r" ?(?:-|–|—|~) ?| to |-to-")
_AND = re.compile(r" and ")


@functools.cache
def _prefix() -> re.Pattern[str]:
    bare = [form for form in _BARE_FORMS if form in "$¥" or form[0].isupper() or form == "kr"]
    names = any_of([*_TABLE["prefixes"], *bare, "₨", "￥"])
    return re.compile(rf"(?<![A-Za-z])({names}) ?$")


@functools.cache
def _suffix() -> re.Pattern[str]:
    codes = [code for code in _TABLE["prefixes"] if code.isupper() or not code.isalnum()]
    words = any_of([*_TABLE["words"], *(f for f in _BARE_FORMS if f.isalpha()), *_TABLE["minor"]])
    adjectives = any_of(_TABLE["nationalities"])
    return re.compile(
        rf"[ -]?(?:(?P<code>{any_of(codes)})(?![A-Za-z\d])"
        rf"|(?:(?P<whose>{adjectives})[ -])?(?P<word>(?i:{words}))(?![A-Za-z]))"
    )


@functools.cache
def _comparator() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])({any_of(_COMPARATORS)}) ?(?:a |an |the )?$", re.IGNORECASE)


@functools.cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf" ?({any_of(_BEHIND)})(?![A-Za-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Amount:
    """One number with what stands directly around it."""

    number: Number
    start: int
    end: int
    kind: FigureKind | None = None
    currency: str | None = None
    unit: str | None = None


def read_measures(doc: "Doc", context: Context) -> list[Measure]:
    """The amounts of a text in order, none overlapping another."""
    plain = plain_text(doc.text)
    return [_original(plain, found) for found in find_measures(plain.text, context.country)]


def parse_amount(text: str, country: str | None = None) -> Measure | None:
    """The first amount in a short text; None when there is none.

    >>> parse_amount("62.58 billion yuan").amount
    Decimal('62580000000.00')
    >>> parse_amount("Boeing 737") is None
    True
    """
    plain = plain_text(text)
    found = next(iter(find_measures(plain.text, country)), None)
    return _original(plain, found) if found else None


def find_measures(text: str, country: str | None) -> list[Measure]:
    """The amounts of a plain text, offsets in it."""
    found: list[Measure] = []
    at = 0
    while match := _CANDIDATE.search(text, at):
        amount = _read_amount(text, match.start(), at, country)
        if amount is None or amount.kind is None:
            linked = _read_range(text, amount, country) if amount else None
            at = match.end() if linked is None else linked[-1].outer_end
            found.extend(linked or ())
            continue
        measures = _read_range(text, amount, country) or [_measure(text, amount)]
        found.extend(measures)
        at = measures[-1].outer_end
    return found


def _read_amount(text: str, start: int, floor: int, country: str | None) -> _Amount | None:
    prefix = _prefix().search(text, max(floor, start - 12), start)
    if not prefix and start and (text[start - 1].isalnum() or text[start - 1] in "_#/.:"):
        return None
    number = read_number(text, start, letters=prefix is not None)
    if number is None:
        return None
    if prefix:
        currency = _place(prefix[1], country)
        end = _skip_dollars(text, number.end)
        return _Amount(number, prefix.start(1), end, "money", currency)
    return _read_behind(text, number, country)


def _skip_dollars(text: str, end: int) -> int:
    again = _suffix().match(text, end)
    if again and again["word"] and again["word"].lower() in ("dollars", "dollar", "usd"):
        return again.end()
    return end


def _read_behind(text: str, number: Number, country: str | None) -> _Amount:
    start, end = number.start, number.end
    if percent := _PERCENT.match(text, end):
        unit = "%"
        if percent["points"] or percent["behind"]:
            basis = (percent["points"] or "").lower().startswith("b")
            unit = "basis points" if basis else "percentage points"
        return _Amount(number, start, percent.end(), "percent", None, unit)
    if suffix := _suffix().match(text, end):
        currency, minor = _suffix_currency(suffix, country)
        if minor:
            number = replace(number, value=number.value / 100)
        return _Amount(number, start, suffix.end(), "money", currency)
    if unit_found := read_unit(text, end):
        return _Amount(number, start, unit_found[1], "quantity", None, unit_found[0])
    noun = read_noun(text, end)
    if noun and not is_idle(noun[0]):
        return _Amount(number, start, noun[1], "count", None, noun[0])
    return _Amount(number, start, end)


def _place(form: str, country: str | None) -> str | None:
    """The currency of a printed symbol; a bare one is placed by the country."""
    if code := _TABLE["prefixes"].get(form):
        return str(code)
    places = _TABLE["bare"][_BARE_FORMS[form]]
    return places.get(country or "", places.get("default"))


def _suffix_currency(match: re.Match[str], country: str | None) -> tuple[str | None, bool]:
    if match["code"]:
        return _TABLE["prefixes"][match["code"]], False
    word = match["word"].lower()
    if match["whose"]:
        country = _TABLE["nationalities"][match["whose"]]
    if code := _TABLE["words"].get(word):
        return code, False
    if word in _TABLE["minor"]:
        minor = _TABLE["minor"][word]
        return (_place(minor, country) if minor in _BARE_FORMS else minor), True
    form = word if word in _BARE_FORMS else match["word"]
    return _place(form, country), False


def _read_range(text: str, first: _Amount, country: str | None) -> list[Measure] | None:
    before = text[max(0, first.start - 30) : first.start].lower()
    link = _LINK.match(text, first.end)
    if not link and before.rstrip().endswith("between"):
        link = _AND.match(text, first.end)
    if not link:
        return None
    at = link.end()
    head = re.compile(r"(?:US\$|[$€£¥])?").match(text, at)
    second = _read_amount(text, head.end() if head else at, at, country)
    if second is None or second.kind is None or first.kind not in (None, second.kind):
        return None
    low = first.number
    if not low.scaled and second.number.scaled and low.raw <= second.number.raw:
        scale = second.number.value / second.number.raw
        low = replace(low, value=low.value * scale)
    first = replace(
        first,
        number=low,
        kind=second.kind,
        currency=first.currency or second.currency,
        unit=first.unit or second.unit,
    )
    if re.search(r"(?<!ranging )(?<!range )\bfrom (?:[a-z]+ ){0,2}$", before):
        return [_measure(text, first), _measure(text, second)]
    if second.number.value <= low.value:
        return None
    whole = replace(first, end=second.end)
    return [replace(_measure(text, whole), amount_high=second.number.value)]


def _measure(text: str, amount: _Amount) -> Measure:
    comparator: Comparator = "="
    outer_start, outer_end = amount.start, amount.end
    if found := _comparator().search(text, max(0, amount.start - 40), amount.start):
        comparator, outer_start = _COMPARATORS[found[1].lower().replace("-", " ")], found.start(1)
    elif behind := _behind().match(text, amount.end):
        comparator, outer_end = _BEHIND[behind[1].lower()], behind.end()
    return Measure(
        kind=amount.kind or "count",
        amount=amount.number.value,
        currency=amount.currency,
        unit=amount.unit,
        comparator=comparator,
        start=amount.start,
        end=amount.end,
        outer_start=outer_start,
        outer_end=outer_end,
    )


def _original(plain: PlainText, found: Measure) -> Measure:
    start, end = plain.original(found.start, found.end)
    outer_start, outer_end = plain.original(found.outer_start, found.outer_end)
    return replace(found, start=start, end=end, outer_start=outer_start, outer_end=outer_end)

"""One number with what stands directly around it: its currency, percent sign or unit."""

import re
from dataclasses import dataclass, replace

from extract.counts import read_noun
from extract.currencies import PREFIX, SUFFIX, Placing, is_guarded, needs_scale, read_again
from extract.numbers import NUMERAL_START, Number, read_number, whole
from extract.plain import lowered
from extract.units import read_per, read_unit
from models.facts import FigureKind

_PERCENT = re.compile(
    r"[ -]?(?:(?:of (?:a|one) )?"
    r"(?P<points>percentage[ -]points?|basis[ -]points?|(?-i:bps?)\b|pp\b|ppts?\b)"
    r"|(?P<percent>%|per[ -]?cent\b|pct\b|percentage\b|p\.c\.)(?P<behind>[ -]points?\b)?)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[ -]points?\b", re.IGNORECASE)
_LONGER = re.compile(
    r"(?:st|nd|rd|th)\b|[:/]\d|\.\d|-0\d|-\d{3,}(?! ?[A-Za-z%]|-[a-z])|[A-Za-z_]", re.IGNORECASE
)
_MILLION_STYLE = re.compile(r"[$£€]\d[\d.]*m\b")
_METRES = re.compile(r" ?(?:tall|high|long|wide|deep|away|below|above|race|sprint|hurdles)\b")
_WEIGHED = re.compile(r"weigh|heav|lift|thrust|load", re.IGNORECASE)
_OF_GOODS = re.compile(r" (?:of [a-z]|heav|in weight|\(\d)", re.IGNORECASE)
_EURO_AREA = re.compile(r" (?:countries|members?|nations|states|economies|[mb]illionaires)\b")
_HEDGE = re.compile(
    r"(?:(?:about|around|roughly|nearly|almost|as much as|perhaps|even|approximately|more than) )?"
)
_ROUGHLY = re.compile(r"'?s\b")
"""Behind "the mid-$20s": some sum of that size, none in particular."""
_LETTERS = frozenset("kKmMbB")
_REACH = 12
"""Characters that the longest currency before a number takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number and what it is of; `kind` is None while nothing beside it says."""

    number: Number
    start: int
    end: int
    kind: FigureKind | None = None
    currency: str | None = None
    unit: str | None = None
    per: str | None = None
    signed: bool = False
    """Whether a currency stands before the number."""
    minor: bool = False
    """Whether hundredths were printed: pence, cents."""


class AmountReader:
    """Reads the amounts of one plain text at given places."""

    def __init__(self, text: str, country: str | None) -> None:
        self.text = text
        self.lower = lowered(text)
        self._placing = Placing(text, country)
        self._counts_in_m = False

    def read(self, start: int, floor: int, *, letters: bool = False) -> Amount | None:
        """The amount whose numeral begins at `start`; its currency may begin from `floor` on.

        `letters` allows "1.5m" without a currency, as the second end of "$1.2-1.5m" has none.
        """
        text = self.text
        prefix = PREFIX.search(text, max(floor, start - _REACH), start)
        if not prefix and _is_inside(text, start):
            return None
        number = read_number(text, start, letters=letters or prefix is not None)
        if number is None or (prefix and _ROUGHLY.match(text, number.end)):
            return None
        if prefix and _is_priced(prefix[1], number):
            return self._prefixed(prefix, number)
        return None if _is_inside(text, start) else self._behind(number)

    def read_next(self, start: int, *, letters: bool = False) -> Amount | None:
        """The amount that a range or list goes on with at `start`, "about" allowed before it."""
        hedge = _HEDGE.match(self.text, start)
        start = hedge.end() if hedge else start
        match = NUMERAL_START.search(self.lower, start, start + 24)
        if not match or not _is_prefix(self.text[start : match.start()]):
            return None
        return self.read(match.start(), start, letters=letters)

    def _prefixed(self, prefix: re.Match[str], number: Number) -> Amount:
        again, end = read_again(self.text, number.end)
        amount = Amount(
            number=number,
            start=prefix.start(1),
            end=end,
            kind="money",
            currency=again or self._placing.prefix_code(prefix[1], end),
            signed=True,
        )
        return self._priced(amount)

    def _priced(self, amount: Amount) -> Amount:
        per = read_per(self.text, amount.end)
        return replace(amount, per=per[0], end=per[1]) if per else amount

    def _behind(self, number: Number) -> Amount | None:
        amount = Amount(number=number, start=number.start, end=number.end)
        if percent := _PERCENT.match(self.text, number.end):
            unit = _percent_unit(percent)
            return replace(amount, end=percent.end(), kind="percent", unit=unit)
        suffix = SUFFIX.match(self.text, number.end)
        if suffix and self._is_currency(suffix, number):
            return self._suffixed(amount, suffix)
        measured = self._measured(amount)
        if measured or not _LONGER.match(self.text, number.end):
            return measured or amount
        return None

    def _is_currency(self, suffix: re.Match[str], number: Number) -> bool:
        form = suffix["code"] or suffix["hundredths"] or suffix["word"]
        if is_guarded(form.lower()) or is_guarded(form):
            return _is_sum(number)
        if form == "euro" and _EURO_AREA.match(self.text, suffix.end()):
            return False
        if form.lower() in ("pound", "pounds") and not suffix["whose"] and not number.scaled:
            return not self._is_weight(suffix, number)
        return True

    def _is_weight(self, suffix: re.Match[str], number: Number) -> bool:
        if suffix[0].startswith("-") or _OF_GOODS.match(self.text, suffix.end()):
            return True
        return bool(_WEIGHED.search(self.text, max(0, number.start - 40), number.start))

    def _suffixed(self, amount: Amount, suffix: re.Match[str]) -> Amount:
        money, number = self._placing.suffix(suffix), amount.number
        if money.minor:
            number = replace(number, value=whole(number.value / 100), raw=number.raw / 100)
        priced = replace(
            amount,
            number=number,
            end=money.end,
            kind="money",
            currency=money.code,
            minor=money.minor,
        )
        return self._priced(priced)

    def _measured(self, amount: Amount) -> Amount | None:
        """A quantity with its unit of measure; "5m" with a noun behind is millions of it."""
        number, end = amount.number, amount.end
        if self.text[end : end + 1] in _LETTERS:
            lettered = read_number(self.text, number.start, letters=True)
            if lettered and lettered.scaled and (scaled := self._scaled(amount, lettered)):
                return scaled
        if unit := read_unit(self.text, end):
            number = replace(number, value=whole(number.value * unit.factor))
            return replace(amount, number=number, end=unit.end, kind="quantity", unit=unit.name)
        points = _POINTS.match(self.text, end)
        if points and not number.spelled:
            return replace(amount, end=points.end(), kind="quantity", unit="points")
        return None

    def _scaled(self, amount: Amount, number: Number) -> Amount | None:
        """Millions of something: "3m euros", "1.2m bpd", "5m people"; None for metres."""
        amount = replace(amount, number=number, end=number.end)
        suffix = SUFFIX.match(self.text, number.end)
        if suffix and suffix["word"] and self._is_currency(suffix, number):
            return self._suffixed(amount, suffix)
        if unit := read_unit(self.text, number.end):
            return replace(amount, end=unit.end, kind="quantity", unit=unit.name)
        if not self._is_scale(number):
            return None
        self._counts_in_m = True
        return amount

    def _is_scale(self, number: Number) -> bool:
        """Whether the letter of "5m" is a scale: a noun behind, or the text counts money so."""
        if read_noun(self.text, number.end):
            return True
        style = self._counts_in_m or _MILLION_STYLE.search(self.text)
        return bool(style) and not _METRES.match(self.text, number.end)


def _is_inside(text: str, start: int) -> bool:
    """Whether a place lies inside a word, a longer number or an address."""
    before = text[start - 1 : start]
    if before == "," and text[start - 2 : start - 1].isdigit():
        return True
    return bool(before) and (before.isalnum() or before in "_#/.:=")


def _percent_unit(match: re.Match[str]) -> str:
    points = (match["points"] or "").lower()
    if points.startswith("b"):
        return "basis points"
    return "percentage points" if points or match["behind"] else "%"


def _is_priced(form: str, number: Number) -> bool:
    """Whether a currency's form before a number is one there."""
    if needs_scale(form):
        return number.scaled and number.value >= 100_000
    return _is_sum(number) or not is_guarded(form)


def _is_sum(number: Number) -> bool:
    """Whether a number looks like a sum of money: scaled, with decimals or thousands."""
    value = number.value
    round_enough = value >= 1000 or (number.plain and value >= 50)
    return number.scaled or round_enough or value != int(value)


def _is_prefix(between: str) -> bool:
    return not between or PREFIX.match(between) is not None

"""Amounts of money, percentages, counts and quantities in a text, with exact values."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.comparators import comparator_before, comparator_behind
from extract.context import Context
from extract.counts import is_idle, is_label, is_named, is_year, read_noun
from extract.currencies import PREFIX, SUFFIX, Placing, is_guarded, read_again
from extract.measures import Measure
from extract.numbers import NUMERAL_START, Number, read_number
from extract.parts import Part, find_parts
from extract.plain import PlainText, lowered, plain_text
from extract.tables import any_of, load_table
from extract.units import read_per, read_rate, read_unit
from models.facts import Comparator, FigureKind, Money

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PERCENT = re.compile(
    r"[ -]?(?:(?:of (?:a|one) )?(?P<points>percentage[ -]points?|basis[ -]points?|bps\b|pp\b|ppts?\b)"
    r"|(?P<percent>%|per[ -]?cent\b|pct\b|percentage\b|p\.c\.)(?P<behind>[ -]points?\b)?)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[ -]points?\b", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d|\.\d|-\d{3,}|[A-Za-z_]", re.IGNORECASE)
_RANGE = re.compile(r" ?[-–—~] ?| to |-to-")
_LIST = re.compile(r" and | or |, (?=[\d.]+(?:,| and))|/")
_CHANGE = re.compile(
    r"\b(?:from(?: \w+){0,2}|rose|risen|fell|fallen|gained|lost|dropped|down|up|increased|decreased|declined|climbed|slid"
    r"|slipped|jumped|added|shed|cut|rises|falls|surged|plunged|raised|lowered|by(?: \w+){0,2}) (?:\w+ )?$",
    re.IGNORECASE,
)
_SPREAD = re.compile(
    r"\b(?:range[sd]?|ranging|varie[sd]|vary|varying|anywhere|anything) from (?:\w+ )?$",
    re.IGNORECASE,
)
_BRACKET = re.compile(
    r",? ?[(\[](?:or |~|≈|i\.e\. |equivalent to |equal to |worth |approx\.? |approximately |about |around |nearly "
    r"|roughly |some |over |more than |almost |just over |just under )*"
)
_OR = re.compile(
    r",? (?:or|equivalent to|equal to|which is)(?: (?:about|around|roughly|approximately|some|nearly|almost))? "
)
_NEXT = re.compile(r"(?:; ?|, ?|/| or | and | ?\()(?:about |around |approximately |~)?")
_MONEY_NOUN = re.compile(rf"[ -](?:[a-z-]+ ){{0,2}}?{any_of(load_table('nouns')['money'])}\b")
_PEOPLE = re.compile(
    r"\b(?:number of|population|unemployed|[a-z]+ (?:numbers|total)|passengers|people|users|subscribers"
    r"|customers|visitors|jobs|workers|employees|stocks|shares|units|vehicles|copies)\b"
)
_SMALLEST_ALONE = 10
_COUNTED = re.compile(
    r"\b(?:more than|fewer than|at least|as many as|up to|a total of) $", re.IGNORECASE
)
_CLOSED = re.compile(r"[,.;)]|$| (?:in|from|at|by|on|across|to|last|this|since|of them)\b")
_GOODS = re.compile(r"(?:barrel|ton)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”']? [A-Z]|\n")
_MILLION_STYLE = re.compile(r"[$£€]\d[\d.]*m\b")
_SCALE_LETTERS = frozenset("kKmMbB")
_METRES = re.compile(
    r" ?(?:tall|high|long|wide|deep|away|below|above|race|sprint|hurdles|freestyle)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """One number with what stands directly around it."""

    number: Number
    start: int
    end: int
    kind: FigureKind | None = None
    currency: str | None = None
    unit: str | None = None
    per: str | None = None
    signed: bool = False
    """Whether a currency stands before the number."""


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


def find_measures(text: str, country: str | None) -> list[Measure]:
    """The amounts of a plain text in order, offsets in it."""
    return _Reading(text, country).measures()


class _Reading:
    """One text being read from left to right."""

    def __init__(self, text: str, country: str | None) -> None:
        self.text = text
        self.lower = lowered(text)
        self.placing = Placing(text, country)
        self.found: list[Measure] = []
        self.counts_in_m = False

    def measures(self) -> list[Measure]:
        parts = list(find_parts(self.lower))
        at = 0
        while match := NUMERAL_START.search(self.lower, at):
            start = match.start()
            while parts and parts[0].start <= start:
                part = parts.pop(0)
                if part.start >= at:
                    at = self._keep_part(part)
            if start < at:
                continue
            at = self._read(start, at) or start + 1
        for part in parts:
            if part.start >= at:
                at = self._keep_part(part)
        return self.found

    def _keep_part(self, part: Part) -> int:
        before = comparator_before(self.text, part.start)
        measure = Measure(
            kind=part.kind,
            amount=part.amount,
            unit=part.unit,
            comparator=before[0] if before else "=",
            start=part.start,
            end=part.end,
            outer_start=before[1] if before else part.start,
            outer_end=part.end,
        )
        self.found.append(measure)
        return part.end

    def _read(self, start: int, floor: int) -> int | None:
        """Read what begins at `start`; where reading goes on, None when nothing was read."""
        amount = self._amount(start, floor)
        if amount is None:
            return None
        measures = self._linked(amount) or self._single(amount)
        for measure in measures:
            self.found.append(self._with_equivalents(measure))
        return self.found[-1].outer_end if measures else None

    def _single(self, amount: _Amount) -> list[Measure]:
        if amount.kind is None:
            amount = self._leaning(amount)
        return [self._measure(amount)] if amount.kind else []

    # ---- one amount

    def _amount(self, start: int, floor: int) -> _Amount | None:
        text = self.text
        prefix = PREFIX.search(text, max(floor, start - 12), start)
        if not prefix and start and (text[start - 1].isalnum() or text[start - 1] in "_#/.:"):
            return None
        number = read_number(text, start, letters=prefix is not None)
        if number is None:
            return None
        if prefix and not (is_guarded(prefix[1]) and not _is_sum(number)):
            return self._prefixed(prefix, number)
        return self._behind(number)

    def _prefixed(self, prefix: re.Match[str], number: Number) -> _Amount:
        again, end = read_again(self.text, number.end)
        return self._priced(
            _Amount(
                number=number,
                start=prefix.start(1),
                end=end,
                kind="money",
                currency=again or self.placing.prefix_code(prefix[1]),
                signed=True,
            )
        )

    def _priced(self, amount: _Amount) -> _Amount:
        per = read_per(self.text, amount.end)
        return replace(amount, per=per[0], end=per[1]) if per else amount

    def _behind(self, number: Number) -> _Amount | None:
        text, start, end = self.text, number.start, number.end
        if percent := _PERCENT.match(text, end):
            unit = _percent_unit(percent)
            return _Amount(number=number, start=start, end=percent.end(), kind="percent", unit=unit)
        suffix = SUFFIX.match(text, end)
        if suffix and self._is_currency(suffix, number):
            return self._suffixed(number, suffix)
        if metric := self._metric(number):
            return metric
        if _ORDINAL.match(text, end):
            return None
        return _Amount(number=number, start=start, end=end)

    def _is_currency(self, suffix: re.Match[str], number: Number) -> bool:
        form = suffix["code"] or suffix["pence"] or suffix["word"]
        if is_guarded(form.lower()) or is_guarded(form):
            return _is_sum(number)
        if form.lower() in ("pound", "pounds") and not suffix["whose"] and not number.scaled:
            return not _is_weight(self.text, number, suffix)
        return True

    def _suffixed(self, number: Number, suffix: re.Match[str]) -> _Amount:
        money = self.placing.suffix(suffix)
        if money.minor:
            number = replace(number, value=number.value / 100, raw=number.raw / 100)
        return self._priced(
            _Amount(
                number=number, start=number.start, end=money.end, kind="money", currency=money.code
            )
        )

    def _metric(self, number: Number) -> _Amount | None:
        """A quantity with a unit of measure; "5m" with a noun behind is millions of it."""
        text, end = self.text, number.end
        if text[end : end + 1] in _SCALE_LETTERS:
            lettered = read_number(text, number.start, letters=True)
            if lettered and lettered.scaled and self._is_scale(lettered):
                self.counts_in_m = True
                return _Amount(number=lettered, start=number.start, end=lettered.end)
        if unit := read_unit(text, end):
            return _Amount(
                number=number, start=number.start, end=unit[1], kind="quantity", unit=unit[0]
            )
        if (points := _POINTS.match(text, end)) and not number.spelled:
            return _Amount(
                number=number, start=number.start, end=points.end(), kind="quantity", unit="points"
            )
        return None

    def _is_scale(self, number: Number) -> bool:
        """Whether the letter of "5m" is a scale: a noun behind, or the text counts money so."""
        if read_noun(self.text, number.end):
            return True
        style = self.counts_in_m or _MILLION_STYLE.search(self.text)
        return bool(style) and not _METRES.match(self.text, number.end)

    # ---- amounts that lean on others

    def _leaning(self, amount: _Amount) -> _Amount:
        """The amount with the kind that the noun behind it or an amount before it gives."""
        counted = self._counted(amount)
        return counted if counted.kind else self._inherited(amount)

    def _counted(self, amount: _Amount) -> _Amount:
        """The amount as a count of the noun behind it, where there is one worth a figure."""
        text, number = self.text, amount.number
        behind = comparator_behind(text, amount.end) if not number.plus else None
        noun = read_noun(text, behind[1] if behind else amount.end)
        if noun is None or is_idle(text, number, noun):
            return amount
        compared = number.plus or comparator_before(text, amount.start) is not None
        if is_label(text, number, compared=compared) or _after_dash(text, amount.start):
            return amount
        unit, end = read_rate(text, noun.text, noun.end)
        return replace(amount, kind="count", unit=unit, end=end)

    def _inherited(self, amount: _Amount) -> _Amount:
        """A bare large number counts what the last one counted: "from 697,000 to 706,000"."""
        number = amount.number
        hyphened = self.text[amount.end : amount.end + 1] == "-"
        if hyphened or _after_dash(self.text, amount.start) or not self._stands_alone(amount):
            return amount
        if number.scaled and _MONEY_NOUN.match(self.text, amount.end):
            return replace(amount, kind="money", currency=self._main_currency())
        last = self._last_beside(amount.start)
        if last is None:
            return replace(amount, kind="count") if number.value == int(number.value) else amount
        if last.kind == "money":
            counted = not number.scaled or _PEOPLE.search(self.text, last.end, amount.start)
            return replace(
                amount,
                kind="count" if counted else "money",
                currency=None if counted else last.currency,
            )
        if last.kind == "count" or _GOODS.match(last.unit or ""):
            return replace(amount, kind=last.kind, unit=last.unit)
        return replace(amount, kind="count")

    def _stands_alone(self, amount: _Amount) -> bool:
        """Whether a number without a noun is printed as an amount: "as many as 80", "706,000"."""
        number = amount.number
        if number.value >= 1000 and not number.plain:
            return True
        if number.value < _SMALLEST_ALONE or is_year(number):
            return False
        return bool(_COUNTED.search(self.text, max(0, amount.start - 14), amount.start)) and bool(
            _CLOSED.match(self.text, amount.end)
        )

    def _last_beside(self, start: int) -> Measure | None:
        last = next((m for m in reversed(self.found) if m.kind != "percent"), None)
        if last is None or start - last.end > 200:
            return None
        return None if len(_SENTENCE_END.findall(self.text, last.end, start)) > 1 else last

    def _main_currency(self) -> str | None:
        return next((m.currency for m in self.found if m.kind == "money"), None)

    # ---- ranges and lists

    def _linked(self, first: _Amount) -> list[Measure] | None:
        """A range as one measure; a change or a list that shares a unit as several."""
        before = self.text[max(0, first.start - 40) : first.start]
        link = _RANGE.match(self.text, first.end)
        if link:
            return self._range(first, link, before)
        link = _LIST.match(self.text, first.end)
        if not link:
            return None
        if re.search(r"\b[Bb]etween (?:\w+ )?$", before) and link[0] == " and ":
            return self._range(first, link, "")
        return self._list(first, link)

    def _range(self, first: _Amount, link: re.Match[str], before: str) -> list[Measure] | None:
        second = self._second(link)
        if second is None or is_year(first.number):
            return None
        if second.kind is None:
            second = replace(second, kind=first.kind) if first.kind else self._leaning(second)
            if is_named(self.text, first.number):
                return None
        low = _shared(first, second)
        if low is None:
            return None
        second = _sharing_back(first, second)
        changed = "to" in link[0] and _CHANGE.search(before) and not _SPREAD.search(before)
        if changed:
            return [self._measure(low), self._measure(second)]
        if second.number.value <= low.number.value:
            return None
        whole = self._measure(replace(low, end=second.end, per=second.per or low.per))
        return [replace(whole, amount_high=second.number.value)]

    def _list(self, first: _Amount, link: re.Match[str]) -> list[Measure] | None:
        if first.kind is not None or is_year(first.number):
            return None
        second = self._second(link)
        if second is None:
            return None
        if second.kind is None and link[0] != " or ":
            more = _LIST.match(self.text, second.end)
            rest = self._list(second, more) if more else None
            if not rest:
                return None
            low = replace(first, kind=rest[0].kind, unit=rest[0].unit, currency=rest[0].currency)
            return [self._measure(low), *rest]
        if link[0] == " or " and second.kind is None:
            second = self._counted(second)
        low_or_none = _shared(first, second)
        if low_or_none is None or second.kind in (None, "quantity") or second.signed:
            return None
        if link[0] == " or ":
            whole = self._measure(replace(low_or_none, end=second.end))
            return (
                [replace(whole, amount_high=second.number.value)]
                if second.number.value > first.number.value
                else None
            )
        return [self._measure(low_or_none), self._measure(second)]

    def _second(self, link: re.Match[str]) -> _Amount | None:
        cue = re.compile(
            r"(?:about |around |roughly |nearly |almost |as much as |perhaps |even |approximately )?"
        ).match(self.text, link.end())
        start = cue.end() if cue else link.end()
        match = NUMERAL_START.search(self.lower, start, start + 24)
        if not match or not _only_prefix(self.text[start : match.start()]):
            return None
        return self._amount(match.start(), start)

    # ---- measures

    def _measure(self, amount: _Amount) -> Measure:
        floor = self.found[-1].end if self.found else 0
        comparator: Comparator = ">=" if amount.number.plus else "="
        outer_start, outer_end = amount.start, amount.end
        if before := comparator_before(self.text, amount.start, floor):
            comparator, outer_start = before
        elif behind := comparator_behind(self.text, amount.number.end):
            comparator, outer_end = behind[0], max(amount.end, behind[1])
        elif behind := comparator_behind(self.text, amount.end):
            comparator, outer_end = behind
        return Measure(
            kind=amount.kind or "count",
            amount=amount.number.value,
            currency=amount.currency,
            unit=amount.unit,
            per=amount.per,
            comparator=comparator,
            start=amount.start,
            end=amount.end,
            outer_start=outer_start,
            outer_end=outer_end,
        )

    def _with_equivalents(self, measure: Measure) -> Measure:
        if measure.kind != "money":
            return measure
        link = _BRACKET.match(self.text, measure.end) or _OR.match(self.text, measure.end)
        found: list[Money] = []
        end = measure.end
        while link and (same := self._equivalent(link, measure)):
            money, end = same
            found.append(money)
            link = _NEXT.match(self.text, end)
        if not found:
            return measure
        closing = re.compile(r"[^()\n]{0,60}\)").match(self.text, end)
        if closing and "(" in self.text[measure.end : end]:
            end = closing.end()
        return replace(measure, equivalents=tuple(found), outer_end=max(measure.outer_end, end))

    def _equivalent(self, link: re.Match[str], measure: Measure) -> tuple[Money, int] | None:
        second = self._second(link)
        if second is None:
            return None
        if (
            second.kind is None
            and second.number.scaled
            and "(" in link[0]
            and self.text[second.end] in "),"
        ):
            second = replace(second, kind="money")
        if second.kind != "money" or second.currency == measure.currency:
            return None
        high = None
        if upper_link := _RANGE.match(self.text, second.end):
            upper = self._second(upper_link)
            upper = replace(upper, kind=upper.kind or "money") if upper else None
            low = _shared(second, upper) if upper else None
            if upper and low:
                second, high = replace(low, end=upper.end), upper.number.value
        return Money(
            amount=second.number.value, amount_high=high, currency=second.currency
        ), second.end


def _percent_unit(match: re.Match[str]) -> str:
    points = (match["points"] or "").lower()
    if points.startswith("b"):
        return "basis points"
    return "percentage points" if points or match["behind"] else "%"


def _is_sum(number: Number) -> bool:
    """Whether a number looks like a sum of money: scaled, with decimals or thousands."""
    return (
        number.scaled
        or number.value >= 1000
        or number.value != int(number.value)
        or (number.plain and number.value >= 50)
    )


def _is_weight(text: str, number: Number, suffix: re.Match[str]) -> bool:
    before = text[max(0, number.start - 40) : number.start].lower()
    behind = text[suffix.end() : suffix.end() + 14].lower()
    if suffix[0].startswith("-") or re.search(r"weigh|heav|lift|thrust|load", before):
        return True
    return bool(re.match(r" (?:of [a-z]|heav|in weight|\(\d)", behind))


def _only_prefix(between: str) -> bool:
    return not between or bool(PREFIX.fullmatch(between)) or bool(PREFIX.match(between))


def _after_dash(text: str, start: int) -> bool:
    return start > 1 and text[start - 1] in "-–" and text[start - 2].isalnum()


def _shared(first: _Amount, second: _Amount) -> _Amount | None:
    """The first amount with the scale, currency or unit that only the second one prints."""
    if second.kind is None:
        return None
    if first.kind not in (None, second.kind):
        return None
    if first.currency and second.currency and first.currency != second.currency:
        return None
    if first.kind == second.kind == "percent" and first.unit != second.unit:
        return None
    number = first.number
    scale = second.number.value / second.number.raw if second.number.raw else 1
    if (
        not number.scaled
        and scale != 1
        and number.raw <= second.number.raw * (1 if first.kind else 1000)
    ):
        number = replace(number, value=number.value * scale)
    return replace(
        first,
        number=number,
        kind=second.kind,
        currency=first.currency or second.currency,
        unit=first.unit or second.unit,
        per=first.per or second.per,
    )


def _sharing_back(first: _Amount, second: _Amount) -> _Amount:
    return replace(second, currency=second.currency or first.currency)


def _original(plain: PlainText, found: Measure) -> Measure:
    if plain.offsets is None:
        return found
    start, end = plain.original(found.start, found.end)
    outer_start, outer_end = plain.original(found.outer_start, found.outer_end)
    return replace(found, start=start, end=end, outer_start=outer_start, outer_end=outer_end)

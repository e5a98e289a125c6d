"""What follows from facts by arithmetic: implied exchange rates, wholes, yearly growth.

None of it stands in the article, so it is kept apart from what does, and says what it comes from.
`flag` marks what is doubtful: a rate far from the year's, as a slip of a decimal place or of 亿
(100 million) for billion gives, or a target that lies before its baseline.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Literal

from models.facts import Baseline, Comparator, Facts, Figure, Money, Target
from models.periods import period_days
from models.rates import rate

DerivedKind = Literal["exchange rate", "whole", "yearly growth"]

FAR = 1.5
"""Times the yearly rate, or its inverse; hardly a currency moves as much within a year."""
ROUNDED = 0.05
"""The most that a printed sum is rounded by: "100 million" may be 95 to 105."""
ABOUT = 0.1
"""The same where the article says "about" or "more than"."""
DAILY = 0.05
"""What rates of one article may differ by, as those of different days do."""
STEEP_PERCENT = 100
_PERCENTS = ("%", "percentage points")
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Derived:
    """One value that follows from a figure or target."""

    kind: DerivedKind
    of: Literal["figure", "target"]
    number: int
    """Which of the article's figures or targets, from 0."""
    value: float | None
    """Rounded to four digits; None where there is no sensible one."""
    unit: str | None
    """"CNY per USD"; the currency or unit of the whole; "% a year"."""
    flag: str | None = None
    """Why it is doubtful; None when it is not."""
    explanation: str
    """What it was worked out from, in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Growth:
    """What a figure or target is to rise to, and from where."""

    value: Decimal | None
    unit: str | None
    currency: str | None
    due: str | None
    baseline: Baseline | None


def derive(facts: Facts, published: date | None) -> tuple[Derived, ...]:
    """What follows from an article's figures, then from its targets, each in their order."""
    rates = list(_rates(facts.figures, published))
    found = [
        *_against_each_other(rates),
        *(w for n, figure in enumerate(facts.figures) if (w := _whole(n, figure))),
        *(
            growth
            for number, figure in enumerate(facts.figures)
            if figure.status != "reported"
            and (growth := _growth("figure", number, _of_figure(figure), published))
        ),
        *(
            growth
            for number, target in enumerate(facts.targets)
            if (growth := _growth("target", number, _of_target(target), published))
        ),
    ]
    return tuple(found)


def doubts(facts: Facts, published: date | None) -> Iterator[str]:
    """What `problems` says of the values that are doubtful, once each."""
    said: set[str] = set()
    for each in derive(facts, published):
        fact = (facts.figures if each.of == "figure" else facts.targets)[each.number]
        problem = f"“{fact.text}”: {each.flag}. {each.explanation}"
        if each.flag and problem not in said:
            said.add(problem)
            yield problem


def _rates(figures: Sequence[Figure], published: date | None) -> Iterator[Derived]:
    """The rate of each sum that is said twice, once for both."""
    seen: set[frozenset[tuple[Decimal, str | None]]] = set()
    for number, figure in enumerate(figures):
        for other in figure.equivalents:
            pair = frozenset({(figure.amount, figure.currency), (other.amount, other.currency)})
            if pair not in seen and (found := _rate(number, figure, other, published)):
                seen.add(pair)
                yield found


def _rate(number: int, figure: Figure, other: Money, published: date | None) -> Derived | None:
    """The rate that a sum and its restatement imply, as units of the other for a dollar."""
    one = Money(amount=figure.amount, currency=figure.currency)
    if one.currency == "USD":
        one, other = other, one
    if not (one.currency and other.currency and one.amount and other.amount):
        return None
    value = float(one.amount / other.amount)
    slack = _rounding(one.amount, figure.comparator) + _rounding(other.amount, figure.comparator)
    unit = f"{one.currency} per {other.currency}"
    derived = Derived(
        kind="exchange rate",
        of="figure",
        number=number,
        value=_four_digits(value),
        unit=unit,
        explanation=f"{_sum(one)} and {_sum(other)} imply {_four_digits(value):g} {unit}.",
    )
    return _against_year(derived, value, slack, (one.currency, other.currency), figure, published)


def _against_year(
    derived: Derived,
    value: float,
    slack: float,
    pair: tuple[str, str],
    figure: Figure,
    published: date | None,
) -> Derived:
    """Flagged where it is far from the rates of publication's and the figure's years."""
    years = sorted({*_years(figure.period), *([published.year] if published else [])})
    known = {year: usual for year in years if (usual := rate(*pair, year))}
    if not known:
        return derived
    year = min(known, key=lambda each: max(value / known[each], known[each] / value))
    usual = known[year]
    off = max(value / usual, usual / value)
    if off <= FAR * (1 + slack):
        return derived
    return replace(
        derived,
        flag=f"the rate is {off:.2g} times off that of {year}",
        explanation=f"{derived.explanation} The average of {year} was about {usual:.3g}.",
    )


def _against_each_other(rates: Iterable[Derived]) -> list[Derived]:
    """Flagged where an article's other sums of the same currencies imply another rate."""
    known = list(rates)
    by_unit: dict[str | None, list[float]] = {}
    for each in known:
        by_unit.setdefault(each.unit, []).append(each.value or 0)
    return [_against_others(each, by_unit[each.unit]) for each in known]


def _against_others(derived: Derived, values: Sequence[float]) -> Derived:
    usual = median(values)
    if derived.flag or len(values) < 3 or not derived.value or not usual:
        return derived
    off = abs(derived.value / usual - 1)
    if off <= 2 * ROUNDED + DAILY:
        return derived
    return replace(
        derived,
        flag=f"the rate is {off:.0%} off that of the article's other sums",
        explanation=f"{derived.explanation} The others imply about {usual:.4g}.",
    )


def _whole(number: int, figure: Figure) -> Derived | None:
    """The whole that a figure is a stated part of."""
    share = figure.share
    if share is None or figure.kind == "percent" or not 0 < share.fraction < 1:
        return None
    value = _four_digits(float(figure.amount / share.fraction))
    part = _amount(figure.amount, figure.currency or figure.unit)
    whole = _amount(Decimal(repr(value)), figure.currency or figure.unit)
    return Derived(
        kind="whole",
        of="figure",
        number=number,
        value=value,
        unit=figure.currency or figure.unit,
        explanation=f"{part} is {share.fraction:.1%} of {share.of or 'the whole'}, "
        f"which is then about {whole}.",
    )


def _of_figure(figure: Figure) -> _Growth:
    return _Growth(
        value=figure.amount,
        unit=figure.unit,
        currency=figure.currency,
        due=figure.period,
        baseline=figure.baseline,
    )


def _of_target(target: Target) -> _Growth:
    return _Growth(
        value=target.value,
        unit=target.unit,
        currency=target.currency,
        due=target.deadline,
        baseline=target.baseline,
    )


def _growth(
    of: Literal["figure", "target"], number: int, aim: _Growth, published: date | None
) -> Derived | None:
    """The yearly growth from a baseline to what is aimed at."""
    baseline, due = aim.baseline, _last_day(aim.due)
    if not _is_comparable(aim) or baseline is None or aim.value is None or due is None:
        return None
    start = _last_day(baseline.period) or published
    if start is None:
        return None
    years = _years_between(start, due)
    grown = _Grown(baseline.amount, aim.value, aim.currency or aim.unit, start, due)
    if years < 0.5:
        early = due < start and baseline.period is not None and not _holds(baseline.period, due)
        return _before_baseline(of, number, grown) if early else None
    return _yearly(of, number, grown, years)


def _holds(period: str, day: date) -> bool:
    """Whether a period is the year that a day lies in, and so may be over by then."""
    return period == str(day.year)


@dataclass(frozen=True, slots=True)
class _Grown:
    low: Decimal
    high: Decimal
    unit: str | None
    start: date
    due: date

    def __str__(self) -> str:
        low, high = _amount(self.low, self.unit), _amount(self.high, self.unit)
        return f"{low} ({self.start}) to {high} ({self.due})"


def _yearly(of: Literal["figure", "target"], number: int, grown: _Grown, years: float) -> Derived:
    if grown.unit in _PERCENTS:
        value, unit = float(grown.high - grown.low) / years, "percentage points a year"
    else:
        value = 100 * (float(grown.high / grown.low) ** (1 / years) - 1)
        unit = "% a year"
    return Derived(
        kind="yearly growth",
        of=of,
        number=number,
        value=round(value, 1),
        unit=unit,
        flag="it would more than double each year" if value > STEEP_PERCENT else None,
        explanation=f"From {grown} in {years:.1f} years: {value:+.1f} {unit}.",
    )


def _before_baseline(of: Literal["figure", "target"], number: int, grown: _Grown) -> Derived:
    return Derived(
        kind="yearly growth",
        of=of,
        number=number,
        value=None,
        unit=None,
        flag="it is due before what it is compared with",
        explanation=f"From {grown}.",
    )


def _is_comparable(aim: _Growth) -> bool:
    """Whether baseline and aim are sums of one currency or counts of one thing, above zero."""
    baseline = aim.baseline
    if baseline is None or not aim.value or aim.value <= 0 or baseline.amount <= 0:
        return False
    same_unit = aim.unit == baseline.unit or None in (aim.unit, baseline.unit)
    return same_unit and aim.currency == baseline.currency


def _rounding(amount: Decimal, comparator: Comparator) -> float:
    """How far off a printed sum may be as a part of it: half of its last digit, or "about"."""
    if comparator != "=":
        return ABOUT
    _, digits, exponent = amount.normalize().as_tuple()
    last = 0.5 * 10.0 ** int(exponent)
    return min(last / float(abs(amount)), ROUNDED) if digits else ROUNDED


def _years_between(start: date, end: date) -> float:
    """Whole between the same days of two years."""
    months = 12 * (end.year - start.year) + end.month - start.month
    return months / 12 + (end.day - start.day) / 365


def _years(period: str | None) -> set[int]:
    return {int(day[:4]) for day in period_days(period) if day}


def _last_day(period: str | None) -> date | None:
    last = period_days(period)[1]
    return date.fromisoformat(last) if last else None


def _four_digits(value: float) -> float:
    return float(f"{value:.4g}")


def _sum(money: Money) -> str:
    return _amount(money.amount, money.currency)


def _amount(amount: Decimal, unit: str | None) -> str:
    """An amount in words.

    >>> _amount(Decimal("62580000000"), "CNY"), _amount(Decimal("12.5"), "%")
    ('62.58 billion CNY', '12.5%')
    """
    number = f"{amount.normalize():,f}"
    for power, word in _SCALES:
        if abs(amount) >= 10**power:
            number = f"{float(amount.scaleb(-power)):.6g} {word}"
            break
    return f"{number}%" if unit == "%" else f"{number} {unit or ''}".strip()

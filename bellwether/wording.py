"""Amounts, periods and comparators in the words of a table."""

from decimal import Decimal

from models.facts import Baseline, Figure, Money, Target

COMPARATORS = {
    "=": "",
    "~": "about ",
    ">": "over ",
    ">=": "at least ",
    "<": "under ",
    "<=": "up to ",
}
SCALES = (
    (Decimal(10) ** 12, " trillion"),
    (Decimal(10) ** 9, " billion"),
    (Decimal(10) ** 6, " million"),
)


def number_words(value: Decimal) -> str:
    """A number as a reader says it.

    >>> number_words(Decimal("62580000000"))
    '62.58 billion'
    >>> number_words(Decimal("1234.50"))
    '1,234.5'
    """
    for scale, word in SCALES:
        if abs(value) >= scale:
            return _grouped(value / scale) + word
    return _grouped(value)


def amount_words(
    amount: Decimal,
    amount_high: Decimal | None = None,
    *,
    currency: str | None = None,
    unit: str | None = None,
    comparator: str | None = "=",
) -> str:
    """An amount with its comparator and its currency or unit.

    >>> amount_words(Decimal("50000000000"), currency="CNY", comparator=">")
    'over 50 billion CNY'
    >>> amount_words(Decimal("6"), Decimal("8"), unit="%")
    '6 to 8%'
    """
    number = number_words(amount)
    if amount_high is not None:
        number += " to " + number_words(amount_high)
    measure = currency or unit or ""
    space = "" if measure in ("", "%") else " "
    return COMPARATORS.get(comparator or "=", "") + number + space + measure


def figure_words(figure: Figure) -> str:
    """The figure's amount and, in brackets, the same money restated."""
    words = amount_words(
        figure.amount,
        figure.amount_high,
        currency=figure.currency,
        unit=figure.unit,
        comparator=figure.comparator,
    )
    restated = ", ".join(money_words(money) for money in figure.equivalents)
    return f"{words} ({restated})" if restated else words


def money_words(money: Money) -> str:
    """An amount of money."""
    return amount_words(money.amount, money.amount_high, currency=money.currency)


def baseline_words(baseline: Baseline | None) -> str:
    """What a figure is compared with, and when that was; empty for none."""
    if baseline is None:
        return ""
    words = amount_words(
        baseline.amount,
        baseline.amount_high,
        currency=baseline.currency,
        unit=baseline.unit,
        comparator=baseline.comparator,
    )
    return f"{words} in {baseline.period}" if baseline.period else words


def target_words(target: Target) -> str:
    """What a target asks for: its value, or its action when it has no number."""
    if target.value is None:
        return target.action or ""
    return amount_words(
        target.value,
        target.value_high,
        currency=target.currency,
        unit=target.unit,
        comparator=target.comparator,
    )


def _grouped(value: Decimal) -> str:
    text = f"{value.quantize(Decimal('0.001')):,f}" if value % 1 else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

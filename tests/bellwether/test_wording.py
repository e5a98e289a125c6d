from decimal import Decimal

import pytest

from bellwether.wording import amount_words, baseline_words, figure_words, number_words
from models.facts import Baseline, Figure, Money


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0", "0"),
        ("7", "7"),
        ("12.3", "12.3"),
        ("1200", "1,200"),
        ("999999", "999,999"),
        ("1000000", "1 million"),
        ("62580000000", "62.58 billion"),
        ("1500000000000", "1.5 trillion"),
        ("-640000000", "-640 million"),
        ("0.0333333", "0.033"),
    ],
)
def test_numbers(value: str, words: str) -> None:
    assert number_words(Decimal(value)) == words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"currency": "CNY", "comparator": ">"}, "over 50 CNY"),
        ({"unit": "%"}, "50%"),
        ({"unit": "%", "comparator": "~"}, "about 50%"),
        ({"unit": "AI companies", "comparator": "<="}, "up to 50 AI companies"),
        ({"amount_high": Decimal(60), "unit": "%"}, "50 to 60%"),
        ({}, "50"),
    ],
)
def test_amounts(options: dict[str, object], words: str) -> None:
    assert amount_words(Decimal(50), **options) == words  # type: ignore[arg-type]


def test_a_figure_shows_the_money_restated() -> None:
    figure = Figure(
        kind="money",
        amount=Decimal("62580000000"),
        currency="CNY",
        equivalents=(Money(amount=Decimal("9050000000"), currency="USD"),),
        text="62.58 billion yuan",
        sentence="",
        start=0,
        end=0,
    )
    assert figure_words(figure) == "62.58 billion CNY (9.05 billion USD)"


def test_a_baseline_shows_its_period() -> None:
    baseline = Baseline(amount=Decimal("26e9"), currency="CNY", comparator="~", period="2017")
    assert baseline_words(baseline) == "about 26 billion CNY in 2017"
    assert baseline_words(None) == ""

"""Sums said again in another currency, as figures of their own."""

from decimal import Decimal

from extract.equivalents import with_restated
from extract.money import find_measures
from models.facts import Baseline, Figure, Money

TEXT = "Sales were over 62.58 billion yuan ($9.05 billion), and costs 5 billion yuan."


def figures() -> list[Figure]:
    return [
        Figure(
            kind="money",
            amount=measure.amount,
            currency=measure.currency,
            comparator=measure.comparator,
            equivalents=measure.equivalents,
            metric="sales",
            baseline=Baseline(amount=Decimal(26), currency="CNY"),
            text=TEXT[measure.start : measure.end],
            sentence=TEXT,
            start=measure.start,
            end=measure.end,
        )
        for measure in find_measures(TEXT)
    ]


def test_a_restated_sum_is_a_figure_that_names_the_first_as_its_equivalent():
    found = list(with_restated(TEXT, figures(), find_measures(TEXT)))
    assert [(each.text, each.currency) for each in found] == [
        ("62.58 billion yuan", "CNY"),
        ("$9.05 billion", "USD"),
        ("5 billion yuan", "CNY"),
    ]
    again = found[1]
    assert again.equivalents == (Money(amount=Decimal(62580000000), currency="CNY"),)
    assert (again.metric, again.comparator, again.baseline) == ("sales", ">", None)
    assert TEXT[again.start : again.end] == again.text

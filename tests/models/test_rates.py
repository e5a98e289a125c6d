"""The table of yearly exchange rates."""

import pytest

from models.rates import rate

RATES = [
    ("CNY", "USD", 2018, 6.62),
    ("USD", "CNY", 2018, 1 / 6.62),
    ("EUR", "USD", 2002, 1.06),
    ("SAR", "USD", 2011, 3.75),
    ("USD", "USD", 2011, 1.0),
    ("EUR", "GBP", 2010, 0.755 / 0.647),
    ("JPY", "USD", 2050, 155.0),
]

UNKNOWN = [("XAF", "USD", 2018), ("USD", "XAF", 2018), ("EUR", "USD", 1999), ("TRY", "USD", 2003)]


@pytest.mark.parametrize(("currency", "other", "year", "expected"), RATES)
def test_rates(currency, other, year, expected):
    assert rate(currency, other, year) == pytest.approx(expected)


@pytest.mark.parametrize(("currency", "other", "year"), UNKNOWN)
def test_what_the_table_does_not_hold(currency, other, year):
    assert rate(currency, other, year) is None


def test_every_currency_has_every_year():
    for year in range(2005, 2027):
        assert all(rate(code, "USD", year) for code in ("EUR", "GBP", "JPY", "CNY", "INR", "TRY"))

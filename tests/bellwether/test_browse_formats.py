"""Amounts, periods and dates as the pages print them."""

from datetime import date

import pytest

from bellwether.browse.formats import (
    count_of,
    format_amount,
    format_date,
    format_period,
    last_day,
    shorten,
)


@pytest.mark.parametrize(
    ("amount", "extra", "expected"),
    [
        ("1200000000", {"currency": "EUR"}, "€1.2 billion"),
        ("-35000000", {"currency": "USD"}, "−$35 million"),
        (999_999, {"currency": "GBP"}, "£999,999"),
        ("62580000000", {"currency": "CNY"}, "CNY 62.58 billion"),
        ("12.5", {"unit": "%", "comparator": ">"}, "more than 12.5%"),
        (3500, {"unit": "jobs", "comparator": ">="}, "at least 3,500 jobs"),
        ("0.1", {}, "0.1"),
        (0, {"unit": "accidents"}, "0 accidents"),
        (1e16, {}, "10,000 trillion"),
        ("1000000", {"high": "2500000", "unit": "tonnes"}, "1–2.5 million tonnes"),
        ("900000", {"high": "1500000", "currency": "USD"}, "$900,000 to 1.5 million"),
        ("-2", {"high": "3", "unit": "%"}, "−2 to 3%"),
        ("nan", {}, ""),
        ("", {}, ""),
        ("twelve", {"currency": "USD"}, ""),
    ],
)
def test_amounts(amount: object, extra: dict[str, object], expected: str) -> None:
    high = extra.pop("high", None)
    assert format_amount(amount, high, **extra) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2025", "2025"),
        ("2025-07", "July 2025"),
        ("2025-07-04", "4 July 2025"),
        ("2025-01/2025-03", "Q1 2025"),
        ("2025-10-01/2025-12-31", "Q4 2025"),
        ("2025-01-01/2025-06-30", "first half of 2025"),
        ("2025-07/2025-12", "second half of 2025"),
        ("2025-02/2025-04", "February 2025 – April 2025"),
        ("2025-01-02/2025-03-31", "2 January 2025 – 31 March 2025"),
        ("2024-01-01/2024-12-31", "2024"),
        ("2018/2020", "2018–2020"),
        ("2021/", "from 2021"),
        ("/2035-12", "by December 2035"),
        ("next spring", "next spring"),
        ("2025-13", "2025-13"),
        (None, ""),
    ],
)
def test_periods(iso: str | None, expected: str) -> None:
    assert format_period(iso) == expected


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2030", date(2030, 12, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2026-05-31", date(2026, 5, 31)),
        ("2024/2026-06", date(2026, 6, 30)),
        ("/2040", date(2040, 12, 31)),
        ("2040/", None),
        ("soon", None),
        ("2026-02-31", None),
        ("2026-14", None),
        (None, None),
    ],
)
def test_when_a_period_is_over(iso: str | None, expected: date | None) -> None:
    assert last_day(iso) == expected


def test_a_time_of_day_is_not_shown() -> None:
    assert format_date("2026-11-05T23:10:00Z") == "5 November 2026"


def test_shortened_text_ends_at_a_word() -> None:
    assert shorten("one two,\n three four", 10) == "one two…"
    assert shorten(None) == ""


def test_counts_agree_with_their_noun() -> None:
    assert [count_of(n, "figure") for n in (0, 1, 1200)] == [
        "0 figures",
        "1 figure",
        "1,200 figures",
    ]

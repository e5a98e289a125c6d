"""What follows from facts by arithmetic, and when it is doubtful."""

from datetime import date
from decimal import Decimal

import pytest

from models.derived import derive, doubts
from models.facts import Baseline, Facts, Figure, Money, Share, Target

PUBLISHED = date(2018, 10, 17)


def money(amount: str, currency: str = "CNY", **fields) -> Figure:
    given = {"kind": "money", "text": amount, "sentence": "", "start": 0, "end": 1, **fields}
    return Figure(amount=Decimal(amount), currency=currency, **given)


def restated(amount: str, currency: str, other: str, code: str, **fields) -> Figure:
    same = (Money(amount=Decimal(other), currency=code),)
    return money(amount, currency, equivalents=same, **fields)


# A sum, its restatement, the figure's period, and the rate with its unit and whether it is flagged.
RATES = [
    (("62580000000", "CNY", "9050000000", "USD"), "2017", 6.915, "CNY per USD", False),
    (("9050000000", "USD", "62580000000", "CNY"), "2017", 6.915, "CNY per USD", False),
    (("62580000000", "CNY", "905000000", "USD"), "2017", 69.15, "CNY per USD", True),
    (("62580000000", "CNY", "90500000000", "USD"), "2017", 0.6915, "CNY per USD", True),
    (("500000000", "EUR", "575000000", "USD"), None, 0.8696, "EUR per USD", False),
    (("100000000", "GBP", "113000000", "EUR"), None, 0.885, "GBP per EUR", False),
    (("100000000", "GBP", "11300000", "EUR"), None, 8.85, "GBP per EUR", True),
    (("3600000000000", "IDR", "250000000", "USD"), None, 14400.0, "IDR per USD", False),
    (("100", "XAF", "5", "USD"), None, 20.0, "XAF per USD", False),
    (("120", "JPY", "1", "USD"), "2002", 120.0, "JPY per USD", False),
]


@pytest.mark.parametrize(("sums", "period", "value", "unit", "flagged"), RATES)
def test_implied_exchange_rates(sums, period, value, unit, flagged):
    facts = Facts(figures=(restated(*sums, period=period),))
    (found,) = derive(facts, PUBLISHED)
    assert (found.kind, found.of, found.number) == ("exchange rate", "figure", 0)
    assert (found.value, found.unit, found.flag is not None) == (value, unit, flagged)
    assert len(list(doubts(facts, PUBLISHED))) == flagged


def test_an_old_sum_is_held_against_its_own_year():
    old = restated("16600000", "TRY", "1000000", "USD", period="2022")
    assert derive(Facts(figures=(old,)), date(2026, 1, 5))[0].flag is None
    undated = restated("16600000", "TRY", "1000000", "USD")
    assert derive(Facts(figures=(undated,)), date(2026, 1, 5))[0].flag is not None


def test_a_sum_said_twice_gives_one_rate():
    pair = (restated("690", "CNY", "100", "USD"), restated("100", "USD", "690", "CNY"))
    assert len(derive(Facts(figures=pair), PUBLISHED)) == 1


def test_a_rate_unlike_the_others_of_the_article_is_flagged():
    sums = [("690", "100"), ("1380", "200"), ("2070", "300"), ("3680", "400")]
    figures = tuple(restated(one, "CNY", other, "USD") for one, other in sums)
    flags = [found.flag for found in derive(Facts(figures=figures), PUBLISHED)]
    assert flags == [None, None, None, "the rate is 33% off that of the article's other sums"]


def test_rounding_is_no_slip():
    sums = [("100000000", "14000000"), ("200000000", "29000000"), ("50000000", "8000000")]
    figures = tuple(restated(one, "CNY", other, "USD") for one, other in sums)
    assert not list(doubts(Facts(figures=figures), PUBLISHED))


WHOLES = [
    ("62580000000", "0.333", 187900000000.0),
    ("50", "0.5", 100.0),
    ("50", "0", None),
    ("50", "1", None),
]


@pytest.mark.parametrize(("amount", "fraction", "whole"), WHOLES)
def test_the_whole_behind_a_share(amount, fraction, whole):
    share = Share(fraction=Decimal(fraction), of="China's total")
    found = derive(Facts(figures=(money(amount, share=share),)), PUBLISHED)
    assert [(each.kind, each.value, each.unit) for each in found] == (
        [("whole", whole, "CNY")] if whole else []
    )


def target(value: str, baseline: str, due: str | None, since: str | None, **fields) -> Target:
    return Target(
        kind="target",
        value=Decimal(value),
        baseline=Baseline(amount=Decimal(baseline), period=since, **fields),
        deadline=due,
        text="the aim",
        sentence="",
        start=0,
        end=1,
        **fields,
    )


# Value, baseline, deadline, the baseline's period, unit; growth, its unit, whether it is flagged.
GROWTH = [
    ("50", "25", "2022", "2017", "plants", (14.9, "% a year", False)),
    ("25", "50", "2022", "2017", "plants", (-12.9, "% a year", False)),
    ("500", "203", "2030", None, "GW", (7.7, "% a year", False)),
    ("40", "10", "2020", "2017", "%", (10.0, "percentage points a year", False)),
    ("5000", "10", "2020", "2017", "plants", (693.7, "% a year", True)),
    ("50", "25", "2015", "2017", "plants", (None, None, True)),
    ("50", "25", "2017-03", "2016", "plants", None),
    ("50", "25", None, "2017", "plants", None),
    ("50", "0", "2022", "2017", "plants", None),
]


@pytest.mark.parametrize(("value", "baseline", "due", "since", "unit", "expected"), GROWTH)
def test_the_growth_a_target_demands(value, baseline, due, since, unit, expected):
    found = derive(Facts(targets=(target(value, baseline, due, since, unit=unit),)), PUBLISHED)
    assert [(each.value, each.unit, each.flag is not None) for each in found] == (
        [expected] if expected else []
    )
    assert all((each.kind, each.of) == ("yearly growth", "target") for each in found)


def test_things_that_differ_are_not_compared():
    aim = target("50", "25", "2022", "2017", unit="plants")
    other = Baseline(amount=Decimal(25), unit="workers", period="2017")
    mixed = Target(**{**_fields(aim), "baseline": other})
    assert derive(Facts(targets=(mixed,)), PUBLISHED) == ()


def test_only_figures_that_are_to_come_grow():
    base = Baseline(amount=Decimal(26), currency="CNY", period="2017")
    reached = money("50", period="2020", baseline=base)
    aimed = money("50", period="2020", baseline=base, status="forecast")
    found = derive(Facts(figures=(reached, aimed)), PUBLISHED)
    assert [(each.number, each.value) for each in found] == [(1, 24.4)]


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}

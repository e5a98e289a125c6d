"""What an amount is compared with, and which part of a whole it is."""

import pytest

from tests.extract.framed import figures

BASELINES = [
    ("Output rose to 40,000 tonnes from 35,000 tonnes a year earlier.", "40,000 tonnes", 35000),
    (
        "Orders will reach $9 billion this year, up from $7 billion in 2023.",
        "$9 billion",
        7000000000,
    ),
    ("Costs are due to fall from €31 million to €27 million by 2026.", "€27 million", 31000000),
    ("Its margin was 12%, compared with 9% last year.", "12%", 9),
    ("The mill sold 300 looms (from 210 looms in 2022).", "300 looms", 210),
    ("The fund holds 7% of the bank, a plunge from the 15% it held in 2020.", "7%", 15),
    (
        "Sales of $3 million this year are forecast to grow to $5 million in 2025.",
        "$5 million",
        3000000,
    ),
    (
        "The plant employed 900 people in 2023 and expects 1,200 people in 2025.",
        "1,200 people",
        900,
    ),
    (
        "Debt fell to $19 million at the end of April from $22 million at the start of the year.",
        "$19 million",
        22000000,
    ),
    ("In 2018 the port handled 400 ships. Last year that number was 5,650.", "5,650", 400),
    ("Some 31% of savers chose gold. That share compares with 8% in 2010.", "31%", 8),
]

NO_BASELINES = [
    ("Its margin rose to 67%, higher than the forecast of 64%.", "67%"),
    ("The deficit hit 10% of output, compared with 6% in the islands.", "10%"),
    ("Sales reached $4 million and profit is expected to reach $1 million.", "$1 million"),
    ("The plan added $300 million to lift the total to $2 billion.", "$2 billion"),
    ("The firm paid $5 million from a fund of its own.", "$5 million"),
    ("The army has 230,000 men, of whom 43,000 can be called up.", "43,000"),
    ("About 9,000 jobs will be cut in [L Oslo] and 2,000 jobs in [L Bergen].", "2,000 jobs"),
    ("In a poll, 64 percent backed it, against 22 percent who opposed it.", "64 percent"),
    ("The airline will cut 3,000 staff directly and shed 5,600 by closing lines.", "5,600"),
]

SHARES = [
    (
        "The state's cost was $1.6 million, which is 27 percent of the whole bill.",
        "$1.6 million",
        "0.27",
    ),
    ("The delegation paid 73 percent of the cost, or $4.5 million.", "$4.5 million", "0.73"),
    ("Defence spending was 2.3% of GDP (about £66 million).", "£66 million", "0.023"),
    (
        "Some 900,000 people aged 12 or more, which is 4 percent of the population, said so.",
        "900,000 people",
        "0.04",
    ),
]

NO_SHARES = [
    ("The move creates 400 jobs - two thirds of which are for graduates.", "400 jobs"),
    ("The firm paid $4 million and owns 12 percent of the port.", "$4 million"),
]


@pytest.mark.parametrize(("text", "amount", "before"), BASELINES)
def test_baselines(text: str, amount: str, before: float) -> None:
    baseline = figures(text)[amount].baseline
    assert baseline is not None
    assert baseline.amount == before


@pytest.mark.parametrize(("text", "amount"), NO_BASELINES)
def test_no_baseline(text: str, amount: str) -> None:
    assert figures(text)[amount].baseline is None


@pytest.mark.parametrize(("text", "amount", "fraction"), SHARES)
def test_shares(text: str, amount: str, fraction: str) -> None:
    share = figures(text)[amount].share
    assert share is not None
    assert str(share.fraction.normalize()) == fraction


@pytest.mark.parametrize(("text", "amount"), NO_SHARES)
def test_no_share(text: str, amount: str) -> None:
    assert figures(text)[amount].share is None


def test_a_baseline_has_its_own_time_and_has_happened() -> None:
    found = figures("Orders will reach $9 billion by 2026, up from $7 billion last year.")
    assert found["$7 billion"].period == "2023"
    assert found["$7 billion"].status == "reported"
    assert found["$9 billion"].status != "reported"


def test_a_projected_baseline_stays_a_forecast() -> None:
    found = figures("It aims at $9 million in 2026, compared with a projected $7 million in 2025.")
    assert found["$7 million"].status == "forecast"


def test_what_a_number_was_before_keeps_its_own_subject() -> None:
    found = figures(
        "[L Oman] builds ships. [L Oman] sells ships. In 2018, the world sent 400 ships to it. "
        "Last year that number was 5,650."
    )
    assert [found[text].subject for text in ("400 ships", "5,650")] == ["world", "world"]

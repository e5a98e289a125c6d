"""Whether a figure has happened, is expected, or is somebody's aim."""

import pytest

from tests.extract.framed import figure, figures

STATUSES = [
    ("[O Norvik] sold 300 trucks in 2022.", "reported"),
    ("[O Norvik] has 250 stores in [L Freedonia].", "reported"),
    ("Unemployment fell to 5.1% in April.", "reported"),
    ("The economy is expected to grow 2.1% in 2025.", "forecast"),
    ("Analysts forecast that sales will reach $4 million next year.", "forecast"),
    ("[O Norvik] aims to sell 300 trucks by 2027.", "target"),
    ("[O Norvik] plans to invest $9 million in a new plant.", "target"),
    ("[O Norvik] has set a target of 300 trucks for 2027.", "target"),
    ("Its margin was 67%, above the forecast of 64%.", "reported"),
    ("The result beat expectations for a gain of 10,000 jobs.", "forecast"),
    ("Only 60% of the trains were expected to run on Monday.", "forecast"),
    ("The van will start at $44,000.", "reported"),
    ("[O Norvik] promised $9 million for nurses.", "target"),
    ("The market was estimated to be worth $630 billion in 2021.", "reported"),
    ("[P Mara Iles] heads the list with a fortune estimated at over $7 billion.", "reported"),
    ("The trade is estimated to be worth over $840 million.", "reported"),
    ("The plant is estimated to be worth $630 million by 2030.", "forecast"),
    ("[O Norvik] has projected a decline of 4%.", "forecast"),
    ("He expects the bank to stay out of it and keep the rate at 2.25%.", "forecast"),
    ("It was worse than the 3.9% fall anticipated by analysts.", "forecast"),
    ("[O Norvik] raised its sales estimate to $5 million.", "forecast"),
    ("[O Norvik] has a stated aim of raising its passenger numbers to 70 million.", "target"),
    ("[O Norvik] will cut jobs after a record loss of $740 million.", "reported"),
    ("[O Norvik] has invested $9 million in a plant since 2020 and plans more.", "reported"),
    ("[O Norvik] has promised $9 million for a plant.", "target"),
    ("[O Norvik] still sees growth of 2%.", "forecast"),
    ("Some 40 million people are expected to drive home in June.", "forecast"),
    ("[O Norvik] cut its sales target to $5 million.", "target"),
    ("[O Norvik] expects a loss and aims for a margin of 10% by 2028.", "target"),
    ("[O Norvik] estimated its worth at $5 million in 2020.", "reported"),
    ("[O Norvik] will cut 900 jobs by the end of 2025.", "target"),
    ("The deficit is seen at 5.2% of output.", "forecast"),
    ("[L Freedonia] said debt would peak at 76% of output.", "forecast"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_statuses(text: str, status: str) -> None:
    assert figure(text).status == status


def test_a_forecast_beside_a_result() -> None:
    found = figures("Its margin was 67%, above the forecast of 64%.")
    assert found["64%"].status == "forecast"


def test_a_second_amount_is_as_likely_as_the_first() -> None:
    found = figures("Analysts predict sales of $5 million in 2027 and $7 million in 2030.")
    assert [found["$5 million"].status, found["$7 million"].status] == ["forecast", "forecast"]


def test_two_statuses_of_one_sentence() -> None:
    found = figures("[O Norvik] sold 300 trucks in 2023 and aims to sell 500 trucks by 2026.")
    assert [found["300 trucks"].status, found["500 trucks"].status] == ["reported", "target"]


def test_what_a_forecast_was_before_is_a_forecast_too() -> None:
    found = figures("[O Norvik] raised its sales estimate to $5 million from $4 million.")
    assert found["$4 million"].status == "forecast"
    found = figures("Debt is forecast to exceed 61% of output by the end of 2025 and 68% by 2034.")
    assert found["61%"].status == "forecast"


def test_what_was_expected_until_now_is_a_forecast() -> None:
    found = figures("[O Norvik] expects growth of 18%, compared with 14% previously.")
    assert found["14%"].status == "forecast"


def test_what_might_have_been_is_no_target() -> None:
    found = figures("The fine would have been $20 million had it not agreed to settle.")
    assert found["$20 million"].status == "reported"


def test_a_target_that_was_passed_stays_one() -> None:
    text = "[L Freedonia] has an inflation target of 2%, which was surpassed by more than 1%."
    assert figures(text)["2%"].status == "target"

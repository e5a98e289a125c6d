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
    ("[O Norvik] will cut 900 jobs by the end of 2025.", "target"),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_statuses(text: str, status: str) -> None:
    assert figure(text).status == status


def test_a_forecast_beside_a_result() -> None:
    found = figures("Its margin was 67%, above the forecast of 64%.")
    assert found["64%"].status == "forecast"


def test_two_statuses_of_one_sentence() -> None:
    found = figures("[O Norvik] sold 300 trucks in 2023 and aims to sell 500 trucks by 2026.")
    assert [found["300 trucks"].status, found["500 trucks"].status] == ["reported", "target"]

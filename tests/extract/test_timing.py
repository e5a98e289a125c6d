"""When a figure was or will be, read on Monday 20 May 2024."""

import pytest

from extract.placed import year_away
from tests.extract.framed import figure, figures

PERIODS = [
    ("[O Norvik] sold 300 trucks in 2022.", "2022"),
    ("[O Norvik]'s revenue reached €4.2 billion last year.", "2023"),
    ("In the first quarter [O Norvik] sold 300 trucks.", "2024-01/2024-03"),
    ("[O Norvik] plans to build 300 trucks by 2027.", "2027"),
    ("Unemployment in [L Freedonia] fell to 5.1% in April.", "2024-04"),
    ("[O Norvik] sold 300 trucks in October.", "2023-10"),
    ("Output is expected to reach 90 million tonnes in 2030.", "2030"),
    ("[O Norvik] plans to spend $9 million over five years.", "2024/2029"),
    ("[O Norvik] plans to lift sales 50% (from $9m this year) over five years.", "2024/2029"),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_periods(text: str, period: str) -> None:
    assert figure(text).period == period


def test_two_years_of_one_sentence_go_to_their_own_figures() -> None:
    found = figures("[O Norvik] sold 300 trucks in 2022 and 400 trucks in 2023.")
    assert [found["300 trucks"].period, found["400 trucks"].period] == ["2022", "2023"]


def test_the_month_of_a_contract_is_no_period() -> None:
    assert figure("The July contract settled at $138 a barrel.").period != "2023-07"


def test_the_time_that_a_record_or_a_change_is_compared_with_is_not_the_figures() -> None:
    assert figure("Unemployment reached 8.5%, the highest since 1994.").period != "1994/2024"
    found = figures("Inflation rose to 3.5% in April, an increase of 0.6% from December 2023.")
    assert found["0.6%"].period == "2024-04"


def test_an_increase_over_a_years_level_is_not_of_that_year() -> None:
    text = "[L Freedonia] will spend €532 million in 2024, an increase of €36 million over 2023's."
    assert figures(text)["€36 million"].period == "2024"


def test_what_was_foreseen_is_of_the_time_of_what_came() -> None:
    text = (
        "Home sales in [L Freedonia] fell 9.6% in February. Analysts had expected a 3.9% decline."
    )
    assert figures(text)["3.9%"].period == "2024-02"


@pytest.mark.parametrize(
    ("text", "before", "period"),
    [
        (
            "[O Norvik] earned $64 million in October 2023, against $90 million the year before.",
            "$90 million",
            "2022-10",
        ),
        ("The jobless rate of [L Freedonia] rose from 9.1% to 9.2% in April.", "9.1%", "2024-03"),
        (
            "The deficit of [L Freedonia] widened last year to $6 million from $5 million.",
            "$5 million",
            "2022",
        ),
    ],
)
def test_a_baseline_is_of_the_time_before(text: str, before: str, period: str) -> None:
    assert figures(text)[before].period == period


def test_what_was_then_is_of_the_time_that_when_leads_on_from() -> None:
    text = "Exports were the lowest since April 2001, when they were at $2.2 billion."
    assert figure(text).period == "2001-04"


def test_the_day_on_which_it_is_said_is_no_baselines() -> None:
    text = "The jobless rate of [L Freedonia] rose to 7.4% in April from 7.1%, it said on Monday."
    assert figures(text)["7.1%"].period == "2024-03"


def test_what_a_change_sets_out_from_is_not_its_time() -> None:
    found = figures("Exports of [L Freedonia] fell 2.3% from March to $9.8 billion.")
    assert "2024-03" not in {found["2.3%"].period, found["$9.8 billion"].period}


def test_the_time_that_another_amount_is_compared_with_is_not_taken() -> None:
    text = "[O Norvik] sold 640 vans in 2023, 9 percent above the year before, with 4% abroad."
    found = figures(text)
    assert found["4%"].period != "2022"
    found = figures("Sales rose 12 percent in April on the same month of 2023.")
    assert found["12 percent"].period == "2024-04"


def test_the_time_beside_a_baseline_is_not_the_figures() -> None:
    found = figures("Rates have risen to $4,800 a box from $2,900 in January.")
    assert found["$2,900"].period == "2024-01" != found["$4,800 a box"].period


def test_a_noun_that_looks_like_a_verb_looks_not_ahead() -> None:
    assert figure("Starts in January were revised up to $14 million.").period == "2024-01"


def test_a_rise_on_last_year_is_not_of_it() -> None:
    assert figure("Bookings for April are up 61% on last year.").period != "2023"


def test_when_something_was_foretold_is_not_its_time() -> None:
    assert figure("In January he had predicted growth of 5%.").period != "2024-01"


def test_by_a_feast_is_by_the_next_one() -> None:
    assert figure("Analysts see it reaching $4,200 by Christmas.").period == "2024-12-25"


def test_years_right_behind_an_amount_are_its_own() -> None:
    found = figures("It will spend $6 million over four years and open a site by early 2029.")
    assert found["$6 million"].period == "2024/2028"


def test_a_time_of_something_else_is_no_baselines() -> None:
    text = (
        "The mine made 44 tonnes of zinc in 2023, down from 47 tonnes, as a strike in May hit it."
    )
    assert figures(text)["47 tonnes"].period == "2022"


def test_what_is_so_now_is_of_no_time_gone_by() -> None:
    text = "Its current value around $30,000 is double what it was in early 2023."
    assert figure(text).period in {"2024", "2024-05", "2024-05-20"}


def test_quarterly_results_without_a_quarter_are_of_the_last_whole_one() -> None:
    assert figure("[O Norvik]'s quarterly profit fell 23%.").period == "2024-01/2024-03"


@pytest.mark.parametrize(
    ("iso", "years", "other"),
    [
        ("2023", 1, "2024"),
        ("2023-10", -1, "2022-10"),
        ("2023-10/2023-12", -1, "2022-10/2022-12"),
        ("2024-02-29", 1, None),
        ("2024-02-29", 4, "2028-02-29"),
        ("/2023", 1, None),
    ],
)
def test_year_away(iso: str, years: int, other: str | None) -> None:
    assert year_away(iso, years) == other

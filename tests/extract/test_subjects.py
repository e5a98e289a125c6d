"""Whose a figure is."""

import pytest

from tests.extract.framed import figure, figures

SUBJECTS = [
    ("[O Norvik] reported a net profit of $30 million.", "Norvik"),
    ("[O Norvik]'s revenue reached €4.2 billion last year.", "Norvik"),
    ("Revenue at [O Norvik] rose 12% last year.", "Norvik"),
    ("[O Norvik] is an airline. The company carried 3 million passengers in 2023.", "Norvik"),
    ("[O Norvik] is an airline. Its sales were $30 million in 2023.", "Norvik"),
    ("Unemployment in [L Freedonia] fell to 5.1% in April.", "Freedonia"),
    ("[L Freedonia]'s exports rose 5% in 2023.", "Freedonia"),
    ("[L Freedonia] exported 40 million tonnes of wheat in 2023.", "Freedonia"),
    ("[O Norvik] said on Monday that it would cut 900 jobs.", "Norvik"),
    ("[O Norvik] will cut 900 jobs, [P Ann Lee], its chief executive, said.", "Norvik"),
    ("[L Freedonia]'s $2 billion in reserves can pay for it, [O Norvik] said.", "Freedonia"),
    ("The offer fell short of the $20 demanded by [P Mara Iles].", "Mara Iles"),
    ("[O Norvik] said households with incomes below $50,000 get help.", "households"),
    ("[L France] votes in May. The government spent $5 million on it.", "France"),
    ("[L Oman] is new to it. In 2018, the world sent 452 objects into space.", "world"),
    ("[O Norvik] is the world's largest chipmaker and employs 900 people.", "Norvik"),
    ("[L Guyana] finance minister [P Ann Lee] projected a decline of 20% in sales.", "Guyana"),
    ("[L Guyana] finance minister [P Ann Lee] has a salary of $90,000.", "Ann Lee"),
    ("[L Guyana] finance minister [P Ann Lee] promised $90 million for roads.", "Ann Lee"),
    ("The [L France] government spent $5 million on roads.", "France"),
    ("[O Norvik] built it, while the government of [L France] paid $5 million.", "France"),
    ("[O Norvik] closed. The Danish government then lost $5 million.", "Danish government"),
    ("[O Norvik] fell as the [P Hale] administration spent $5 million.", "Hale administration"),
    ("Profit fell at [O Norvik] as spending at [O Tessel] doubled.", "Tessel"),
    ("Sales at [O Tessel] fell 4%, according to [O Marktwacht].", "Tessel"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_subjects(text: str, subject: str) -> None:
    assert figure(text).subject == subject


def test_each_of_two_clauses_has_its_own() -> None:
    found = figures("[O Norvik] sold 300 trucks in 2023 and [O Tessel] sold 200 trucks in 2023.")
    assert [found["300 trucks"].subject, found["200 trucks"].subject] == ["Norvik", "Tessel"]


def test_lists_of_names_and_amounts_go_together() -> None:
    found = figures("[L Norway] and [L Sweden] had increases of 1.4% and 1.5%, respectively.")
    assert [found["1.4%"].subject, found["1.5%"].subject] == ["Norway", "Sweden"]
    found = figures(
        "Sales at [O Norvik], [O Tessel] and [O Marn] rose. They posted gains of 8%, 9% and 14% "
        "respectively."
    )
    assert [found[share].subject for share in ("8%", "9%", "14%")] == ["Norvik", "Tessel", "Marn"]


def test_its_goes_with_the_subject_of_its_own_clause() -> None:
    found = figures(
        "[L Sweden] spends 1.4% of its GDP on it, while [L Norway] spends 4% of its own."
    )
    assert found["4%"].subject == "Norway"


def test_nobody_is_named() -> None:
    assert figure("It rose 3% on Friday.").subject is None


@pytest.mark.parametrize(
    ("text", "amount", "subject"),
    [
        ("[O Norvik] held 19 percent, with [O Tessel] at 15 percent.", "15 percent", "Tessel"),
        (
            "[L Denmark] owns 14% of [O Norvik], [L Sweden] has 21% and [L Norway] 9%.",
            "21%",
            "Sweden",
        ),
        (
            "[L Denmark] owns 14% of [O Norvik], [L Sweden] has 21% and [L Norway] 9%.",
            "9%",
            "Norway",
        ),
        (
            "The gifts are $4 million from [L Sweden] and $3 million from [L Norway].",
            "$3 million",
            "Norway",
        ),
        (
            "Profit at [O Norvik] was more than that of [O Tessel] ($7 million).",
            "$7 million",
            "Tessel",
        ),
        ("[O Norvik] earned $9 million and spent $7 million in [L Oslo].", "$7 million", "Norvik"),
    ],
)
def test_each_of_a_list_has_its_own_amount(text: str, amount: str, subject: str) -> None:
    assert figures(text)[amount].subject == subject


def test_a_rival_with_its_name_behind_is_that_name() -> None:
    text = "[O Norvik] makes vans. Its biggest rival, [O Tessel], earned $9 million."
    assert figure(text).subject == "Tessel"


def test_it_is_whatever_the_figure_before_measures() -> None:
    text = "[O Sul] spoke. Inflation in [L Oz] eased to 3.9%, the lowest since it stood at 3.7%."
    assert figures(text)["3.7%"].subject == "Oz"

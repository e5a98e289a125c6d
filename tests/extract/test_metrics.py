"""The heading of a figure: words that it must have."""

import pytest

from tests.extract.framed import figure, figures

METRICS = [
    ("[O Norvik]'s revenue reached €4.2 billion last year.", "revenue"),
    ("Revenue at [O Norvik] rose 12% last year.", "revenue"),
    ("[O Norvik] reported a net profit of $30 million.", "net profit"),
    ("[O Norvik] made a loss of $30 million.", "loss"),
    ("[O Norvik] employs 3,400 people in [L Oslo].", "employees"),
    ("[O Norvik] will cut 300 jobs.", "job cuts"),
    ("[O Norvik] employs 260 researchers.", "researchers"),
    ("Sales were 4.6 million euros after having fallen 15%.", "sales"),
    ("The euro traded at $1.34 on Friday.", "exchange rate"),
    ("[P Ann Lee] owns over 76.2% of the club's shares.", "stake club"),
    ("Voters hold 58 per cent of the shares in the scheme.", "stake scheme"),
    ("The new van is 15% lighter than the old one.", "reduction weight"),
    ("Petrol is dearer by 12p than a year ago.", "increase price"),
    ("Some 13 million people are currently unemployed.", "people unemployed"),
    ("Of them 161,000 were jobless in July.", "jobless"),
    ("Thieves stole 900 screws from the site.", "screws stolen"),
    ("The coin weighs 100 kg.", "weight"),
    ("The disc is 50 cm in diameter.", "diameter"),
    ("The wall is 3 cm thick.", "thickness"),
    ("Some 44% of parents were worried about children.", "share parents"),
    ("It plans to spend $250 million over three years on training.", "training"),
    ("A decline of 64 cents for the day was seen in oil contracts.", "decline"),
    ("About 7,000 people lost their jobs last year.", "people that lost their jobs"),
    ("The fare will go up by 30 crowns in June.", "rise fare"),
    ("[O Norvik] pledged to cut emissions by 40% and to plant 200,000 trees.", "emissions"),
    ("[O Norvik] plans to sell two halls for around $60 million.", "price halls"),
    ("[O Norvik] closed 40 branches last year.", "branches closed"),
    ("The mine produces 40,000 tonnes of copper a year.", "copper"),
    ("Unemployment in [L Freedonia] fell to 5.1% in April.", "unemployment"),
    ("The unemployment rate stood at 5.1% in April.", "unemployment rate"),
    ("Crude oil prices rose to $81 a barrel on Friday.", "oil price"),
    ("[O Norvik] spent $5 million on roads.", "spending roads"),
    ("[O Norvik] will invest $9 million in a new plant.", "investment"),
    ("[O Norvik] agreed to pay a fine of $7 million.", "fine"),
    ("The charter brought cost savings of nearly $9 million over buying a jet.", "cost savings"),
    ("[O Norvik] owns a 20% stake in [O Tessel].", "stake"),
    ("The bridge cost €300 million.", "cost"),
    ("The economy grew 2.1% in 2023.", "growth econom"),
    ("Exports of wine totalled 4 million litres in 2023.", "exports"),
    ("[O Norvik] will close 40 stores in [L Freedonia].", "stores"),
    ("[O Norvik] has 250 stores in [L Freedonia].", "stores"),
    ("Inflation slowed to 3.4% in March.", "inflation"),
    ("Revenue averaged $1 billion a year in the 1990s.", "annual revenue"),
    ("The fare is $30 per passenger.", "fare per passenger"),
    ("After-tax profits rose 5% last year.", "after-tax profits"),
    (
        "[O Norvik] got secured debtor-in-possession financing of $2 billion.",
        "debtor-in-possession",
    ),
    ("[O Norvik] bought 60% of the publicly-traded airport.", "publicly-traded airport"),
    ("Shares of [O Norvik] were up 4% on Friday.", "share price rise"),
    ("[O Norvik] was down 4% at the close.", "share price fall"),
    ("Shares in the yard took a 12% slump.", "share price slump"),
    ("The Tessel index was up 2% on Friday.", "rise index"),
    ("Households will pay 29.8% more in heating bills.", "increase heating bills"),
    ("The city's AI sales revenue reached 60 million yuan in 2023.", "AI sales revenue"),
]


@pytest.mark.parametrize(("text", "words"), METRICS)
def test_metrics(text: str, words: str) -> None:
    metric = (figure(text).metric or "").lower()
    assert all(word.lower() in metric for word in words.split())


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Workers whose final salary was $3,000 get a pension.", "final salary"),
        ("The fare is $30 per passenger.", "fare per passenger"),
        ("Fees paid by [O Tessel] reached $5 million.", "fees"),
        (
            "[O Norvik] has a state-of-the-art plant worth $5 million.",
            "value of state-of-the-art plant",
        ),
        ("[O Norvik] projected a decline of 20.9% in remittances.", "decline in remittances"),
        ("[O Norvik] plans savings of $5 million in net savings.", "net savings"),
        ("The deal values the airline at €140 million.", "value of airline"),
        (
            "[O Norvik] paid $6 billion for the marketing firm [O Tessel].",
            "price paid for marketing firm Tessel",
        ),
        ("[O Norvik] holds a 49.9% controlling stake.", "controlling stake"),
        ("[O Norvik] owns 20% of [O Tessel].", "stake in Tessel"),
        ("[O Norvik] made a profit[2] of $5 million.", "profit"),
        ("[O Norvik Ltd.] gained almost 3 percent in the morning.", "share price gain"),
        (
            "A 9% funding increase was needed to lift average pay to the level of [L Oslo].",
            "funding increase",
        ),
        ("Power fails in 18 northern counties as [L Freedonia] faces fires.", "northern counties"),
        ("The new tablet will start at $499.", "price of new tablet"),
        ("It will start at $44,000, not including a federal credit.", "price"),
        ("[O Norvik] will buy 20% of [O Tessel]'s shares.", "stake in Tessel"),
        ("The tool had 34% more sales than its predecessor.", "increase in sales"),
        ("A thief passed a false $20 bill.", "denomination of bill"),
        ("The fee will increase by $3 next year.", "increase in fee"),
        ("[O Norvik] expects rates to fall below $2,000 next year.", "rates"),
        ("Dealers sold 1.4% fewer vehicles in July.", "decrease in vehicles sold"),
        ("The new engine uses 20% less fuel per mile.", "decrease in fuel per mile"),
        ("[O Norvik] lost $74 million as fuel costs soared.", "loss"),
        ("[O Norvik] made a profit of $31 million on revenue of $900 million.", "profit"),
        ("[L Freedonia] set aside $12 million for farmers.", "funding for farmers"),
        ("[L Freedonia] earmarked $3 million to repair schools.", "funding to repair schools"),
        ("The hall seats up to 900 people.", "people seated"),
        ("[O Norvik] will close the plant with the loss of 3,100 jobs.", "loss of jobs"),
        ("Staff want a pay rise of 14% over two years.", "pay rise"),
        ("Some six in ten families have a car.", "share of families that have a car"),
        (
            "[O Norvik] reported a 12% drop in second-quarter revenue.",
            "drop in second-quarter revenue",
        ),
        ("Exports were worth 9% more than a year ago.", "increase in value"),
        ("Loans more than 90 days late climbed to 3.1%.", "loans"),
        ("[O Norvik] put the cost of the rules at $11 billion a year.", "cost of rules"),
        ("[O Norvik] will cut 330 people.", "job cuts"),
        ("Some $64 million will go on roads.", "spending on roads"),
    ],
)
def test_whole_headings(text: str, heading: str) -> None:
    assert figure(text).metric == heading


def test_a_second_figure_of_one_clause_keeps_the_metric() -> None:
    found = figures("Net profit rose 9% to $12 million in 2023.")
    assert "net profit" in (found["$12 million"].metric or "")


def test_what_only_adds_to_a_figure_is_of_the_same_thing() -> None:
    found = figures("Crude oil settled at $84 a barrel on Friday, down $1.12, or 1.3%.")
    assert {f.period for f in found.values()} == {"2024-05-17"}
    price = found["$84 a barrel"].metric
    assert found["$1.12"].metric == found["1.3%"].metric == f"fall in {price}"


def test_a_change_is_headed_by_one_change() -> None:
    found = figures(
        "Sales in [L Freedonia] dropped 2% in 2023, with [L Sylvania] suffering a 14% decline."
    )
    assert found["14%"].metric == "decline in sales"


def test_a_share_of_a_cut_is_no_cut_in_it() -> None:
    found = figures("[O Norvik] will cut 450 jobs, or around 8% of its workforce.")
    assert found["8%"].metric == found["450 jobs"].metric


def test_what_an_amount_is_held_against_is_of_the_same_thing() -> None:
    found = figures("The deficit was 5.2% of output last year, against a target of 4.8%.")
    assert found["4.8%"].metric == found["5.2%"].metric != "target"


def test_a_goal_missed_is_of_the_same_thing() -> None:
    found = figures("Electric cars made up 19% of its sales, short of the 25% it needs by law.")
    assert found["25%"].metric == found["19%"].metric


def test_it_is_what_the_figure_before_measures() -> None:
    found = figures("[O Norvik] wants an operating margin of 6%; last year it was 1.2%.")
    assert found["1.2%"].metric == found["6%"].metric == "operating margin"


def test_a_baseline_with_a_noun_of_its_own_keeps_it() -> None:
    found = figures("[O Norvik] swung to a net loss of $17 million from a profit of $4 million.")
    assert found["$17 million"].metric == "net loss"
    assert "profit" in (found["$4 million"].metric or "")


def test_a_margin_of_error_is_no_figure() -> None:
    assert set(figures("It forecast sales of $38 million, plus or minus $2 million.")) == {
        "$38 million"
    }


def test_what_a_drop_leads_to_is_of_what_dropped() -> None:
    found = figures("It told of a 12% drop in second-quarter revenue last month, to $3 million.")
    assert found["$3 million"].metric == "second-quarter revenue"
    assert found["12%"].period == found["$3 million"].period


def test_what_moves_the_other_way_is_headed_so() -> None:
    found = figures("Shares in [O Norvik] fell 5.5% on Friday. They are still up 48% this year.")
    assert found["48%"].metric == "share price rise"


def test_a_firm_called_after_a_good_is_no_index() -> None:
    found = figures("[O Wattle Gold] produced 142,000 ounces in the quarter.")
    assert "index" not in (found["142,000 ounces"].metric or "")


def test_another_target_is_of_what_the_one_before_is_of() -> None:
    found = figures("[L Freedonia] will cut waste by 15%. [L Sylvania] wants a target of 20%.")
    assert found["20%"].metric == found["15%"].metric == "cut in waste"


def test_money_is_no_number_of_things() -> None:
    found = figures("[O Norvik] has fined six lenders a total of $88 million since 2020.")
    assert found["$88 million"].metric == "fine"


def test_who_pays_is_not_what_is_paid() -> None:
    found = figures("[O Norvik] charges customers about $180 a ton.")
    assert found["$180 a ton"].metric == "charge"


def test_a_price_is_of_what_moved_to_it() -> None:
    found = figures("Shares in [O Norvik] closed 4.6% higher at $21 on Friday.")
    assert found["$21"].metric == "share price"


def test_a_forecast_that_is_moved_heads_its_figures() -> None:
    found = figures("Analysts cut their growth forecast to 3% from 4%.")
    assert {f.metric for f in found.values()} == {"growth forecast"}


def test_a_participle_gives_the_level_of_the_noun_before_it() -> None:
    found = figures(
        "[O Norvik]'s sales reached $60 million, with investment in research totaling $5 million, "
        "according to the company, which added that output is expected to surpass $90 million."
    )
    assert found["$5 million"].metric == "investment in research"
    assert found["$90 million"].baseline is None


def test_a_noun_that_tells_little_takes_the_words_that_an_earlier_one_had() -> None:
    text = "The jobless rate of [L Freedonia] was 5% in March. The rate rose to 6% in April."
    assert figures(text)["6%"].metric == "jobless rate"
    text = "Its budget deficit was $5 million last year. The deficit reached $6 million in April."
    assert figures(text)["$6 million"].metric == "budget deficit"


def test_how_far_something_moved_is_a_change() -> None:
    assert figure("Sales of homes in [L Freedonia] fell 9.6% in March.").metric == (
        "fall in sales of homes"
    )


def test_of_those_who_were_asked_before() -> None:
    found = figures("Some 43% of voters liked the idea, while only 13% wanted more policing.")
    assert found["43%"].metric == "share of voters that liked the idea"
    assert found["13%"].metric == "share of voters that wanted more policing"


def test_a_share_is_of_those_of_whom_something_is_said() -> None:
    text = "Some 44% of parents were worried about pre-teen children [2]."
    assert figure(text).metric == "share of parents worried about pre-teen children"
    assert figure("In all, 44% of parents said.").metric == "share of parents"


def test_what_an_amount_is_more_than_is_an_increase_of_the_one_before() -> None:
    found = figures("Some 1.3 million people are out of work, 46,000 more than in March.")
    assert found["46,000"].metric == "increase in people out of work"


def test_what_moved_to_an_amount_is_what_changed_before_it() -> None:
    text = "Exports fell 2.3 percent from March to $9.8 billion, leaving a surplus of $1.4 billion."
    assert figures(text)["$9.8 billion"].metric == "exports"


def test_a_verb_left_out_is_that_of_the_change_before() -> None:
    found = figures("Sales of vans rose 4 percent and profits 3 percent.")
    assert found["3 percent"].metric == "rise in profits"


def test_who_else_has_a_percentage_has_a_stake_in_the_same() -> None:
    found = figures("[O Norvik] owns 14% of [O Tessel]; [O Marktwacht] has 9 percent.")
    assert found["9 percent"].metric == "stake in Tessel"


def test_a_price_that_a_share_moved_to_is_no_change() -> None:
    found = figures("Shares in [O Norvik] jumped 28 percent to $46.90 on Friday.")
    assert found["$46.90"].metric == "share price"


def test_a_share_of_those_counted_before() -> None:
    found = figures("Of 1,500 riders asked, 71 percent said that fares were too high.")
    assert (found["71 percent"].metric or "").startswith("share of riders")


def test_another_amount_is_of_the_same() -> None:
    found = figures("[O Norvik] has invested $9 million in fibre and plans another $6 million.")
    assert found["$6 million"].metric == found["$9 million"].metric


def test_what_is_done_to_those_counted() -> None:
    found = figures("[O Norvik] plans to cut emissions by 40% and to plant 200,000 trees.")
    assert "trees" in (found["200,000 trees"].metric or "")
    found = figures("The earthquake killed an estimated 110,000 people.")
    assert found["110,000 people"].metric == "people killed"

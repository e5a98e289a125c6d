"""A whole article read: what the readers together make of it."""

from decimal import Decimal

from extract.pipeline import load_pipeline
from extract.reader import read_articles
from models.article import Article

SLIP = "Vestra Steel said sales reached 62.58 billion yuan ($90.5 billion) in 2017."


def test_a_restated_sum_is_read_twice_and_a_slip_in_it_is_a_problem():
    article = Article(text=SLIP, published="2018-10-17")
    (facts,) = read_articles(load_pipeline(), [article])
    assert [(each.amount, each.currency) for each in facts.figures] == [
        (Decimal(62580000000), "CNY"),
        (Decimal(90500000000), "USD"),
    ]
    assert [each.text for each in facts.figures] == [
        SLIP[each.start : each.end] for each in facts.figures
    ]
    (problem,) = facts.problems
    assert problem.startswith("“62.58 billion yuan”: the rate is")


def test_a_bare_sign_is_placed_by_the_page():
    text = "The harbour board will spend $40 million on cranes."
    pages = [
        Article(text=text, publisher="The Straits Times"),
        Article(text=text, url="https://news.example.com.au/a"),
        Article(text=text),
    ]
    codes = [facts.figures[0].currency for facts in read_articles(load_pipeline(), pages)]
    assert codes == ["SGD", "AUD", "USD"]

"""When a body is doubted, and what takes its place."""

import json

import pytest

from crawler.page import read_page
from crawler.second_opinion import agreement, relevance

TEXT = [
    "The mill sold 40 furnaces in May, the company said on Monday, twice as many as in April.",
    "Orders from abroad made up half of them, and the yard has hired sixty welders since winter.",
    "A second hall opens in June, if the council agrees to the road that leads to it, she said.",
    "Its owner paid 12 million euros for the land, which had lain idle for the past nine years.",
]


def page(shown: list[str], stated: list[str]) -> bytes:
    item = {"@type": "NewsArticle", "headline": "Mill sells", "articleBody": "\n".join(stated)}
    body = "".join(f"<p>{text}</p>" for text in shown)
    return (
        f'<html><head><script type="application/ld+json">{json.dumps(item)}</script></head>'
        f"<body><h1>Mill sells</h1><div>{body}</div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("shown", "stated", "expected"),
    [
        (TEXT, TEXT, TEXT),
        (TEXT, [], TEXT),
        (TEXT, ["A summary of the text."], TEXT),
        ([], TEXT, TEXT),
        (TEXT[:1], TEXT, TEXT),
        (
            ["We use 40 kinds of biscuit to keep you signed in, and to count our readers."],
            TEXT,
            TEXT,
        ),
    ],
)
def test_stated_body_fills_what_the_page_lacks(shown, stated, expected):
    article = read_page(page(shown, stated), url=None).article
    assert article is not None
    assert article.text.split("\n\n") == expected


@pytest.mark.parametrize(
    ("text", "other", "share"),
    [
        ("a b c d", "a b c d e f", 1.0),
        ("a b c d", "w x y z", 0.0),
        ("a b c x", "a b c y", 0.5),
        ("", "a b c", 0.0),
    ],
)
def test_agreement(text, other, share):
    assert agreement(text, other) == share
    assert agreement(other, text) == share


def test_relevance_counts_a_summary_s_words_early_in_the_text():
    assert relevance("Steel furnaces sold well.", "Steel furnaces and more") == pytest.approx(2 / 3)
    assert relevance("", "Steel") == 0
    assert relevance("Steel", "") == 0

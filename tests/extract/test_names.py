"""Who and what is named, as the shipped pipeline reads it; the seed article; any text at all."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.page import read_page
from extract.names import read_entities
from extract.pipeline import load_pipeline
from extract.quotes import read_quotes
from extract.reader import read_articles
from models.document import facts_document

NEWS = (
    "Norvik Steel will build a plant in Wuhan, its chief executive Tove Lind said on Monday.\n\n"
    "“The company is ready,” said Deng Rui, deputy director of the China Cement Association. "
    "The Ministries of Finance and Commerce fined Harlow Motors’ owner $12 million, Lind said."
)
ODD = [
    "", " ", "\n\n", "\x00", "\u200b", '"', "“”", "He said \"", "'s", "of the of the", "Inc., Ltd.",
    "The company said it said he said.", "中文新闻，他说：“好。”", "🙂" * 20, "A" + "\u0301" * 50,
    "The Ministries of", "The Ministries of Finance and", "(((", "named", "X, ", "according to",
    "former chief executive of", "chairman, chairman, chairman and", "Dr. Mr. Mrs.", "\u2028",
]  # fmt: skip
DAMAGE = ["\u00ad", "\u00a0", "\u200b", "，", "。", "“", "”", '"', "'", "(", ")", "\n\n", "\n", "Ⅷ"]


def check(text: str) -> None:
    """Every span lies in the text, mentions apart and without blanks around; nothing raises."""
    doc = load_pipeline()(text)
    found = read_entities(doc)
    for named in (*found.organizations, *found.people, *found.places):
        assert named.name.strip() == named.name != ""
        assert named.name not in named.aliases
        assert list(named.mentions) == sorted(named.mentions)
        for start, end in (*named.mentions, *named.references):
            assert 0 <= start < end <= len(text)
    for person in found.people:
        assert all(0 <= role.start < role.end <= len(text) for role in person.roles)
        assert all(role.title for role in person.roles)
    for quote in read_quotes(doc, found):
        assert text[quote.start : quote.end] == quote.text


@pytest.mark.parametrize("text", ODD, ids=lambda text: repr(text[:12]))
def test_odd_texts_are_read(text: str) -> None:
    check(text)


@given(st.text(max_size=120))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(text: str) -> None:
    check(text)


@given(st.lists(st.tuples(st.integers(0, len(NEWS)), st.sampled_from(DAMAGE)), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_news_is_read(damage: list[tuple[int, str]]) -> None:
    text = NEWS
    for place, mark in damage:
        text = text[:place] + mark + text[place:]
    check(text)


@given(st.integers(0, len(NEWS)), st.integers(0, len(NEWS)))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cut_news_is_read(start: int, end: int) -> None:
    check(NEWS[start:end])


def test_news_is_read_whole() -> None:
    found = read_entities(load_pipeline()(NEWS))
    people = {person.name: person for person in found.people}
    assert people["Tove Lind"].roles[0].title == "chief executive"
    assert people["Tove Lind"].roles[0].organization == "Norvik Steel"
    assert people["Deng Rui"].roles[0].organization == "China Cement Association"
    bodies = {body.name for body in found.organizations}
    assert {"Norvik Steel", "Ministry of Finance", "Ministry of Commerce"} <= bodies
    assert {place.name for place in found.places} == {"Wuhan"}


def slices(text: str, item: dict[str, list[list[int]]]) -> set[str]:
    return {text[start:end] for start, end in (*item["mentions"], *item["references"])}


def fold(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


@pytest.mark.shared
def test_the_seed_article(shared: Path) -> None:
    page = (shared / "seed" / "seed-page.html").read_bytes()
    gold = json.loads((shared / "seed" / "seed-gold.json").read_text("utf-8"))
    article = read_page(page, url=None).article
    assert article is not None
    facts = next(iter(read_articles(load_pipeline(), [article])))
    document = facts_document(article, facts)
    text = document["article"]["text"]
    bodies = {body["name"]: body for body in document["organizations"]}
    for body in gold["organizations"]:
        assert body["name"] in bodies
        assert body["name"] in slices(text, bodies[body["name"]])
        assert {fold(word) for word in body.get("also", []) if word.startswith("the ")} <= {
            fold(word) for word in slices(text, bodies[body["name"]])
        }
    people = [(p["name"], p["role"], p["organization"]) for p in document["people"]]
    assert people == [(p["name"], p["role"], p["organization"]) for p in gold["people"]]
    assert [p["aliases"] for p in document["people"]] == [p.get("also", []) for p in gold["people"]]
    assert set(gold["places"]) <= {place["name"] for place in document["places"]}
    said = [(q["speaker"], q["text"]) for q in document["quotes"] if q["kind"] == "direct"]
    assert len(said) == len(gold["quotes"])
    for (speaker, words), quote in zip(said, gold["quotes"], strict=True):
        assert speaker == quote["speaker"]
        assert words.startswith(quote["begins"])

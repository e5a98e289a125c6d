from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.article import Article
from models.filters import Filters, has_word, left_out
from models.frontier import NewUrl, add_urls
from models.pages import FetchedPage, load_page, save_page
from models.schema import open_database
from models.sources import Source, save_source
from models.store import save_left_out, save_no_article

PLANT = Article(
    url="https://a.com/business/energy/plant", title="Battery plant opens", language="en",
    published="2026-03-01T08:00:00+01:00", section=("Business", "Energy & Climate"),
    text="A plant that makes solar\npanels opened in Ohio.",
)  # fmt: skip
BARE = Article(text="A plant opened.", url="https://a.com/2026/03/plant")


@pytest.mark.parametrize(
    ("filters", "reason"),
    [
        (Filters(), None),
        (Filters(words=("battery",)), None),
        (Filters(words=("BATTER*",)), None),
        (Filters(words=("steel", "solar panels")), None),
        (Filters(words=("batter", "pane")), "without any of the words"),
        (Filters(words=(" ",)), None),
        (Filters(words=("(",)), "without any of the words"),
        (Filters(without_words=("ohio",)), "with a word left out"),
        (Filters(without_words=("oh",)), None),
        (Filters(words=("plant",), without_words=("solar   panels",)), "with a word left out"),
        (Filters(languages=("de", "en")), None),
        (Filters(languages=("de",)), "in another language (en)"),
        (Filters(only_sections=("energy climate",)), None),
        (Filters(only_sections=("Sport",)), "in another section"),
        (Filters(since="2026-03-01"), None),
        (Filters(since="2026-03-02"), "published before 2026-03-02"),
    ],
)
def test_left_out(filters: Filters, reason: str | None) -> None:
    assert left_out(PLANT, filters) == reason


@pytest.mark.parametrize(
    ("article", "reason"),
    [
        (BARE, None),
        (Article(text="x", url="https://a.com/sport/plant"), "in another section"),
        (Article(text="x", url="https://a.com/energy-climate/plant"), None),
        (Article(text="x"), None),
        (Article(text="x", section=("Sport",), url="https://a.com/energy-climate/x"),
         "in another section"),
    ],
)  # fmt: skip
def test_what_an_article_does_not_say_is_not_held_against_it(
    article: Article, reason: str | None
) -> None:
    filters = Filters(only_sections=("Energy & Climate",), languages=("en",), since="2026-01-01")
    assert left_out(article, filters) == reason


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("C++ is used", "c++", True),
        ("Ökostrom", "ökostrom", True),
        ("AI-made", "ai", True),
        ("said", "ai", False),
        ("a" * 100_000, "a*b", False),
    ],
)
def test_words(text: str, word: str, expected: bool) -> None:
    assert has_word(text, [word]) is expected


def test_a_page_has_the_filters_of_its_source_and_says_when_they_leave_it_out(
    tmp_path: Path,
) -> None:
    db = open_database(tmp_path / "news.db")
    save_source(db, Source(name="a", words=("steel",), since="2026-01-01"))
    add_urls(db, [NewUrl(url="https://a.com/1", source="a", kind="article")])
    page = FetchedPage(url="x", status=200, body=b"<p>", fetched_at=datetime.now(UTC))
    page_id = save_page(db, 1, page)
    assert page_id
    assert load_page(db, page_id).filters == Filters(words=("steel",), since="2026-01-01")
    states = "SELECT reason, read_state, article_id FROM urls JOIN pages ON url_id = urls.id"
    save_left_out(db, page_id, "in another section", "v1")
    assert db.conn.execute(states).fetchall() == [("left out: in another section", "read", None)]
    save_no_article(db, page_id, ("no article",), "v2")
    assert db.conn.execute(states).fetchall() == [(None, "empty", None)]
    db.close()

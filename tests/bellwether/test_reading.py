"""One stored page, read with the trained pipeline."""

import pytest

from bellwether.reading import ReadStored, load_reader, with_listing
from models.article import Article
from models.pages import StoredPage

SENTENCE = (
    "Brenn Motors said on Tuesday it would invest 2.5 billion euros in a battery plant in Gdansk "
    "by 2031. Chief executive Clara Holm said the company had sold 48,000 cars in 2024. "
)


def stored(body: str, **more: object) -> StoredPage:
    values = {
        "id": 1, "url_id": 1, "url": "https://news.example/brenn", "source": "example",
        "publisher": "News Example", "country": None, "listed_title": "Listed title",
        "listed_published": "2025-02-04", "status": 200, "content_type": "text/html",
        "encoding": "utf-8", "fetched_at": "2025-02-05T00:00:00.000Z", **more,
    }  # fmt: skip
    return StoredPage(body=body.encode(), **values)  # type: ignore[arg-type]


def html(*paragraphs: str) -> str:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head></head><body><article>{inner}</article></body></html>"


@pytest.fixture(scope="module")
def read() -> ReadStored:
    return load_reader()


def test_a_page_becomes_an_article_with_facts(read: ReadStored) -> None:
    reading = read(stored(html(SENTENCE, SENTENCE.replace("Brenn", "The"))))
    assert reading.article is not None
    assert reading.article.published_date is not None
    amounts = {(figure.currency, int(figure.amount)) for figure in reading.facts.figures}
    assert ("EUR", 2_500_000_000) in amounts
    assert "Clara Holm" in {person.name for person in reading.facts.people}
    assert reading.facts.pipeline_version


def test_a_page_without_article_says_why_and_by_which_version(read: ReadStored) -> None:
    reading = read(stored("<html><body><a href='/'>Home</a></body></html>"))
    assert reading.article is None
    assert reading.problems
    assert reading.facts.pipeline_version


def test_another_language_is_kept_without_facts(read: ReadStored) -> None:
    german = (
        "Der Hersteller will bis zum Jahr 2031 rund zwei Milliarden Euro in ein neues Werk in der "
        "Stadt stecken, wie der Vorstand am Dienstag mitteilte, und dort viele Menschen einstellen."
    )
    reading = read(stored(html(german, german.replace("Dienstag", "Mittwoch"))))
    assert reading.article is not None
    assert reading.article.language == "de"
    assert reading.facts.problems == ("the language is German (de), and only English is read",)
    assert reading.facts.figures == ()


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (Article(text="x"), ("Listed title", "2025-02-04", "News Example")),
        (
            Article(text="x", title="Own", published="2025-02-03", publisher="Other"),
            ("Own", "2025-02-03", "Other"),
        ),
    ],
)
def test_what_the_page_leaves_out_comes_from_its_listing(
    article: Article, expected: tuple[str, str, str]
) -> None:
    filled = with_listing(article, stored(""))
    assert (filled.title, filled.published, filled.publisher) == expected

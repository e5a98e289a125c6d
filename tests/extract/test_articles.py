"""Articles read figure by figure for the training recipe."""

import pytest

from extract.training.articles import parse, written_articles

FILE = """\
@ own-1 | 2024-05-14 | Kestrel Works cuts jobs
Kestrel Works will cut 300 jobs, Kestrel said. It cut 300 jobs in 2021 and spent $4 million.

Ana Reis leads it.
---
F|300 jobs|job cuts|Kestrel Works|-|t
F|300 jobs#2|job cuts|Kestrel Works|2021|r
T|target|will cut 300 jobs|Kestrel Works|-
N|ORG|Kestrel|Kestrel Works
N|PERSON|Ana Reis
@ raw-7
---
F|@5-9|price|-|2020|r
"""


def test_words_are_found_in_the_text_and_counted():
    (article,) = parse(FILE, {})
    text = article["text"]
    first, second = article["figures"]
    assert text[slice(*first["at"])] == text[slice(*second["at"])] == "300 jobs"
    assert first["at"][0] < second["at"][0]
    assert (first["period"], second["period"], second["status"]) == (None, "2021", "reported")
    assert text[slice(*article["targets"][0]["at"])] == "will cut 300 jobs"


def test_every_form_of_a_name_is_marked_the_longest_where_they_overlap():
    (article,) = parse(FILE, {})
    names = [(article["text"][a:b], label) for a, b, label in article["spans"]]
    assert names == [("Kestrel Works", "ORG"), ("Kestrel", "ORG"), ("Ana Reis", "PERSON")]


def test_an_article_without_text_is_taken_from_the_corpus():
    raw = {"raw-7": {"text": "Oil $40 a barrel", "published": "2020-01-02", "title": "Oil"}}
    article = list(parse(FILE, raw))[1]
    assert article["figures"][0]["at"] == (5, 9)
    assert article["published"] == "2020-01-02"


@pytest.mark.parametrize("row", ["F|400 jobs|job cuts|Kestrel Works|-|t", "F|300 jobs|job cuts"])
def test_a_row_that_does_not_fit_is_refused(row):
    with pytest.raises(ValueError, match=r"400 jobs|can't read"):
        list(parse(FILE.replace("N|PERSON|Ana Reis", row), {}))


def test_the_recipes_own_articles_all_read():
    articles = written_articles()
    assert len({article["id"] for article in articles}) == len(articles)
    for article in articles:
        assert article["figures"], article["id"]
        assert article["spans"], article["id"]

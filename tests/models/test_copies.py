"""The same text on several sites: found, told apart from what only looks alike, and counted."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from sqlite_utils import Database

from models.article import Article
from models.copies import find_copies
from models.facts import Facts
from models.minhash import FEWEST_RUNS, fingerprint, resemblance, runs
from models.store import save_article
from tests.models.samples import ARTICLE, FACTS

NOUNS = (
    *("harbour", "crane", "turbine", "battery", "refinery", "quarry", "shipyard", "foundry"),
    *("reactor", "pipeline", "terminal", "warehouse", "furnace", "substation", "dredger"),
    *("elevator", "quay", "depot", "smelter", "orchard"),
)
VERBS = ("orders", "repairs", "opens", "sells", "tests", "leases", "expands", "insures")
PLACES = ("Esbjerg", "Lisbon", "Penang", "Gdansk", "Izmir", "Mombasa", "Santos", "Busan")


def sentence(rng: random.Random) -> str:
    return (
        f"The {rng.choice(NOUNS)} in {rng.choice(PLACES)} {rng.choice(VERBS)} "
        f"{rng.randrange(2, 900)} {rng.choice(NOUNS)}s with {rng.choice(NOUNS)} number "
        f"{rng.randrange(100)} by the {rng.choice(NOUNS)}, the {rng.choice(NOUNS)} owner said."
    )


def story(rng: random.Random, sentences: int = 14) -> str:
    return "\n\n".join(sentence(rng) for _ in range(sentences))


def edited(rng: random.Random, text: str) -> str:
    """As another desk prints it: a new first line, some words and a paragraph gone."""
    paragraphs = text.split("\n\n")
    del paragraphs[rng.randrange(1, len(paragraphs))]
    words = " ".join(paragraphs).split()
    for _ in range(len(words) // 30):
        words[rng.randrange(len(words))] = rng.choice(NOUNS)
    return f"{rng.choice(PLACES)} desk, {rng.randrange(28)} May.\n\n" + " ".join(words)


def save(db: Database, number: int, text: str, **changes: object) -> str:
    url = f"https://site{number}.example/a"
    published = f"2026-05-01T{number % 24:02}:00:00Z"
    article = Article(url=url, canonical_url=url, text=text, published=published)
    article = replace(article, publisher=f"Site {number}")
    return save_article(db, None, replace(article, **changes), Facts()).article_id  # type: ignore[arg-type]


def found(db: Database) -> dict[str, tuple[str, str]]:
    query = "SELECT article_id, original_id, kind FROM copies"
    return {row[0]: (row[1], row[2]) for row in db.conn.execute(query)}


def test_three_hundred_edited_copies_are_found_and_none_false(db: Database) -> None:
    rng = random.Random(7)
    stories = [story(rng) for _ in range(300)]
    pairs = {}
    for number, text in enumerate(stories):
        first = save(db, number, text, published="2026-05-01")
        pairs[save(db, 1000 + number, edited(rng, text), published="2026-05-02")] = first
    assert find_copies(db) == 300
    copies = found(db)
    assert {one: copies[one] for one in pairs} == {
        one: (first, "reprint") for one, first in pairs.items()
    }


def test_ten_sites_are_one_source(db: Database) -> None:
    text = ARTICLE.text + "\n\n" + story(random.Random(3), 4)
    for number in range(10):
        url = f"https://site{number}.example/a"
        copy = replace(ARTICLE, text=text, url=url, canonical_url=url)
        save_article(db, None, copy, FACTS)
    assert find_copies(db) == 9
    assert db.conn.execute("SELECT sources, articles FROM figures_by_source").fetchall() == [
        (1, 10)
    ]
    alone = replace(ARTICLE, text=ARTICLE.text + "\n\n" + story(random.Random(4), 30))
    save_article(db, None, alone, FACTS)
    find_copies(db)
    assert db.conn.execute("SELECT sources, articles FROM figures_by_source").fetchall() == [
        (2, 11)
    ]
    news = "SELECT DISTINCT sources, articles FROM in_the_news"
    assert db.conn.execute(news).fetchall() == [(2, 11)]


def test_an_excerpt_is_part_of_the_text(db: Database) -> None:
    text = story(random.Random(1), 20)
    whole = save(db, 2, text)
    part = save(db, 1, "\n\n".join(text.split("\n\n")[:4]))
    find_copies(db)
    assert found(db) == {whole: (whole, "original"), part: (whole, "excerpt")}


@pytest.mark.parametrize(
    ("first", "second", "original"),
    [
        ({"published": "2026-05-01"}, {"published": "2026-05-02"}, 0),
        ({"published": "2026-05-02"}, {"published": "2026-05-01"}, 1),
        ({"published": None}, {"published": "2026-05-01"}, 1),
        ({"source": "Example Wire"}, {"published": "2026-05-09"}, 1),
        ({"source": "Site 0", "published": "2026-05-01"}, {"source": "Example Wire"}, 0),
        ({"published": None}, {"published": None}, 0),
    ],
)
def test_which_is_the_original(
    db: Database, first: dict[str, str], second: dict[str, str], original: int
) -> None:
    text = story(random.Random(5))
    ids = [save(db, number, text, **made) for number, made in enumerate((first, second))]
    find_copies(db)
    assert found(db)[ids[1 - original]] == (ids[original], "reprint")


def test_reports_of_one_template_are_no_copies(db: Database) -> None:
    rng = random.Random(2)
    boilerplate = "About Kestrel: " + " ".join(sentence(rng) for _ in range(2))
    for number in range(12):
        save(db, number, f"{story(rng, 8)}\n\n{boilerplate}")
    assert find_copies(db) == 0


def test_short_texts_are_left_alone(db: Database) -> None:
    for number in range(3):
        save(db, number, "Shares fell on Monday.")
    assert find_copies(db) == 0


def test_one_by_one_or_all_at_once_gives_the_same(db: Database) -> None:
    rng = random.Random(9)
    texts = [story(rng) for _ in range(4)]
    copies = [edited(rng, text) for text in texts for _ in range(3)]
    for number, text in enumerate([*texts, *copies]):
        save(db, number, text)
        find_copies(db)
    step_by_step = found(db)
    for table in ("copies", "fingerprints", "compared"):
        db.conn.execute(f"DELETE FROM {table}")
    db.conn.commit()
    assert find_copies(db) == 12
    assert found(db) == step_by_step
    assert find_copies(db) == 12


def test_a_new_version_is_compared_again(db: Database) -> None:
    rng = random.Random(6)
    text = story(rng)
    first, second, third = (save(db, number, text) for number in range(3))
    assert find_copies(db) == 2
    save(db, 0, story(rng))
    assert find_copies(db) == 1
    assert found(db) == {second: (second, "original"), third: (second, "reprint")}
    save(db, 1, story(rng))
    find_copies(db)
    assert found(db) == {}
    assert first


def test_a_group_outlives_its_original(db: Database) -> None:
    text = story(random.Random(8))
    first, second, third = (save(db, number, text) for number in range(3))
    find_copies(db)
    db.conn.execute("DELETE FROM articles WHERE id = ?", [first])
    db.conn.commit()
    assert find_copies(db) == 1
    assert found(db) == {second: (second, "original"), third: (second, "reprint")}


def texts() -> Sequence[str]:
    return [story(random.Random(seed)) for seed in range(20)]


def test_the_same_words_have_the_same_fingerprint() -> None:
    for text in texts():
        assert fingerprint(text) == fingerprint(text.upper().replace(",", " ,"))
        assert len(fingerprint(text)) >= 32


def test_different_stories_share_little() -> None:
    assert max(resemblance(runs(a), runs(b)) for a, b in combinations(texts(), 2)) < 0.3
    assert fingerprint("one two three " * FEWEST_RUNS) == []

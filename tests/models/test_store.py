"""Saving articles and facts: all or nothing, once, and every version with its own."""

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from models.article import Article
from models.facts import Facts, Figure, Organization, Person, Quote, Role
from models.frontier import NewUrl, add_urls
from models.pages import FetchedPage, save_page
from models.store import SaveResult, save_article, save_failure, save_no_article
from tests.models.samples import ARTICLE, FACTS, TEXT, later, mentions_only, span

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONE = "Norvik Solar builds in Lisbon."
TWO = "Norvik Solar builds in Lisbon, and Terra Grid connects it."


def fetch(db: Database, hours: int = 0, url: str = "https://news.example/solar") -> int:
    """The id of a page as fetched some hours after noon."""
    add_urls(db, [NewUrl(url=url, source="example", kind="article")], now=NOON)
    (entry_id,) = db.conn.execute("SELECT id FROM urls WHERE url = ?", (url,)).fetchone()
    when = NOON + timedelta(hours=hours)
    page = FetchedPage(url=url, status=200, body=f"{url} {hours}".encode(), fetched_at=when)
    page_id = save_page(db, entry_id, page)
    assert page_id
    return page_id


def dump(db: Database) -> list[str]:
    """Everything in the file but the moments at which it was read."""
    db.conn.execute("UPDATE pages SET read_at = NULL")
    db.conn.commit()
    return list(db.conn.iterdump())


def rows(db: Database, query: str) -> list[tuple[object, ...]]:
    return db.conn.execute(query).fetchall()


def outcome(result: SaveResult) -> tuple[str, int]:
    return result.outcome, result.version


def test_what_was_read_is_there(db: Database) -> None:
    page_id = fetch(db)
    result = save_article(db, page_id, ARTICLE, FACTS)
    article = db["articles"].get(result.article_id)
    assert article["title"] == ARTICLE.title
    assert article["published_date"] == "2026-03-02"
    assert json.loads(article["authors"]) == ["Rui Teles", "Mia Okafor"]
    assert (article["version"], article["is_current"], article["word_count"]) == (1, 1, 56)
    assert rows(db, "SELECT name, kind, aliases, articles FROM organizations") == [
        ("Norvik Solar", "company", '["Norvik"]', 1)
    ]
    assert rows(db, "SELECT person, role, rank, status, organization FROM people_with_roles") == [
        ("Ana Prado", "chief executive", "chief executive", "current", "Norvik Solar")
    ]
    assert rows(db, "SELECT name, kind, country FROM places ORDER BY name") == [
        ("Lisbon", "city", "PT"),
        ("Portugal", "country", "PT"),
    ]


def test_a_figure_is_kept_as_printed_and_as_meant(db: Database) -> None:
    save_article(db, fetch(db), ARTICLE, FACTS)
    [figure] = db["figures"].rows
    expected = {
        "kind": "money", "amount": 1_200_000_000, "currency": "EUR", "comparator": "=",
        "subject": "Norvik Solar", "metric": "panel factory", "text": "1.2 billion euros",
        "period_start": "2026-03-02", "period_end": "2026-03-02", "share_fraction": 0.3333,
        "baseline_amount": 400_000_000, "baseline_comparator": "~", "baseline_period": "2025",
    }  # fmt: skip
    assert expected.items() <= figure.items()
    assert json.loads(figure["equivalents"]) == [
        {"amount": 1_300_000_000, "amount_high": None, "currency": "USD"}
    ]
    assert TEXT[figure["start"] : figure["end"]] == figure["text"]


def test_every_fact_slices_to_its_words(db: Database) -> None:
    save_article(db, fetch(db), ARTICLE, FACTS)
    for table in ("mentions", "roles", "figures", "targets", "quotes"):
        for row in db[table].rows:
            assert TEXT[row["start"] : row["end"]] == row["text"], table


def test_names_in_facts_lead_to_their_rows(db: Database) -> None:
    save_article(db, fetch(db), ARTICLE, FACTS)
    query = """
    SELECT target_actor.name, target_source.name, speaker.name, figure_subject.name, employer.name
    FROM targets JOIN quotes USING (article_id) JOIN figures USING (article_id)
    JOIN roles USING (article_id)
    JOIN organizations AS target_actor ON target_actor.id = actor_organization_id
    JOIN people AS target_source ON target_source.id = targets.attribution_person_id
    JOIN people AS speaker ON speaker.id = speaker_person_id
    JOIN organizations AS figure_subject ON figure_subject.id = subject_organization_id
    JOIN organizations AS employer ON employer.id = roles.organization_id
    """
    assert rows(db, query) == [
        ("Norvik Solar", "Ana Prado", "Ana Prado", "Norvik Solar", "Norvik Solar")
    ]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Norvik Solar", "speaker_organization_id"),
        ("Norvik", "speaker_organization_id"),
        ("Norvik Solar Ltd", "speaker_organization_id"),
        ("Ana Prado", "speaker_person_id"),
        ("Prado", "speaker_person_id"),
        ("Portugal", "speaker_place_id"),
        ("Somebody else", None),
        ("solar", None),
        (None, None),
    ],
)
def test_whom_a_name_means(db: Database, name: str | None, column: str | None) -> None:
    quote = Quote(speaker=name, text=TEXT[:5], start=0, end=5)
    save_article(db, None, ARTICLE, replace(FACTS, quotes=(quote,)))
    [row] = db["quotes"].rows
    filled = [key for key in row if key.startswith("speaker_") and row[key]]
    assert filled == ([column] if column else [])


@pytest.mark.parametrize(
    ("organization", "found"),
    [
        ("Norvik Solar", True),
        ("Norvik Solar's Lisbon unit", True),
        ("Norvik Solar’s Lisbon unit", True),
        ("Norvik", True),
        ("Lisbon", False),
        ("Lisbon's Norvik Solar", False),
        ("Solar's unit", False),
        (None, False),
    ],
)
def test_whose_post_it_is(db: Database, organization: str | None, found: bool) -> None:
    person = replace(FACTS.people[0], roles=(Role(title="head", organization=organization,
                                                  start=0, end=4),))  # fmt: skip
    save_article(db, None, ARTICLE, replace(FACTS, people=(person,)))
    [role] = db["roles"].rows
    assert role["organization"] == organization
    assert bool(role["organization_id"]) is found


def test_a_deadline_sorts_by_its_last_day(db: Database) -> None:
    save_article(db, fetch(db), ARTICLE, FACTS)
    due = rows(db, "SELECT deadline_date, actor, value, unit FROM targets_due")
    assert due == [("2028-12-31", "Norvik Solar", 5000, "panels")]


@pytest.mark.parametrize(
    ("amount", "stored"),
    [
        ("62580000000", 62580000000),
        ("0.1", 0.1),
        ("9.05", 9.05),
        ("-3", -3),
        ("9223372036854775807", 9223372036854775807),
        ("1E+25", 1e25),
        ("5.00", 5),
    ],
)
def test_amounts_are_exact(db: Database, amount: str, stored: float) -> None:
    figure = Figure(kind="count", amount=Decimal(amount), text="x", sentence="x", start=0, end=1)
    save_article(db, None, ARTICLE, Facts(figures=(figure,)))
    [(kept, kind)] = rows(db, "SELECT amount, typeof(amount) FROM figures")
    assert kept == stored
    assert kind == ("integer" if isinstance(stored, int) else "real")


def test_saving_twice_changes_nothing(db: Database) -> None:
    page_id = fetch(db)
    assert outcome(save_article(db, page_id, ARTICLE, FACTS)) == ("new", 1)
    before = dump(db)
    later_on = NOON + timedelta(days=9)
    again = save_article(db, page_id, ARTICLE, FACTS, problems=(), now=later_on)
    assert outcome(again) == ("unchanged", 1)
    assert dump(db) == before


def test_saving_twice_changes_nothing_without_a_page(db: Database) -> None:
    save_article(db, None, ARTICLE, FACTS)
    before = dump(db)
    assert save_article(db, None, ARTICLE, FACTS).outcome == "unchanged"
    assert dump(db) == before


def test_another_pipeline_that_reads_the_same_only_leaves_its_name(db: Database) -> None:
    page_id = fetch(db)
    save_article(db, page_id, ARTICLE, FACTS)
    before = dump(db)
    newer = replace(FACTS, pipeline_version="9")
    assert save_article(db, page_id, ARTICLE, newer).outcome == "unchanged"
    assert rows(db, "SELECT pipeline_version FROM articles") == [("9",)]
    assert rows(db, "SELECT pipeline_version FROM pages") == [("9",)]
    assert save_article(db, page_id, ARTICLE, FACTS).outcome == "unchanged"
    assert dump(db) == before


def test_other_spacing_is_no_other_version(db: Database) -> None:
    save_article(db, fetch(db), ARTICLE, FACTS)
    spaced = later(TEXT.replace("\n\n", "\n\n\n"))
    assert outcome(save_article(db, fetch(db, 1), spaced, Facts())) == ("changed", 1)


def test_a_changed_article_is_a_version_and_the_old_one_keeps_its_facts(db: Database) -> None:
    names = ("Norvik Solar", "Terra Grid")
    first = save_article(db, fetch(db), later(ONE), mentions_only(ONE, *names))
    second = save_article(db, fetch(db, 1), later(TWO), mentions_only(TWO, *names))
    assert (outcome(first), outcome(second)) == (("new", 1), ("version", 2))
    assert rows(db, "SELECT version, is_current, text FROM articles ORDER BY version") == [
        (1, 0, ONE),
        (2, 1, TWO),
    ]
    counts = "SELECT version, count(*) FROM mentions JOIN articles ON articles.id = article_id "
    assert rows(db, counts + "GROUP BY version") == [(1, 1), (2, 2)]
    assert rows(db, "SELECT version FROM current_articles") == [(2,)]


def test_an_article_that_goes_back_to_its_first_words(db: Database) -> None:
    for hours, text in enumerate((ONE, TWO, ONE)):
        save_article(db, fetch(db, hours), later(text), Facts())
    assert rows(db, "SELECT version, is_current FROM articles ORDER BY version") == [(1, 1), (2, 0)]


def test_an_older_page_read_late_does_not_become_current(db: Database) -> None:
    old, new = fetch(db), fetch(db, 1)
    save_article(db, new, later(TWO), Facts())
    save_article(db, old, later(ONE), Facts())
    assert rows(db, "SELECT text FROM articles WHERE is_current") == [(TWO,)]


def test_a_better_reading_of_the_same_page_is_no_version(db: Database) -> None:
    page_id = fetch(db)
    first = save_article(db, page_id, later(ONE + " Read more."), mentions_only(ONE, "Lisbon"))
    better = mentions_only(ONE, "Norvik Solar", version="2")
    second = save_article(db, page_id, later(ONE), better)
    assert (second.article_id, outcome(second)) == (first.article_id, ("changed", 1))
    assert rows(db, "SELECT text, pipeline_version FROM articles") == [(ONE, "2")]
    assert rows(db, "SELECT name FROM organizations") == [("Norvik Solar",)]


def test_reading_every_page_again_leads_to_the_same_versions(db: Database) -> None:
    pages = [(fetch(db), ONE), (fetch(db, 1), ONE), (fetch(db, 2), TWO)]
    for page_id, text in pages:
        save_article(db, page_id, later(text), Facts())
    before = rows(db, "SELECT id, version, page_id, is_current FROM articles ORDER BY id")
    for page_id, text in pages:
        save_article(db, page_id, later(f"Lisbon. {text}"), Facts())
    after = rows(db, "SELECT id, version, page_id, is_current FROM articles ORDER BY id")
    assert after == before


def test_versions_that_a_better_reader_finds_the_same_become_one(db: Database) -> None:
    one, two = fetch(db), fetch(db, 1)
    save_article(db, one, later(ONE + " Seen 3 times."), mentions_only(ONE, "Lisbon"))
    save_article(db, two, later(ONE + " Seen 4 times."), mentions_only(ONE, "Lisbon"))
    for page_id in (one, two):
        save_article(db, page_id, later(ONE), mentions_only(ONE, "Lisbon", version="2"))
    assert rows(db, "SELECT version, is_current, text FROM articles") == [(1, 1, ONE)]
    assert rows(db, "SELECT count(*) FROM mentions") == [(1,)]
    assert rows(db, "SELECT DISTINCT article_id FROM pages") == rows(db, "SELECT id FROM articles")
    assert rows(db, "SELECT articles FROM organizations") == [(1,)]


def test_pages_of_different_sites_are_different_articles(db: Database) -> None:
    here = replace(later(ONE), url="https://one.example/a", canonical_url="https://two.test/a")
    there = replace(later(ONE), url="https://two.test/a", canonical_url="https://two.test/a")
    ids = {save_article(db, None, article, Facts()).article_id for article in (here, there)}
    assert len(ids) == 2


def test_the_same_name_in_two_articles_is_one_row(db: Database) -> None:
    for number, name in enumerate(("Norvik Solar", "Norvik Solar Ltd", "Norvik Solar")):
        article = replace(later(name), canonical_url=f"https://news.example/{number}")
        save_article(db, None, article, mentions_only(name, name))
    assert rows(db, "SELECT name, aliases, articles FROM organizations") == [
        ("Norvik Solar", '["Norvik Solar Ltd"]', 3)
    ]


def test_a_surname_alone_does_not_join_articles(db: Database) -> None:
    for number in range(2):
        article = replace(later("Smith left."), canonical_url=f"https://news.example/{number}")
        people = (Person(name="Smith", mentions=((0, 5),)), Person(name="Ada Byron"))
        save_article(db, None, article, Facts(people=people))
    assert rows(db, "SELECT name, articles FROM people ORDER BY name, id") == [
        ("Ada Byron", 2), ("Smith", 1), ("Smith", 1),
    ]  # fmt: skip


def test_what_no_article_names_any_more_is_gone(db: Database) -> None:
    page_id, other = fetch(db), fetch(db, url="https://news.example/other")
    elsewhere = replace(ARTICLE, canonical_url="https://news.example/other")
    save_article(db, page_id, ARTICLE, FACTS)
    save_article(db, other, elsewhere, mentions_only(TEXT, "Norvik Solar"))
    save_article(db, page_id, ARTICLE, Facts(pipeline_version="2"))
    assert rows(db, "SELECT name, kind, aliases, articles FROM organizations") == [
        ("Norvik Solar", None, "[]", 1)
    ]
    assert (db["people"].count, db["places"].count, db["roles"].count) == (0, 0, 0)


def test_a_page_that_holds_no_article_after_all(db: Database) -> None:
    page_id = fetch(db)
    save_article(db, page_id, ARTICLE, FACTS)
    save_no_article(db, page_id, ["no article: a list of links"], "2")
    tables = ("articles", "organizations", "names", "figures", "mentions", "people_fts")
    assert {table: db[table].count for table in tables} == dict.fromkeys(tables, 0)
    assert rows(db, "SELECT reason FROM open_problems") == [("no article: a list of links",)]


def test_a_reading_that_dies_leaves_the_earlier_one(db: Database) -> None:
    page_id = fetch(db)
    save_article(db, page_id, ARTICLE, FACTS)
    save_failure(db, page_id, "the reader died", detail="signal SIGKILL")
    assert (db["articles"].count, db["figures"].count) == (1, 1)
    assert rows(db, "SELECT reason, detail FROM open_problems WHERE stage = 'read'") == [
        ("the reader died", "signal SIGKILL")
    ]
    save_article(db, page_id, ARTICLE, FACTS)
    assert rows(db, "SELECT count(*) FROM open_problems WHERE stage = 'read'") == [(0,)]


def test_doubts_are_rows(db: Database) -> None:
    save_article(db, fetch(db), ARTICLE, FACTS, problems=("no author",))
    found = rows(db, "SELECT stage, reason, url FROM open_problems ORDER BY stage")
    assert found == [
        ("facts", "two figures without a subject", ARTICLE.url),
        ("read", "no author", "https://news.example/solar"),
    ]


def test_a_fault_in_the_middle_leaves_nothing(db: Database) -> None:
    page_id = fetch(db)
    before = dump(db)
    wrong = replace(FACTS.figures[0], kind="colour")  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        save_article(db, page_id, ARTICLE, replace(FACTS, figures=(wrong,)))
    assert dump(db) == before


def test_an_unknown_page_is_an_error(db: Database) -> None:
    with pytest.raises(KeyError):
        save_article(db, 99, ARTICLE, FACTS)


@pytest.mark.parametrize(
    ("table", "words", "hits"),
    [
        ("articles", "factories", 1),
        ("articles", "lisbon solar", 1),
        ("articles", "wind", 0),
        ("organizations", "norvik", 1),
        ("people", "prado", 1),
        ("places", "lisboa OR lisbon", 1),
        ("figures", "euros", 1),
        ("targets", "making", 1),
        ("quotes", "panel", 1),
    ],
)
def test_search_finds(db: Database, table: str, words: str, hits: int) -> None:
    save_article(db, fetch(db), ARTICLE, FACTS)
    query = f"SELECT count(*) FROM {table} WHERE search_id IN "
    match = f"(SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    assert db.conn.execute(query + match, (words,)).fetchone() == (hits,)


def test_search_follows_every_change(db: Database) -> None:
    page_id = fetch(db)
    save_article(db, page_id, ARTICLE, FACTS)
    save_article(db, page_id, later(ONE), mentions_only(ONE, "Norvik Solar"))
    db.vacuum()
    check = "INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)"
    for table in ("articles", "organizations", "people", "places", "figures", "targets", "quotes"):
        db.conn.execute(check.format(table=table))
    found = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH "
    assert rows(db, found + "'panels'") == [(0,)]
    assert rows(db, found + "'lisbon'") == [(1,)]


def test_two_facts_on_the_same_words_are_two_rows(db: Database) -> None:
    role = Role(title="chair", start=0, end=6)
    person = Person(name="Ana Prado", roles=(role, replace(role, title="founder")))
    same = Organization(name="Norvik", mentions=(span("Norvik"), span("Norvik")))
    save_article(db, None, ARTICLE, Facts(people=(person,), organizations=(same, same)))
    assert (db["roles"].count, db["mentions"].count, db["appearances"].count) == (2, 4, 3)
    assert db["organizations"].count == 1


TEXTS = st.text(alphabet="ab \n", min_size=1, max_size=6)
NAMES = st.lists(st.sampled_from(["Alpha Ltd", "Alpha", "Beta", "Gamma", "ΔΕΛΤΑ"]), max_size=4)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(st.lists(st.tuples(st.integers(0, 2), TEXTS, NAMES), min_size=1, max_size=6))
def test_any_readings_leave_a_sound_database(
    db: Database, readings: list[tuple[int, str, list[str]]]
) -> None:
    pages = [fetch_once(db, number) for number in range(3)]
    for number, text, names in readings:
        organizations = tuple(Organization(name=name, aliases=("A",)) for name in names)
        article = Article(url="https://news.example/same", text=text)
        save_article(db, pages[number], article, Facts(organizations=organizations))
    assert rows(db, "SELECT key FROM articles GROUP BY key HAVING sum(is_current) <> 1") == []
    assert rows(db, "PRAGMA foreign_key_check") == []
    assert rows(db, ORPHANS) == []
    assert rows(db, MISCOUNTED) == []


def fetch_once(db: Database, number: int) -> int:
    known = db.conn.execute("SELECT id FROM pages ORDER BY id").fetchall()
    return int(known[number][0]) if number < len(known) else fetch(db, number)


ORPHANS = """
SELECT name FROM organizations
WHERE id NOT IN (SELECT organization_id FROM appearances WHERE organization_id IS NOT NULL)
"""
MISCOUNTED = """
SELECT name FROM organizations WHERE articles <> (
  SELECT count(DISTINCT article_id) FROM appearances WHERE organization_id = organizations.id)
"""

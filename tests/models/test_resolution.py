"""Who is who in a database: joined, asked about, kept apart, and the same after a re-read."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from backports import zstd
from sqlite_utils import Database

from models.facts import Facts, Organization, Person, Place, Role
from models.judgements import NameKind, add_judgement
from models.resolution import TABLES, party, resolve_names
from models.schema import open_database, writing
from models.store import save_article
from models.verdicts import Answer, Verdict
from tests.models.samples import ARTICLE, FACTS, later

FIRST_SCHEMA = Path(__file__).parent.parent / "data" / "first-schema.db.zst"


def body(name: str, *aliases: str) -> Organization:
    return Organization(name=name, aliases=aliases)


def somebody(name: str, employer: str | None = None, title: str = "chief executive") -> Person:
    roles = (Role(title=title, rank=title, organization=employer, start=0, end=4),)
    return Person(name=name, roles=roles if employer else ())


def save(db: Database, number: int, *named: Organization | Person | Place) -> None:
    facts = Facts(
        organizations=tuple(item for item in named if isinstance(item, Organization)),
        people=tuple(item for item in named if isinstance(item, Person)),
        places=tuple(item for item in named if isinstance(item, Place)),
    )
    article = replace(later(f"Article {number}."), canonical_url=f"https://news.example/{number}")
    save_article(db, None, article, facts)


def say(db: Database, kind: NameKind, one: str, other: str, answer: Answer) -> None:
    """What a person says of two rows by name."""
    table = TABLES[kind]
    with writing(db) as connection:
        parties = [party(kind, row_id(db, table, name), name) for name in (one, other)]
        verdict = Verdict(answer=answer, score=1.0, reason="said so")
        add_judgement(connection, kind, (parties[0], parties[1]), verdict, "person", "2026")


def row_id(db: Database, table: str, name: str) -> str | None:
    column = "person_id" if table == "people" else "organization_id"
    query = f"SELECT DISTINCT {column} FROM appearances WHERE name = ?"
    found = [row[0] for row in db.conn.execute(query, [name]) if row[0]]
    return found[0] if len(found) == 1 else None


def groups(db: Database, table: str = "organizations") -> list[tuple[str, list[str], int]]:
    """Canonical rows: name, aliases, articles."""
    query = f"SELECT name, aliases, articles FROM {table} WHERE canonical_id IS NULL ORDER BY name"
    return [(name, json.loads(aliases), count) for name, aliases, count in db.conn.execute(query)]


def names(db: Database, table: str = "organizations") -> list[str]:
    return [name for name, _, _ in groups(db, table)]


def state(db: Database) -> list[list[tuple[object, ...]]]:
    """All that the resolver writes."""
    queries = (
        "SELECT id, name, aliases, articles, canonical_id FROM organizations ORDER BY id",
        "SELECT id, name, aliases, articles, canonical_id FROM people ORDER BY id",
        "SELECT * FROM judgements ORDER BY id",
    )
    return [db.conn.execute(query).fetchall() for query in queries]


def canonical(whole: list[list[tuple[object, ...]]]) -> list[tuple[object, ...]]:
    """Who stands for whom, by the names of the rows."""
    rows = {row[0]: row for row in whole[0]}
    return sorted((row[1], rows[row[4] or row[0]][1]) for row in whole[0])  # type: ignore[type-var]


def test_spellings_of_a_company_become_one(db: Database) -> None:
    save(db, 1, body("Kestrell Robotics"))
    for number in (2, 3):
        save(db, number, body("Kestrel Robotics"))
    save(db, 4, body("Kestrel Robotics Group"))
    save(db, 5, body("Kestrel Solar"))
    assert resolve_names(db).merged == 2
    assert groups(db) == [
        ("Kestrel Robotics", ["Kestrel Robotics Group", "Kestrell Robotics"], 4),
        ("Kestrel Solar", [], 1),
    ]
    found = db.conn.execute("SELECT verdict, judge, reason FROM judgements ORDER BY score")
    assert ("same", "resolver", "one letter differs in one of the words") in found.fetchall()


def test_a_weak_score_asks_and_joins_nothing(db: Database) -> None:
    save(db, 1, body("Qualcom"))
    save(db, 2, body("Qualcomm"))
    assert (resolve_names(db).merged, names(db)) == (0, ["Qualcom", "Qualcomm"])
    assert db.conn.execute("SELECT left_name, reason FROM open_questions").fetchall()
    say(db, "organization", "Qualcom", "Qualcomm", "same")
    assert resolve_names(db).merged == 1
    assert db.conn.execute("SELECT * FROM open_questions").fetchall() == []


def test_ministries_of_two_countries_are_two(db: Database) -> None:
    japan = Place(name="Japan", kind="country", country="JP")
    china = Place(name="China", kind="country", country="CN")
    save(db, 1, body("Ministry of Finance"), japan)
    save(db, 2, body("Ministry of Finance"), china)
    save(db, 3, body("Japanese Finance Ministry"), china)
    resolve_names(db)
    assert [(name, count) for name, _, count in groups(db)] == [
        ("Japanese Finance Ministry", 2), ("Ministry of Finance", 1),
    ]  # fmt: skip


def test_the_same_name_alone_joins_nobody(db: Database) -> None:
    save(db, 1, body("Tencent"), somebody("Li Wei", "Tencent"))
    save(db, 2, body("Harbour Group"), somebody("Li Wei", "Harbour Group"))
    save(db, 3, somebody("Li Wei"))
    save(db, 4, body("Tencent"), somebody("Li Wei", "Tencent Ltd", "analyst"))
    resolve_names(db)
    assert [count for _, _, count in groups(db, "people")] == [2, 1, 1]
    assert resolve_names(db).names == 0, "nothing has changed"


def test_a_person_is_followed_through_spellings_and_articles(db: Database) -> None:
    save(db, 1, body("Norvik Solar"), somebody("Ana Prado", "Norvik Solar"))
    save(db, 2, body("Norvik Solar"), somebody("Ana Prado"))
    save(db, 3, body("Norvik Solar"), somebody("Ana M. Prado", "Norvik Solar Ltd"))
    save(db, 4, somebody("Ana Prado", "Porto Digital", "mayor"))
    resolve_names(db)
    assert groups(db, "people") == [
        ("Ana Prado", ["Ana M. Prado"], 3),
        ("Ana Prado", [], 1),
    ]
    query = "SELECT DISTINCT person FROM people_with_roles WHERE organization = 'Norvik Solar'"
    assert db.conn.execute(query).fetchall() == [("Ana Prado",)]
    assert ("Ana Prado", 3) in db.conn.execute("SELECT name, articles FROM in_the_news").fetchall()


def test_an_article_that_names_both_speaks_against_it(db: Database) -> None:
    save(db, 1, body("Harris Electric"), body("Harriss Electric"))
    assert resolve_names(db).open == 1
    assert names(db) == ["Harris Electric", "Harriss Electric"]


def newsroom(db: Database) -> None:
    save(db, 1, body("Kestrel Robotics"), somebody("Ana Prado", "Kestrel Robotics"))
    save(db, 2, body("Kestrell Robotics"), somebody("Ana Prado", "Kestrell Robotics"))
    save(db, 3, body("Danish Maritime Board", "DMB"), body("Qualcom"))
    save(db, 4, body("DMB"), body("Qualcomm"))


def test_a_re_read_gives_the_same_result(db: Database) -> None:
    newsroom(db)
    resolve_names(db)
    say(db, "organization", "Kestrel Robotics", "Kestrell Robotics", "different")
    say(db, "organization", "Qualcom", "Qualcomm", "same")
    resolve_names(db)
    before = state(db)
    for number in (4, 2):
        save(db, number)
        resolve_names(db)
    assert len(names(db)) == 3
    newsroom(db)
    resolve_names(db)
    known = [(name, count) for name, _, count in groups(db)]
    assert known == [
        ("Danish Maritime Board", 2), ("Kestrel Robotics", 1), ("Kestrell Robotics", 1),
        ("Qualcomm", 2),
    ]  # fmt: skip
    assert canonical(state(db)) == canonical(before)


def test_nothing_changes_without_news(db: Database) -> None:
    newsroom(db)
    resolve_names(db)
    before = state(db)
    newsroom(db)
    assert resolve_names(db).names == 0
    assert state(db) == before


def test_undoing_and_splitting(db: Database) -> None:
    newsroom(db)
    resolve_names(db)
    merged = names(db)
    steps: Sequence[tuple[Answer, int]] = [("different", 1), ("unsure", 0), ("different", 1)]
    for answer, more in steps:
        say(db, "organization", "Kestrel Robotics", "Kestrell Robotics", answer)
        resolve_names(db)
        assert len(names(db)) == len(merged) + more


def test_what_was_split_stays_apart_though_a_third_is_like_both(db: Database) -> None:
    newsroom(db)
    say(db, "organization", "Kestrel Robotics", "Kestrell Robotics", "different")
    save(db, 9, body("Kestrel Robotics Group"), body("Kestrell Robotics Group"))
    resolve_names(db)
    query = "SELECT coalesce(canonical_id, organizations.id) FROM organizations JOIN names"
    query += " ON organizations.id = organization_id"
    query += " WHERE names.name IN ('Kestrel Robotics', 'Kestrell Robotics')"
    assert len({row[0] for row in db.conn.execute(query)}) == 2


def test_an_alias_may_be_given_before_it_is_printed(db: Database) -> None:
    save(db, 1, body("Danish Maritime Board"))
    say(db, "organization", "Danish Maritime Board", "Søfartsrådet", "same")
    resolve_names(db)
    assert groups(db) == [("Danish Maritime Board", ["Søfartsrådet"], 1)]
    assert db.conn.execute(
        "SELECT name FROM organizations_fts WHERE organizations_fts MATCH 'søfartsradet'"
    ).fetchall()
    save(db, 2, body("Søfartsrådet"))
    resolve_names(db)
    assert [count for _, _, count in groups(db)] == [2]
    say(db, "organization", "Danish Maritime Board", "Søfartsrådet", "unsure")
    resolve_names(db)
    assert groups(db) == [("Danish Maritime Board", [], 1), ("Søfartsrådet", [], 1)]


def test_the_oldest_row_stands_for_its_group_and_stays(db: Database) -> None:
    save(db, 1, body("Kestrell Robotics"))
    resolve_names(db)
    (first,) = db.conn.execute("SELECT id FROM organizations").fetchone()
    for number in range(2, 6):
        save(db, number, body("Kestrel Robotics"))
    resolve_names(db)
    query = "SELECT id, name, articles FROM organizations WHERE canonical_id IS NULL"
    assert db.conn.execute(query).fetchall() == [(first, "Kestrel Robotics", 5)]
    save(db, 1)
    resolve_names(db)
    assert groups(db) == [("Kestrel Robotics", [], 4)]
    assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_views_show_whom_a_name_means(db: Database) -> None:
    old = replace(FACTS.organizations[0], name="Norvick Solar")
    figure = replace(FACTS.figures[0], subject="Norvick Solar", attribution="Norvick Solar")
    renamed = replace(FACTS, organizations=(old,), figures=(figure,))
    for number, facts in enumerate((renamed, FACTS, FACTS)):
        url = f"https://site{number}.example/1"
        save_article(db, None, replace(ARTICLE, url=url, canonical_url=url), facts)
    resolve_names(db)
    assert db.conn.execute(
        "SELECT DISTINCT subject, attribution, subject_organization_id FROM figures_full"
    ).fetchall() == [("Norvik Solar", "Norvik Solar", row_id(db, "organizations", "Norvick Solar"))]
    assert db.conn.execute("SELECT DISTINCT subject FROM figures").fetchall() != [("Norvik Solar",)]
    assert db.conn.execute("SELECT DISTINCT actor FROM targets_due").fetchall() == [
        ("Norvik Solar",)
    ]
    assert db.conn.execute("SELECT articles FROM figures_by_source").fetchall() == [(3,)]


def test_the_journal_is_only_added_to(db: Database) -> None:
    newsroom(db)
    resolve_names(db)
    for statement in ("DELETE FROM judgements", "UPDATE judgements SET verdict = 'same'"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            db.conn.execute(statement)


def test_an_old_database_is_resolved(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.write_bytes(zstd.decompress(FIRST_SCHEMA.read_bytes()))
    db = open_database(path)
    assert resolve_names(db).names > 0
    assert names(db, "people")
    db.close()

"""The sample newsroom over real HTTP: crawled, read with the shipped pipeline, and saved."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bellwether.crawl import crawl
from bellwether.demo import Newsroom
from bellwether.read import read_pages
from crawler.options import CrawlOptions

OPTIONS = CrawlOptions(delay_s=0.0, concurrency=8, allow_private=True)
LISTINGS = {"/robots.txt", "/feed.xml", "/sitemap-news.xml", "/industry/"}


class Visit:
    """The newsroom crawled and read in both editions, and what was asked of it each time."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "news.db"
        self.asked: list[list[str]] = []
        self.reads: list[Any] = []
        with Newsroom.serve() as newsroom:
            for edition in (1, 2, 2):
                newsroom.edition = edition
                newsroom.requests.clear()
                crawl(self.path, [newsroom.source()], options=OPTIONS)
                self.reads.append(read_pages(self.path, workers=1))
                self.asked.append(list(newsroom.requests))

    def rows(self, sql: str, *values: object) -> list[Any]:
        """The rows that a query gives, as dictionaries."""
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    return Visit(tmp_path_factory.mktemp("newsroom"))


def test_every_listed_page_is_fetched_once(visit: Visit) -> None:
    first = visit.asked[0]
    assert len(first) == len(set(first))
    assert len(set(first) - LISTINGS) == 18


def test_robots_txt_is_respected(visit: Visit) -> None:
    assert not any("/members/" in path for asked in visit.asked for path in asked)
    (problem,) = visit.rows("SELECT reason, url FROM open_problems WHERE kind = 'refused'")
    assert problem["url"].endswith("/members/briefing.html")


def test_an_unchanged_site_gives_its_listings_and_nothing_else(visit: Visit) -> None:
    assert set(visit.asked[2]) <= LISTINGS
    assert visit.reads[2].pages == 0


def test_an_edited_article_is_a_new_version_beside_the_old(visit: Visit) -> None:
    assert set(visit.asked[1]) - LISTINGS == {"/steel/nordhavn-hydrogen-furnace.html"}
    versions = visit.rows(
        "SELECT version, is_current, (SELECT max(amount) FROM figures"
        " WHERE article_id = articles.id AND currency = 'SEK') AS budget"
        " FROM articles WHERE title LIKE 'Nordhavn%' ORDER BY version"
    )
    assert [(row["version"], row["is_current"], row["budget"]) for row in versions] == [
        (1, 0, 21_000_000_000),
        (2, 1, 24_000_000_000),
    ]


def test_pages_without_an_article_say_why(visit: Visit) -> None:
    reasons: dict[str, list[str]] = {}
    for row in visit.rows("SELECT url, reason FROM open_problems WHERE stage = 'read'"):
        reasons.setdefault(row["url"].rpartition("/")[2], []).append(row["reason"])
    for page in ("port-at-night.html", "press-release.html"):
        assert any("no article" in reason for reason in reasons[page])


def test_the_articles(visit: Visit) -> None:
    rows = visit.rows("SELECT * FROM current_articles")
    assert len(rows) == 16
    by_title = {row["title"]: row for row in rows}
    robots = by_title["Kestrel Robotics to double gearbox output at new Lisbon plant"]
    assert json.loads(robots["authors"]) == ["Marta Quental"]
    assert robots["published"] == "2026-11-16T08:30:00+00:00"
    assert robots["publisher"] == "The Harbour Ledger"
    assert by_title["Penang: third chip fab gets go-ahead"]["source"] == "The Harbour Ledger"


def test_a_figure_knows_what_whose_when_and_who_says_so(visit: Visit) -> None:
    (figure,) = visit.rows(
        "SELECT * FROM figures_full WHERE amount = 14300000000 AND article LIKE 'Meridian%'"
    )
    assert figure["currency"] == "MYR"
    assert "revenue" in figure["metric"]
    assert figure["subject"] == "Meridian Silicon"
    assert figure["period"] == "2025"
    assert figure["status"] == "reported"
    assert figure["baseline_amount"] == 11_900_000_000


def test_a_target_keeps_its_deadline_and_its_sentence(visit: Visit) -> None:
    (target,) = visit.rows("SELECT * FROM targets_full WHERE value = 48000")
    assert target["actor"] == "Kestrel Robotics"
    assert target["deadline_date"] == "2029-12-31"
    assert target["sentence"].startswith("Kestrel Robotics will invest")


def test_people_have_their_roles(visit: Visit) -> None:
    roles = {
        row["person"]: (row["role"], row["organization"])
        for row in visit.rows("SELECT * FROM people_with_roles")
    }
    assert roles["Helena Brandão"] == ("chief executive", "Kestrel Robotics")
    assert roles["Liu Jianguo"][0] == "general manager"


def test_every_fact_stands_where_it_says(visit: Visit) -> None:
    for table in ("figures", "targets", "quotes"):
        rows = visit.rows(
            f'SELECT articles.text AS body, f.text, f.start, f."end" FROM {table} f'
            " JOIN articles ON articles.id = article_id"
        )
        assert rows
        for row in rows:
            assert row["body"][row["start"] : row["end"]] == row["text"]

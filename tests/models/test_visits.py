"""What is kept of visits, and what it comes to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from models.frontier import NewUrl, add_urls
from models.health import FailedAs
from models.pages import FetchedPage, mark_failed, save_page
from models.sources import Source, save_source
from models.store import save_article, save_no_article
from models.visits import KEPT, Visit, judge_sources, resting, save_visits
from tests.models.samples import ARTICLE, FACTS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
STEEL = Source(name="steel", feeds=("http://steel.example/feed",))


@pytest.fixture
def news(db: Database) -> Database:
    """A database with one source, added long ago."""
    save_source(db, STEEL)
    db.conn.execute("UPDATE sources SET added_at = '2020', changed_at = '2020'")
    return db


def visited(db: Database, at: datetime, failed_as: FailedAs | None = None) -> None:
    counts = {"listings": 1, "listed": 0, "pages": 0, "unchanged": 0, "failed": 0, "refused": 0}
    reason = "HTTP 404" if failed_as else None
    visit = Visit(source="steel", failed_as=failed_as, reason=reason, **counts)
    save_visits(db, [visit], run_id=None, now=at)


def found(db: Database, number: int, at: datetime) -> int:
    """An article's address, found and fetched at that time; its page."""
    url = f"http://steel.example/{number}"
    add_urls(db, [NewUrl(url=url, source="steel", kind="article")], now=at)
    (entry_id,) = db.conn.execute("SELECT id FROM urls WHERE url = ?", (url,)).fetchone()
    page = FetchedPage(url=url, status=200, body=url.encode(), fetched_at=at)
    return save_page(db, entry_id, page) or 0


def read(db: Database, page_id: int, **more: Any) -> None:
    article = replace(ARTICLE, url=f"http://steel.example/{page_id}", canonical_url=None, **more)
    save_article(db, page_id, article, FACTS)


def test_failures_in_a_row_make_a_source_wait(news: Database) -> None:
    visited(news, NOON, "gone")
    visited(news, NOON + DAY, "gone")
    assert resting(news, now=NOON + 1.5 * DAY)["steel"].strikes == 8
    assert resting(news, now=NOON + 3 * DAY) == {}
    visited(news, NOON + 2 * DAY, "gone")
    verdict = resting(news, now=NOON + 3 * DAY)["steel"]
    assert (verdict.health, verdict.next_visit) == ("paused", NOON + 32 * DAY)


def test_an_answer_ends_it(news: Database) -> None:
    for day in range(3):
        visited(news, NOON + day * DAY, "gone")
    visited(news, NOON + 3 * DAY)
    assert resting(news, now=NOON + 3 * DAY) == {}
    visited(news, NOON + 4 * DAY, "temporary")
    assert judge_sources(news, now=NOON + 4 * DAY)["steel"].strikes == 1


def test_a_changed_entry_starts_anew_but_not_a_moving_day(news: Database) -> None:
    for day in range(3):
        visited(news, NOON + day * DAY, "gone")
    save_source(news, replace(STEEL, since="2026-02-28"))
    assert "steel" in resting(news, now=NOON + 3 * DAY)
    save_source(news, replace(STEEL, feeds=("http://steel.example/rss",)))
    assert resting(news, now=NOON + 3 * DAY) == {}


def test_old_visits_are_forgotten(news: Database) -> None:
    visited(news, NOON)
    visited(news, NOON + KEPT + DAY)
    assert news.table("visits").count == 1


def test_the_verdict_is_kept_for_readers(news: Database) -> None:
    found(news, 1, NOON)
    add_urls(news, [NewUrl(url="http://steel.example/x", source="steel", kind="article")])
    mark_failed(news, 2, "HTTP 404", "gone", status=404)
    for day in range(3):
        visited(news, NOON + day * DAY, "gone")
    [row] = news.query("SELECT * FROM source_health JOIN sources USING (id) WHERE name = 'steel'")
    assert (row["health"], row["strikes"], row["gone"]) == ("paused", 12, 1)
    assert row["next_visit_at"] == "2026-04-02T12:00:00.000Z"
    assert row["last_success_at"] == "2026-03-01T12:00:00.000Z"


def test_a_daily_source_that_stops_is_silent(news: Database) -> None:
    for day in range(20):
        found(news, day, NOON + day * DAY)
        visited(news, NOON + day * DAY)
    assert judge_sources(news, now=NOON + 20 * DAY)["steel"].health == "ok"
    for day in range(20, 25):
        visited(news, NOON + day * DAY)
    verdict = judge_sources(news, now=NOON + 25 * DAY)["steel"]
    assert verdict.health == "silent"
    assert (verdict.reason or "").startswith("no new article for 5 days (20 days")


@pytest.mark.parametrize(("late", "words"), [("empty", "pages give"), ("undated", "have no date")])
def test_a_redesign_is_noticed(news: Database, late: str, words: str) -> None:
    pages = [found(news, number, NOON) for number in range(40)]
    for page_id in pages[:20]:
        read(news, page_id)
    for page_id in pages[20:]:
        if late == "empty":
            save_no_article(news, page_id, ("no article",), "1")
        else:
            read(news, page_id, published=None)
    verdict = judge_sources(news, now=NOON)["steel"]
    assert verdict.health == "poor"
    assert words in (verdict.reason or "")
    assert "(0 of 20 before)" in (verdict.reason or "")

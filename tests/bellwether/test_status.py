"""What `bellwether status` knows."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlite_utils import Database

from bellwether.read import read_pages
from bellwether.reports import status_report
from bellwether.status import Status, read_status
from models.frontier import NewUrl, UrlKind, add_urls
from models.pages import FetchedPage, mark_failed, save_page
from models.runs import finish_run, start_run
from models.schema import open_database
from models.sources import Source, save_source
from models.times import utc_now
from models.visits import Visit, save_visits
from tests.bellwether.newsroom import BEGAN, article_page, crawled, fetch, page
from tests.bellwether.readers import make_reader

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "bellwether.db")
    yield database
    database.close()


def add(db: Database, url: str, kind: UrlKind, source: str = "steel") -> int:
    save_source(db, Source(name=source))
    add_urls(db, [NewUrl(url=url, source=source, kind=kind)], now=NOON)
    (entry_id,) = db.conn.execute("SELECT id FROM urls WHERE url = ?", (url,)).fetchone()
    return int(entry_id)


def answer(db: Database, url: str, kind: UrlKind) -> None:
    page_ = FetchedPage(url=url, status=200, body=b"<p>", fetched_at=NOON)
    save_page(db, add(db, url, kind), page_)


def test_an_empty_database(db: Database) -> None:
    status = read_status(db)
    assert (status.sources, status.problems, status.runs) == ((), (), ())
    assert (status.reading.articles, status.reading.waiting) == (0, 0)
    assert status.size_bytes > 0
    assert status.path.endswith("bellwether.db")


def test_what_a_source_gave(db: Database) -> None:
    answer(db, "http://steel/feed", "feed")
    answer(db, "http://steel/1", "article")
    add(db, "http://steel/2", "article")
    mark_failed(db, add(db, "http://steel/3", "article"), "not found", "gone", status=404)
    [source] = read_status(db).sources
    assert dict(source.urls) == {"done": 1, "gone": 1, "new": 1}
    assert dict(source.listings) == {"done": 1}
    assert (source.pages, source.articles, source.last_success) == (1, 0, NOON)
    assert dict(source.failures) == {"gone": 1}
    assert source.reasons == (("not found", 1),)
    assert source.health == "ok"


def test_health(db: Database) -> None:
    save_source(db, Source(name="asleep", enabled=False))
    save_source(db, Source(name="fresh"))
    answer(db, "http://steel/feed", "feed")
    mark_failed(db, add(db, "http://dead/feed", "feed", "dead"), "no such host", "temporary",
                retry_at=NOON + timedelta(hours=1))  # fmt: skip
    health = {source.name: source.health for source in read_status(db).sources}
    assert health == {"asleep": "off", "dead": "failing", "fresh": "new", "steel": "silent"}


def test_a_paused_source_says_why_and_what_to_type(db: Database) -> None:
    mark_failed(db, add(db, "http://dead/feed", "feed", "dead"), "HTTP 404", "gone", status=404)
    now = utc_now() + timedelta(minutes=1)
    visit = Visit(source="dead", failed_as="gone", reason="HTTP 404", listings=0, listed=0,
                  pages=0, unchanged=0, failed=1, refused=0)  # fmt: skip
    for day in range(3):
        save_visits(db, [visit], run_id=None, now=now + timedelta(days=day))
    [source] = read_status(db).sources
    assert (source.health, source.strikes) == ("paused", 12)
    assert source.next_visit is not None
    assert source.next_visit > now + timedelta(days=31)
    screen = Console(width=200, record=True, file=StringIO())
    screen.print(status_report(read_status(db)))
    printed = screen.export_text()
    assert "! dead: paused: HTTP 404, at 3 visits in a row since " in printed
    assert "`bellwether crawl NAME` asks such a source at once" in printed


def test_how_far_reading_has_come(tmp_path: Path) -> None:
    path = crawled(tmp_path / "a.db", [article_page(1), page("Empty"), page("Bad", "RAISE")])
    read_pages(path, make_reader=make_reader)
    db = open_database(path)
    fetch(db, "https://news.example/0", article_page(2), BEGAN + timedelta(hours=1))
    db.close()
    read_pages(path, make_reader=make_reader)
    db = open_database(path)
    fetch(db, "https://news.example/9", article_page(9), BEGAN)
    reading = read_status(db).reading
    assert (reading.waiting, reading.read, reading.empty, reading.failed) == (1, 2, 1, 1)
    assert (reading.articles, reading.versions) == (1, 1)
    assert dict(reading.pipeline_versions) == {"1": 2}
    assert dict(reading.languages) == {"unknown": 1}
    assert reading.facts["organizations"] == 3
    assert read_status(db).sources[0].last_new_article is not None
    db.close()


def test_problems_are_grouped_with_examples(db: Database) -> None:
    for number in range(5):
        entry = add(db, f"http://steel/{number}", "article")
        mark_failed(db, entry, "timed out", "temporary", retry_at=NOON)
    mark_failed(db, add(db, "http://steel/x", "article"), "not found", "gone")
    first, second = read_status(db).problems
    assert (first.stage, first.kind, first.reason, first.count) == (
        "crawl", "temporary", "timed out", 5,
    )  # fmt: skip
    assert len(first.examples) == 3
    assert second.examples == ("http://steel/x",)
    answer(db, "http://steel/x", "article")
    assert len(read_status(db).problems) == 1


def test_runs_that_never_ended_are_told_apart(db: Database) -> None:
    start_run(db, "read")
    finish_run(db, start_run(db, "crawl"), pages=3)
    start_run(db, "crawl")
    start_run(db, "read")
    runs = read_status(db).runs
    assert [(run.kind, run.state) for run in runs] == [
        ("read", "running"), ("crawl", "running"), ("crawl", "finished"), ("read", "interrupted"),
    ]  # fmt: skip
    assert dict(runs[2].counts) == {"pages": 3}


def test_a_status_can_be_compared(db: Database) -> None:
    add(db, "http://steel/feed", "feed")
    first: Status = read_status(db)
    assert read_status(db) == first

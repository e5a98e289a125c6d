"""Pages: stored as they came, once, with the links they gave."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from models.frontier import NewUrl, UrlKind, add_urls, pending_urls
from models.pages import FetchedPage, load_page, mark_failed, pages_to_read, save_page
from models.runs import finish_run, record_problem, replace_problems, start_run
from models.store import save_failure, save_no_article

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def entry(db: Database) -> int:
    add_urls(db, [new("https://news.example/a", title="Listed", published="2026-03-01")], now=NOON)
    return pending_urls(db)[0].id


def new(url: str, kind: UrlKind = "article", **more: object) -> NewUrl:
    return NewUrl(url=url, source="example", kind=kind, **more)  # type: ignore[arg-type]


def fetched(body: bytes, **more: object) -> FetchedPage:
    page = {"url": "https://news.example/a", "status": 200, "fetched_at": NOON, **more}
    return FetchedPage(body=body, **page)  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=st.binary())
def test_a_body_comes_back_as_it_was(db: Database, body: bytes) -> None:
    add_urls(db, [new("https://news.example/a")])
    page_id = save_page(db, 1, fetched(b"other"))
    page_id = save_page(db, 1, fetched(body)) or page_id
    assert load_page(db, page_id or 0).body in (body, b"other")


def test_what_is_known_of_a_page(db: Database, entry: int) -> None:
    headers = {"Content-Type": "text/html; charset=gb18030", "ETag": '"7"'}
    answer = fetched(b"x", headers=headers, content_type="text/html", encoding="gb18030")
    stored = load_page(db, save_page(db, entry, answer) or 0)
    assert (stored.url, stored.source, stored.publisher) == (
        "https://news.example/a", "example", "News Example",
    )  # fmt: skip
    assert (stored.listed_title, stored.listed_published) == ("Listed", "2026-03-01")
    assert (stored.content_type, stored.encoding, stored.body) == ("text/html", "gb18030", b"x")
    assert db["urls"].get(entry)["etag"] == '"7"'


def test_the_same_body_is_stored_once(db: Database, entry: int) -> None:
    assert save_page(db, entry, fetched(b"one"))
    assert save_page(db, entry, fetched(b"one")) is None
    assert save_page(db, entry, fetched(b"two"))
    assert save_page(db, entry, fetched(b"one"))
    assert db["pages"].count == 3


def test_links_come_with_the_page_that_gave_them(db: Database, entry: int) -> None:
    save_page(db, entry, fetched(b"x"), [new("https://news.example/b")])
    [found] = pending_urls(db)
    assert found.url == "https://news.example/b"
    assert db["urls"].get(found.id)["found_on"] == entry


def test_a_link_that_cannot_be_stored_undoes_the_page(db: Database, entry: int) -> None:
    with pytest.raises(KeyError):
        save_page(db, entry, fetched(b"x"), [NewUrl(url="http://b", source="nobody", kind="feed")])
    assert db["pages"].count == 0
    assert pending_urls(db)[0].id == entry


def test_a_listing_keeps_its_latest_page_and_is_not_read(db: Database) -> None:
    add_urls(db, [new("https://news.example/feed", "feed")])
    for body in (b"one", b"two", b"three"):
        save_page(db, 1, fetched(body))
    assert db["pages"].count == 1
    assert pages_to_read(db) == pages_to_read(db, again=True) == []


def test_a_page_is_read_once_unless_asked_again(db: Database, entry: int) -> None:
    page_id = save_page(db, entry, fetched(b"x")) or 0
    assert pages_to_read(db) == [page_id]
    save_no_article(db, page_id, ["no text"], "1")
    assert pages_to_read(db) == []
    assert pages_to_read(db, again=True) == [page_id]


def test_a_failing_page_is_tried_twice(db: Database, entry: int) -> None:
    page_id = save_page(db, entry, fetched(b"x")) or 0
    tries = 0
    while pages_to_read(db):
        save_failure(db, page_id, "the reader died")
        tries += 1
    assert tries == 2
    assert pages_to_read(db, again=True) == [page_id]


def test_a_missing_page_is_an_error(db: Database) -> None:
    with pytest.raises(KeyError):
        load_page(db, 7)


def open_problems(db: Database) -> list[tuple[object, ...]]:
    query = "SELECT stage, kind, reason, source, url, times FROM open_problems ORDER BY reason"
    return db.conn.execute(query).fetchall()


def test_a_failure_leaves_a_row_that_counts_up_and_is_settled(db: Database, entry: int) -> None:
    for _ in range(3):
        mark_failed(db, entry, "not found", "gone", status=404, detail="Not Found")
    url = "https://news.example/a"
    assert open_problems(db) == [("crawl", "gone", "not found", "example", url, 3)]
    assert db["urls"].get(entry)["status"] == 404
    save_page(db, entry, fetched(b"x"))
    assert open_problems(db) == []
    assert db["problems"].count == 1


def test_doubts_about_a_page_are_those_of_its_last_reading(db: Database, entry: int) -> None:
    page_id = save_page(db, entry, fetched(b"x"))
    for reasons in (["no date", "no author"], ["no date"], ["no date"]):
        replace_problems(db, "read", reasons, page_id=page_id)
    assert [(row[2], row[5]) for row in open_problems(db)] == [("no date", 1)]
    replace_problems(db, "read", ["no author"], page_id=page_id)
    assert [(row[2], row[5]) for row in open_problems(db)] == [("no author", 1)]


def test_runs_say_when_and_what(db: Database) -> None:
    run_id = start_run(db, "crawl", now=NOON)
    record_problem(db, stage="crawl", reason="robots.txt not found", run_id=run_id)
    finish_run(db, run_id, pages=3, seconds=0.5)
    row = db["runs"].get(run_id)
    assert (row["kind"], row["started_at"]) == ("crawl", "2026-03-01T12:00:00.000Z")
    assert row["finished_at"]
    assert row["counts"] == '{"pages": 3, "seconds": 0.5}'

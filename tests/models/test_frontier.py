"""The frontier: known once, fetched when due."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from models.frontier import NewUrl, UrlKind, add_urls, pending_urls, refresh_discovery
from models.pages import FetchedPage, mark_failed, mark_unchanged, save_page
from models.sources import Source, save_source

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def new(url: str, kind: UrlKind = "article", **more: object) -> NewUrl:
    return NewUrl(url=url, source="example", kind=kind, **more)  # type: ignore[arg-type]


def pending(db: Database, now: datetime = NOON) -> list[str]:
    return [entry.url for entry in pending_urls(db, now=now)]


def answer(db: Database, url: str, body: bytes = b"<p>", now: datetime = NOON) -> int | None:
    (entry_id,) = db.conn.execute("SELECT id FROM urls WHERE url = ?", (url,)).fetchone()
    page = FetchedPage(url=url, status=200, body=body, headers={"ETag": '"1"'}, fetched_at=now)
    return save_page(db, entry_id, page)


def test_a_url_is_known_once(db: Database) -> None:
    assert add_urls(db, [new("http://a"), new("http://b"), new("http://a")], now=NOON) == 2
    assert add_urls(db, [new("http://a", title="Later")], now=NOON) == 0
    assert pending(db) == ["http://a", "http://b"]


def test_what_a_listing_says_is_kept(db: Database) -> None:
    add_urls(db, [new("http://a", title="A title", published="2026-03-01", depth=2)], now=NOON)
    [entry] = pending_urls(db, now=NOON)
    assert (entry.source, entry.title, entry.published, entry.depth, entry.state) == (
        "example", "A title", "2026-03-01", 2, "new",
    )  # fmt: skip


def test_an_unknown_source_is_refused(db: Database) -> None:
    with pytest.raises(KeyError, match="nobody"):
        add_urls(db, [NewUrl(url="http://a", source="nobody", kind="article")])
    assert db["urls"].count == 0


def test_pending_goes_on_behind_an_id(db: Database) -> None:
    add_urls(db, [new(f"http://{number}") for number in range(5)], now=NOON)
    first = pending_urls(db, limit=2, now=NOON)
    rest = pending_urls(db, after_id=first[-1].id, now=NOON)
    assert [entry.url for entry in first + rest] == [f"http://{number}" for number in range(5)]


def test_pending_of_some_sources(db: Database) -> None:
    save_source(db, Source(name="off", enabled=False))
    add_urls(db, [new("http://a"), NewUrl(url="http://b", source="off", kind="article")], now=NOON)
    assert pending(db) == ["http://a"]
    named = pending_urls(db, sources=["off"], now=NOON)
    assert [entry.url for entry in named] == ["http://b"]
    assert pending_urls(db, sources=[], now=NOON) == []


def test_pending_of_some_kinds(db: Database) -> None:
    add_urls(db, [new("http://a"), new("http://feed", "feed")], now=NOON)
    assert [entry.url for entry in pending_urls(db, kinds=["feed"], now=NOON)] == ["http://feed"]


def test_what_was_fetched_is_not_pending(db: Database) -> None:
    add_urls(db, [new("http://a"), new("http://b")], now=NOON)
    answer(db, "http://a")
    assert pending(db) == ["http://b"]


def test_a_retry_waits_for_its_time(db: Database) -> None:
    add_urls(db, [new("http://a")], now=NOON)
    mark_failed(db, 1, "timed out", "temporary", retry_at=NOON + timedelta(hours=1))
    assert pending(db) == []
    [entry] = pending_urls(db, now=NOON + timedelta(hours=1))
    assert (entry.state, entry.attempts) == ("retry", 1)


@pytest.mark.parametrize("kind", ["gone", "soft", "temporary", "refused"])
def test_a_failure_for_good_is_not_tried_again(db: Database, kind: str) -> None:
    add_urls(db, [new("http://a")], now=NOON)
    mark_failed(db, 1, "no", kind)  # type: ignore[arg-type]
    assert pending(db, NOON + timedelta(days=365)) == []


@pytest.mark.parametrize(
    ("modified", "again"),
    [
        (None, False),
        ("2026-03-01T11:00:00Z", False),
        ("2026-03-01T13:00:00+08:00", False),
        ("2026-03-01T13:00:00Z", True),
        ("2026-03-02", True),
        ("yesterday", False),
    ],
)
def test_a_listing_that_says_changed_has_the_page_fetched_again(
    db: Database, modified: str | None, again: bool
) -> None:
    add_urls(db, [new("http://a")], now=NOON)
    answer(db, "http://a")
    add_urls(db, [new("http://a", modified=modified)], now=NOON + timedelta(hours=2))
    assert pending(db) == (["http://a"] if again else [])


def test_a_date_in_the_future_has_the_page_fetched_once(db: Database) -> None:
    add_urls(db, [new("http://a")], now=NOON)
    for _ in range(2):
        answer(db, "http://a")
        add_urls(db, [new("http://a", modified="2030-01-01")], now=NOON)
    assert pending(db) == []


def test_each_crawl_looks_at_the_listings_again(db: Database) -> None:
    urls = [new("http://feed", "feed"), new("http://map", "sitemap"), new("http://a")]
    add_urls(db, urls, now=NOON)
    for url in urls:
        answer(db, url.url)
    assert pending(db) == []
    refresh_discovery(db, "example", now=NOON)
    assert pending(db) == ["http://feed", "http://map"]
    assert pending_urls(db, now=NOON)[0].etag == '"1"'


def test_a_listing_told_to_wait_waits(db: Database) -> None:
    add_urls(db, [new("http://feed", "feed")], now=NOON)
    mark_failed(db, 1, "busy", "temporary", retry_at=NOON + timedelta(days=1))
    refresh_discovery(db, "example", now=NOON)
    assert pending(db) == []
    refresh_discovery(db, "example", now=NOON + timedelta(days=2))
    assert pending(db) == ["http://feed"]


def test_dated_sitemaps_of_an_index_wait_for_a_later_date(db: Database) -> None:
    old, undated = "http://map/2019", "http://map/latest"
    listed = [new(old, "sitemap", depth=1, modified="2020-01-01"), new(undated, "sitemap", depth=1)]
    add_urls(db, listed, now=NOON)
    answer(db, old)
    answer(db, undated)
    refresh_discovery(db, "example", now=NOON)
    assert pending(db) == [undated]


def test_not_modified_counts_as_done(db: Database) -> None:
    add_urls(db, [new("http://feed", "feed")], now=NOON)
    answer(db, "http://feed")
    refresh_discovery(db, "example", now=NOON)
    mark_unchanged(db, 1, None, now=NOON)
    assert pending(db) == []
    assert db["urls"].get(1)["etag"] == '"1"'

"""Reading stored pages in workers: all of them, each once, whatever a page does."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bellwether.read import ReadSummary, default_workers, read_pages
from bellwether.workers import Limits, WorkerBroken
from models.errors import DatabaseMissing
from models.schema import open_database
from tests.bellwether.newsroom import BEGAN, article_page, content, crawled, fetch, page
from tests.bellwether.readers import (
    make_better_reader,
    make_broken_reader,
    make_dying_reader,
    make_reader,
    make_slow_reader,
)

SHORT = Limits(seconds=0.5, memory_bytes=300_000_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bellwether.db"


def read_content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = open_database(path)
    try:
        return content(db)
    finally:
        db.close()


def test_every_page_is_read_once(path: Path) -> None:
    crawled(path, [article_page(number) for number in range(12)])
    first = read_pages(path, make_reader=make_reader)
    assert (first.pages, first.new, first.failed, first.left) == (12, 12, 0, 0)
    assert first.facts["organizations"] == 24
    assert first.words > 100
    before = read_content(path)
    assert read_pages(path, make_reader=make_reader) == ReadSummary()
    assert read_content(path) == before


def test_one_worker_or_three_write_the_same_database(tmp_path: Path) -> None:
    pages = [article_page(number) for number in range(25)]
    one = crawled(tmp_path / "one.db", pages)
    three = crawled(tmp_path / "three.db", pages)
    read_pages(one, make_reader=make_slow_reader, workers=1)
    read_pages(three, make_reader=make_slow_reader, workers=3)
    assert read_content(one) == read_content(three)


def test_progress_counts_to_the_end(path: Path) -> None:
    crawled(path, [article_page(number) for number in range(3)])
    seen: list[tuple[int, int, str]] = []
    read_pages(path, make_reader=make_reader, progress=lambda *step: seen.append(step))
    assert seen == [(1, 3, "Order 0"), (2, 3, "Order 1"), (3, 3, "Order 2")]


@pytest.mark.parametrize(
    ("word", "reason", "detail"),
    [
        ("HANG", "reading took longer than 0.5 seconds", None),
        ("DIE", "the reader died", "signal SIGKILL"),
        ("SWELL", "reading needs more than 300 MB of memory", None),
        ("<p>HALF</p>", "what was read can't be stored", "'utf-8' codec can't encode"),
        ("RAISE", "the reader failed: ValueError", "not what it seemed (readers.py, line "),
    ],
)
def test_a_bad_page_harms_no_other(path: Path, word: str, reason: str, detail: str | None) -> None:
    crawled(path, [article_page(0), page("Bad", word), article_page(1), article_page(2)])
    summary = read_pages(path, make_reader=make_reader, limits=SHORT, workers=2)
    assert (summary.new, summary.failed) == (3, 1)
    db = open_database(path)
    [problem] = db["open_problems"].rows
    assert (problem["reason"], problem["url"]) == (reason, "https://news.example/1")
    assert (problem["detail"] or "").startswith(detail or "")
    db.close()


WORDS = "Nord Steel said on Monday that it will build a mill in Ohio by {year} for 200 workers. "
STORY = "".join(f"<p>{WORDS.format(year=2030 + n)}</p>" for n in range(4))
HOSTILE = {
    "nested tags": STORY + "<div>" * 1_000_000,
    "nested tables": "<table><tr><td>" * 350_000 + STORY,
    "one text": f"{STORY}<p>{'x' * 50_000_000}</p>",
    "long text": "".join(f"<p>{WORDS.format(year=n)}</p>" for n in range(40_000)),
    "many elements": STORY + "<p>A mill opens." * 500_000,
    "attributes": f"{STORY}<p {' '.join(f'a{n}=1' for n in range(200_000))}>",
    "numbers": STORY + "".join(f"<p>{'$1 ' * 300_000}</p>"),
    "data": STORY + f"<script type='application/ld+json'>{'[' * 3_000_000}</script>",
}
SPAN = "<table><tr><td colspan=1000000000 rowspan=1000000000>1</td></tr></table>"


def in_full(inner: str) -> str:
    head = "<title>A mill for Ohio</title></head><body><article><h1>A mill for Ohio</h1>"
    return f"<!doctype html><html><head>{head}{inner}</article></body></html>"


def test_hostile_pages_end_as_problems_within_their_limits(path: Path) -> None:
    crawled(path, [in_full(inner) for inner in (STORY + SPAN, *HOSTILE.values(), STORY)])
    limits = Limits(seconds=300.0)
    assert (limits.computing_s, limits.memory_bytes) == (10.0, 500_000_000)
    summary = read_pages(path, workers=1, limits=limits)
    assert summary.pages + summary.failed == len(HOSTILE) + 2
    db = open_database(path)
    fine = db.conn.execute("SELECT page_id FROM articles WHERE title = 'A mill for Ohio'")
    assert {1, len(HOSTILE) + 2} <= {page_id for (page_id,) in fine}
    told = db.conn.execute(
        "SELECT DISTINCT coalesce(problems.page_id, articles.page_id) FROM problems "
        "LEFT JOIN articles ON articles.id = article_id"
    )
    assert {page_id for (page_id,) in told} >= set(range(2, len(HOSTILE) + 2))
    db.close()


def test_a_page_that_kills_its_reader_is_not_tried_for_ever(path: Path) -> None:
    crawled(path, [page("Bad", "DIE")])
    assert [read_pages(path, make_reader=make_reader).failed for _ in range(4)] == [1, 1, 0, 0]
    assert read_pages(path, make_reader=make_reader, again=True).failed == 1


def test_a_page_without_article_is_read_and_says_why(path: Path) -> None:
    crawled(path, ["<html>nothing here</html>"])
    assert read_pages(path, make_reader=make_reader).empty == 1
    assert read_pages(path, make_reader=make_reader) == ReadSummary()
    assert [row[1:] for row in read_content(path)["problems"]] == [("no article", 1, 1)]


def test_reading_again_replaces_what_was_read(path: Path) -> None:
    crawled(path, [article_page(number) for number in range(5)])
    read_pages(path, make_reader=make_reader)
    same = read_pages(path, make_reader=make_reader, again=True)
    assert (same.unchanged, same.changed, same.new) == (5, 0, 0)
    better = read_pages(path, make_reader=make_better_reader, again=True)
    assert (better.unchanged, better.changed, better.new) == (0, 5, 0)
    after = read_content(path)
    assert {row[6] for row in after["articles"]} == {"2"}
    assert len(after["mentions"]) == 15
    assert {row[2] for row in after["organizations"]} == {"company"}


def test_what_an_earlier_reading_gave_stays_when_a_later_one_dies(path: Path) -> None:
    crawled(path, [article_page(0)])
    read_pages(path, make_reader=make_reader)
    before = read_content(path)
    slow = Limits(seconds=0.001)
    assert read_pages(path, make_reader=make_slow_reader, again=True, limits=slow).failed == 1
    after = read_content(path)
    assert after["articles"] == before["articles"]
    assert after["mentions"] == before["mentions"]


def test_versions_follow_the_order_in_which_pages_were_fetched(path: Path) -> None:
    db = open_database(path)
    texts = ["Nord Steel plans a mill.", "Nord Steel plans two mills.", "Sud Steel objects."]
    for hour, text in enumerate(texts):
        fetch(db, "https://news.example/mill", page("Mill", text), BEGAN + timedelta(hours=hour))
    db.close()
    summary = read_pages(path, make_reader=make_slow_reader, workers=3)
    assert (summary.new, summary.versions) == (1, 2)
    rows = sorted((row[3], row[2], row[4]) for row in read_content(path)["articles"])
    assert rows == [(1, texts[0], 0), (2, texts[1], 0), (3, texts[2], 1)]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (make_broken_reader, "The weights are missing: type `make weights`."),
        (make_dying_reader, "The reader died while starting (exit code 3)."),
    ],
)
def test_a_reader_that_cannot_start_says_so(path: Path, make: object, message: str) -> None:
    crawled(path, [article_page(0)])
    with pytest.raises(WorkerBroken) as caught:
        read_pages(path, make_reader=make)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_there_must_be_a_database(path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="bellwether crawl"):
        read_pages(path, make_reader=make_reader)
    assert not path.exists()


@pytest.mark.parametrize(("pages", "least"), [(0, 1), (1, 1), (15, 1), (10_000, 1)])
def test_workers_by_default(pages: int, least: int) -> None:
    assert least <= default_workers(pages) <= (os.cpu_count() or 1)
    assert pages > 15 or default_workers(pages) == 1


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C interrupts, as in a terminal, where the tests run in the background too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_ends_early_with_a_summary(path: Path, ctrl_c: None) -> None:
    crawled(path, [article_page(number) for number in range(60)])
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    summary = read_pages(path, make_reader=make_slow_reader, progress=_slowly)
    assert summary.interrupted
    assert summary.left == 60 - summary.pages > 0
    rest = read_pages(path, make_reader=make_reader)
    assert rest.pages == summary.left


def test_pages_may_come_in_while_others_are_read(path: Path) -> None:
    crawled(path, [article_page(number) for number in range(30)])
    crawler = threading.Thread(target=_crawl_on, args=(path, range(30, 90)))
    crawler.start()
    first = read_pages(path, make_reader=make_slow_reader, workers=2)
    crawler.join()
    second = read_pages(path, make_reader=make_reader)
    assert first.pages >= 30
    assert first.pages + second.pages == 90
    assert len(read_content(path)["articles"]) == 90


def _crawl_on(path: Path, numbers: range) -> None:
    db = open_database(path)
    for number in numbers:
        fetch(db, f"https://news.example/{number}", article_page(number), BEGAN)
    db.close()


def _slowly(*_: object) -> None:
    time.sleep(0.05)


READ = """
import sys
sys.path[:0] = {path!r}
from bellwether.read import read_pages
from tests.bellwether.readers import make_slow_reader
if __name__ == "__main__":
    print("started", flush=True)
    read_pages({db!r}, make_reader=make_slow_reader, workers=2)
"""


def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    pages = [article_page(number) for number in range(60)]
    whole = crawled(tmp_path / "whole.db", pages)
    read_pages(whole, make_reader=make_reader, workers=1)
    killed = crawled(tmp_path / "killed.db", pages)
    script = tmp_path / "read.py"
    script.write_text(READ.format(path=sys.path, db=str(killed)), encoding="utf-8")
    rng = random.Random(4)
    kills = sum(_kill_after(script, 0.3 + rng.random()) for _ in range(6))
    read_pages(killed, make_reader=make_reader, workers=2)
    assert kills
    assert read_content(killed) == read_content(whole)


def _kill_after(script: Path, seconds: float) -> bool:
    """False when it was done sooner."""
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
        return False

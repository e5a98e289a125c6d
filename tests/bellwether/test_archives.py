"""`bellwether crawl --warc`."""

import gzip
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bellwether.archives import source_name, store_archive
from bellwether.cli import main
from models.frontier import NewUrl, UrlKind, add_urls
from models.pages import FetchedPage, save_page
from models.schema import open_database
from models.sources import Source, save_source
from models.times import parse_moment
from tests.warc import page, record, story

DAYS = ("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def archive(folder: Path, *records: bytes) -> Path:
    path = folder / "CC-NEWS 2026.warc.gz"
    path.write_bytes(b"".join(gzip.compress(one) for one in records))
    return path


def crawl(folder: Path, *arguments: object) -> Result:
    command = ["crawl", "--db", str(folder / "news.db"), *map(str, arguments)]
    return CliRunner().invoke(main, command)


def rows(folder: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(folder / "news.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_an_archive_is_stored_once(folder: Path) -> None:
    path = archive(folder, story(1), story(2), record("https://a.com/p", b"%PDF-"))
    first = crawl(folder, "--warc", path)
    assert first.exit_code == 0
    assert "2 pages stored as cc-news-2026.warc" in first.output
    assert "Left out: not an HTML page (1)" in first.output
    again = crawl(folder, "--warc", path)
    assert "0 pages stored as cc-news-2026.warc, 2 known before" in again.output
    assert rows(folder, "SELECT url, read_state, fetched_at FROM pages ORDER BY id") == [
        ("https://a.com/1", "new", "2026-03-01T10:00:00.000Z"),
        ("https://a.com/2", "new", "2026-03-01T10:00:00.000Z"),
    ]
    assert rows(folder, "SELECT DISTINCT name, enabled, state, kind FROM urls, sources") == [
        ("cc-news-2026.warc", 0, "done", "article")
    ]


def test_each_state_of_an_article_is_kept_once(folder: Path) -> None:
    words = ("One.", "Two.", "One.")
    path = archive(folder, *(story(1, one, date=day) for one, day in zip(words, DAYS, strict=True)))
    for _ in range(2):
        assert crawl(folder, "--warc", path).exit_code == 0
        assert [day for (day,) in rows(folder, "SELECT substr(fetched_at, 1, 10) FROM pages")] == [
            "2026-03-01", "2026-03-02", "2026-03-03",
        ]  # fmt: skip


def test_two_states_of_one_moment_are_kept_once(folder: Path) -> None:
    path = archive(folder, story(1, "One."), story(1, "Two."))
    for _ in range(3):
        crawl(folder, "--warc", path)
    assert rows(folder, "SELECT count(*) FROM pages") == [(2,)]


def test_what_was_fetched_later_stays_as_it_is(folder: Path) -> None:
    db = open_database(folder / "news.db")
    save_source(db, Source(name="live"))
    kinds: dict[str, UrlKind] = {"1": "article", "2": "section", "3": "article"}
    add_urls(db, [NewUrl(url=f"https://a.com/{n}", source="live", kind=kinds[n]) for n in kinds])
    moment = parse_moment(DAYS[2])
    assert moment
    headers, body = {"etag": "new"}, page("Later.")
    later = FetchedPage(url="x", status=200, headers=headers, body=body, fetched_at=moment)
    for number in (1, 2):
        save_page(db, number, later)
    db.close()
    path = archive(folder, *(story(number, "Earlier.") for number in (1, 2, 3)))
    assert crawl(folder, "--warc", path).exit_code == 0
    assert rows(folder, "SELECT url_id, count(*) FROM pages GROUP BY 1") == [(1, 2), (2, 1), (3, 1)]
    assert rows(folder, "SELECT etag, substr(fetched_at, 1, 10), state FROM urls") == [
        ("new", "2026-03-03", "done"), ("new", "2026-03-03", "done"), (None, "2026-03-01", "done"),
    ]  # fmt: skip


def test_damage_is_said_and_ends_with_1(folder: Path) -> None:
    path = archive(folder, story(1), story(2), story(3))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20] = bytes(20)
    path.write_bytes(content)
    result = crawl(folder, "--warc", path)
    assert result.exit_code == 1
    assert "2 pages stored" in result.output
    assert "The file is damaged in 1 place" in result.output


@pytest.mark.parametrize("content", [b"", b"Dear reader"])
def test_a_file_that_is_no_archive_makes_no_database(folder: Path, content: bytes) -> None:
    path = folder / "letter.txt"
    path.write_bytes(content)
    result = crawl(folder, "--warc", path)
    assert result.exit_code == 1
    assert "is no page archive" in result.output
    assert not (folder / "news.db").exists()


def test_an_archive_and_a_source_exclude_each_other(folder: Path) -> None:
    result = crawl(folder, "reuters", "--warc", folder / "x.warc")
    assert result.exit_code == 2
    assert "exclude each other" in result.output


def test_progress_counts_bytes(folder: Path) -> None:
    path = archive(folder, *(story(number) for number in range(200)))
    seen: list[tuple[int, int, str]] = []
    store_archive(folder / "news.db", path, progress=lambda *step: seen.append(step))
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert seen[-1][1] == path.stat().st_size


def test_ctrl_c_keeps_what_is_done(folder: Path) -> None:
    path = archive(folder, *(story(number) for number in range(200)))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    summary = store_archive(folder / "news.db", path, progress=interrupt)
    assert (summary.interrupted, summary.stored) == (True, 64)
    assert store_archive(folder / "news.db", path).stored == 136


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("a b;rm -rf.warc.zst", "a-b-rm--rf.warc"),
        ("…", "archive"),
        ("..", "archive"),
    ],
)
def test_names_of_sources_are_plain(file: str, name: str) -> None:
    assert source_name(Path(file)) == name

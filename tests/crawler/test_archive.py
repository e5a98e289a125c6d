import gzip
import resource
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from backports import zstd

from crawler.archive import ArchivedPage, ArchiveUnreadable, read_archive
from tests.warc import page, record, story

ONE, TWO, THREE = (story(number, f"Story {number}. " * 40) for number in (1, 2, 3))
PAGE = page("A plant opens.")


def read(tmp_path: Path, content: bytes) -> list[ArchivedPage]:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(content)
    return list(read_archive(path))


def outcomes(found: list[ArchivedPage]) -> list[str | None]:
    """The address, or why there is no page, of each record."""
    return [(one.url or "").removeprefix("https://a.com/") or one.skipped for one in found]


@pytest.mark.parametrize(
    "content",
    [
        ONE + TWO,
        gzip.compress(ONE) + gzip.compress(TWO),
        gzip.compress(ONE + TWO),
        zstd.compress(ONE) + zstd.compress(TWO),
    ],
    ids=["plain", "a member a record", "one member", "zstd"],
)
def test_pages_come_as_if_fetched(tmp_path: Path, content: bytes) -> None:
    first, second = read(tmp_path, content)
    assert first.page
    assert second.page
    assert first.page.body == page("Story 1. " * 40)
    assert (first.page.url, first.page.status) == ("https://a.com/1", 200)
    assert (first.page.content_type, first.page.encoding) == ("text/html; charset=utf-8", "utf-8")
    assert first.page.fetched_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert second.page.url == "https://a.com/2"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (record("https://a.com/x?utm_source=rss&id=7#top", PAGE), "x?id=7"),
        (record("<https://a.com/x>", PAGE), "x"),
        (record("dns:a.com", b"a.com 10.0.0.1"), "no web address"),
        (record("file:///etc/passwd", PAGE), "no web address"),
        (record("https://a.com/x", b"%PDF-", content_type="application/pdf"), "not an HTML page"),
        (record("https://a.com/x", b"\x89PNG\x00"), "not an HTML page"),
        (record("https://a.com/x", PAGE, status="404 Not Found"), "HTTP 404"),
        (record("https://a.com/x", b"", status="301 Moved"), "HTTP 301"),
        (record("https://a.com/x", b"  "), "empty page"),
        (record("https://a.com/x", b"<html>" + b"x" * 8_000_000), "larger than 8 MB"),
    ],
)  # fmt: skip
def test_what_is_a_page(tmp_path: Path, content: bytes, expected: str) -> None:
    assert outcomes(read(tmp_path, gzip.compress(content) + gzip.compress(ONE))) == [expected, "1"]


def test_requests_and_notes_are_passed_over(tmp_path: Path) -> None:
    kinds = b"".join(story(9, kind=kind) for kind in ("request", "warcinfo", "metadata", "revisit"))
    assert outcomes(read(tmp_path, kinds + ONE)) == ["1"]


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip"),
        (zlib.compress(PAGE), "Content-Encoding: deflate"),
        (brotli.compress(PAGE), "Content-Encoding: br"),
        (zstd.compress(PAGE), "Content-Encoding: zstd"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked"),
        (PAGE, "Content-Encoding: gzip"),
        (PAGE, "Transfer-Encoding: chunked"),
        (PAGE, "Content-Encoding: rot13"),
    ],
    ids=["gzip", "deflate", "br", "zstd", "chunked", "not gzip", "not chunked", "unknown"],
)
def test_encodings_are_undone(tmp_path: Path, body: bytes, header: str) -> None:
    first, second = read(tmp_path, record("https://a.com/x", body, headers=header + "\r\n") + ONE)
    assert first.page
    assert first.page.body == PAGE
    assert second.url == "https://a.com/1"


def damaged(packed: bytes) -> bytes:
    return packed[:40] + bytes(byte ^ 0xFF for byte in packed[40:60]) + packed[60:]


Z1, Z2, Z3 = (gzip.compress(one) for one in (ONE, TWO, THREE))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Z1 + damaged(Z2) + Z3, ["1", "damaged", "3"]),
        (Z1 + Z2[:-60] + Z3, ["1", "damaged", "3"]),
        (Z1 + b"garbage" * 50 + Z3, ["1", "damaged", "3"]),
        (Z1 + gzip.compress(b"garbage" * 50) + Z3, ["1", "damaged", "3"]),
        (damaged(Z1) + damaged(Z2) + Z3, ["damaged", "3"]),
        (Z1 + Z2[:60], ["1", "damaged"]),
        (Z1 + Z2[:9], ["1", "damaged"]),
        (ONE + TWO[:90], ["1", "no HTTP answer", "damaged"]),
        (Z1 + b"\x1f\x8b\x08" * 5000 + Z2, ["1", "damaged"]),
        (ONE + b"garbage\r\n\r\n" + THREE, ["1", "damaged", "3"]),
        (ONE + TWO[:-200] + THREE, ["1", "damaged", "3"]),
        (ONE + TWO[:-30], ["1", "damaged"]),
        (ONE + TWO.replace(b"Content-Length: ", b"Content-Length: 9", 1) + THREE,
         ["1", "damaged", "3"]),
        (ONE + b"WARC/1.0\r\nX: " + b"y" * 10_000_000 + b"\r\n\r\n" + THREE,
         ["1", "damaged", "3"]),
        (zstd.compress(ONE) + damaged(zstd.compress(TWO)) + zstd.compress(THREE),
         ["1", "damaged", "3"]),
    ],
    ids=["bytes changed", "member cut", "no archive between", "no record in a member", "twice",
         "cut off", "cut in a frame", "cut in a head", "false beginnings", "text between",
         "record cut", "end cut", "false length", "endless header", "zstd"],
)  # fmt: skip
def test_damage_costs_what_lies_there_and_no_more(
    tmp_path: Path, content: bytes, expected: list[str]
) -> None:
    found = outcomes(read(tmp_path, content))
    assert [one for one in found if one != "empty page"] == expected


def test_a_bomb_is_unpacked_no_further_than_a_page(tmp_path: Path) -> None:
    zipped = gzip.compress(b"<html>" + b" " * 300_000_000)
    bomb = record("https://a.com/x", zipped, headers="Content-Encoding: gzip\r\n")
    huge = record("https://a.com/y", b"<html>" + b" " * 100_000_000)
    content = gzip.compress(bomb) + gzip.compress(huge, 1) + Z1
    del huge
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert outcomes(read(tmp_path, content)) == ["larger than 8 MB", "larger than 8 MB", "1"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes


@pytest.mark.parametrize("content", [b"", b"Dear reader", b"<html></html>", b"PK\x03\x04"])
def test_what_is_no_archive(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ArchiveUnreadable, match="is no page archive"):
        read(tmp_path, content)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnreadable, match="no such file"):
        list(read_archive(tmp_path / "gone.warc"))
    with pytest.raises(ArchiveUnreadable, match="is no file"):
        list(read_archive(tmp_path))


def test_the_position_moves_on(tmp_path: Path) -> None:
    positions = [one.position for one in read(tmp_path, Z1 + Z2 + Z3)]
    assert positions == [0, len(Z1), len(Z1 + Z2)]

from pathlib import Path

import pytest

from crawler.url_list import ListedUrl, UrlListUnreadable, read_url_list


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"https://a.com/1\nhttps://a.com/2\n", ["https://a.com/1", "https://a.com/2"]),
        (b"\xef\xbb\xbf  https://a.com/1?utm_source=x \r\n", ["https://a.com/1"]),
        (b"# ours\n\nhttps://a.com/1#top", ["https://a.com/1"]),
        (b"ftp://a.com/\njavascript:1\n/etc/passwd\na.com", [None, None, None, None]),
        (b"\xff\xfe\x00\nhttps://a.com/1", [None, "https://a.com/1"]),
        (b"https://a.com/" + b"x" * 5_000_000 + b"\nhttps://a.com/1", [None, "https://a.com/1"]),
        (b"", []),
    ],
    ids=["plain", "marks", "comments", "no web addresses", "binary", "endless line", "empty"],
)
def test_lines(tmp_path: Path, content: bytes, expected: list[str | None]) -> None:
    path = tmp_path / "urls.txt"
    path.write_bytes(content)
    found = list(read_url_list(path))
    assert [line.url for line in found] == expected
    assert all(len(line.text) <= 100 for line in found)


def test_lines_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("# ours\n\nhttps://a.com/1\nnonsense\n")
    assert list(read_url_list(path)) == [
        ListedUrl(line=3, text="https://a.com/1", url="https://a.com/1"),
        ListedUrl(line=4, text="nonsense", url=None),
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UrlListUnreadable, match="no such file"):
        list(read_url_list(tmp_path / "gone.txt"))

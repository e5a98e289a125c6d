from datetime import date
from pathlib import Path

import pytest

from crawler.options import CrawlOptions
from crawler.sources import SourcesError, load_options, load_sources
from models.sources import Source

ROOT = Path(__file__).parent.parent.parent
TODAY = date(2026, 3, 31)
GOOD = """# The news.
[crawl]
contact = "desk@example.com"
delay_s = 2

[[source]]
name = "example"
publisher = "The Example"
feeds = ["https://example.com/rss"]
include = ["/business/"]
country = "gb"
newest_days = 30

[[source]]
name = "second"
urls = [
  "https://example.org/a",
  "https://example.org/b",
]
since = 2026-01-01
enabled = false
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


def test_a_good_file(file: Path) -> None:
    file.write_text(GOOD)
    assert load_sources(file, today=TODAY) == [
        Source(
            name="example", publisher="The Example", feeds=("https://example.com/rss",),
            include=("/business/",), country="GB", since="2026-03-01",
        ),
        Source(
            name="second", urls=("https://example.org/a", "https://example.org/b"),
            since="2026-01-01", enabled=False,
        ),
    ]  # fmt: skip
    assert load_options(file) == CrawlOptions(contact="desk@example.com", delay_s=2.0)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('name = "example"', 'name = "Example News"', 7, "name"),
        ('name = "example"', "name = 5", 7, "name"),
        ('name = "example"\n', "", 6, "name"),
        ('name = "second"', 'name = "example"', 15, "name"),
        ('feeds = ["https://example.com/rss"]', "", 7, "name"),
        ('feeds = ["https://', 'feed = ["https://', 9, "feed"),
        ('feeds = ["https://', 'feeds = ["ftp://', 9, "feeds"),
        ('["https://example.com/rss"]', '"https://example.com/rss"', 9, "feeds"),
        ('["/business/"]', '["(business"]', 10, "include"),
        ('country = "gb"', 'country = "Britain"', 11, "country"),
        ("newest_days = 30", "newest_days = 1.5", 12, "newest_days"),
        ("newest_days = 30", "newest_days = true", 12, "newest_days"),
        ('  "https://example.org/b",', "  7,", 16, "urls"),
        ("since = 2026-01-01", 'since = "spring"', 20, "since"),
        ("enabled = false", 'enabled = "no"', 21, "enabled"),
        ("enabled = false", "enabled = no", 21, None),
        ("[[source]]\nname", "[source]\nname", None, None),
        ('publisher = "The', 'publisher = "The\n', 8, None),
    ],
)
def test_a_wrong_file_says_where(
    file: Path, old: str, new: str, line: int | None, key: str | None
) -> None:
    file.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(SourcesError) as caught:
        load_sources(file, today=TODAY)
    assert caught.value.file == str(file)
    assert line is None or caught.value.line == line
    assert key is None or caught.value.key == key
    assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [("delay_s = 2", "delay_s = -1", 4, "delay_s"), ("delay_s", "delay", 4, "delay")],
)
def test_wrong_options_say_where(file: Path, old: str, new: str, line: int, key: str) -> None:
    file.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(SourcesError) as caught:
        load_options(file)
    assert (caught.value.line, caught.value.key) == (line, key)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read(file: Path, content: bytes | None) -> None:
    if content:
        file.write_bytes(content)
    with pytest.raises(SourcesError, match="sources"):
        load_sources(file)


def test_the_list_that_is_shipped() -> None:
    sources = load_sources(ROOT / "sources.toml")
    assert len(sources) >= 28
    assert all(source.enabled and source.publisher for source in sources)
    assert load_options(ROOT / "sources.toml").delay_s >= 1


def test_the_contact_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELLWETHER_CONTACT", "desk@example.com")
    assert CrawlOptions().user_agent.endswith(" (+desk@example.com)")
    assert CrawlOptions(contact="else@example.com").user_agent.endswith(" (+else@example.com)")
    assert CrawlOptions(agent="Mozilla").user_agent == "Mozilla"

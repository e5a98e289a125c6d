import tomllib
from pathlib import Path

import pytest

from crawler.sources import SourcesError, parse_sources
from crawler.sources_file import with_entry, with_switch, write_sources

TEXT = """# The news.
[crawl]
delay_s = 2.0  # be kind

# Steel papers

[[source]]
name = "steel"   # ours
feeds = ["https://a.com/rss"]

# Coal papers

[[source]]
feeds = ["https://b.com/rss"]
enabled = false  # for now
name = 'coal'
"""
ENTRY = {"name": "tin", "publisher": 'The "Tin" \\ Post', "feeds": ["https://c.com/rss"]}
INLINE = 'source = [{name = "steel", urls = ["https://a.com/1"]}]\n'


@pytest.mark.parametrize("text", ["", "# Ours\n", "[crawl]", TEXT, TEXT + "\n\n[[source]]\n"
                                  'name = "a"\nurls = ["https://d.com/"]'])  # fmt: skip
def test_an_entry_is_added_and_nothing_else_changes(text: str) -> None:
    changed = with_entry(text, ENTRY, "x")
    assert changed.startswith(text.rstrip("\n"))
    assert tomllib.loads(changed)["source"][-1] == ENTRY
    assert len(parse_sources(changed, "x")) == len(parse_sources(text, "x")) + 1


def test_an_entry_joins_a_list_of_inline_tables() -> None:
    names = [source.name for source in parse_sources(with_entry(INLINE, ENTRY, "x"), "x")]
    assert names == ["steel", "tin"]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (TEXT, {**ENTRY, "name": "steel"}),
        (TEXT, {**ENTRY, "name": 'x"\n[evil]'}),
        (TEXT, {**ENTRY, "feeds": ["file:///etc/passwd"]}),
        ("[[source]\n", ENTRY),
        ("source = 1\n", ENTRY),
    ],
)
def test_an_entry_that_does_not_fit_is_refused(text: str, entry: dict[str, object]) -> None:
    with pytest.raises(SourcesError):
        with_entry(text, entry, "x")


def test_switching_off_and_on() -> None:
    off = with_switch(TEXT, "steel", "x", enabled=False)
    assert off == TEXT.replace("# ours\n", "# ours\nenabled = false\n")
    assert with_switch(off, "steel", "x", enabled=False) == off
    on = with_switch(off, "steel", "x", enabled=True)
    assert [source.enabled for source in parse_sources(on, "x")] == [True, False]
    coal = with_switch(TEXT, "coal", "x", enabled=True)
    assert coal == TEXT.replace("enabled = false  # for", "enabled = true  # for")


@pytest.mark.parametrize(
    "text",
    [
        INLINE,
        '[[source]]\nurls = ["https://a.com/1"]\nname = "steel"',
        '[[source]]\n"name" = "steel"\nurls = ["https://a.com/1"]\n',
        '[[source]]\nname = """steel"""\nurls = ["https://a.com/1"]\n',
        '[[source]]\npublisher = """\nname = "steel"\n"""\nname = "steel"\nurls = ["https://a.com/"]\n',
        "[[source]]\r\nname = \"steel\"\r\nurls = [\"https://a.com/1\"]\r\n",
    ],
)  # fmt: skip
def test_switching_in_files_written_otherwise(text: str) -> None:
    before, after = parse_sources(text, "x"), with_switch(text, "steel", "x", enabled=False)
    (source,) = parse_sources(after, "x")
    assert (source.enabled, source.publisher, source.urls) == (
        False, before[0].publisher, before[0].urls,
    )  # fmt: skip


def test_switching_what_is_not_there() -> None:
    with pytest.raises(KeyError):
        with_switch(TEXT, "tin", "x", enabled=False)


def test_a_file_is_written_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    path.write_text("old")
    path.chmod(0o600)
    write_sources(link, TEXT)
    assert path.read_text() == TEXT
    assert path.stat().st_mode & 0o777 == 0o600
    assert link.is_symlink()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.toml", "sources.toml"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="can't be written"):
        write_sources(tmp_path / "no" / "sources.toml", TEXT)

"""`bellwether crawl --urls`, over real HTTP."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bellwether.cli import main
from tests.local_site import LocalSite


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def crawl(folder: Path, *lines: str, private: bool = True) -> Result:
    (folder / "leads.txt").write_text("\n".join(lines))
    command = ["crawl", "--urls", "leads.txt", *(["--allow-private"] if private else [])]
    return CliRunner().invoke(main, command)


def states(folder: Path) -> list[Any]:
    connection = sqlite3.connect(folder / "bellwether.db")
    try:
        query = "SELECT url, state, name FROM urls JOIN sources ON sources.id = source_id"
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_addresses_are_fetched_once(site: LocalSite, folder: Path) -> None:
    lines = ["# ours", site.article("/1") + "?utm_source=x", site.base + "/1", site.article("/2")]
    result = crawl(folder, *lines)
    assert (result.exit_code, sorted(site.asked())) == (0, ["/1", "/2"])
    assert "2 pages stored" in result.output
    assert {(state, name) for _, state, name in states(folder)} == {("done", "leads.txt")}
    assert crawl(folder, *lines).exit_code == 0
    assert site.asked() == []


def test_a_line_that_is_no_address_is_said(site: LocalSite, folder: Path) -> None:
    result = crawl(folder, site.article("/1"), "ftp://a.com/", *["nonsense"] * 9)
    assert result.exit_code == 1
    assert "leads.txt:2: 'ftp://a.com/' is no http or https address" in result.output
    assert "leads.txt: 5 more lines like that" in result.output
    assert site.asked() == ["/1"]


def test_a_list_without_addresses_is_refused(folder: Path) -> None:
    result = crawl(folder, "# nothing yet", "nonsense")
    assert result.exit_code == 1
    assert "leads.txt has no web address" in result.output
    assert not (folder / "bellwether.db").exists()


def test_private_addresses_are_refused_until_allowed(site: LocalSite, folder: Path) -> None:
    lines = [site.article("/1"), "http://169.254.169.254/latest/"]
    refused = crawl(folder, lines[0], private=False)
    assert refused.exit_code == 1
    assert "private address" in refused.output
    assert site.asked(robots=True) == []
    assert crawl(folder, lines[0]).exit_code == 0
    assert site.asked() == ["/1"]


def test_an_address_another_source_found_is_fetched(site: LocalSite, folder: Path) -> None:
    (folder / "sources.toml").write_text(
        f'[[source]]\nname = "paper"\nmax_urls = 1\nfeeds = ["{site.base}/rss"]\n'
    )
    site.feed("/rss", [site.article("/1"), site.article("/2"), site.article("/3")])
    CliRunner().invoke(main, ["crawl", "--allow-private"])
    site.asked()
    assert crawl(folder, site.base + "/1", site.base + "/3").exit_code == 0
    assert site.asked() == ["/3"]

"""`bellwether sources`, over real HTTP."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bellwether import options
from bellwether.cli import main
from tests.local_site import XML, LocalSite

HOME = """<!doctype html><html lang="en-GB"><head><title>Home | The Mill Gazette</title>
<meta property="og:site_name" content="The Mill Gazette">
<link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/"></head><body><main>
<h2><a href="/2026/03/02/mill">A mill starts up again in Ohio</a></h2></main></body></html>"""
INDEX = "<sitemapindex><sitemap><loc>{base}/news-map.xml</loc></sitemap></sitemapindex>"
NEWS = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>{base}/9</loc><news:news><news:publication_date>2026-03-01T10:00:00Z</news:publication_date>
<news:title>A fab opens</news:title></news:news></url></urlset>"""
OLD = '# Ours\n[[source]]\nname = "old"  # first\nurls = ["https://example.com/1"]\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "sources.toml").write_text(OLD)
    monkeypatch.setattr(options, "PACKAGE", shipped)
    return tmp_path


def run(*arguments: str, private: bool = True) -> Result:
    allowed = ["--allow-private"] if private and arguments[0] in ("add", "check") else []
    return CliRunner().invoke(main, ["sources", *arguments, *allowed])


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((folder / "sources.toml").read_text())["source"]
    return found


def newspaper(site: LocalSite) -> None:
    site.page("/", HOME)
    site.page("/robots.txt", "Sitemap: {base}/map.xml", content_type="text/plain")
    site.page("/map.xml", INDEX, content_type=XML)
    site.page("/news-map.xml", NEWS, content_type=XML)
    site.feed("/feed/", [f"{site.base}/{number}" for number in range(4)])
    site.feed("/comments/feed/", [site.base + "/1#comment"])


def test_a_site_is_found_and_written(site: LocalSite, folder: Path) -> None:
    newspaper(site)
    (folder / "sources.toml").write_text(OLD)
    result = run("add", site.base, "--name", "mill")
    assert result.exit_code == 0
    assert entries(folder)[1] == {
        "name": "mill", "publisher": "The Mill Gazette", "feeds": [site.base + "/feed/"],
        "sitemaps": [site.base + "/news-map.xml"], "language": "en",
    }  # fmt: skip
    assert (folder / "sources.toml").read_text().startswith(OLD)
    assert "other things than articles" in result.output
    assert "Next: bellwether crawl mill" in result.output
    again = run("add", site.base)
    assert again.exit_code == 1
    assert "is watched already, by the source 'mill'" in again.output
    assert len(entries(folder)) == 2


def test_a_dry_run_writes_nothing(site: LocalSite, folder: Path) -> None:
    newspaper(site)
    result = run("add", site.base, "--dry-run")
    assert result.exit_code == 0
    assert f'feeds = ["{site.base}/feed/"]' in result.output
    assert not (folder / "sources.toml").exists()


def test_the_list_that_is_shipped_is_copied_not_changed(site: LocalSite, folder: Path) -> None:
    result = run("add", site.feed("/rss", [site.base + "/1"]))
    assert result.exit_code == 0
    assert "made from the list that is shipped" in result.output
    assert [entry["name"] for entry in entries(folder)] == ["old", "127-0-0-1"]
    assert (folder / "shipped" / "sources.toml").read_text() == OLD


def test_a_new_file_begins_empty(site: LocalSite, folder: Path) -> None:
    result = run("add", site.feed("/rss", [site.base + "/1"]), "--sources", "own.toml")
    assert result.exit_code == 0
    assert 'name = "127-0-0-1"' in (folder / "own.toml").read_text()
    assert "old" not in (folder / "own.toml").read_text()


def test_usual_places_are_tried(site: LocalSite, folder: Path) -> None:
    site.page("/", "<html><body>Welcome</body></html>")
    site.feed("/rss.xml", [site.base + "/1"])
    assert run("add", site.base).exit_code == 0
    assert entries(folder)[1]["feeds"] == [site.base + "/rss.xml"]


def test_a_page_of_links_is_the_last_resort(site: LocalSite, folder: Path) -> None:
    page = site.page("/industry/", HOME.replace('rel="alternate"', ""))
    assert run("add", page).exit_code == 0
    assert entries(folder)[1]["sections"] == [page]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"text": "<html><body>Welcome</body></html>"}, "no feed, no sitemap and no links"),
        ({"text": "", "status": 404}, "HTTP 404"),
        ({"text": b"\x00\x01\x02"}, "no feed, no sitemap and no links"),
        ({"text": "<rss><channel><item>"}, "no feed, no sitemap and no links"),
        ({"text": "", "status": 302, "headers": {"Location": "file:///etc/passwd"}}, "HTTP 302"),
    ],
)
def test_a_site_without_lists(
    site: LocalSite, folder: Path, answer: dict[str, Any], message: str
) -> None:
    result = run("add", site.page("/", **answer))
    assert result.exit_code == 1
    assert message in result.output
    assert not (folder / "sources.toml").exists()


def test_private_addresses_are_refused(site: LocalSite, folder: Path) -> None:
    newspaper(site)
    for url in (
        site.base,
        f"localhost:{site.port}",
        f"http://2130706433:{site.port}/",
        "ftp://a.com",
    ):
        result = run("add", url, private=False)
        assert result.exit_code == 1, url
        assert "address" in result.output or "host" in result.output
    (folder / "sources.toml").write_text(
        f'[[source]]\nname = "mill"\nfeeds = ["{site.base}/feed/"]\n'
    )
    checked = run("check", private=False)
    assert (checked.exit_code, site.asked(robots=True)) == (1, [])
    assert "private address" in checked.output


def test_a_public_page_cannot_send_us_to_a_private_address(site: LocalSite, folder: Path) -> None:
    (folder / "sources.toml").write_text(OLD + '[crawl]\nprivate_hosts = ["127.0.0.1"]\n')
    site.page("/", HOME.replace('href="/feed/"', f'href="http://localhost:{site.port}/secret"'))
    site.feed("/secret", [site.base + "/1"])
    result = run("add", site.base, "--dry-run", private=False)
    assert "/secret" not in site.asked()
    assert "private address" in result.output


def test_sources_are_checked_without_storing(site: LocalSite, folder: Path) -> None:
    newspaper(site)
    (folder / "sources.toml").write_text(
        f'[[source]]\nname = "mill"\nfeeds = ["{site.base}/feed/"]\n'
        f'sitemaps = ["{site.base}/news-map.xml"]\n'
        f'[[source]]\nname = "gone"\nfeeds = ["{site.base}/gone"]\n'
        f'[[source]]\nname = "off"\nenabled = false\nfeeds = ["{site.base}/off"]\n'
    )
    result = run("check")
    assert result.exit_code == 1
    assert "HTTP 404" in result.output
    assert "2026-03-01" in result.output
    assert "3 addresses asked, 1 failed" in result.output
    assert sorted(site.asked()) == ["/feed/", "/gone", "/news-map.xml"]
    assert run("check", "mill").exit_code == 0
    assert list(folder.glob("*.db")) == []
    assert "No source is called 'nope'" in run("check", "nope").output


def test_sources_are_listed_and_switched(folder: Path) -> None:
    (folder / "sources.toml").write_text(OLD)
    assert "1 source, 0 switched off" in run("list").output
    assert run("disable", "old").exit_code == 0
    assert "1 source, 1 switched off" in run("list").output
    assert 'name = "old"  # first' in (folder / "sources.toml").read_text()
    assert "switched on" in run("enable", "old").output
    assert "1 source, 0 switched off" in run("list").output
    unknown = run("disable", "old", "nope")
    assert (unknown.exit_code, entries(folder)[0].get("enabled", True)) == (1, True)
    (folder / "sources.toml").write_text("# nothing yet\n")
    assert "No sources yet: type `bellwether sources add URL`" in run("list").output


@pytest.mark.parametrize("command", ["add", "check", "disable", "enable", "list"])
def test_every_command_shows_an_example(command: str) -> None:
    assert f"Example:  bellwether sources {command}" in run(command, "--help").output

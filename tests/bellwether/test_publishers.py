"""A profile drafted into a checkout, with the page as its golden test."""

import gzip
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bellwether.cli import main
from crawler import publishers
from crawler.page import read_page
from tests.local_site import LocalSite

PAGE = """<html><head><title>Mill sells furnaces | Coil Wire</title></head><body>
<h1 class="head">Mill sells furnaces</h1><p class="by">By Ann Lee</p><div class="story">
<p>The mill sold 40 furnaces in May, the company said on Monday, twice as many as in April.</p>
<p>Orders from abroad made up half of them, and the yard has hired sixty welders since winter.</p>
<p>A second hall opens in June, if the council agrees to the road that leads to it, she said.</p>
</div></body></html>"""
ADDRESS = "https://www.coil-wire.example/2020/05/04/mill"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for folder in ("crawler/publishers", "tests/pages"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def call(*words: object) -> Result:
    return CliRunner().invoke(main, ["new-publisher", *map(str, words)])


def saved_page(folder: Path) -> Path:
    path = folder / "mill.html"
    path.write_text(PAGE)
    return path


def test_the_golden_page_passes_with_the_profile_in_place(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = call(saved_page(checkout), "--url", ADDRESS, "--checkout", checkout)
    assert result.exit_code == 0, result.output
    found: dict[str, tuple[publishers.Profile, ...]] = {}
    exec((checkout / "crawler/publishers/coil_wire.py").read_text(), found)
    monkeypatch.setattr(publishers, "all_profiles", lambda: found["PROFILES"])
    body = gzip.decompress((checkout / "tests/pages/coil-wire-2020.html.gz").read_bytes())
    golden = json.loads((checkout / "tests/pages/coil-wire-2020.json").read_text())
    article = read_page(body, url=ADDRESS).article
    assert article
    assert body.decode() == PAGE
    assert golden["article"]["text"] == article.text.split("\n\n")
    assert golden["article"]["title"] == asdict(article)["title"] == "Mill sells furnaces"


def test_it_says_what_to_check(checkout: Path) -> None:
    result = call(saved_page(checkout), "--url", ADDRESS, "--checkout", checkout)
    assert "crawler/publishers/coil_wire.py: the profile, a draft" in result.output
    assert "authors: Ann Lee (from .by)" in result.output
    assert "source: not found; does the page print it?" in result.output
    assert "pytest tests/crawler -k coil-wire-2020" in result.output


def test_a_page_on_the_web(checkout: Path, site: LocalSite) -> None:
    url = site.page("/2021/02/03/mill", PAGE)
    result = call(url, "--allow-private", "--checkout", checkout)
    assert result.exit_code == 0, result.output
    [golden] = (checkout / "tests/pages").glob("*.json")
    assert json.loads(golden.read_text())["url"] == url


def test_what_is_there_already_is_left_alone(checkout: Path) -> None:
    path = checkout / "crawler/publishers/coil_wire.py"
    path.write_text("PROFILES = ()\n")
    first = call(saved_page(checkout), "--url", ADDRESS, "--checkout", checkout)
    second = call(saved_page(checkout), "--url", ADDRESS, "--checkout", checkout)
    assert path.read_text() == "PROFILES = ()\n"
    assert "was there before" in first.output
    assert 'body=pick(".story")' in first.output
    assert "tests/pages/coil-wire-2020-2.json" in second.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("mill.html", "--url", ADDRESS, "--checkout", "."), "is no checkout of bellwether"),
        (("mill.html",), "say with --url"),
        (("missing.html", "--url", ADDRESS), "no such file"),
        (("empty.html", "--url", ADDRESS), "no text found. Name the page of one article"),
    ],
)
def test_what_it_refuses(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    saved_page(checkout)
    (checkout / "empty.html").write_text("<html><body><p>Nothing here.</p></body></html>")
    monkeypatch.chdir(checkout / "crawler" if "." in words else checkout)
    result = call(*words)
    assert (result.exit_code, says in result.output) == (1, True), result.output
    assert not list((checkout / "tests/pages").iterdir())

"""Drafts of profiles that work as they are written."""

import gzip
import json
from pathlib import Path
from types import ModuleType

import pytest

from crawler.publishers.draft import draft_profile, module_name
from crawler.publishers.reading import read_by_profile

PAGES = Path(__file__).parent.parent / "pages"


def load(source: str):
    module = ModuleType("draft")
    exec(compile(source, "draft.py", "exec"), module.__dict__)
    return module.PROFILES[0]


@pytest.mark.parametrize("name", ["blog-theme", "chunked-body", "agency-reprint"])
def test_draft_finds_title_and_text_again(name):
    html = gzip.decompress((PAGES / f"{name}.html.gz").read_bytes())
    expected = json.loads((PAGES / f"{name}.json").read_text())
    draft = draft_profile(html, url=expected["url"])
    assert draft is not None
    profile = load(draft.source)
    reading = read_by_profile(html.decode(), profile)
    assert reading is not None
    assert reading.title == expected["article"]["title"]
    assert expected["article"]["text"][-1][:40] in reading.body_html
    assert json.loads(draft.golden) == expected
    assert any("authors" in check for check in draft.checks)


def test_page_without_article_has_no_draft():
    assert draft_profile(b"<p>Nothing here</p>", url="https://a.example/") is None


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("harbourpost.com", "harbourpost"),
        ("news.harbourpost.co.uk", "harbourpost"),
        ("en.harbour-post.com.cn", "harbour_post"),
        ("harbour.example", "harbour"),
    ],
)
def test_file_names(host, name):
    assert module_name(host) == name

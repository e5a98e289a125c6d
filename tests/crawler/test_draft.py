"""Drafts of profiles that work as they are written."""

import gzip
import json
from pathlib import Path
from types import ModuleType

import pytest

from crawler.publishers.draft import (
    NoArticleToDraft,
    draft_profile,
    module_name,
    profile_source,
)
from crawler.publishers.profile import Profile, pick
from crawler.publishers.reading import read_by_profile

PAGES = Path(__file__).parent.parent / "pages"


def load(source: str):
    module = ModuleType("draft")
    exec(compile(source, "draft.py", "exec"), module.__dict__)
    return module.PROFILES[0]


def saved(name: str):
    html = gzip.decompress((PAGES / f"{name}.html.gz").read_bytes())
    return html, json.loads((PAGES / f"{name}.json").read_text())


@pytest.mark.parametrize("name", ["blog-theme", "chunked-body", "agency-reprint"])
def test_draft_finds_title_and_text_again(name):
    html, expected = saved(name)
    draft = draft_profile(html, url=expected["url"])
    reading = read_by_profile(html.decode(), load(draft.source))
    assert reading is not None
    assert reading.title == expected["article"]["title"]
    assert expected["article"]["text"][-1][:40] in reading.body_html
    assert json.loads(draft.golden) == expected
    assert any("authors" in check for check in draft.checks)


PRINTED = """<html><body><div class="top"><h1 class="head">Mill sells furnaces</h1>
<p class="by">By Ann Lee</p><p class="when">Posted 4 May 2020</p></div>
<div><div>Menu</div><div>{}</div></div></body></html>""".format(
    "".join(
        f"<p>The mill sold 4{n} furnaces in May, the company said on Monday.</p>" for n in "1234"
    )
)


def test_draft_names_the_lines_of_byline_and_date():
    profile = load(draft_profile(PRINTED.encode(), url="https://www.coil.example/a").source)
    assert (profile.authors, profile.published) == (pick(".by"), pick(".when"))
    assert profile.domains == ("coil.example",)


def test_body_without_a_name_is_found_by_its_place():
    profile = load(draft_profile(PRINTED.encode(), url="https://www.coil.example/a").source)
    reading = read_by_profile(PRINTED, profile)
    assert reading is not None
    assert reading.body_html.count("furnaces") == 4
    assert "Menu" not in reading.body_html


def test_hostile_names_stay_text():
    name = 'The "Coil" \\" or People\'s """ + exit() + """'
    profile = Profile(publisher=name, domains=("coil.example",), body=pick("[data-x='\"']"))
    assert load(profile_source(profile)) == profile


def test_page_that_a_profile_reads_gets_no_other():
    html, expected = saved("indics-2019")
    assert draft_profile(html, url=expected["url"]).source == ""


def test_page_whose_text_stands_in_scripts_gets_no_profile():
    html, expected = saved("script-built")
    draft = draft_profile(html, url=expected["url"])
    assert (draft.source, json.loads(draft.golden)) == ("", expected)


def test_page_without_article_has_no_draft():
    with pytest.raises(NoArticleToDraft, match=r"a\.example.*no text found.*Name the page"):
        draft_profile(b"<p>Nothing here</p>", url="https://a.example/")


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

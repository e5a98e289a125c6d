"""Publisher profiles: found by being there, told apart by date, valid as they stand."""

import re
from datetime import date
from pathlib import Path

import pytest
import soupsieve

from crawler import publishers
from crawler.profiled import profile_reading, with_profile
from crawler.publishers import all_profiles, profiles_for
from crawler.publishers.profile import Pick, Profile, pick
from crawler.publishers.reading import read_by_profile

FIELDS = ("body", "title", "authors", "published", "modified", "source", "section")
PAGE = """<html><body><div class="old"><h1>Mill sells furnaces</h1>
<p class="info">By ANN LEE | Coil Wire | 2020-05-04 10:00</p>
<div id="text"><p>The mill sold 40 furnaces in May, it said.</p><div class="box">Buy now</div></div>
</div></body></html>"""
PROFILE = Profile(
    publisher="Harbour Post",
    domains=("harbour.example",),
    title=pick("h1"),
    authors=pick(".info", r"By ([^|]+)"),
    published=pick(".info", r"(\d{4}-.*)"),
    source=pick(".info", r"\|\s*([^|]+?)\s*\|"),
    body=pick("#text"),
    drop=(".box",),
)


def test_every_file_of_the_package_is_found():
    folder = Path(publishers.__file__).parent
    machinery = {"__init__", "profile", "reading", "draft"}
    files = {path.stem for path in folder.glob("*.py")} - machinery
    names = {profile.publisher for profile in all_profiles()}
    assert len(files) <= len(all_profiles())
    assert {"China Daily", "Xinhua", "People's Daily Online", "INDICS"} <= names


@pytest.mark.parametrize("profile", all_profiles(), ids=lambda profile: profile.publisher)
def test_profile_is_well_formed(profile):
    assert profile.body
    assert all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", domain) for domain in profile.domains)
    for field in FIELDS:
        for one in getattr(profile, field):
            soupsieve.compile(one.css)
            assert one.pattern is None or re.compile(one.pattern).groups == 1
    for css in profile.drop:
        soupsieve.compile(css)


@pytest.mark.parametrize(
    ("url", "day", "found"),
    [
        ("https://www.chinadaily.com.cn/a/202403/12/x.html", None, ["China Daily"]),
        ("https://global.chinadaily.com.cn/a/202403/12/x.html", None, ["China Daily"]),
        ("https://notchinadaily.com.cn.example/a", None, []),
        ("http://www.xinhuanet.com/english/2019-05/08/c_1.htm", date(2019, 5, 8), ["Xinhua"]),
        ("http://www.xinhuanet.com/english/2024-05/08/c_1.htm", date(2024, 5, 8), []),
        ("https://english.news.cn/20230508/x/c.html", date(2019, 5, 8), []),
        (None, None, []),
        ("not an address", None, []),
    ],
)
def test_profiles_are_chosen_by_host_and_date(url, day, found):
    assert [profile.publisher for profile in profiles_for(url, day)] == found


def test_profile_reads_what_it_names():
    reading = read_by_profile(PAGE, PROFILE)
    assert reading is not None
    article = with_profile(reading, None)
    assert article is not None
    assert article.text == "The mill sold 40 furnaces in May, it said."
    assert (article.title, article.publisher) == ("Mill sells furnaces", "Harbour Post")
    assert (article.authors, article.source) == (("Ann Lee",), "Coil Wire")
    assert article.published == "2020-05-04T10:00:00"


def test_page_of_another_design_is_left_to_the_general_reader():
    assert read_by_profile("<html><body><p>New design</p></body></html>", PROFILE) is None
    assert profile_reading(PAGE, ["https://other.example/"], None) is None


def test_first_pick_with_a_value_wins():
    profile = Profile(
        publisher="P",
        domains=("p.example",),
        body=pick("#text"),
        title=(Pick(css=".missing"), Pick(css="h1"), Pick(css="p")),
        section=(Pick(css="div", attribute="class"),),
    )
    reading = read_by_profile(PAGE, profile)
    assert reading is not None
    assert reading.title == "Mill sells furnaces"
    assert reading.section == ("old", "box")

import pytest

from crawler.walk import is_trap, may_walk, site_kind
from models.sources import Source

SITE = Source(
    name="a", site=("https://a.com/news/",), include=(r"/20\d\d/",), exclude=("/sport/",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.com/2026/plant", True),
        ("https://www.a.com/other", True),
        ("http://a.com/x", True),
        ("https://a.com/sport/2026/", False),
        ("https://shop.a.com/2026/", False),
        ("https://a.com.evil.com/2026/", False),
        ("https://a.com/a/a/a/", False),
    ],
)
def test_where_a_walk_may_go(url: str, expected: bool) -> None:
    assert may_walk(url, SITE) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.com/2026/03/03/plant?page=2", False),
        ("https://a.com/steel/2026/steel", False),
        ("https://a.com/" + "x/" * 13, True),
        ("https://a.com/?a=1&b=2&c=3&d=4", True),
        ("https://a.com/cal/cal/cal", True),
    ],
)
def test_traps(url: str, expected: bool) -> None:
    assert is_trap(url) is expected


def test_what_include_leaves_out_is_looked_at_for_links_alone() -> None:
    assert site_kind("https://a.com/2026/plant", SITE) == "article"
    assert site_kind("https://a.com/topics/", SITE) == "section"

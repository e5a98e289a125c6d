"""What pages say of themselves."""

import json

import pytest

from crawler.jsonld import articles_of, breadcrumb_names, names_of, read_jsonld
from crawler.language import read_language
from crawler.markup import parse_page
from crawler.metadata import Head, clean_section, read_canonical, read_dates, read_publisher


def head(markup: str, url: str | None = None) -> Head:
    root = parse_page(f"<html><head>{markup}</head><body></body></html>")
    assert root is not None
    return Head(root=root, url=url)


def jsonld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("script", "count"),
    [
        ('{"@type": "NewsArticle", "headline": "A"}', 1),
        ('[{"@type": "NewsArticle"}, {"@type": "WebPage"}]', 1),
        ('{"@graph": [{"@type": ["Article", "NewsArticle"]}]}', 1),
        ('//<![CDATA[\n{"@type": "NewsArticle"}\n//]]>', 0),
        ('<![CDATA[{"@type": "NewsArticle"}]]>', 1),
        ('{"@type": "NewsArticle", "headline": "A",}', 1),
        ('{"@type": "NewsArticle", "text": "a\nb"}', 1),
        ('{"@type": "NewsArticle"};', 1),
        ('{"@type": "Organization"}', 0),
        ("{broken", 0),
        ("null", 0),
        ("", 0),
    ],
)
def test_damaged_json_is_read_as_far_as_it_goes(script, count):
    markup = f'<script type="application/ld+json">{script}</script>'
    assert len(articles_of(read_jsonld(head(markup).root))) == count


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ({"name": "Ann Lee"}, ["Ann Lee"]),
        ([{"name": "Ann Lee"}, "Bo Chan"], ["Ann Lee", "Bo Chan"]),
        ({"name": ["Ann Lee", "Bo Chan"]}, ["Ann Lee", "Bo Chan"]),
        ({"@id": "#ann"}, ["Ann Lee"]),
        ({"@id": "#nobody"}, []),
        ("Ann &amp; Lee", ["Ann & Lee"]),
        (None, []),
        (7, []),
    ],
)
def test_names(value, names):
    assert names_of(value, [{"@id": "#ann", "name": "Ann Lee"}]) == names


def test_breadcrumb_follows_positions():
    steps = [{"position": 2, "name": "Steel"}, {"position": "1", "item": {"name": "Metals"}}]
    assert breadcrumb_names([{"@type": "BreadcrumbList", "itemListElement": steps}]) == [
        "Metals",
        "Steel",
    ]


@pytest.mark.parametrize(
    ("markup", "publisher"),
    [
        ('<meta property="og:site_name" content="Harbour Post">', "Harbour Post"),
        ('<meta name="twitter:site" content="@harbour">', None),
        (jsonld({"@type": "NewsArticle", "publisher": {"name": "Post"}}), "Post"),
        (
            jsonld({"@type": "NewsArticle", "publisher": {"name": "Associated Press"}})
            + '<meta property="og:site_name" content="Harbour Post">',
            "Harbour Post",
        ),
        (jsonld({"@type": "NewsArticle", "publisher": {"name": "Reuters"}}), "Reuters"),
        ('<meta property="article:publisher" content="https://social.example/p">', None),
    ],
)
def test_publisher(markup, publisher):
    assert read_publisher(head(markup)) == publisher


@pytest.mark.parametrize(
    ("markup", "dates"),
    [
        (
            jsonld({"@type": "NewsArticle", "datePublished": "2024-01-02T03:04:05Z"}),
            ("2024-01-02T03:04:05+00:00", None),
        ),
        (
            (
                '<meta property="article:published_time" content="2024-01-02T03:04+08:00">'
                '<meta property="article:modified_time" content="2024-01-03">'
            ),
            ("2024-01-02T03:04:00+08:00", "2024-01-03"),
        ),
        ('<meta name="pubdate" content="2 January 2024">', ("2024-01-02", None)),
        ("", (None, None)),
    ],
)
def test_dates(markup, dates):
    assert read_dates(head(markup), []) == dates


@pytest.mark.parametrize(
    ("markup", "url", "canonical"),
    [
        ('<link rel="canonical" href="/a">', "https://p.example/b", "https://p.example/a"),
        ('<meta property="og:url" content="https://p.example/c">', None, "https://p.example/c"),
        ("", "https://p.example/a?id=7&utm_source=x", "https://p.example/a?id=7"),
        ('<link rel="canonical" href="javascript:void(0)">', None, None),
        ("", None, None),
    ],
)
def test_canonical_address(markup, url, canonical):
    assert read_canonical(head(markup, url)) == canonical


def test_section_leaves_out_what_says_nothing():
    trail = ["Home", "Business", "Steel", "Steel", "Mill sells furnaces", "Harbour Post"]
    assert clean_section(trail, ("Mill sells furnaces", "Harbour Post")) == ("Business", "Steel")


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The mill sold forty furnaces in May, the company said on Monday. " * 5, "de", "en"),
        ("Das Werk verkaufte im Mai vierzig Öfen, teilte das Unternehmen mit. " * 5, "en", "de"),
        ("Short.", "en-GB", "en"),
        ("Short.", "zh_CN", "zh"),
        ("", None, None),
    ],
)
def test_language(text, declared, language):
    assert read_language(text, declared) == language

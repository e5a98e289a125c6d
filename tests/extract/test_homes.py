"""Which country's currency an article's page stands for."""

import pytest

from extract.homes import dateline_country, home_country
from models.article import Article

DATELINES = [
    ("SYDNEY, Oct 17 (Examplewire) - Shares rose.", "AU"),
    ("Sydney, Australia — Shares rose.", "AU"),
    ("MUMBAI (Reuters) - Shares rose.", "US"),
    ("Tokyo -- Shares rose.", "JP"),
    ("Tokyo-based firms rose.", None),
    ("Shares in Sydney rose - a lot.", None),
    ("", None),
]

PAGES = [
    ({"source": "Reuters", "url": "https://news.example.com.au/a"}, "US"),
    ({"publisher": "The Times of India"}, "IN"),
    ({"publisher": "South China Morning Post"}, "HK"),
    ({"publisher": "Sample Daily", "url": "https://sample.example.co.nz/a"}, "NZ"),
    ({"url": "https://www.example.co.uk/a"}, "GB"),
    ({"url": "https://sub.scmp.com/a"}, "HK"),
    ({"url": "https://notscmp.com/a"}, None),
    ({"url": "https://example.io/a"}, None),
    ({"url": "https://example.com/a", "text": "OTTAWA - It rained."}, "CA"),
    ({"publisher": "Sample Daily"}, None),
]


@pytest.mark.parametrize(("text", "country"), DATELINES)
def test_datelines(text, country):
    assert dateline_country(text) == country


@pytest.mark.parametrize(("page", "country"), PAGES)
def test_pages(page, country):
    assert home_country(Article(**{"text": "", **page})) == country

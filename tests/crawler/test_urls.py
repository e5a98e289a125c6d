import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import canonical_url, host_of, site_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        # a host of one letter is no device's
        ("http://m", "http://m/"),
        # who sent the reader
        ("https://a.com/x?utm_source=rss&utm_medium=feed", "https://a.com/x"),
        ("https://a.com/x?id=7&fbclid=abc", "https://a.com/x?id=7"),
        ("https://a.com/x?at_campaign=rss", "https://a.com/x"),
        ("https://a.com/x?from=rss", "https://a.com/x"),
        ("https://a.com/x?CMP=share_btn", "https://a.com/x"),
        # what only looks like it
        ("https://a.com/x?from=2020", "https://a.com/x?from=2020"),
        ("https://a.com/x?ref=4711", "https://a.com/x?ref=4711"),
        ("https://a.com/x?page=2", "https://a.com/x?page=2"),
        ("https://a.com/map/?outputType=xml", "https://a.com/map/?outputType=xml"),
        # spelling
        ("HTTP://A.COM:80/x#top", "http://a.com/x"),
        ("https://a.com:8443/x", "https://a.com:8443/x"),
        ("https://user:secret@a.com/x", "https://a.com/x"),
        ("https://a.com/x?b=2&a=1", "https://a.com/x?a=1&b=2"),
        ("https://a.com", "https://a.com/"),
        ("https://a.com./x", "https://a.com/x"),
        ("  https://a.com/x\n", "https://a.com/x"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        # made for AMP and for telephones
        ("https://a.com/story/amp/", "https://a.com/story/"),
        ("https://a.com/story.amp.html", "https://a.com/story"),
        ("https://a.com/amp/story", "https://a.com/story"),
        ("https://a.com/story?amp=1", "https://a.com/story"),
        ("https://amp.a.com/story", "https://www.a.com/story"),
        ("https://m.a.co.uk/story", "https://www.a.co.uk/story"),
        ("https://a.com/amp/", "https://a.com/amp/"),
        ("https://a.com/camp", "https://a.com/camp"),
        ("https://en.m.a.org/x", "https://en.m.a.org/x"),
        ("https://m.xinhuanet.com/x", "https://m.xinhuanet.com/x"),
        # no page
        ("javascript:void(0)", None),
        ("mailto:desk@a.com", None),
        ("ftp://a.com/x", None),
        ("https:///x", None),
        ("https://a b.com/", None),
        ("https://a.com:99999/", None),
        ("https://[::1/", None),
        ("https://a.com/" + "x" * 3000, None),
    ],
)
def test_canonical_url(url: str, expected: str | None) -> None:
    assert canonical_url(url) == expected


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("../b?x=1", "https://a.com/n/a", "https://a.com/b?x=1"),
        ("//b.com/x", "https://a.com/", "https://b.com/x"),
        ("#top", "https://a.com/n", "https://a.com/n"),
    ],
)
def test_relative_addresses(url: str, base: str, expected: str) -> None:
    assert canonical_url(url, base) == expected


@given(
    st.from_regex(
        r"https?://[a-z.]{1,12}(:[0-9]{1,4})?(/[a-zA-Z0-9%._~ü-]{0,8}){0,3}(\?[a-z=&%]{0,9})?",
        fullmatch=True,
    )
)
def test_canonical_is_idempotent(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    canonical_url(text)
    canonical_url("https://a.com/" + text)
    host_of(text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.a.co.uk/x", "a.co.uk"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("http://localhost/x", "localhost"),
        ("nonsense", ""),
    ],
)
def test_site_of(url: str, expected: str) -> None:
    assert site_of(url) == expected

from datetime import UTC, datetime

import pytest

from crawler.same import other_addresses
from models.pages import FetchedPage

HERE = "https://www.a.com/rss/1?x=1"


def others(body: str, url: str = HERE) -> tuple[str, ...]:
    page = FetchedPage(url=url, status=200, body=body.encode(), fetched_at=datetime.now(UTC))
    return other_addresses(HERE, page)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<link rel="canonical" href="https://www.a.com/news/plant">', "https://www.a.com/news/plant"),
        ("<LINK HREF=/news/plant?utm_source=x REL=canonical />", "https://www.a.com/news/plant"),
        ("<link href='/a?b=1&amp;c=2' class=x rel='nofollow canonical'>", "https://www.a.com/a?b=1&c=2"),
        ('<link rel="canonical" href="https://m.a.com/news/plant">', "https://www.a.com/news/plant"),
        (f'<link rel="canonical" href="{HERE}#top">', None),
        ('<link rel="canonical" href="https://www.a.com/">', None),
        ('<link rel="canonical" href="https://www.a.com">', None),
        ('<link rel="canonical" href="https://b.com/news/plant">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="">', None),
        ('<link rel="canonical">', None),
        ('<link rel="alternate" href="/canonical">', None),
        ("<link " + "x" * 300_000 + ' rel="canonical" href="/b">', None),
        ("<link " * 50_000, None),
    ],
)  # fmt: skip
def test_the_address_a_page_calls_its_own(body: str, expected: str | None) -> None:
    assert others(body) == ((expected,) if expected else ())


def test_where_a_redirect_ended() -> None:
    assert others("", "https://www.a.com/news/plant") == ("https://www.a.com/news/plant",)
    assert others("", "https://www.a.com/") == ()
    assert others("", "https://login.b.com/plant") == ()

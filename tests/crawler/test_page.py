"""Pages read as articles: golden pages, rows of phrasings, and pages that mean harm."""

import gzip
import json
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from crawler.page import PageReading, join_lines, read_page, text_article

PAGES = Path(__file__).parent.parent / "pages"
PROSE = "The mill sold 40 furnaces in May, the company said on Monday, twice as many as in April."
MORE = "Orders from abroad made up half of them, and the yard has hired sixty welders since winter."
LAST = "A second hall opens in June, if the council agrees to the road that leads to it, she said."


def page(body: str, head: str = "", **options: str) -> PageReading:
    html = f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), url=options.get("url"))


def article_text(body: str, head: str = "") -> str:
    article = page(body, head).article
    return article.text if article else ""


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html.gz")), ids=lambda path: path.name)
def test_golden_page_gives_the_article_beside_it(path):
    expected = json.loads(path.with_name(path.name.replace(".html.gz", ".json")).read_text())
    reading = read_page(gzip.decompress(path.read_bytes()), url=expected["url"])
    found = asdict(reading.article) if reading.article else None
    if found:
        assert found.pop("url") == expected["url"]
        found["text"] = found["text"].split("\n\n")
        found = json.loads(json.dumps(found))
    assert found == expected["article"]
    assert list(reading.problems) == expected["problems"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x00\x00", "empty"),
        (b"<html></html>", "empty"),
        (b"%PDF-1.7 ...", "not HTML but a binary file"),
        (b"\x1f\x8b\x08 zipped", "not HTML but a binary file"),
        (b"<html><body><a href=/a>One</a> <a href=/b>Two</a></body></html>", "no text found"),
        (
            b"<title>Just a moment...</title><p>Enable JavaScript and cookies.</p>",
            "the site refused",
        ),
        (b"<title>404</title><h1>Not here</h1><p>Go back home.</p>", "was not found"),
        (b"x" * 8_000_001, "larger than 8,000,000 bytes"),
    ],
)
def test_page_without_article_says_why(body, reason):
    reading = read_page(body, url="https://a.example/")
    assert reading.article is None
    assert reason in reading.problems[-1]


def test_response_of_another_kind_is_refused_by_its_name():
    reading = read_page(b"{}", url=None, content_type="application/json; charset=utf-8")
    assert reading.problems == ("no article: not HTML but application/json",)


@pytest.mark.parametrize(
    ("beside", "why"),
    [
        ("<p class='related-links'>{}</p>", "class says related"),
        ("<div class='c-newsletterBox'><p>{}</p></div>", "camel case"),
        ("<aside><p>{}</p></aside>", "aside"),
        ("<figure><img><figcaption>{}</figcaption></figure>", "caption"),
        ("<div style='display: none'>{}</div>", "hidden by style"),
        ("<p hidden>{}</p>", "hidden"),
        ("<div id='comments'><p>{}</p></div>", "comments"),
        ("<footer><p>{}</p></footer>", "footer"),
        ("<script>var text = '{}'</script>", "script"),
        ("<noscript><p>{}</p></noscript>", "noscript"),
    ],
)
def test_text_beside_the_article_is_left_out(beside, why):
    other = "Grain barges moored upstream for a week before the lock reopened on Friday."
    text = article_text(f"<article><p>{PROSE}</p><p>{MORE}</p>{beside.format(other)}</article>")
    assert PROSE in text, why
    assert other not in text, why


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "READ MORE: Tin prices slide",
        "Related articles",
        "Share this story",
        "Follow us on Twitter",
        "Sign up for our newsletter",
        "Source: Harbour Post",
        "© 2024 Harbour Post. All rights reserved.",
        "Photo: Ann Lee",
        "Reporting by Ann Lee; Editing by Bo Chan",
        "Reporting by Ann Lee in Oslo and Bo Chan; Writing by Cy Dahl; Editing by Di Ek",
        "(With inputs from agencies)",
        "This story was updated at noon.",
        "Click here for our weekly newsletter.",
        "Let us know what you think in the comments below",
        "Ann Lee contributed to this report.",
        "This article was originally published by Harbour Post.",
        "10:42",
        "12 min read",
    ],
)
def test_lines_around_the_text_are_left_out(line):
    text = article_text(f"<div><p>{PROSE}</p><p>{MORE}</p><p>{line}</p><p>{LAST}</p></div>")
    assert line not in text
    assert text.count("\n\n") == 2


@pytest.mark.parametrize(
    "line",
    [
        "Sharing the cost of the lock took ten years of talks.",
        "Read more slowly and you will see it, she told the board.",
        "Advertisement sales fell by a tenth.",
        "The source of the leak was found on Monday.",
        "Photos of the quay are worth little, he said.",
        "Published figures differ from the ones that the board saw.",
        "10:42 is when the last train leaves the plant.",
        "The report published on Monday showed that output rose by 4 percent.",
        "Reported by the ministry on Monday, the figures surprised the yard",
        "Writing by hand helps welders remember, a study found.",
        "Copyright law in Japan allows the copying of plans for repair.",
        "Files from the court show that the yard paid twice.",
        "Video by a drone shows the collapse of the northern quay.",
        "Analysts expect 2 million to subscribe to the service by 2026.",
        "He urged farmers to sign up for the programme by May.",
        "Also watch the price of scrap, which fell on Friday.",
        "“You can follow us on the river to the sea,” said Ann Lee.",
    ],
)
def test_sentences_that_begin_like_such_lines_stay(line):
    assert line in article_text(f"<div><p>{PROSE}</p><p>{line}</p><p>{MORE}</p></div>")


def test_headings_are_paragraphs_of_their_own_and_none_ends_the_text():
    text = article_text(
        f"<div><p>{PROSE}</p><h2>Power</h2><p>{MORE}</p><h3>More from us</h3></div>"
    )
    assert text.split("\n\n") == [PROSE, "Power", MORE]


def test_inline_links_with_telling_classes_stay_in_their_sentence():
    text = article_text(f"<div><p>{PROSE} <a class='tag'>Ada Ltd</a> sold ten of them.</p></div>")
    assert text.endswith("in April. Ada Ltd sold ten of them.")


def test_repeated_and_pulled_paragraphs_come_once():
    quote = "“We will not close a single furnace here”"
    text = article_text(
        f"<div><p>{PROSE}</p><p>{quote}, she said.</p><blockquote>{quote}</blockquote>"
        f"<p>{PROSE}</p><p>{MORE}</p></div>"
    )
    assert text.split("\n\n") == [PROSE, f"{quote}, she said.", MORE]


@pytest.mark.parametrize(
    "line",
    ["3 March 2026, 14:05 CET", "Xinhua | Updated: 2026-03-03 09:20", "By Ann Lee", "03/03/2026"],
)
def test_bylines_and_dates_above_the_text_are_no_text(line):
    body = f"<h1>A mill sells</h1><p>{line}</p><p>{PROSE}</p><p>{MORE}</p>"
    assert article_text(f"<article>{body}</article>") == f"{PROSE}\n\n{MORE}"


def test_a_moment_in_markup_goes_before_the_day_it_prints():
    when = "<time datetime='2026-03-03T09:00:00+0800'>3 March</time>"
    html = f"<article><h1>A mill sells</h1><p>{when}</p><p>{PROSE}</p><p>{MORE}</p></article>"
    article = page(html).article
    assert article
    assert article.published == "2026-03-03T09:00:00+08:00"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("(Reporting by Ann Lee in Seoul; Editing by Bo Chan)", ("Ann Lee",)),
        ("Reporting by Ann Lee and Bo Chan.", ("Ann Lee", "Bo Chan")),
        ("Editing by Bo Chan", ()),
    ],
)
def test_reporters_named_below_the_text(line, authors):
    article = page(f"<article><p>{PROSE}</p><p>{MORE}</p><p>{line}</p></article>").article
    assert article
    assert article.authors == authors


def test_breaks_split_paragraphs():
    text = article_text(f"<div>{PROSE}<br><br>{MORE}<br>{LAST}</div>")
    assert len(text.split("\n\n")) == 3


def test_articles_appended_below_are_left_out():
    own = f"<h1>Mill sells 40 furnaces</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"
    other = "<h1>Port buys nine cranes</h1><p>Grain left the port by rail, it said.</p>"
    markup = "".join(f"<article>{part}</article>" for part in (own, other, other))
    text = article_text(markup, "<title>Mill sells 40 furnaces</title>")
    assert text.split("\n\n") == [PROSE, MORE, LAST]


def test_long_notices_are_no_article():
    notice = "We and our partners use cookies and process personal data on your device. " * 30
    text = article_text(f"<div><p>{notice}</p></div><div><p>{PROSE}</p><p>{MORE}</p></div>")
    assert text == f"{PROSE}\n\n{MORE}"


def test_page_without_a_body_tag_is_read():
    markup = f"<title>Mill sells 40 furnaces</title><article><p>{PROSE} {MORE}</p></article>"
    reading = read_page(markup.encode(), url=None)
    assert reading.article is not None
    assert (reading.article.title, reading.article.text) == (
        "Mill sells 40 furnaces",
        f"{PROSE} {MORE}",
    )


def test_heading_of_a_part_left_out_goes_with_it():
    text = article_text(
        f"<div><p>{PROSE}</p><h2>More on mills</h2><aside><p>{LAST}</p></aside>"
        f"<h2>Orders</h2><p>{MORE}</p></div>"
    )
    assert text.split("\n\n") == [PROSE, "Orders", MORE]


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        (f"<h1>Mill sells furnaces</h1><p>{PROSE} {MORE}</p>", "no publication date found"),
        (f"<p>12 May 2021</p><p>{PROSE} {MORE}</p>", "no title found"),
    ],
)
def test_what_is_missing_is_said(markup, problem):
    assert problem in page(markup).problems


CHEAP = 10.0
"""Seconds of work that a hostile page may cost."""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<div>" * 1_000_000 + b"deep", id="a million nested tags"),
        pytest.param(b"<b><i>" * 500_000 + b"deep", id="a million inline tags"),
        pytest.param(b"<ul><li>" * 500_000, id="a million nested lists"),
        pytest.param(
            b"<table><tr><td colspan=1000000000 rowspan=1000000000>x</td></tr></table>", id="span"
        ),
        pytest.param(b"<p>" + b"word " * 1_500_000, id="one long text"),
        pytest.param(b"<p>" + b"word " * 10_000_000, id="50 MB in one node"),
        pytest.param(b"<p>Steel rose again in May, it said.</p>" * 200_000, id="many elements"),
        pytest.param(b"<div class='" + b"aB_" * 2_000_000 + b"'>x</div>", id="a long class"),
        pytest.param(b"<p>" + b"word<br>" * 90_000, id="many breaks"),
        pytest.param(b"<" * 7_000_000, id="angle brackets"),
        pytest.param(
            b"<script type='application/ld+json'>" + b"[" * 3_000_000 + b"</script>", id="json"
        ),
    ],
)
def test_hostile_page_costs_little_and_gives_no_giant(body):
    start = time.process_time()
    reading = read_page(body, url=None)
    assert time.process_time() - start < CHEAP
    assert reading.article is None or len(reading.article.text) <= 1_000_000


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("Steel output rose by\na tenth in May, it said.\n\nPrices fell.", 2),
        ("One paragraph a line, which ends as sentences do.\nAnother one follows it.", 2),
        ("\ufeffA first one.\r\n\r\nA second one.\r\n", 2),
        ("Line one goes on\nand on\nand on\n\n\n\nThe end.", 2),
        ("x" * 150 + "\n" + "y" * 150, 2),
        ("", 0),
    ],
)
def test_plain_text_is_rejoined(text, paragraphs):
    assert len([part for part in join_lines(text).split("\n\n") if part]) == paragraphs


def test_rejoined_text_is_rejoined_to_itself():
    text = join_lines("Steel output rose by\na tenth.\n\nPrices fell\nby half.")
    assert join_lines(text) == text


def test_text_article_takes_what_it_is_given():
    article = text_article("Steel rose.", title="Steel", published="2024-05-01")
    assert (article.text, article.title, article.published) == (
        "Steel rose.",
        "Steel",
        "2024-05-01",
    )
    assert article.authors == ()

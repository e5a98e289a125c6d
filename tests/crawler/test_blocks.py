"""Blocks of a page and what its markup says of them."""

import pytest

from crawler.blocks import marking, read_blocks, split_breaks
from crawler.container import find_container
from crawler.markup import parse_page

PROSE = "The mill sold 40 furnaces in May, the company said on Monday, twice as many as in April."


def blocks_of(markup: str):
    root = parse_page(f"<html><body>{markup}</body></html>")
    assert root is not None
    return read_blocks(root)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("related-posts", "related"),
        ("c-Article__relatedLinks", "related"),
        ("newsletter_signup", "newsletter"),
        ("ad-slot", "advert"),
        ("most-read", "related"),
        ("site-footer", "footer"),
        ("sr-only", "hidden"),
        ("article-body", None),
        ("has-sidebar", None),
        ("category-newsletter tag-video", None),
        ("readable", None),
        ("adhesive", None),
        ("shareholders", None),
        ("header", None),
        ("", None),
    ],
)
def test_marks(names, kind):
    assert marking(names) == kind


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>One</p><p>Two</p>", ["One", "Two"]),
        ("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"]),
        ("<p>One <b>and</b> <a href=x>two</a>.</p>", ["One and two."]),
        ("<p>One<script>no()</script> two</p>", ["One two"]),
        ("<p>One<!-- no --> two</p>", ["One two"]),
        ("<ul><li>One</li><li>Two<ul><li>Three</li></ul></li></ul>", ["One", "Two", "Three"]),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
        ("<p> \n </p><p>&nbsp;</p>", []),
        ("<nav>No</nav><select><option>No</select><button>No</button><p>One</p>", ["One"]),
    ],
)
def test_blocks(markup, texts):
    assert [block.text for block in blocks_of(markup)] == texts


def test_link_density_counts_letters_in_links():
    (block,) = blocks_of("<p>1234 <a href=x>56789</a></p>")
    assert block.link_density == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("raw", "paragraphs"),
    [
        ("one\x1etwo", ["one two"]),
        ("one\x1e\x1etwo", ["one", "two"]),
        (PROSE + "\x1e" + PROSE, [PROSE, PROSE]),
        ("A headline\x1eBy Ann Lee", ["A headline", "By Ann Lee"]),
        ("\x1e\x1e", []),
    ],
)
def test_breaks(raw, paragraphs):
    assert split_breaks(raw) == paragraphs


@pytest.mark.parametrize(
    ("markup", "container"),
    [
        (f"<div id=a><p>{PROSE}</p><p>{PROSE}</p></div><div id=b><p>{PROSE}</p></div>", "a"),
        (f"<div id=a><div><p>{PROSE}</p></div><div><p>{PROSE}</p></div></div>", "a"),
        (
            f"<div id=a><p>{PROSE}</p><p>{PROSE}</p></div><div id=b>"
            + f"<div><h3><a href=x>A linked headline, quite long</a></h3><p>{PROSE}</p></div>" * 4
            + "</div>",
            "a",
        ),
        (f"<div id=a><p>{PROSE}</p></div><div class=comments><p>{PROSE * 9}</p></div>", "a"),
        ("<div><a href=x>Links</a> <a href=y>only</a></div>", None),
    ],
)
def test_container(markup, container):
    found = find_container(blocks_of(markup))
    assert (None if found is None else found.get("id")) == container

"""Headlines without the site's name."""

import pytest
from lxml import html

from crawler.titles import choose_title, page_headings, without_site


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chip exports fall - Harbour Post", "Chip exports fall"),
        ("Chip exports fall | The Harbour Post", "Chip exports fall"),
        ("Chip exports fall — HarbourPost.com", "Chip exports fall"),
        ("Harbour Post: Chip exports fall", "Harbour Post: Chip exports fall"),
        ("Harbour Post | Chip exports fall", "Chip exports fall"),
        ("Chip exports fall | Trade | Harbour Post", "Chip exports fall | Trade"),
        ("Chips - the new oil", "Chips - the new oil"),
        ("A post-harbour age", "A post-harbour age"),
        ("", ""),
    ],
)
def test_site_names_are_cut(text, title):
    assert without_site(text, ["Harbour Post"]) == title


@pytest.mark.parametrize(
    ("stated", "markup", "title"),
    [
        (["Chip exports fall"], "<h1>Another heading here</h1>", "Chip exports fall"),
        (["Chip exports fall - Unknown Site"], "<h1>Chip exports fall</h1>", "Chip exports fall"),
        (["Harbour Post"], "<h1>Chip exports fall</h1>", "Chip exports fall"),
        ([], "<title>Chip exports fall again | Post</title>", "Chip exports fall again"),
        ([], "<title>Harbour Post</title><h2 class='art-title'>Chip exports</h2>", "Chip exports"),
        (["Chip exports fa..."], "<h1>Chip exports fall again</h1>", "Chip exports fall again"),
        ([], "<p>Nothing</p>", None),
    ],
)
def test_choice_between_statements(stated, markup, title):
    root = html.document_fromstring(f"<html><body>{markup}</body></html>")
    found = choose_title(
        stated,
        headings=page_headings(root),
        page_title=root.findtext(".//title") or "",
        sites=["Harbour Post"],
    )
    assert found == title

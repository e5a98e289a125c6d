"""Menus, notices, captions and links are told from what a text says."""

import pytest
import spacy

from extract.furniture import find_furniture, furniture_of, is_furniture, mark_furniture

FURNITURE = [
    "Copyright 2026 Harbour Post. All Rights Reserved. Terms of Service | Privacy Policy",
    "© Bengal News Agency",
    "(c) 2019 Straits Trade Review Pte Ltd",
    "All rights reserved.",
    "Home | Business | Technology | About us",
    "World › Asia › Markets",
    "Photo: Ana Reis/Harbour Post",
    "Image credit: Voltara",
    "(Photo by Jonas Berg)",
    "File photo: The plant in Lisbon at night",
    "Read more",
    "See also: Steel makers cut output",
    "Related stories",
    "Related: Apple growers turn to robots",
    "Subscribe now",
    "Sign up for our daily newsletter and never miss a story",
    "Follow us on Telegram",
    "Share this",
    "Privacy Policy",
    "Tags: steel, hydrogen",
    "12 comments",
    "5 min read",
    "Advertisement",
]
TEXT = [
    "Copyright law protects them, Ms Reis said.",
    "The union kept its rights, all of them reserved for members.",
    "Photographs of the plant were shared online.",
    "Either/or is no answer, she said.",
    "Revenue rose 5% | margin fell, the filing said. That was expected.",
    "Share prices fell.",
    "Shares of Voltara rose 3 percent to 41.20 euros in Frankfurt.",
    "Related companies were not affected by the ruling, which is final.",
    "Read the order again, the judge told the firm.",
    "Tags are sewn on by hand.",
    "Copyright by itself pays nobody.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize("line", TEXT)
def test_text(line):
    assert not is_furniture(line)


def test_spans_slice_to_the_lines_and_the_doc_keeps_them():
    text = "Orders rose.\n\n  Read more  \nPrices fell.\n\n© 2026 Post\n"
    assert [text[start:end] for start, end in find_furniture(text)] == ["Read more", "© 2026 Post"]
    doc = mark_furniture(spacy.blank("en")(text))
    assert furniture_of(doc) == find_furniture(text)
    assert furniture_of(mark_furniture(spacy.blank("en")("Orders rose."))) == []


def test_nothing_is_read_in_furniture():
    from extract.pipeline import load_pipeline

    text = (
        "Voltara will open a plant in Lisbon.\n\nHome | Harbour Post | Contact Us\n\n"
        "Ana Reis runs it.\n\nCopyright 2026 Harbour Post Network. All Rights Reserved."
    )
    doc = load_pipeline()(text)
    assert {ent.text for ent in doc.ents} == {"Voltara", "Lisbon", "Ana Reis"}
    sentences = [sent.text.strip() for sent in doc.sents]
    assert sentences == [part.strip() for part in text.split("\n\n")]

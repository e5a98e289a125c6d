"""A second look at a body that seems doubtful: trafilatura, and the body that JSON-LD states."""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

import trafilatura
from lxml.html import HtmlElement

from crawler.blocks import Block
from crawler.body import Body
from crawler.container import prose_weight
from crawler.jsonld import Item, articles_of
from crawler.markup import count_elements, squeeze
from crawler.metadata import Head
from crawler.paragraphs import Paragraph
from crawler.phrases import is_aside, is_credit, is_notice

STATED_CHARS = 300
"""Shorter bodies in JSON-LD are summaries."""
AGREEING = 0.5
"""Share of the shorter text's word triples that two readings of one article have in common."""
PROSE_SHARE = 0.6
"""Share of the page's prose below which the body found is doubted."""
MUCH_LONGER = 1.5
"""How much more text another reading must find where nothing else decides."""
CUT_SHORT = 2
"""How much longer a stated body is where the page shows only its beginning."""
EARLY_CHARS = 2_000
FEW_WORDS = 40
ENDLESS_CHARS = 1_000_000
"""Longer texts are no article, whatever another reader says."""
MOST_ELEMENTS = 20_000
"""Pages of more elements get no second look: it would take too long."""

_TAG = re.compile(r"<[^<>]{1,300}>")
_WORD = re.compile(r"\w+")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def reconsider(body: Body, *, head: Head, blocks: Sequence[Block]) -> Body:
    """The body, or a better one where it misses most of the page or of what JSON-LD states."""
    stated = stated_paragraphs(head.items)
    reference = "\n".join(stated)
    if not is_doubtful(body, blocks, reference):
        return body
    candidates = (general_paragraphs(head.root), tuple(Paragraph(text=text) for text in stated))
    hints = " ".join(head.stated("summary"))
    better = [found for found in candidates if _is_better(found, body, reference, hints)]
    return replace(body, paragraphs=max(better, key=len, default=body.paragraphs))


def _is_better(found: Sequence[Paragraph], body: Body, reference: str, hints: str) -> bool:
    text = "\n".join(paragraph.text for paragraph in found)
    if not text or not body.paragraphs:
        return bool(text)
    if reference:
        return agreement(text, reference) >= AGREEING and len(text) > len(body.text) / MUCH_LONGER
    if len(_WORD.findall(body.text)) < FEW_WORDS:
        return len(text) >= MUCH_LONGER * len(body.text)
    apart = agreement(text, body.text) < AGREEING
    return apart and relevance(text, hints) > relevance(body.text, hints)


def is_doubtful(body: Body, blocks: Sequence[Block], reference: str = "") -> bool:
    """Whether a body disagrees with the stated one, is very short, or little of the prose."""
    length = sum(len(paragraph.text) for paragraph in body.paragraphs)
    if length > ENDLESS_CHARS:
        return False
    if reference:
        cut = len(reference) > CUT_SHORT * length
        return cut or agreement(body.text, reference) < AGREEING
    if len(_WORD.findall(body.text)) < FEW_WORDS:
        return True
    found = {paragraph.text for paragraph in body.paragraphs}
    total = sum(map(prose_weight, blocks))
    return sum(prose_weight(block) for block in blocks if block.text in found) < PROSE_SHARE * total


def relevance(text: str, hints: str) -> float:
    """Share of a summary's longer words that come early in a text, 0 to 1."""
    wanted = {word for word in _WORD.findall(hints.casefold()) if len(word) > 3}
    early = set(_WORD.findall(text[:EARLY_CHARS].casefold()))
    return len(wanted & early) / max(1, len(wanted))


def stated_paragraphs(items: Sequence[Item]) -> list[str]:
    """Paragraphs of the longest `articleBody`, without tags; empty where it is a summary."""
    bodies = [item.get("articleBody") for item in articles_of(items)]
    texts = [_TAG.sub("\n", text) for text in bodies if isinstance(text, str)]
    longest = max(texts, key=len, default="")
    if len(longest) < STATED_CHARS:
        return []
    return [line for line in map(squeeze, longest.split("\n")) if line]


def general_paragraphs(root: HtmlElement) -> tuple[Paragraph, ...]:
    """What trafilatura takes for the body, paragraph by paragraph."""
    if count_elements(root) > MOST_ELEMENTS:
        return ()
    document = trafilatura.bare_extraction(root, fast=True, include_comments=False)
    body = None if document is None else document.body
    parts = [] if body is None else [(part.tag, squeeze("".join(part.itertext()))) for part in body]
    return tuple(
        Paragraph(text=text, is_heading=tag == "head")
        for tag, text in parts
        if text and not (is_aside(text) or is_credit(text) or is_notice(text))
    )


def agreement(text: str, other: str) -> float:
    """Share of the shorter text's word triples that the other has, 0 to 1."""
    left, right = _triples(text), _triples(other)
    return len(left & right) / max(1, min(len(left), len(right)))


def _triples(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))

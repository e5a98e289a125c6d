"""Docs whose names are marked in the text, so that a test of the rules needs no recogniser.

`[P Ann Lee]` is a person, `[O Acme]` a body, `[L Wuhan]` a place, `[D Friday]` a date. A file of
rows in `rows/` has texts, under each of them, indented, what must be found; "== " heads a group.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Span

from extract.entities import Entities
from extract.names import read_entities, settle_names
from extract.pipeline import load_pipeline
from extract.quotes import read_quotes
from models.facts import Quote

ROWS = Path(__file__).parent / "rows"
MARK = re.compile(r"\[([POLD]) ([^\]]+)\]")
LABELS = {"P": "PERSON", "O": "ORG", "L": "LOC", "D": "DATE"}


def plain(text: str) -> str:
    """The text without marks."""
    return MARK.sub(r"\2", text)


@cache
def marked(text: str) -> Doc:
    """The text as the pipeline parses it, with the marked names instead of those it found."""
    doc = load_pipeline()(plain(text))
    spans = []
    shift = 0
    for mark in MARK.finditer(text):
        start = mark.start() - shift
        shift += len(mark[0]) - len(mark[2])
        span = doc.char_span(start, start + len(mark[2]), alignment_mode="expand")
        assert span is not None
        spans.append(Span(doc, span.start, span.end, LABELS[mark[1]]))
    doc.set_ents(spans)
    return settle_names(doc)


def entities(text: str) -> Entities:
    """Who and what a marked text names."""
    return read_entities(marked(text))


def quotes(text: str) -> list[Quote]:
    """What is said in a marked text."""
    return read_quotes(marked(text), entities(text))


def rows(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each text of `rows/<name>.txt` with the lines under it; "\\n" there is a line break."""
    text, expected = "", list[str]()
    for line in (ROWS / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith(" "):
            expected.append(line.strip())
        elif line and not line.startswith(("#", "==")):
            if text:
                yield text, expected
            text, expected = line.replace("\\n", "\n"), []
    yield text, expected

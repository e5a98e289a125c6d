"""Lines that stand around a text: menus, copyright lines, captions. Nothing is read in them."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from extract.tables import load_table

FACTORY = "bellwether_furniture"
KEY = "furniture"
"""Name of the doc's span group; a text without furniture has none."""
Found = TypeVar("Found", bound="Placed")
Span = tuple[int, int]
"""Characters, end exclusive."""


class Placed(Protocol):
    """Anything that begins at a character of a text."""

    @property
    def start(self) -> int: ...


def find_furniture(text: str) -> list[Span]:
    """The lines of a text that say nothing, as characters, without the white space around.

    >>> text = "Orders rose.\\n\\n(c) 2026 Harbour Post. All rights reserved."
    >>> [text[a:b] for a, b in find_furniture(text)]
    ['(c) 2026 Harbour Post. All rights reserved.']
    >>> find_furniture("Copyright law is old.\\nIt was written by publishers.")
    []
    """
    lines = re.finditer(r"[^\n]+", text)
    found = ((line.start(), line.end(), line[0].strip()) for line in lines)
    return [_trimmed(text, start, end) for start, end, line in found if line and is_furniture(line)]


def is_furniture(line: str) -> bool:
    """Whether a line is a menu, a notice, a caption or a link.

    >>> is_furniture("Home | Business | About us"), is_furniture("Photo: Ana Reis/Harbour Post")
    (True, True)
    >>> is_furniture("Copyright is what they sell."), is_furniture("Either/or")
    (False, False)
    """
    table = load_table("furniture")
    if len(line.split()) > table["most_words"]:
        return False
    return _lines().fullmatch(line) is not None or _is_menu(line)


def _is_menu(line: str) -> bool:
    table = load_table("furniture")
    entries = re.split(table["separators"], line)
    short = all(len(entry.split()) <= table["entry_words"] for entry in entries)
    return len(entries) > 2 and short and not re.search(r"[.!?]\s", line)


@cache
def _lines() -> re.Pattern[str]:
    return re.compile("|".join(load_table("furniture")["lines"]), re.IGNORECASE)


def _trimmed(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), end - (len(line) - len(line.rstrip()))


def mark_furniture(doc: Doc) -> Doc:
    """The same doc, its furniture in the span group `KEY`."""
    spans = (doc.char_span(*at, alignment_mode="expand") for at in find_furniture(doc.text))
    found = [span for span in spans if span is not None]
    if found:
        doc.spans[KEY] = found
    return doc


def furniture_of(doc: Doc) -> list[Span]:
    """Where the doc's furniture stands, in characters."""
    return [(s.start_char, s.end_char) for s in doc.spans[KEY]] if KEY in doc.spans else []


def outside(doc: Doc, found: Iterable[Found]) -> list[Found]:
    """What does not begin in the doc's furniture."""
    spans = furniture_of(doc)
    return [each for each in found if not any(start <= each.start < end for start, end in spans)]


Language.component(FACTORY, func=mark_furniture)

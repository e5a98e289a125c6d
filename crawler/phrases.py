"""Phrases that stand around an article and never in it."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_SENTENCE_END = re.compile(r"[.!?…:。！？]['\"”’»)\]]*$")


@cache
def aside_patterns() -> re.Pattern[str]:
    """One pattern for whole blocks such as "Advertisement" and openings such as "Read more:"."""
    table = tomllib.loads(files("crawler.rules").joinpath("asides.toml").read_text("utf-8"))
    whole = "|".join(table["whole"])
    opening = "|".join(table["opening"])
    return re.compile(rf"(?i)(?:(?:{whole})\W*$)|(?:{opening})")


def is_sentence(text: str) -> bool:
    """Whether a block reads as prose: it ends like a sentence or is too long for a label."""
    return bool(_SENTENCE_END.search(text)) or len(text) > 160


def is_aside(text: str) -> bool:
    """Whether a block is an invitation, a label or a notice, not the story.

    >>> is_aside("READ MORE: Chip exports fall"), is_aside("Read more books, she said.")
    (True, False)
    """
    return len(text) < 400 and bool(aside_patterns().match(text.strip()))


def is_credit(text: str) -> bool:
    """Whether a block only says who wrote, took or owns something."""
    return len(text) < 200 and bool(_CREDIT.match(text))


_CREDIT = re.compile(
    r"(?i)^(?:©|\(c\)\s|copyright\b|source\s*:|photo(?:graph)?s?\s*(?:by|credit|:)"
    r"|image\s*(?:credit|source|:)|by\s*:\s|(?:written|reported|edited) by\b[^.]*$)"
)

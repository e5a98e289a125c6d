"""Units of measure and counted nouns behind a number."""

import functools
import re

from extract.tables import any_of, load_table

_RATE = re.compile(r" (?:an?|per|each) (day|hour|year|month|week|second|minute)\b")
_STOPS = frozenset(load_table("nouns")["stops"])
_PLURALS = frozenset(load_table("nouns")["plurals"])
_IDLE = frozenset(load_table("nouns")["idle"])
_WORD = re.compile(r"[ -]?([A-Za-z][A-Za-z'&]*(?:-[A-Za-z]+)*)")


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_table("units")
    exact = re.compile(rf"[ -]?({any_of(table['exact'])})(?![\w²³$])")
    words = re.compile(rf"[ -]({any_of(table['words'])})\b", re.IGNORECASE)
    return exact, words


def read_unit(text: str, end: int) -> tuple[str, int] | None:
    """The unit of measure behind `end` with "per ..." included, and where it ends."""
    exact, words = _patterns()
    if found := words.match(text, end):
        unit, end = found[1], found.end()
    elif found := exact.match(text, end):
        unit, end = load_table("units")["exact"][found[1]], found.end()
    else:
        return None
    if rate := _RATE.match(text, end):
        return f"{unit} per {rate[1]}", rate.end()
    return unit, end


def read_noun(text: str, end: int) -> tuple[str, int] | None:
    """The counted noun behind a number with the words that narrow it, and where it ends."""
    start, last, at = None, None, end
    for _ in range(6):
        word = _WORD.match(text, at)
        if not word or word[1].lower() in _STOPS:
            break
        start = word.start(1) if start is None else start
        at = word.end()
        if is_plural(word[1]):
            last = at
            break
    if start is None or last is None:
        return None
    return text[start:last], last


def is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    word = word.lower()
    if word in _PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def is_idle(noun: str) -> bool:
    """Whether a counted noun is a stretch of time or the like, which no figure is about."""
    return noun.lower().split()[-1] in _IDLE

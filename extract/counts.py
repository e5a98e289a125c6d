"""Counted nouns behind a number, and which counts say nothing."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.numbers import Number
from extract.tables import any_of, load_table

_TABLE = load_table("nouns")
_STOPS = frozenset(_TABLE["stops"])
_VERBS = frozenset(_TABLE["verbs"])
_PLURALS = frozenset(_TABLE["plurals"])
_IDLE = frozenset(_TABLE["idle"])
_NAMES_IN_IS = frozenset(_TABLE["names-in-is"])
_LOOSE = frozenset(_TABLE["loose"])
_WORD = re.compile(r"[ -]?((?:[A-Z]\.)+|[A-Za-z][A-Za-z'&]*)(?:-([A-Za-z]+))*")
_QUOTE = re.compile(r" ?[\"'“”]")
_OF = re.compile(
    r"(?: more| others?)? of (?:the |its |their |his |her |our |these |those |all |them\b)"
    r"(?:\d[\d,.]* )?"
)
_HYPHENED = re.compile(r"-([a-z]+)(?=[ ,.;])")
_DEFINITE = re.compile(
    r"(?:\b(?:the|these|those|all|both|its|their|his|her|our|my|your|other|first|last|next|past"
    r"|each|every|any|top|big|only|no|just|previous|remaining|same)|'s?) $",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?<![A-Za-z]){any_of(_TABLE['labels'])}[ .#]*(?:\d+ ?(?:to|and|or|[-–,]) ?)?$", re.IGNORECASE
)
_NAME = re.compile(r"(?<![.!?:\"”'*]\s)(?<![.!?:\"”*]\s\s)(?<=[\s(-])([A-Z][A-Za-z'&-]*)[ -]$")
_RATIO = re.compile(r"\b(?:every|per|each) $", re.IGNORECASE)
_MODEL = re.compile(r"(?:7\d7|3[1-8]0) (?:aircraft|planes|jets|airliners)|911 ")
_ONE = re.compile(r"\ba $", re.IGNORECASE)
_SPANS = frozenset(("hour", "day", "week", "month", "year", "minute", "second", "bit"))
_COUNTRY = re.compile(r"United (?:States|Nations|Emirates)$")
_SMALL = 12
_IDLE_MOST = 2


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun with the words that narrow it."""

    text: str
    start: int
    end: int


def read_noun(text: str, end: int) -> Noun | None:
    """The noun counted by a number that ends at `end`.

    >>> read_noun("339 AI companies registered", 3).text
    'AI companies'
    >>> read_noun("20 of its larger planes", 2).text
    'larger planes'
    """
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper():
        return None
    of = _OF.match(text, end)
    start = of.end() - 1 if of else end
    found = _noun_phrase(text, start)
    if found or of:
        return found
    hyphened = _HYPHENED.match(text, end)
    if not hyphened or hyphened[1] in _STOPS or hyphened[1] in _IDLE:
        return None
    return Noun(hyphened[1], hyphened.start(1), hyphened.end(1))


def _noun_phrase(text: str, at: int) -> Noun | None:
    """The words up to the first plural, without the loose ones in front ("more", "other")."""
    start, joined = None, False
    for _ in range(7):
        word = _WORD.match(text, at)
        if word and word[1] == "and" and start is not None and not joined:
            joined, at = True, word.end()
            continue
        loose = word is not None and start is None and word[1].lower() in _LOOSE
        if not word or (not loose and word[1].lower() in _STOPS):
            return None
        if not loose and start is None:
            start = word.start(1)
        at = word.end()
        last = word[2] or word[1]
        if is_plural(last) and start is not None and not _COUNTRY.search(text, start, at):
            end = _longer(text, at) if last.lower() in _PLURALS else at
            return Noun(text[start:end], start, end)
    return None


def _longer(text: str, end: int) -> int:
    """Where a noun ends that a plural without s begins: "police patrols", "crew members"."""
    word = _WORD.match(text, end)
    more = word and word[1].islower() and word[1].endswith("s") and is_plural(word[1])
    return word.end() if word and more else end


def is_plural(word: str) -> bool:
    """Whether a word looks like a noun in the plural.

    >>> is_plural("companies"), is_plural("business"), is_plural("people")
    (True, False, True)
    """
    people = word[0].isupper() and word.endswith("is") and word.lower() not in _NAMES_IN_IS
    word = word.lower()
    if word in _PLURALS or people:
        return True
    if word in _VERBS or len(word) < 4 or not word.endswith("s"):
        return False
    return not word.endswith(("ss", "us", "is", "'s", "ous"))


def is_idle(text: str, number: Number, noun: Noun) -> bool:
    """Whether a count says nothing a reader would keep: "the two companies", "three days"."""
    words = noun.text.lower().split()
    if (
        words[-1].rpartition("-")[2] in _IDLE
        or words[0].partition("-")[0] in _SPANS
        or number.value <= _IDLE_MOST
    ):
        return True
    hyphened = text[number.end] == "-"
    if number.spelled and (hyphened or (text[number.start].isupper() and noun.text.istitle())):
        return True
    if is_ratio(text, number.start):
        return True
    return number.value <= _SMALL and bool(
        _DEFINITE.search(text, max(0, number.start - 12), number.start)
    )


def is_ratio(text: str, start: int) -> bool:
    """Whether "per" or "every" before a number makes it a measure of something else."""
    return bool(_RATIO.search(text, max(0, start - 10), start))


def is_label(text: str, number: Number, *, compared: bool) -> bool:
    """Whether a bare number is part of a name or label: "Boeing 737", "Chapter 11", "2018"."""
    if not number.plain and not number.spelled:
        return False
    start = number.start
    if _LABEL.search(text, max(0, start - 26), start):
        return True
    if number.spelled:
        return False
    if is_year(number) and (number.value % 100 != 0 or (not compared and _in_time(text, start))):
        return True
    if compared:
        return False
    if _MODEL.match(text, start) or (
        text[number.end :][:1] != "-" and _ONE.search(text, max(0, start - 3), start)
    ):
        return True
    name = _NAME.search(text, max(0, start - 30), start)
    return name is not None and name[1].lower() not in _STOPS


def is_named(text: str, number: Number) -> bool:
    """Whether a label stands before a number: "sections 895", "page 5"."""
    return bool(_LABEL.search(text, max(0, number.start - 26), number.start))


def is_year(number: Number) -> bool:
    """Whether a number is printed as years are: four digits, no comma, 1900 to 2100."""
    return number.plain and number.end - number.start == 4 and 1900 <= number.value <= Decimal(2100)


def _in_time(text: str, start: int) -> bool:
    before = text[max(0, start - 10) : start].lower().split()
    return bool(before) and before[-1] in ("in", "of", "since", "by", "the", "from", "until", "its")

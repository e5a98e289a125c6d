"""Whether digits, a month's name or a weekday are a date, and not a count, a name or a verb."""

import re

from extract.moment import COUNT
from extract.tables import any_of, load_table

_TABLE = load_table("dates")
_NAMES_BEFORE = re.compile(rf"(?<![a-z]){any_of(_TABLE['names-before'])} $")
_UNITS_BEHIND = re.compile(rf"[ -]?{any_of(_TABLE['units-behind'])}(?![a-z])")
_NAMED = frozenset(_TABLE["named-months"])
_MONTH_CUES = frozenset(_TABLE["month-cues"])
_CAPITAL = re.compile(r" [A-Z][a-z]")
_ATTACKS = re.compile(r" (?:terror\w* )?attacks\b")
_PLURAL = re.compile(r" [a-z]+s\b")
_TIMED = re.compile(
    r"\b(?:in|the|since|by|until|from|of|during|before|after|through|to|early|late) $"
)
_CLOCK = re.compile(r" (?:hours|hrs|gmt|utc|bst|cet|est|edt|local time)\b| \(\d{3,4} (?:gmt|utc)")
_MORE_DIGITS = re.compile(r"[-–]\d")
_PAPERS = re.compile(
    r"sunday (?:times|telegraph|mirror|express|mail|herald|post|mercury|independent|business)\b"
    r"|(?:monday|thursday|sunday) night football"
)
_NTH_BEFORE = re.compile(r"\b(?:first|second|third|fourth|last|every|each) $")
_LAST = re.compile(rf"last {COUNT}\b")
_FALL = re.compile(r"fall\b(?! (?:of )?\d)")
_LASTS = re.compile(r"\b(?:to|will|would|could|can|may|might|should|must|not) $")


def is_year(lower: str, start: int, end: int) -> bool:
    """Whether four digits are a year, and not a count, a model or part of a longer number."""
    if _NAMES_BEFORE.search(lower, max(0, start - 10), start) or _UNITS_BEHIND.match(lower, end):
        return False
    if lower[start:end].endswith("00") and _PLURAL.match(lower, end):
        return bool(_TIMED.search(lower, max(0, start - 10), start))
    return not (_MORE_DIGITS.match(lower, end) or _CLOCK.match(lower, end))


def is_weekday(lower: str, start: int) -> bool:
    """Whether a weekday is a day, and no "every Monday"."""
    if _PAPERS.match(lower, start):
        return False
    return not _NTH_BEFORE.search(lower, max(0, start - 8), start)


def lasts(lower: str, start: int) -> bool:
    """Whether "last" or "fall" is the verb: "to last 48 hours", "will fall this year"."""
    if not (_LAST.match(lower, start) or _FALL.match(lower, start)):
        return False
    return bool(_LASTS.search(lower, max(0, start - 8), start))


def is_month(text: str, lower: str, match: re.Match[str]) -> bool:
    """Whether a month's name is the month, and no verb, name or "September 11 attacks"."""
    word, start, end = match[0], *match.span()
    if _ATTACKS.match(lower, end) or _is_name(text, lower, match):
        return False
    if not word.isalpha() or len(word) > 5:
        return True
    if word == "may":
        cued = _has_cue(lower, start) or lower.startswith("'s", end)
        return text[start].isupper() and cued
    return len(word) > 3 and text[start].isupper()


def _is_name(text: str, lower: str, match: re.Match[str]) -> bool:
    """Whether a month opens a name: "March Networks makes cameras"."""
    named = match[0] in _NAMED and _CAPITAL.match(text, match.end())
    return bool(named) and not _has_cue(lower, match.start())


def _has_cue(lower: str, start: int) -> bool:
    before = lower[max(0, start - 10) : start].split()
    return bool(before) and before[-1] in _MONTH_CUES

"""Misspellings: two words that one slip of the pen parts, where that makes no other word."""

import re

from rapidfuzz.distance import OSA

SHORTEST = 6
"""Shorter words are too often other words: "Tata" and "Data"."""
_PINYIN = re.compile(
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei"
    "|ao|ou|ia|ie|iu|ua|ui|uo|ue|ve|er|[aeiou])(?:ng|n)?)+"
)


def is_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, doubled or swapped with its neighbour.

    A letter in place of another makes another word too often ("Iran", "Iraq"), and so does one at
    either end ("Alphabet", "Alphabeta").

    >>> is_slip("qualcom", "qualcomm"), is_slip("robotics", "robotcis")
    (True, True)
    >>> is_slip("norvik", "norwik"), is_slip("alphabet", "alphabeta")
    (False, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST or short[0] != long[0] or _digits(short) != _digits(long):
        return False
    if OSA.distance(short, long, score_cutoff=1) != 1:
        return False
    if len(short) == len(long):
        return sorted(short) == sorted(long)
    return not _longer_at_end(short, long)


def is_pinyin(word: str) -> bool:
    """Whether the word can be read as Chinese syllables, of which one letter more makes others:
    Shanxi and Shaanxi are two provinces.

    >>> is_pinyin("shaanxi"), is_pinyin("qualcomm")
    (True, False)
    """
    return bool(_PINYIN.fullmatch(word))


def _longer_at_end(short: str, long: str) -> bool:
    return long.startswith(short) and long[-1] != short[-1]


def _digits(word: str) -> str:
    return "".join(letter for letter in word if letter.isdigit())

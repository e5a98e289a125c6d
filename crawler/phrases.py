"""Phrases that stand around an article and never in it."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_SENTENCE_END = re.compile(r"[.!?…:。！？]['\"”’»)\]]*$")


_PICTURE = re.compile(
    r"(?i)©|\b(?:photos?|photographs?|images?|pictures?|pictured|courtesy|getty|shutterstock)\b"
)
_REPORTED = re.compile(r"[\"“”]|\b(?:said|says|told|according)\b")
_ADDRESSED = re.compile(r"(?i)\b(?:you|your|our|us|here|we|me|this|below|now)\b|@")
_CLOCK = re.compile(
    r"\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?\s*|[A-Z]{2,4}\s*)?(?:$|[-–—|]|[A-Z])"
    r"|(?i:\d+\s*(?:min|minute|hour|hr|day)s?\s+ago\b)"
)


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(files("crawler.rules").joinpath("asides.toml").read_text("utf-8"))


@cache
def _any_of(key: str) -> re.Pattern[str]:
    return re.compile("(?i)" + "|".join(f"(?:{pattern})" for pattern in _table()[key]))


@cache
def aside_patterns() -> re.Pattern[str]:
    """One pattern for whole blocks such as "Advertisement" and openings such as "Read more:"."""
    whole = "|".join(_table()["whole"])
    opening = "|".join(_table()["opening"])
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
    return len(text) < 300 and bool(_any_of("credit").match(text))


def is_promotion(text: str) -> bool:
    """Whether a block at an article's end asks the reader to subscribe, follow or write in.

    >>> is_promotion("For more on steel, sign up for our weekly newsletter.")
    True
    >>> is_promotion("Analysts expect two million to subscribe to the service by 2026.")
    False
    """
    if len(text) > 500 or _REPORTED.search(text):
        return False
    return bool(_any_of("promotion").search(text) and _ADDRESSED.search(text))


def is_notice(text: str) -> bool:
    """Whether a block speaks of the site's own terms: two of its usual words or more.

    >>> is_notice("We use cookies and process personal data with our partners.")
    True
    >>> is_notice("The court fined the firm over cookies.")
    False
    """
    return len(set(map(str.lower, _any_of("notice").findall(text)))) > 1


def is_picture_credit(text: str) -> bool:
    """Whether a short block speaks of a picture and its owner.

    >>> is_picture_credit("The new mill, photo © Ann Lee"), is_picture_credit("Output by region")
    (True, False)
    """
    return bool(_PICTURE.search(text))


def is_clock(text: str) -> bool:
    """Whether a block is only a time, as live pages put before each entry."""
    return len(text) < 60 and bool(_CLOCK.match(text)) and not _SENTENCE_END.search(text)

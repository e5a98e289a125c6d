"""Whom a reprint credits for its text."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from crawler.names import agency_named

_NAME = r"([A-Z][\w.&'’-]*(?:\s+(?:[A-Z&][\w.&'’-]*|of|the|for|and|de|du)){0,5})"
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_EDGE = 4
"""How many paragraphs at either end of a text may credit it."""


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    """One table of rules/credits.toml."""
    rules = tomllib.loads(files("crawler.rules").joinpath("credits.toml").read_text("utf-8"))
    return tuple(re.compile(text.replace("NAME", _NAME)) for text in rules[table])


def credited_source(lines: Sequence[str], *, publisher: str | None = None) -> str | None:
    """The outlet or agency that a page's lines (byline, head, first and last paragraphs) credit.

    None where the credit names the page's own publisher.

    >>> credited_source(["Source: Harbour Post", "Steel output rose."])
    'Harbour Post'
    >>> credited_source(["SEOUL (Reuters) - Steel output rose."], publisher="Daily Coil")
    'Reuters'
    >>> credited_source(["SEOUL (Reuters) - Steel output rose."], publisher="Reuters")
    """
    edge = [*lines[:_EDGE], *lines[_EDGE:][-_EDGE:]]
    for line in edge:
        name = _stated(line) or _agency(line)
        if name and not same_body(name, publisher):
            return name
    return None


def _stated(line: str) -> str | None:
    if len(line) > 300:
        return None
    match = next(filter(None, (pattern.search(line) for pattern in _patterns("lines"))), None)
    if match is None:
        return None
    if _MONTH.match(match[1]):
        return None
    name = re.sub(r"\s+(?:of|the|for|and|on|de|du)$", "", match[1].strip(" .,"))
    return agency_named(name) or name


def _agency(line: str) -> str | None:
    """An agency in a dateline or beside a bar; other names there are no credits."""
    for pattern in _patterns("datelines"):
        if match := pattern.search(line[:160]):
            return agency_named(next(filter(None, match.groups())))
    return None


def same_body(name: str, other: str | None) -> bool:
    """Whether two names are one outlet, "the", "News" and a domain's ending aside."""
    return bool(other) and (
        _core(name) == _core(other) or agency_named(name) == (agency_named(other) or 0)
    )


def _core(name: str | None) -> str:
    text = re.sub(r"\.(?:com|org|net|cn|co|uk)\b", "", (name or "").casefold())
    return re.sub(r"^the\b|\b(?:news|online|agency|website)\b|[\W_]", "", text)

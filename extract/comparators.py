"""Words that say an amount is about, over, at least or at most what is printed."""

import re

from extract.tables import any_of, load_table
from models.facts import Comparator

_BEFORE: dict[str, Comparator] = load_table("numbers")["comparators"]
_BEHIND: dict[str, Comparator] = load_table("numbers")["comparators_behind"]
_REACH = 48
_BEFORE_PATTERN = re.compile(
    rf"(?<![A-Za-z-])(?:(?:just|well|slightly|significantly|far|a little|way) )?"
    rf"(?P<cue>{any_of(_BEFORE)}) ?"
    r"(?:(?:an? |the )?(?:additional|further|extra|total of|another|record) "
    r"|an? |another |just |only |already |between |from )?$",
    re.IGNORECASE,
)
_RISEN = re.compile(
    r"\b(?:bring|brings|bringing|brought|go|goes|went|gone|going|move|moved|edged?|crept|came)"
    r" (?:(?!and |or )[\w'-]+ ){0,4}$",
    re.IGNORECASE,
)
_FROM = re.compile(r"[^\s]{1,12}(?: [\w%]+){0,3}? from (?:about |around |just )?[^\w\s]{0,3}\d")
_BEHIND_PATTERN = re.compile(rf" ?({any_of(_BEHIND)})(?![A-Za-z])", re.IGNORECASE)


def comparator_before(text: str, start: int, floor: int = 0) -> tuple[Comparator, int] | None:
    """The comparator whose words end where an amount begins, and where they begin.

    >>> comparator_before("sold no more than 5", 18)
    ('<=', 5)
    """
    found = _BEFORE_PATTERN.search(text, max(floor, start - _REACH), start)
    if not found or _is_level(text, found, start):
        return None
    return _BEFORE[found["cue"].lower().replace("-", " ")], found.start()


def _is_level(text: str, found: re.Match[str], start: int) -> bool:
    """Whether "up to" tells a rise to a level: "brought the rate up to 7.6%", "up to 5 from 3"."""
    if found["cue"].lower() != "up to":
        return False
    risen = _RISEN.search(text, max(0, found.start() - 40), found.start())
    return bool(risen or _FROM.match(text, start))


def comparator_behind(text: str, end: int) -> tuple[Comparator, int] | None:
    """The comparator whose words begin where an amount ends, and where they end.

    >>> comparator_behind("10 or more", 2)
    ('>=', 10)
    """
    found = _BEHIND_PATTERN.match(text, end)
    return (_BEHIND[found[1].lower()], found.end()) if found else None

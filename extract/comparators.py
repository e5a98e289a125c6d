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
_BEHIND_PATTERN = re.compile(rf" ?({any_of(_BEHIND)})(?![A-Za-z])", re.IGNORECASE)


def comparator_before(text: str, start: int, floor: int = 0) -> tuple[Comparator, int] | None:
    """The comparator whose words end where an amount begins, and where they begin.

    >>> comparator_before("sold no more than 5", 18)
    ('<=', 5)
    """
    found = _BEFORE_PATTERN.search(text, max(floor, start - _REACH), start)
    if not found:
        return None
    return _BEFORE[found["cue"].lower().replace("-", " ")], found.start()


def comparator_behind(text: str, end: int) -> tuple[Comparator, int] | None:
    """The comparator whose words begin where an amount ends, and where they end.

    >>> comparator_behind("10 or more", 2)
    ('>=', 10)
    """
    found = _BEHIND_PATTERN.match(text, end)
    return (_BEHIND[found[1].lower()], found.end()) if found else None

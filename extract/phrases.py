"""The phrases of `rules/periods.toml`, each compiled with what reads its match."""

import functools
import re
from typing import Any

from extract import absolute, eras, feasts, fiscal, portions, relative
from extract.lengths import LENGTH
from extract.moment import COUNT, DAY, MONTH, YEAR, Maker
from extract.tables import any_of, load_table

Form = tuple[re.Pattern[str], Maker]
_MAKERS = absolute.MAKERS | fiscal.MAKERS | relative.MAKERS
_MAKERS |= eras.MAKERS | feasts.MAKERS | portions.MAKERS
_KINDS = ("digit", "month", "weekday", "word")
_WORDS = ("weekdays", "ordinals", "seasons", "centuries", "decades")
_PART = re.compile(r"\{([a-z-]+)\}")


@functools.cache
def load_phrases() -> dict[str, tuple[Form, ...]]:
    """The phrases by what they begin with: a digit, month, weekday or other word."""
    table = load_table("periods")
    parts = _parts(table["parts"])
    return {kind: tuple(_form(row, parts) for row in table[kind]) for kind in _KINDS}


def _parts(parts: dict[str, str]) -> dict[str, str]:
    words = load_table("dates")
    own = {"year": YEAR, "month": MONTH, "day": DAY, "count": COUNT, "length": LENGTH}
    own |= {name: any_of(words[name]) for name in _WORDS}
    own |= {"feasts": any_of(feasts.FEASTS)}
    own |= {"near-days": any_of(relative.NEAR_DAYS), "years-on": any_of(absolute.YEARS_ON)}
    return own | parts


def _form(row: dict[str, Any], parts: dict[str, str]) -> Form:
    pattern = row["pattern"]
    while _PART.search(pattern):
        pattern = _PART.sub(lambda found: parts[found[1]], pattern)
    return re.compile(pattern), _MAKERS[row["make"]]

"""Units of measure behind a number, and what a price is for."""

import functools
import re
from dataclasses import dataclass

from extract.tables import any_of, load_table

_RATE = re.compile(
    r"(?: (?:an?|per|each|every) |/| per )"
    r"(day|hour|year|month|week|second|minute|quarter|shift|person|capita|household|annum)\b"
)
_GOODS_RATE = re.compile(r" of (?:[a-z]+ ){1,2}(?:an?|per) (?:day|hour|year|month|week)\b")
"""Goods before the rate: "barrels of oil per day"."""
_PER = re.compile(
    r"(?:,? (?:an?|per|each|every) (?!(?:deal|bid|loan|year ago|share price|year earlier)\b)"
    r"|[-/ ]per[- ]|/ ?|-an?-)"
    r"(?P<per>[a-z]+ share|million British thermal units?"
    r"|(?:square|cubic|sq\.?|metric|troy|million|thousand|1,000) [A-Za-z]+"
    r"|[A-Za-z]+(?:-hour)?)(?![A-Za-z])"
)
_WARMTH = re.compile(
    r"(?<=\.\d) ?C\b|[ -]?C\b(?= (?:of )?(?:warming|goal|target|limit|threshold|rise))"
)
"""Degrees without their sign: "1.5C", "2C of warming"."""
_PER_NOUNS = frozenset(word.lower() for word in load_table("units")["per"])


@functools.cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_table("units")
    exact = re.compile(rf"[ -]?({any_of((*table['exact'], *table['scaled']))})(?![\w²³$/])")
    words = re.compile(rf"[ -]({any_of(table['words'])})(?![A-Za-z])", re.IGNORECASE)
    return exact, words


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure behind a number."""

    name: str
    """As printed, or the usual form of an abbreviation; with "a day" where it is a rate."""
    end: int
    factor: int = 1
    """What the number is multiplied by: 1,000,000 where "mb/d" counts million barrels."""


def read_unit(text: str, end: int) -> Unit | None:
    """The unit of measure behind `end`.

    >>> read_unit("5 million barrels a day", 9).name
    'barrels a day'
    >>> read_unit("1.2 mb/d", 3)
    Unit(name='barrels per day', end=8, factor=1000000)
    """
    exact, words = _patterns()
    if found := words.match(text, end):
        return Unit(*read_rate(text, found[1], found.end()))
    if found := exact.match(text, end):
        factor, name = _abbreviated(found[1])
        return Unit(*read_rate(text, name, found.end()), factor)
    if found := _WARMTH.match(text, end):
        return Unit("°C", found.end())
    return None


def _abbreviated(form: str) -> tuple[int, str]:
    """What an abbreviation multiplies by, and what it means."""
    table = load_table("units")
    if form in table["scaled"]:
        factor, name = table["scaled"][form]
        return factor, name
    return 1, table["exact"][form]


def read_rate(text: str, unit: str, end: int) -> tuple[str, int]:
    """The unit with the "a day", "per year" behind it."""
    if rate := _RATE.match(text, end):
        return f"{unit}{rate[0].replace('/', ' per ')}", rate.end()
    if goods := _GOODS_RATE.match(text, end):
        return f"{unit}{goods[0]}", goods.end()
    return unit, end


def read_per(text: str, end: int) -> tuple[str, int] | None:
    """What a price is for: "a share", "per barrel", "/MWh"; and where that ends.

    >>> read_per("$3.20 a share", 5)
    ('share', 13)
    """
    found = _PER.match(text, end)
    if not found:
        return None
    per = found["per"]
    if "per" not in found[0][: found.start("per") - end] and per.lower() not in _PER_NOUNS:
        return None
    return per, found.end()

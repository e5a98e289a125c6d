"""Long stretches: decades in words, centuries, five-year plans, the turn of a century."""

import re
from datetime import date

from extract.absolute import edge_of_decade
from extract.calendar import a_day, a_decade, a_year, years
from extract.moment import STEPS, Maker, Moment, group
from extract.periods import Period
from extract.tables import load_table

_TABLE = load_table("dates")
CENTURIES: dict[str, int] = _TABLE["centuries"]
DECADES: dict[str, int] = _TABLE["decades"]
_PARTS = {"early": (0, 29), "mid": (39, 59), "middle": (39, 59), "late": (70, 99)}
_PLAN_YEARS = 5
_FIRST_PLAN = 1951
"""China's plans since the sixth (1981-1985) stand on this grid of five years."""


def _century(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "the 19th century" as 1801 to 1900, "the late 19th century" as its last 30 years."""
    words = match["nth"].replace(" ", "-")
    number = int(re.sub(r"\D", "", words)) if words[0].isdigit() else CENTURIES[words]
    if not 10 <= number <= 22:
        return None
    edge = group(match, "edge")
    if edge and edge not in _PARTS:
        return None
    first, last = _PARTS[edge] if edge else (0, 99)
    begin = 100 * number - 99
    return years(begin + first, begin + last, approximate=bool(edge))


def _half_century(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "the first half of the 20th century" as 1901 to 1950."""
    words = match["century"].replace(" ", "-")
    number = int(re.sub(r"\D", "", words)) if words[0].isdigit() else CENTURIES[words]
    begin = 100 * number - 99 + (50 if match["nth"] == "second" else 0)
    return years(begin, begin + 49) if 10 <= number <= 22 else None


def _which_century(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "last century", "this century"."""
    if moment.published is None:
        return None
    begin = (moment.published.year - 1) // 100 * 100 + 1 + 100 * STEPS[match["step"]]
    return years(begin, begin + 99)


def _turn(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the turn of the century" as its year: 2000 for one written since 1950."""
    if group(match, "nth"):
        return a_year(100 * (int(re.sub(r"\D", "", match["nth"])) - 1))
    if moment.published is None:
        return None
    now = moment.published
    if match["unit"] == "decade":
        last = now.year // 10 * 10 - 1
        ahead = moment.ahead or moment.due
        return a_day(date(last + 10, 12, 31)) if ahead else a_day(date(last, 12, 31))
    return a_year((now.year + 50) // 100 * 100)


def _decade_of_century(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "the first decade of the century", "the last decade of the 20th century"."""
    if group(match, "number"):
        begin = 100 * (int(re.sub(r"\D", "", match["number"])) - 1)
    elif moment.published:
        begin = moment.published.year // 100 * 100
    else:
        return None
    nth = {"first": 0, "opening": 0, "second": 1, "third": 2, "last": 9, "final": 9}.get(
        match["nth"]
    )
    return None if nth is None else a_decade(begin + 10 * nth)


def _decade_word(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "the nineties", "the late eighties"."""
    first = DECADES[match["decade"]]
    edge = group(match, "edge")
    return edge_of_decade(edge, first) if edge else a_decade(first)


def _plan(match: re.Match[str], _moment: Moment) -> Period | None:
    """Reads "the 13th Five-Year Plan period": its years, as printed behind or by its number."""
    if group(match, "y1"):
        return years(int(match["y1"]), int(match["y2"]))
    words = match["nth"]
    number = int(re.sub(r"\D", "", words)) if words[0].isdigit() else CENTURIES[words]
    begin = _FIRST_PLAN + _PLAN_YEARS * number
    return years(begin, begin + _PLAN_YEARS - 1) if 6 <= number <= 20 else None


def _edge_of_century(match: re.Match[str], moment: Moment) -> Period | None:
    """Reads "mid-century" as 2050, "the end of the century" as the last day of 2100."""
    if moment.published is None:
        return None
    begin = moment.published.year // 100 * 100
    return a_year(begin + 50) if match["edge"] != "end" else a_day(date(begin + 100, 12, 31))


MAKERS: dict[str, Maker] = {
    "century": _century,
    "half_century": _half_century,
    "which_century": _which_century,
    "turn": _turn,
    "edge_of_century": _edge_of_century,
    "decade_of_century": _decade_of_century,
    "decade_word": _decade_word,
    "plan": _plan,
}
"""What reads each phrase of `rules/periods.toml`, by name."""

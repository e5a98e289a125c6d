"""Numbers as news prints them: digits, words, fractions and scale words, to exact decimals."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.tables import any_of, load_table

_TABLE = load_table("numbers")
_WORDS: dict[str, int] = _TABLE["words"]
_SCALES: dict[str, int] = _TABLE["scales"]
_LETTERS: dict[str, int] = _TABLE["scale_letters"]
_VULGAR = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal("0.3333"),
    "⅔": Decimal("0.6667"),
    "⅛": Decimal("0.125"),
    "⅜": Decimal("0.375"),
    "⅝": Decimal("0.625"),
    "⅞": Decimal("0.875"),
    "⅕": Decimal("0.2"),
}
_TENS = any_of(word for word, value in _WORDS.items() if value >= 20)
_ONES = any_of(word for word, value in _WORDS.items() if 0 < value < 10)
_WORD = any_of(_WORDS)
_SMALL = rf"(?:{_TENS}[ -]{_ONES}|{_WORD})\b"
_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]\d)|\d{1,3}(?:,\d\d)+,\d{3}(?:\.\d+)?(?!\d)"
    r"|\d+(?:\.\d+)?"
)
_BIG = r"(?:hundred|thousand|million|billion|trillion|dozen|crore|lakh)\b"
NUMERAL = (
    rf"(?P<digits>{_DIGITS})(?: ?(?P<vulgar>[½¼¾⅓⅔⅛⅜⅝⅞⅕])| (?P<top>\d)/(?P<bottom>[2-9])(?![\d/]))?"
    r"|(?P<alone>[½¼¾⅓⅔⅛⅜⅝⅞⅕])"
    rf"|\b(?P<part>half|(?:a|one|three)[ -]quarters?)(?: of)? an?(?=[ -]{_BIG})"
    rf"|\b(?P<article>an?)(?=[ -]{_BIG})"
    rf"|\b(?P<small>{_SMALL}(?: hundred(?: (?:and )?{_SMALL})?)?)"
)
_NUMERAL = re.compile(NUMERAL, re.IGNORECASE)
_AND_PART = re.compile(
    r" and (?:a half|a quarter|three quarters)\b|-and-a-(?:half|quarter)\b", re.IGNORECASE
)
_SCALE = re.compile(rf"[ -]?({any_of(_SCALES)})(?![A-Za-z])", re.IGNORECASE)
_LETTER = re.compile(r" ?([kKmMbBtT])(?![A-Za-z²³])")
_REST = re.compile(rf" (?:and )?(?P<small>{_SMALL}(?: hundred(?: (?:and )?{_SMALL})?)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its characters; `raw` is the value before its scale word."""

    value: Decimal
    raw: Decimal
    start: int
    end: int
    scaled: bool
    """Whether a scale word ("million") stands behind it."""
    spelled: bool
    """Whether it is written out in words."""


def read_number(text: str, start: int, letters: bool = False) -> Number | None:
    """The number that begins at `start`; `letters` allows "5m", "5K" as well.

    >>> read_number("two and a half million", 0).value
    Decimal('2500000.0')
    >>> read_number("million", 0) is None
    True
    """
    match = _NUMERAL.match(text, start)
    if not match:
        return None
    raw, end = _numeral_value(match), match.end()
    spelled = match["digits"] is None
    if part := _AND_PART.match(text, end):
        raw, end = raw + _and_part(part[0]), part.end()
    scale, end = read_scale(text, end, letters)
    value = raw * scale
    if spelled and scale >= 1000:
        value, end = _add_rest(text, value, end, scale)
    return Number(value, raw, match.start(), end, scale > 1, spelled)


def read_scale(text: str, end: int, letters: bool) -> tuple[int, int]:
    """The factor of the scale words behind `end`, and where they end."""
    factor = 1
    while scale := _SCALE.match(text, end):
        factor, end = factor * _SCALES[scale[1].lower()], scale.end()
    if factor == 1 and letters and (letter := _LETTER.match(text, end)):
        factor, end = _LETTERS[letter[1]], letter.end()
    return factor, end


def _numeral_value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return Decimal(match["digits"].replace(",", "")) + _fraction_behind(match)
    if match["alone"]:
        return _VULGAR[match["alone"]]
    if match["part"]:
        part = match["part"].lower()
        return (
            Decimal("0.75")
            if part.startswith("three")
            else Decimal("0.5" if part == "half" else "0.25")
        )
    return Decimal(1) if match["article"] else Decimal(words_value(match["small"]))


def _fraction_behind(match: re.Match[str]) -> Decimal:
    if match["vulgar"]:
        return _VULGAR[match["vulgar"]]
    return Decimal(match["top"]) / Decimal(match["bottom"]) if match["top"] else Decimal(0)


def _and_part(text: str) -> Decimal:
    if "three" in text:
        return Decimal("0.75")
    return Decimal("0.5") if "half" in text.lower() else Decimal("0.25")


def words_value(text: str) -> int:
    """The value of number words below a thousand.

    >>> words_value("two hundred and thirty-five")
    235
    """
    total = 0
    for word in re.split(r"[ -]", text.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        else:
            total += _WORDS.get(word, 0)
    return total


def _add_rest(text: str, value: Decimal, end: int, scale: int) -> tuple[Decimal, int]:
    """Smaller words behind a scale word: "two thousand" + " five hundred"."""
    while rest := _REST.match(text, end):
        factor, rest_end = read_scale(text, rest.end(), letters=False)
        if factor >= scale:
            break
        value, end, scale = value + words_value(rest["small"]) * factor, rest_end, factor
        if factor == 1:
            break
    return value, end

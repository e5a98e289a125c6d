"""Numbers as news prints them: digits, words, fractions and scale words, to exact decimals."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.tables import any_of, load_table

_TABLE = load_table("numbers")
_WORDS: dict[str, int] = _TABLE["words"]
_SCALES: dict[str, int] = _TABLE["scales"]
_LETTERS: dict[str, int] = _TABLE["scale_letters"]
_VULGAR = {sign: Decimal(value) for sign, value in _TABLE["vulgar"].items()}
_PARTS = {word: Decimal(value) for word, value in _TABLE["parts"].items()}

_TENS = any_of(word for word, value in _WORDS.items() if value >= 20)
_ONES = any_of(word for word, value in _WORDS.items() if 0 < value < 10)
_SMALL = rf"(?:{_TENS}[ -]{_ONES}|{any_of(_WORDS)})\b"
_HUNDREDS = rf"{_SMALL}(?:[ -]hundred\b(?: (?:and )?{_SMALL})?)?"
_SIGNS = "".join(_VULGAR)
_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d|,\d)"
    r"|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?(?!\d)|\d{1,3}\.\d{3},\d\d(?!\d)"
    r"|\d{1,3}(?: \d{3})+(?![\d.,]\d|\d|[/:%])"
    r"|\d+,\d\d?(?=[ -]?(?:[mbt]n\b|[mb]illion|trillion|%|per ?cent|points?))"
    r"|\d+(?:\.\d+)?|\.\d+"
)
_BIG = r"(?:hundred|thousand|million|billion|trillion|dozen|crore|lakh)\b"
_NUMERAL_TEXT = (
    rf"(?P<digits>{_DIGITS})(?: ?(?P<vulgar>[{_SIGNS}])| (?P<top>\d)/(?P<bottom>[2-9])(?![\d/]))?"
    rf"|(?P<alone>[{_SIGNS}])"
    rf"|\b(?P<part>half|(?:a|one|three)[ -]quarters?)(?:[ -]of)?(?:[ -]an?)?(?=[ -]{_BIG})"
    rf"|\b(?P<article>an?)(?=[ -]{_BIG})"
    rf"|\b(?P<small>{_HUNDREDS})"
)
NUMERAL_START = re.compile(
    rf"\d|\.\d|[{_SIGNS}]|\b(?=[onthfseza])"
    rf"(?:{any_of(_WORDS)}|half|an?(?=[ -](?:[htmbdcl]|quarter)))(?![a-z])"
)
"""Where a numeral may begin, in a text in lower case."""
_NUMERAL = re.compile(_NUMERAL_TEXT, re.IGNORECASE)
_AND_PART = re.compile(rf"(?: and |-and-)(?:an? |a-)?({any_of(_PARTS)})\b", re.IGNORECASE)
_AND_A_PART = re.compile(r" and (a half|a quarter|three[ -]quarters)\b(?! of)", re.IGNORECASE)
"""A part behind a scale word: "a billion and a half"."""
_SCALE = re.compile(rf"(?: {{1,3}}|-)?({any_of(_SCALES)})(?![A-Za-z])", re.IGNORECASE)
_LETTER = re.compile(rf"[ -]?({any_of(_LETTERS)})(?![A-Za-z²³]|/[hs]\b)")
_REST = re.compile(rf" (?:and )?(?P<small>{_HUNDREDS})", re.IGNORECASE)
_PLUS = re.compile(r"\+(?=[ -])|[ -]plus\b", re.IGNORECASE)

_LONGEST = 40
"""A longer run of digits is a key or a table, no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number with its characters."""

    value: Decimal
    raw: Decimal
    """The value before the scale word."""
    start: int
    end: int
    spelled: bool
    """Whether it is written out in words."""
    plain: bool
    """Whether it is a run of digits alone, as years and model names are."""
    plus: bool = False
    """Whether "+" or "plus" makes it a minimum."""

    @property
    def scaled(self) -> bool:
        """Whether a scale word ("million") stands behind it."""
        return self.value != self.raw


def read_number(text: str, start: int, *, letters: bool = False) -> Number | None:
    """The number that begins at `start`; `letters` allows "5m", "5K" as well.

    >>> read_number("two and a half million", 0).value
    Decimal('2500000')
    >>> read_number("million", 0) is None
    True
    """
    match = _NUMERAL.match(text, start)
    if not match or match.end() - start > _LONGEST:
        return None
    raw, end = _with_part(_AND_PART.match(text, match.end()), _numeral_value(match), match.end())
    plus = _PLUS.match(text, end)
    scale, end = read_scale(text, plus.end() if plus else end, letters=letters)
    spelled = match["digits"] is None
    if spelled and scale >= 1000:
        raw, end = _with_part(_AND_A_PART.match(text, end), raw, end)
    value = raw * scale
    if spelled and scale >= 1000:
        value, end = _add_rest(text, value, end, scale)
    return Number(
        value=whole(value),
        raw=raw,
        start=match.start(),
        end=end,
        spelled=spelled,
        plain=bool(match["digits"]) and match["digits"].isdigit() and scale == 1,
        plus=plus is not None,
    )


def _with_part(part: re.Match[str] | None, value: Decimal, end: int) -> tuple[Decimal, int]:
    """The number with the part behind it, and where that ends: "two and a half"."""
    if part is None:
        return value, end
    return value + _PARTS[part[1].lower().replace("-", " ")], part.end()


def read_scale(text: str, end: int, *, letters: bool) -> tuple[int, int]:
    """The factor of the scale words behind `end`, and where they end."""
    factor = 1
    while scale := _SCALE.match(text, end):
        factor, end = factor * _SCALES[scale[1].lower()], scale.end()
    if factor == 1 and letters and (letter := _LETTER.match(text, end)):
        factor, end = _LETTERS[letter[1]], letter.end()
    return factor, end


def whole(value: Decimal) -> Decimal:
    """The value without decimals where they say nothing: 62.58 billion as 62580000000."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _numeral_value(match: re.Match[str]) -> Decimal:
    if match["digits"]:
        return _digits_value(match["digits"]) + _fraction_behind(match)
    if match["alone"]:
        return _VULGAR[match["alone"]]
    if match["part"]:
        return _PARTS[match["part"].lower().replace("-", " ")]
    return Decimal(1) if match["article"] else Decimal(words_value(match["small"]))


def _digits_value(digits: str) -> Decimal:
    """The value of printed digits; a comma before one or two last digits is a decimal comma."""
    digits = digits.replace(" ", "")
    if digits.count(".") > 1 or re.search(r"\.\d{3},", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d\d?", digits):
        return Decimal(digits.replace(",", "."))
    return Decimal(digits.replace(",", ""))


def _fraction_behind(match: re.Match[str]) -> Decimal:
    if match["vulgar"]:
        decimals = len(match["digits"].partition(".")[2])
        return _VULGAR[match["vulgar"]].scaleb(-decimals)
    if not match["top"]:
        return Decimal(0)
    return round(Decimal(match["top"]) / Decimal(match["bottom"]), 4)


def words_value(text: str) -> int:
    """The value of number words below a thousand.

    >>> words_value("two hundred and thirty-five")
    235
    """
    total = 0
    for word in re.split(r"[ -]", text.lower()):
        total = max(total, 1) * 100 if word == "hundred" else total + _WORDS.get(word, 0)
    return total


def _add_rest(text: str, value: Decimal, end: int, scale: int) -> tuple[Decimal, int]:
    """Smaller words behind a scale word: "two thousand" + " five hundred"."""
    while rest := _REST.match(text, end):
        factor, rest_end = read_scale(text, rest.end(), letters=False)
        if factor >= scale:
            break
        value, end, scale = value + words_value(rest["small"]) * factor, rest_end, factor
    return value, end

"""Parts and multiples without a percent sign: "a third of", "one in five", "doubled"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.tables import any_of, load_table
from models.facts import FigureKind

_TABLE = load_table("numbers")
_FRACTIONS = {word: Decimal(value) for word, value in _TABLE["fractions"].items()}
_WORDS: dict[str, int] = _TABLE["words"]
_TIMES = {word: Decimal(value) for word, value in _TABLE["times"].items()}

_TIMES_FORMS = [*_TIMES, *(word.replace("fold", " fold") for word in _TIMES)]
_NAMES = any_of(word for word in _FRACTIONS if word not in ("half", "halves"))
_COUNT = rf"(?:{any_of(_WORDS)}|\d{{1,2}})"
_BIG = any_of(_TABLE["wholes"])
_PART = re.compile(
    r"\b(?:(?P<point>(?:half|(?:a|one)[ -](?:half|quarter)|three[ -]quarters|\d\.\d+)"
    r"(?:(?: of)? an?| of one)?[ -](?P<pp>per ?cent(?:age point)?|percentage[ -]point|point)\b)"
    r"|(?P<bare>an? (?:extra |additional |full )?percentage point\b)"
    rf"|(?P<top>{_COUNT}) (?:in|out of)(?: every)? (?P<bottom>{_COUNT})\b"
    r"(?!-| percent| \w+ (?:19|20)\d\d)"
    rf"|one of every (?P<every>{_COUNT})\b"
    rf"|(?P<many>(?:an?|one|two|three|four|five|six|seven|nine)[ -])(?P<name>{_NAMES})\b"
    r"(?P<behind>[ -]\w+)?"
    r"|(?P<half>half|halves)\b(?= (?:of|the|its|their|his|her|our|that|as)\b|[,.])"
    r"|(?P<halved>halved|(?:cut|slashed|reduced|split) (?:\w+ ){0,3}?in half)\b"
    rf"|(?P<twice>twice) (?={any_of(_TABLE['times-behind'])}\b)"
    rf"|(?P<times>{any_of(_TIMES_FORMS)}|(?<![\d.,])\d+(?:\.\d+)?(?:-fold|x(?![\d-])))\b"
    rf"|(?P<fold>(?<![\d.,])(?:{_COUNT}|\d+\.\d+)) times (?={any_of(_TABLE['times-behind'])}\b))",
)
_ORDINAL_BEFORE = re.compile(
    rf"(?:\b{any_of(_TABLE['halves-before'])}[ -]|\d[ -]|[a-z]-)$", re.IGNORECASE
)
_LEANING = re.compile(rf"\b{any_of(_TABLE['parts-before'])} $", re.IGNORECASE)
_TIME_BEHIND = re.compile(
    r" (?:of|in) (?:the (?:year|month|season|game|decade|century|day)|(?:19|20)\d\d)"
    r"|(?: the| a) year"
)
_PERCENT_BEHIND = re.compile(r" of (?:an? |one )per ?cent(?P<points>age point)?\b")
_PRICED = re.compile(r" (?:the|its|their) (?:price|cost|size|number|amount|value|rate|level)\b")
_QUARTERS_BEHIND = re.compile(rf" {any_of(_TABLE['quarters-behind'])}\b")
_HELD_BEHIND = re.compile(rf" {any_of(_TABLE['parts-held'])}\b")
_NUMBER_BEHIND = re.compile(rf" of (?:an? |one ){_BIG}")
_NO_NOUNS = frozenset(_TABLE["parts-behind"])


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole in percent, or a multiple."""

    kind: FigureKind
    amount: Decimal
    unit: str
    start: int
    end: int


def find_parts(text: str) -> Iterator[Part]:
    """The parts and multiples of a text in lower case, in order."""
    for match in _PART.finditer(text):
        if part := _read_part(text, match):
            yield part


def _read_part(text: str, match: re.Match[str]) -> Part | None:
    if match["point"] or match["bare"]:
        return _point(match)
    if match["fold"]:
        amount = Decimal(_WORDS.get(match["fold"], match["fold"]))
        return Part("quantity", amount, "times", match.start(), match.end() - 1)
    if match["twice"]:
        return Part("quantity", Decimal(2), "times", match.start(), match.end("twice"))
    if match["times"]:
        return Part("quantity", _multiple(match["times"].lower()), "times", *match.span())
    if match["halved"]:
        return Part("percent", Decimal(50), "%", *match.span())
    if match["every"] or match["bottom"]:
        return _one_in(match)
    dashed = match["many"] == "a " and match["behind"] == " of"
    before = _ORDINAL_BEFORE.search(text, max(0, match.start() - 10), match.start())
    if before and not (dashed and before[0].endswith("-")):
        return None
    return _half(text, match) if match["half"] else _fraction(text, match)


def _point(match: re.Match[str]) -> Part:
    if match["bare"]:
        return Part("percent", Decimal(1), "percentage points", *match.span())
    words = match["point"].lower().replace("-", " ")
    if words[0].isdigit():
        amount = Decimal(words.split()[0])
    else:
        amount = Decimal("0.5") if "half" in words else Decimal("0.25")
        amount = Decimal("0.75") if words.startswith("three") else amount
    unit = "percentage points" if "point" in match["pp"].lower() else "%"
    return Part("percent", amount, unit, *match.span())


def _multiple(word: str) -> Decimal:
    return _TIMES.get(re.sub("[ -]fold", "fold", word)) or Decimal(
        word.removesuffix("-fold").removesuffix("x")
    )


def _one_in(match: re.Match[str]) -> Part | None:
    top = 1 if match["every"] else _count(match["top"])
    bottom = _count(match["every"] or match["bottom"])
    if not 0 < top < bottom:
        return None
    if not match["every"] and match["top"].isdigit() and top > 1 and " in " in match[0]:
        return None
    return Part(
        "percent", round(Decimal(100 * top) / bottom, 2).normalize() + 0, "%", *match.span()
    )


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _half(text: str, match: re.Match[str]) -> Part | None:
    if _TIME_BEHIND.match(text, match.end()) or re.match(
        r" (?:an?|of an?) ", text[match.end() :][:6]
    ):
        return None
    if text[match.end()] in ",." and not _LEANING.search(
        text, max(0, match.start() - 16), match.start()
    ):
        return None
    return Part("percent", Decimal(50), "%", *match.span())


def _fraction(text: str, match: re.Match[str]) -> Part | None:
    many = match["many"].lower().strip(" -")
    count = 1 if many in ("a", "an") else _WORDS[many]
    name, end = match["name"].lower(), match.end("name")
    if (count > 1) != name.endswith("s") or (name == "quarters" and count != 3):
        return None
    behind = (match["behind"] or "").lower()
    if _NUMBER_BEHIND.match(text, end):
        return None
    if percent := _PERCENT_BEHIND.match(text, end):
        amount = round(_share(name, count) / 100, 2)
        unit = "percentage points" if percent["points"] else "%"
        return Part("percent", amount, unit, match.start(), percent.end())
    if name == "quarters" and _QUARTERS_BEHIND.match(text, end):
        return None
    of = behind == " of" or _PRICED.match(text, end) or _HELD_BEHIND.match(text, end)
    if behind == " ago" or (_TIME_BEHIND.match(text, end) and "quarter" in name):
        return None
    leaning = _LEANING.search(text, max(0, match.start() - 16), match.start())
    if count == 1 and not of and not (leaning and not _is_noun(behind)):
        return None
    return Part("percent", _share(name, count), "%", match.start(), end)


def _share(name: str, count: int) -> Decimal:
    """A part in percent: 66.67 for two thirds."""
    if name in ("third", "thirds"):
        return Decimal("66.67") if count == 2 else Decimal("33.33") * count
    return _FRACTIONS[name] * count


def _is_noun(behind: str) -> bool:
    """Whether the word behind makes an ordinal of "a third": "by a third party"."""
    return behind.strip(" -") not in _NO_NOUNS

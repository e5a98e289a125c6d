"""Currencies beside a number, and which country's a bare "$" or "Rs" is."""

import functools
import re
from collections import Counter
from dataclasses import dataclass

from extract.tables import any_of, load_table

_TABLE = load_table("currencies")
_PREFIXES: dict[str, str] = _TABLE["prefixes"]
_WORDS: dict[str, str] = _TABLE["words"]
_BARE: dict[str, dict[str, str]] = _TABLE["bare"]
_FAMILY = {form: family for family, forms in _TABLE["bare_forms"].items() for form in forms}
_MINOR = {form.lower(): code for form, code in _TABLE["minor"].items()}
_WHOSE: dict[str, str] = _TABLE["nationalities"]
_GUARDED = frozenset(_TABLE["guarded"]["forms"])
_SCALED = frozenset(_TABLE["guarded"]["scaled"])
_EXCHANGES: dict[str, str] = _TABLE["exchanges"]
_NEAR: dict[str, list[str]] = _TABLE["near"]
COUNTRY_CUES: dict[str, str] = {
    cue: country for country, cues in _TABLE["cues"].items() for cue in cues
}
"""Words that tell a country: its name, people, cities and exchanges."""
_SIGNS = [form for form in _FAMILY if not form.isalpha()] + _TABLE["guarded"]["before"]
_CODES = [form for form in _PREFIXES if form.isupper() or not form.isalnum()]
_CODES = [form for form in _CODES if form not in _SCALED]
_NAMES = any_of([*_WORDS, *(form for form in _FAMILY if form.isalpha() and len(form) > 1), *_MINOR])

CURRENCY = any_of([*_PREFIXES, *_SIGNS])
"""A currency as it stands before a number."""
_SAID_TWICE = r"(?:(?:USD|GBP|EUR|AUD|CAD|NZD|SGD|HKD|CNY|JPY|INR) (?=[$£€¥₹]))?"
PREFIX = re.compile(rf"(?<![A-Za-z]){_SAID_TWICE}({CURRENCY}) {{0,2}}$")
"""A currency that ends where a number begins."""
SUFFIX = re.compile(
    rf"[ -]?(?:(?P<code>{any_of(_CODES)})(?![A-Za-z\d])"
    r"|(?P<hundredths>(?<=\d)p\b|(?<!\d\d\d)(?<=\d)c\b)"
    rf"|(?:(?P<whose>{any_of(_WHOSE)})[ -])?(?P<word>(?i:{_NAMES}))(?![A-Za-z]))"
)
"""A currency that begins where a number ends."""
_AGAIN = re.compile(
    r" ?(?:(?P<open>\()?(?P<code>(?P<full>USD|AUD|CAD|NZD|SGD|HKD|TWD)|US|Canadian|Australian)"
    r"(?(open)\)|\b)(?! ?[$\d])(?(full)|(?! ?[A-Za-z]))"
    r"|(?<=[ \d])(?P<word>(?i:dollars?|pounds?|euros?|yen|yuan|rupees|won))\b)"
)
_MARK = re.compile(
    rf"(?<![A-Za-z])(?:({any_of(_PREFIXES)}) ?\d|({any_of(_WHOSE)}) (?i:{_NAMES})\b)"
)
_CUE = re.compile(rf"(?<![A-Za-z])(?:{any_of(COUNTRY_CUES)})(?![A-Za-z$])")
_TRADED = re.compile(rf"[^.;\n$€£¥]{{0,40}} on (?:the )?({any_of(_EXCHANGES)})\b")
_TO_SUM = re.compile(
    rf",? (?:[\w.%]+,? ){{0,3}}?(?:to|at) ({any_of([*_PREFIXES, '$'])}) ?\d[\d.,]*(?<![.,])"
)
_DATELINE_END = 40


@dataclass(frozen=True, slots=True)
class Sum:
    """What a currency beside a number says."""

    code: str | None
    """ISO 4217; None where nothing places a bare symbol."""
    minor: bool
    """Whether the number counts hundredths: pence, cents."""
    end: int


class Placing:
    """The currencies of one text: places its bare symbols by country, marks and cues."""

    def __init__(self, text: str, country: str | None) -> None:
        self._text = text
        self._country = country
        self._placed: dict[str, str | None] = {}

    def prefix_code(self, form: str, end: int) -> str | None:
        """The currency of a symbol or code before a number that ends at `end`."""
        family = _FAMILY.get(form)
        return _PREFIXES.get(form) or self._traded(family, end) or self._family_code(family)

    def _traded(self, family: str | None, end: int) -> str | None:
        """The currency of the exchange that a price is said to be of: "$38.60 on the TSX"."""
        found = _TRADED.match(self._text, end) if family in ("$", "cent") else None
        return _BARE["$"].get(_EXCHANGES[found[1]]) if found else None

    def _cents(self, end: int) -> str | None:
        """Whose cents stand at `end`: those of the price they led to, "5 cents to €2.96"."""
        price = _TO_SUM.match(self._text, end)
        code = self.prefix_code(price[1], price.end()) if price else self._traded("cent", end)
        return code if code in _BARE["cent"].values() else None

    def suffix(self, match: re.Match[str]) -> Sum:
        """The currency behind a number, from a match of `SUFFIX`."""
        if match["code"]:
            return Sum(_PREFIXES[match["code"]], False, match.end())
        if match["hundredths"] == "p":
            return Sum("GBP", True, match.end())
        word = (match["word"] or "cent").lower()
        minor = _MINOR.get(word)
        nearby = self._cents(match.end()) if minor == "cent" and not match["whose"] else None
        code = nearby or _WORDS.get(word) or self._word_code(minor or word, match["whose"])
        return Sum(code, minor is not None, match.end())

    def _word_code(self, word: str, whose: str | None) -> str | None:
        family = word if word in _BARE else _FAMILY.get(word)
        if family is None:
            return word if word.isupper() else None
        if whose:
            return _BARE[family].get(_WHOSE[whose])
        return self._family_code(family)

    def _family_code(self, family: str | None) -> str | None:
        if family is None:
            return None
        if family not in self._placed:
            self._placed[family] = self._place(_BARE[family])
        return self._placed[family]

    def _place(self, codes: dict[str, str]) -> str | None:
        """The publisher's own currency; else the one that the text marks or is about."""
        default = codes.get("default")
        near = _NEAR.get(default or "", codes)
        if self._country in codes and (self._country in near or codes[self._country] == default):
            return codes[self._country]
        marks, cues = self._marks, self._cues
        others = [c for c in near if codes.get(c, default) != default]
        home = max((cues[c] for c in codes if c != "default" and codes[c] == default), default=0)
        marked = [c for c in others if marks[codes[c]]]
        if marked:
            best = max(marked, key=lambda c: (marks[codes[c]], cues[c]))
            if not default or not marks[default] or cues[best] > home:
                return codes[best]
        if default and marks[default]:
            return default
        best = max(others, key=lambda c: cues[c], default="")
        if best and cues[best] > home and (not default or cues[best] >= 3):
            return codes[best]
        return default

    @functools.cached_property
    def _marks(self) -> Counter[str]:
        """How often the text prints each currency in full: "A$5", "Australian dollars"."""
        found: Counter[str] = Counter()
        for match in _MARK.finditer(self._text):
            if match[1]:
                found[_PREFIXES.get(match[1], "")] += 1
            else:
                places = (codes.get(_WHOSE[match[2]]) for codes in _BARE.values())
                found.update({code for code in places if code})
        return found

    @functools.cached_property
    def _cues(self) -> Counter[str]:
        """How often the text names each country; the dateline counts as three."""
        found: Counter[str] = Counter()
        for match in _CUE.finditer(self._text):
            found[COUNTRY_CUES[match[0]]] += 3 if match.start() < _DATELINE_END else 1
        return found


def read_again(text: str, end: int) -> tuple[str | None, int]:
    """A currency said once more behind a prefixed amount: "$9 million CAD", "$5 dollars"."""
    match = _AGAIN.match(text, end)
    if not match:
        return None, end
    if not match["code"]:
        return _WORDS.get(match["word"].lower()), match.end()
    word = match["code"]
    code = {"US": "USD", "Canadian": "CAD", "Australian": "AUD"}.get(word, word)
    return code, match.end()


def is_guarded(form: str) -> bool:
    """Whether a currency's form means other things too, so that the number must look like a sum."""
    return form in _GUARDED


def needs_scale(form: str) -> bool:
    """Whether a form is a currency only before a scaled number: "N500 billion", no "N95"."""
    return form in _SCALED

"""Which names are the same place, of what kind, and in which country."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from extract.groups import Group, fold
from extract.mentions import Mention, text_of
from extract.wordlists import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

GAZETTEER = Path(__file__).parent / "rules" / "places.tsv"


def group_places(doc: "Doc", mentions: list[Mention]) -> list[Group]:
    """The places of an article, in order of first appearance."""
    groups: dict[str, Group] = {}
    for mention in mentions:
        if mention.label == "LOC":
            text = text_of(doc, mention)
            group = groups.setdefault(place_key(text), Group("LOC", text))
            group.mentions.append(mention)
            group.name = max(group.name, text, key=len)
            group.settle(doc)
    return list(groups.values())


def place_key(name: str) -> str:
    """What joins the forms of one place: the country's code, else the folded name."""
    kind, country = gazetteer().get(fold(name), (None, None))
    return f"country {country}" if kind == "country" and country else fold(name)


def describe_place(name: str) -> tuple[str | None, str | None]:
    """(kind, country) of a place; None for what is not known.

    >>> describe_place("Shenzhen"), describe_place("Riverside Innovation Park")
    (('city', 'CN'), ('park', None))
    """
    known = gazetteer().get(fold(name))
    if known:
        return known
    for word in reversed(fold(name).split()):
        for kind, text in rules("places")["kinds"].items():
            if word in text.split():
                return str(kind), None
    return None, None


@cache
def gazetteer() -> dict[str, tuple[str | None, str | None]]:
    """Folded name -> (kind, country code). Countries are named as CLDR names them in English."""
    found: dict[str, tuple[str | None, str | None]] = {
        fold(name): ("country", code)
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB"}
    }
    found.update({fold(name): ("country", code) for name, code in rules("places")["also"].items()})
    for line in GAZETTEER.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, kind, names = line.split("\t")
            found.update({fold(name): (kind, country) for name in names.split("; ")})
    return found


def country_of_adjective(word: str) -> str | None:
    """The country an adjective belongs to, by name: "Canadian" -> "Canada"."""
    name = rules("places")["adjectives"].get(word.casefold())
    return str(name) if name else None


def is_region_word(word: str) -> bool:
    """Whether a word tells a part of a country: "province", "state"."""
    return word in words("places", "regions")

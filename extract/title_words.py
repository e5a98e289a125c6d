"""Which words make up a title phrase, and the record of one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.groups import Cast
from extract.wordlists import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 9
"""Words a title may have before its complements; longer runs were prose in training articles."""
NAMING = frozenset({"of", "for", "at", "with", "in", "from", "on", "to", "@"})
OWNING = frozenset({"of", "for", "at", "with", "from", "in", "to", "@"})
JOINS = frozenset({"and", "&", "-", "–", "/"})
OPENING = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "as", "both", "one"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One title phrase; positions count tokens, end exclusive."""

    start: int
    end: int
    """The words of the title itself, complements such as "of research" included."""
    outer_start: int
    outer_end: int
    """The same with the organisation, articles and "former"."""
    owner: tuple[int, int] | None = None
    """The tokens that say whose post it is."""
    nation: int | None = None
    """The token of a nationality in front: "Canadian"."""
    person_owned: bool = False
    """Whether it is the post under a person: "his lawyer", "the governor's spokesman"."""


def is_head(token: "Token") -> bool:
    """Whether a title can turn on this word: "director", "Spokesmen", "Gov."."""
    small = token.text.casefold()
    heads = words("roles", "heads")
    if small in heads or small in rules("roles")["abbreviations"]:
        return True
    return is_plural_head(token) or _is_occupation(token)


def _is_occupation(token: "Token") -> bool:
    """Whether the word's ending makes it an occupation: "apiarist", "statistician"."""
    small = token.text.casefold()
    if token.tag_ not in {"NN", "NNS", "NNP"} or small in words("roles", "no_occupations"):
        return False
    return len(small) > 6 and small.removesuffix("s").endswith(tuple(words("roles", "endings")))


def is_plural_head(token: "Token") -> bool:
    """Whether the word names several holders: "founders", "spokesmen"."""
    small = token.text.casefold()
    return small in words("roles", "plurals") or (
        small.endswith("s") and small[:-1] in words("roles", "heads")
    )


def is_modifier(doc: "Doc", cast: Cast, place: int) -> bool:
    """Whether a word may stand inside a title before its noun."""
    token = doc[place]
    small = token.text.casefold()
    if cast.label_at(place) or token.is_space:
        return False
    if small in words("roles", "modifiers") or small in words("roles", "states"):
        return True
    named = token.pos_ in {"NOUN", "ADJ", "PROPN"} and token.text[0].isalpha()
    return named and len(small) > 1 and small not in words("roles", "never")


def core_forward(doc: "Doc", cast: Cast, place: int) -> tuple[int, int] | None:
    last = None
    here = place
    while here < len(doc) and here - place < LONGEST:
        if is_head(doc[here]) and cast.label_at(here) is None:
            last = here
        elif not is_modifier(doc, cast, here) and not _joins(doc, cast, here):
            break
        here += 1
    return (place, last + 1) if last is not None else None


def _joins(doc: "Doc", cast: Cast, place: int) -> bool:
    token = doc[place]
    if place + 1 >= len(doc) or cast.label_at(place + 1) is not None:
        return False
    after = doc[place + 1]
    if token.text in JOINS - {"and", "&"}:
        return after.is_alpha
    if token.text in {"and", "&", ","}:
        known = words("roles", "modifiers") | words("roles", "states")
        return is_head(after) or after.text.casefold() in known
    return False

"""What the recogniser takes for a name and is none: "All Rights Reserved", "Monday", "ASAP"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.groups import fold
from extract.mentions import Mention, is_capitalised, text_of
from extract.places import gazetteer
from extract.title_words import is_head
from extract.wordlists import phrases, rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

QUARTER = re.compile(r"[QH][1-4]|[A-Z]-?\d+|FY\d+|\d+[A-Z]?|[A-Za-z]+-\d+")
GLUED = re.compile(r"\b(?!(?:[vV][ao]n|Fitz|Dela?|Des)[A-Z])\w*[a-z]{3}[A-Z][a-z]")
"""Two words run together by a page: "SmithJane"; "MacKay" and "vanDyke" are none."""


def without_junk(doc: "Doc", mentions: list[Mention]) -> list[Mention]:
    """The mentions that can be names."""
    often = explained_words(doc) | storms(doc)
    cut = [kept for mention in mentions if (kept := without_title(doc, mention))]
    return [m for m in cut if text_of(doc, m) not in often and not is_junk(doc, m)]


def is_junk(doc: "Doc", mention: Mention) -> bool:
    """Whether the stretch names nothing.

    Months and days, pronouns, nationalities, titles, quarters, stock symbols, and plain words
    that are capitalised only because they begin a sentence.
    """
    text = text_of(doc, mention)
    small = fold(text)
    if small in phrases("mentions", "junk") or not any(map(str.isalpha, text)):
        return True
    if not any(is_capitalised(t) or t.text[0].isdigit() for t in doc[mention.start : mention.end]):
        return True
    if mention.label == "PERSON" and (GLUED.search(text) or _is_law(doc, mention)):
        return True
    if mention.end - mention.start > 1:
        return mention.label == "LOC" and is_demonym(small.split()[-1])
    if mention.label == "PERSON" and small in words("mentions", "months"):
        return True
    return (
        is_demonym(small)
        or QUARTER.fullmatch(text) is not None
        or _is_symbol(doc, mention)
        or _is_opening_word(doc, mention)
    )


def is_demonym(small: str) -> bool:
    """Whether a word, in small letters, is the adjective or the people of a place."""
    known: dict[str, str] = rules("places")["adjectives"]
    single = small.removesuffix("s")
    if small in words("mentions", "demonyms") or small in known:
        return True
    return single in known and small not in gazetteer()


def storms(doc: "Doc") -> frozenset[str]:
    """The names of storms: "Hurricane Ida"."""
    kinds = words("mentions", "storms")
    after = (t.text for t in doc[1:] if doc[t.i - 1].text in kinds and is_capitalised(t))
    return frozenset(after)


def _is_law(doc: "Doc", mention: Mention) -> bool:
    """Whether a law or effect is named after somebody: "Moore's law"."""
    follows = [token.text.casefold() for token in doc[mention.end : mention.end + 2]]
    return follows[1:] in (["law"], ["effect"], ["theorem"], ["disease"], ["syndrome"])


def _is_symbol(doc: "Doc", mention: Mention) -> bool:
    """Whether a word in capitals stands behind an exchange's name: "(NYSE: ABC)"."""
    before = doc[mention.start - 1].text if mention.start else ""
    return (
        before == ":"
        and doc[mention.start].is_upper
        and mention.end < len(doc)
        and (doc[mention.end].text in {")", ";", ",", "]"})
    )


def _is_opening_word(doc: "Doc", mention: Mention) -> bool:
    """Whether a plain word only opens a sentence: "Advertisers", "Operating"."""
    token = doc[mention.start]
    opens = token.is_sent_start or token.i == 0 or not doc[token.i - 1].text[-1:].isalnum()
    if not opens or not token.text.istitle() or mention.label == "LOC":
        return False
    if any(other.text == token.text and not _opens(doc, other.i) for other in doc):
        return False
    if token.text.endswith("ing") and token.text not in words("mentions", "ing_names"):
        return True
    return token.pos_ != "PROPN" or token.text.casefold() in {t.text for t in doc if t.is_lower}


def _opens(doc: "Doc", place: int) -> bool:
    return bool(doc[place].is_sent_start) or place == 0 or not doc[place - 1].text[-1:].isalnum()


def explained_words(doc: "Doc") -> frozenset[str]:
    """Abbreviations that the text explains in small letters: "robotic process automation (RPA)"."""
    found = set()
    for token in doc[:-2]:
        short = doc[token.i + 1].text
        if token.text == "(" and doc[token.i + 2].text == ")" and short.isupper():
            start = max(token.i - len(short) - 2, 0)
            initials = "".join(t.text[0] for t in doc[start : token.i] if t.is_alpha)
            small = [t for t in doc[start : token.i] if t.is_alpha][-len(short) :]
            plain = (
                all(t.is_lower for t in small[1:]) and (small[0].is_lower or small[0].is_sent_start)
                if small
                else False
            )
            if plain and initials.casefold().endswith(short.casefold()):
                found.add(short)
    return frozenset(found)


def without_title(doc: "Doc", mention: Mention) -> Mention | None:
    """ "Indiana Gov." is Indiana; "State Health" before "Commissioner" is part of a title."""
    if mention.label == "PERSON":
        return mention
    end = mention.end
    while end > mention.start and is_head(doc[end - 1]) and _names_follow(doc, end):
        end -= 1
    party = phrases("organizations", "party_words")
    if end - mention.start > 1 and doc[end - 1].text.casefold() in party:
        end -= _is_place(doc, mention.start, end - 1)
    modifiers = words("roles", "modifiers")
    whole = all(doc[i].text.casefold() in modifiers for i in range(mention.start, end))
    if end == mention.start or (whole and end < len(doc) and is_head(doc[end])):
        return None
    label = "LOC" if end < mention.end and _is_place(doc, mention.start, end) else mention.label
    return replace(mention, end=end, label=label)


def _is_place(doc: "Doc", start: int, end: int) -> bool:
    return fold(doc[start:end].text) in gazetteer()


def _names_follow(doc: "Doc", place: int) -> bool:
    return place < len(doc) and is_capitalised(doc[place])

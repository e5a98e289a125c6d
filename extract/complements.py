"""What follows a title: "of research", "for Asia", and the body whose post it is."""

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.groups import Cast
from extract.mentions import POSSESSIVES
from extract.places import is_region_word
from extract.title_words import NAMING, OWNING, Title, core_forward, is_head
from extract.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def with_complements(doc: "Doc", cast: Cast, title: Title, *, before_name: bool = False) -> Title:
    """The title with "of investments", "for Asia" taken in, and the owner behind "of", "at".

    `before_name` tells that the name of the holder may follow: "director of sales |Ann Lee".
    """
    here = title.end
    while here + 1 < len(doc) and doc[here].text.casefold() in NAMING:
        small = doc[here].text.casefold()
        begin = _skip_articles(doc, here + 1)
        owner = owner_at(doc, cast, begin) if small in OWNING else None
        theirs = owner and _leads_to_person(doc, cast, owner[1])
        if owner and title.owner is None and not theirs and not _only_where(cast, small, owner):
            return _placed(doc, cast, title, owner, here)
        end = _complement_end(doc, cast, here, begin, title.owner is not None)
        if end is None or (cast.label_at(end) == "PERSON" and not before_name):
            break
        if title.end == here:
            title = replace(title, end=end, outer_end=end)
        here = end
    return title


def _placed(doc: "Doc", cast: Cast, title: Title, owner: tuple[int, int], here: int) -> Title:
    """The title with its owner; "of Asia at Acme" is a complement and the owner Acme."""
    if cast.owner_label(owner[0]) == "LOC" and title.end == here:
        end = owner[1]
        while end + 1 < len(doc) and (
            cast.label_at(end) == "LOC" or doc[end].text in {"and", "the"}
        ):
            end += 1
        if end < len(doc) and doc[end].text in {"at", "for", "with"}:
            body = owner_at(doc, cast, _skip_articles(doc, end + 1))
            if body and cast.owner_label(body[0]) == "ORG":
                return replace(title, end=end, owner=body, outer_end=body[1])
    title = _narrowed(doc, cast, title, owner, here)
    return replace(title, owner=owner, outer_end=_where_end(doc, cast, title.outer_end))


def _narrowed(doc: "Doc", cast: Cast, title: Title, owner: tuple[int, int], here: int) -> Title:
    """The title with the nouns behind its owner: "head of |YouTube| product marketing"."""
    end = owner[1]
    while end < len(doc) and end < owner[1] + 4 and doc[end].pos_ == "NOUN" and not cast.at(end):
        end += 1
    of = doc[here].text.casefold() == "of" and title.end == here
    if not of or end == owner[1] or any(is_head(doc[i]) for i in range(owner[1], end)):
        return replace(title, outer_end=owner[1])
    return replace(title, end=end, outer_end=end)


def _where_end(doc: "Doc", cast: Cast, end: int) -> int:
    """The end with "in London" taken in, which says where the post is."""
    found = cast.at(end + 1) if end < len(doc) and doc[end].text == "in" else None
    return found[0].end if found and found[1].label == "LOC" else end


def _leads_to_person(doc: "Doc", cast: Cast, place: int) -> bool:
    """Whether a body only begins the title of somebody else: "for |Acme chairman Bo Ek"."""
    found = core_forward(doc, cast, place)
    return found is not None and cast.label_at(found[1]) == "PERSON"


def _only_where(cast: Cast, small: str, owner: tuple[int, int]) -> bool:
    """Whether "in Singapore" only says where somebody sits."""
    return cast.owner_label(owner[0]) == "LOC" and small not in {"of", "for", "to"}


def _skip_articles(doc: "Doc", place: int) -> int:
    while place < len(doc) - 1 and doc[place].text.casefold() in {"the", "a", "an"}:
        place += 1
    return place


def owner_at(doc: "Doc", cast: Cast, place: int) -> tuple[int, int] | None:
    """The body or place that begins at a token, a description before it allowed:
    "the law firm Smith & Co", "Qualcom's China investment department"."""
    for start in (place, place - 1):
        reference = cast.reference_at(start)
        if reference and reference[0] == start:
            return reference[0], reference[1]
    for here in range(place, min(place + 7, len(doc))):
        found = cast.at(here)
        if found and found[1].label == "PERSON":
            return None
        if found and found[0].start == here:
            if found[1].label == "LOC" and _describes_on(doc, cast, found[0].end):
                continue
            return here, _unit_end(doc, cast, found[0].end)
        if not found and doc[here].text.casefold() in words("organizations", "common_bodies"):
            return place, here + 1
        part = doc[here].text == "of" and is_region_word(doc[here - 1].text.casefold())
        if not found and not part and not _describes(doc[here]):
            return None
    return None


def _describes(token: "Token") -> bool:
    small = token.text.casefold()
    return token.pos_ in {"NOUN", "ADJ", "PROPN", "ADV"} or small in {
        "-",
        "based",
        "the",
        "held",
        '"',
        "“",
    }


def _describes_on(doc: "Doc", cast: Cast, place: int) -> bool:
    """Whether a place only describes the body behind it: "the London-based bank X"."""
    if place + 1 < len(doc) and doc[place].text == "-" and doc[place + 1].text == "based":
        return True
    part = place + 1 < len(doc) and is_region_word(doc[place].text.casefold())
    return cast.label_at(place) == "ORG" or (part and doc[place + 1].text == "of")


def _unit_end(doc: "Doc", cast: Cast, end: int) -> int:
    """The end with the unit named behind a possessive: "X's China investment department"."""
    if end >= len(doc) or doc[end].text not in POSSESSIVES:
        return end
    units = words("organizations", "units")
    for here in range(end + 1, min(end + 8, len(doc))):
        token = doc[here]
        if token.text.casefold() in units:
            return here + 1
        found = cast.at(here)
        if found and found[1].label == "ORG" and found[0].start == end + 1:
            return found[0].end
        if not found and token.pos_ not in {"NOUN", "ADJ", "PROPN", "CCONJ", "PUNCT", "ADP"}:
            break
    return end


def _complement_end(
    doc: "Doc", cast: Cast, preposition: int, begin: int, placed: bool
) -> int | None:
    """The end of a complement without owner: "investments", "Australia and New Zealand"."""
    if doc[begin - 1].text.casefold() in {"a", "an"} or doc[preposition].ent_type_ == "DATE":
        return None
    here = begin
    while here < len(doc) and here - begin < 8 and _complements(doc, cast, here, begin, placed):
        here += 1
    head_inside = any(is_head(doc[i]) for i in range(begin, here))
    return here if here > begin and not head_inside else None


def _complements(doc: "Doc", cast: Cast, here: int, begin: int, placed: bool) -> bool:
    token = doc[here]
    label = cast.label_at(here)
    if label == "PERSON" or token.ent_type_ == "DATE" or (label and not placed):
        return False
    if token.text in {"and", "&", "-", "/"} and begin < here < len(doc) - 1:
        return doc[here + 1].pos_ in {"NOUN", "ADJ", "PROPN"} and not is_head(doc[here + 1])
    return token.pos_ in {"NOUN", "ADJ", "PROPN"} or bool(label)

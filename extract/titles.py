"""Title phrases: "deputy director of the Guangzhou Academy", "Nokia's chief executive"."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.groups import Cast, Group, fold
from extract.mentions import POSSESSIVES, is_capitalised
from extract.places import country_of_adjective
from extract.wordlists import phrases, rules, words

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


def title_after(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """The title phrase that begins at a token, the article or owner before it included."""
    if place >= len(doc):
        return None
    opened = _opening(doc, cast, place)
    found = _core_forward(doc, cast, opened.start)
    if found is None:
        return None
    first, last = found
    return with_complements(doc, cast, replace(opened, start=first, end=last, outer_end=last))


def _opening(doc: "Doc", cast: Cast, place: int) -> Title:
    """What stands before the title's own words: articles, owner, nationality, age."""
    blank = Title(start=place, end=place, outer_start=place, outer_end=place)
    owner, person, nation = None, False, None
    here = place
    while here < len(doc) and here - place < 14:
        end = _owner_end(doc, cast, here)
        if end:
            person = cast.owner_label(here) == "PERSON"
            owner = None if person else (here, end)
            here = end + (end < len(doc) and doc[end].text in POSSESSIVES)
        elif country_of_adjective(doc[here].text):
            nation, here = here, here + 1
        elif _is_opening(doc, here):
            here += 1
        else:
            break
    return replace(blank, start=here, owner=owner, nation=nation, person_owned=person)


def _owner_end(doc: "Doc", cast: Cast, place: int) -> int | None:
    """The end of a body, place or reference that begins at a token and can own a title."""
    found = cast.at(place)
    if found and found[0].start == place and not _is_party(found[1]):
        end = found[0].end
        owned = end < len(doc) and doc[end].text in POSSESSIVES
        return end if owned or found[1].label != "PERSON" else None
    reference = cast.reference_at(place)
    return reference[1] if reference and reference[0] == place else None


def _is_party(group: Group) -> bool:
    """Whether a body is a party named in front of an office: "Republican governor"."""
    return fold(group.name) in phrases("organizations", "party_words")


def _is_opening(doc: "Doc", place: int) -> bool:
    small = doc[place].text.casefold()
    if small in phrases("organizations", "party_words"):
        return True
    if small in OPENING or small in words("roles", "states") or small == "such":
        return True
    if small == "-":
        before = doc[place - 1].text.casefold() if place else ""
        return before in words("roles", "states") or before.isdigit() or before == "year"
    ages = small.isdigit() and place + 2 < len(doc) and doc[place + 2].text == "year"
    return ages or (small in {"year", "old"} and place > 0 and doc[place - 1].text == "-")


def _core_forward(doc: "Doc", cast: Cast, place: int) -> tuple[int, int] | None:
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


def with_complements(doc: "Doc", cast: Cast, title: Title) -> Title:
    """The title with "of investments", "for Asia" taken in, and the owner behind "of", "at"."""
    here = title.end
    while here + 1 < len(doc) and doc[here].text.casefold() in NAMING:
        small = doc[here].text.casefold()
        begin = _skip_articles(doc, here + 1)
        owner = owner_at(doc, cast, begin) if small in OWNING else None
        theirs = owner and _leads_to_person(doc, cast, owner[1])
        if owner and title.owner is None and not theirs and not _only_where(cast, small, owner):
            return _placed(doc, cast, title, owner, here)
        end = _complement_end(doc, cast, here, begin, title.owner is not None)
        if end is None:
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
        if doc[end].text in {"at", "for", "with"}:
            body = owner_at(doc, cast, _skip_articles(doc, end + 1))
            if body and cast.owner_label(body[0]) == "ORG":
                return replace(title, end=end, owner=body, outer_end=body[1])
    return replace(title, owner=owner, outer_end=owner[1])


def _leads_to_person(doc: "Doc", cast: Cast, place: int) -> bool:
    """Whether a body only begins the title of somebody else: "for |Acme chairman Bo Ek"."""
    found = _core_forward(doc, cast, place)
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
        if not found and not _describes(doc[here]):
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
    return cast.label_at(place) == "ORG"


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
    ended_in_name = here < len(doc) and cast.label_at(here) == "PERSON"
    head_inside = any(is_head(doc[i]) for i in range(begin, here))
    return here if here > begin and not ended_in_name and not head_inside else None


def _complements(doc: "Doc", cast: Cast, here: int, begin: int, placed: bool) -> bool:
    token = doc[here]
    label = cast.label_at(here)
    if label == "PERSON" or token.ent_type_ == "DATE" or (label and not placed):
        return False
    if token.text in {"and", "&", "-", "/"} and begin < here < len(doc) - 1:
        return doc[here + 1].pos_ in {"NOUN", "ADJ", "PROPN"} and not is_head(doc[here + 1])
    return token.pos_ in {"NOUN", "ADJ", "PROPN"} or bool(label)


def title_before(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """The title phrase that ends just before a token: "Nokia chief executive |Ann Lee"."""
    last = _skip_back(doc, place - 1)
    comma = last >= 0 and doc[last].text in {",", ":"}
    if comma:
        last = _skip_back(doc, last - 1)
    if last < 0 or "\n" in doc[last].text:
        return None
    title = _ending_at(doc, cast, last) or _with_owner_behind(doc, cast, last)
    if title and comma and (not _is_definite(doc, title) or _is_apposition(doc, cast, title)):
        return None
    return title


def _is_apposition(doc: "Doc", cast: Cast, title: Title) -> bool:
    """Whether the phrase already describes the person before it: "A, the head of X, |B"."""
    before = title.outer_start - 1
    return before > 0 and doc[before].text == "," and cast.label_at(before - 1) == "PERSON"


def _skip_back(doc: "Doc", last: int) -> int:
    """Past courtesy titles, "named" and ages between a title and the name behind it."""
    while last > 0:
        small = doc[last].text.casefold()
        courtesy = small in words("roles", "courtesy") and not _stands_alone(doc, last)
        aged = small in {"old", "year"} or (small == "-" and doc[last + 1].text in {"old", "year"})
        aged = aged or (small.isdigit() and doc[last + 1].text == "-")
        if not (courtesy or aged or small == "named" or small in "\"“'["):
            break
        last -= 1
    return last


def _stands_alone(doc: "Doc", last: int) -> bool:
    """Whether a word that is courtesy and post alike ("Professor") is the only title there."""
    return is_head(doc[last]) and not (last > 0 and is_head(doc[last - 1]))


def _is_definite(doc: "Doc", title: Title) -> bool:
    """Whether the phrase before a comma stands for one person: owner, article or sentence start."""
    if title.owner or title.person_owned or title.outer_start == 0:
        return True
    first = doc[title.outer_start]
    if first.is_sent_start or "\n" in doc[title.outer_start - 1].text:
        return True
    return first.text.casefold() in OPENING or doc[title.outer_start - 1].text in {"and", "by"}


def _ending_at(doc: "Doc", cast: Cast, last: int) -> Title | None:
    if not is_head(doc[last]) or cast.label_at(last) is not None:
        return None
    first = _first_of_core(doc, cast, last)
    if first > 1 and doc[first - 1].text in {"of", "for"} and is_head(doc[first - 2]):
        first = _first_of_core(doc, cast, first - 2)
    title = Title(start=first, end=last + 1, outer_start=first, outer_end=last + 1)
    return _owned(doc, cast, _without_body(doc, title))


def _without_body(doc: "Doc", title: Title) -> Title:
    """The title with "foreign ministry", "university" split off as its owner."""
    bodies = words("organizations", "common_bodies")
    for here in range(title.start, title.end - 1):
        if doc[here].text.casefold() in bodies:
            nation = country_of_adjective(doc[title.start - 1].text) if title.start else None
            start = title.start - 1 if nation else title.start
            return replace(title, start=here + 1, owner=(start, here + 1), outer_start=start)
    return title


def _first_of_core(doc: "Doc", cast: Cast, last: int) -> int:
    first = last
    while first > 0 and last - first < LONGEST and not doc[first].is_sent_start:
        before = first - 1
        joined = doc[before].text in JOINS and before > 0 and _belongs(doc, cast, before - 1)
        hyphen = doc[before].text == "-" and before > 0 and doc[before - 1].is_alpha
        tied = doc[first].text == "-" and doc[before].is_alpha and not cast.label_at(before)
        if not (_belongs(doc, cast, before) or joined or hyphen or tied):
            break
        first = before
    return first


def _belongs(doc: "Doc", cast: Cast, place: int) -> bool:
    if cast.label_at(place) is not None or country_of_adjective(doc[place].text):
        return False
    return is_head(doc[place]) or is_modifier(doc, cast, place)


def _owned(doc: "Doc", cast: Cast, title: Title) -> Title:
    """The title with what is printed before it: nationality, owner, article."""
    if title.owner:
        return title
    before = title.start - 1
    while before >= 0 and (
        doc[before].text.casefold() in words("roles", "states") | {"-", "year", "old", "first"}
        or doc[before].text.casefold() in phrases("organizations", "party_words")
        or doc[before].text.isdigit()
    ):
        before -= 1
    if before >= 0 and country_of_adjective(doc[before].text):
        title = replace(title, nation=before, outer_start=before)
        before -= 1
    possessive = before >= 0 and doc[before].text in POSSESSIVES
    owner = cast.ending_at(before + 1 - possessive)
    if owner and (possessive or cast.owner_label(owner[0]) != "PERSON"):
        person = cast.owner_label(owner[0]) == "PERSON"
        kept = None if person else owner
        return replace(title, owner=kept, outer_start=owner[0], person_owned=person)
    if before >= 0 and doc[before].text.casefold() in OPENING:
        mine = doc[before].text.casefold() in {"his", "her", "my"}
        return replace(title, outer_start=before, person_owned=mine)
    return title


def _with_owner_behind(doc: "Doc", cast: Cast, last: int) -> Title | None:
    """ "Chairman of the Federal Reserve |Ben Bernanke", "Minister of Finance |Wim Kok"."""
    if doc[last].text == ")":
        last = next((i for i in range(last, max(last - 8, 0), -1) if doc[i].text == "("), last) - 1
    for here in range(last, max(last - 12, 0), -1):
        token = doc[here]
        head = doc[here - 1]
        if (
            token.text.casefold() in NAMING
            and is_head(head)
            and cast.label_at(here - 1) is None
            and (title := _complete(doc, cast, here, last))
        ):
            return title
        closes = token.pos_ in {"VERB", "AUX", "PRON"} or token.is_sent_start
        if closes or token.text in ".;:" or (cast.label_at(here) == "PERSON"):
            return None
    return None


def _complete(doc: "Doc", cast: Cast, end: int, last: int) -> Title | None:
    """The title whose noun ends at `end`, if its complements reach just past `last`."""
    first = _first_of_core(doc, cast, end - 1)
    title = Title(start=first, end=end, outer_start=first, outer_end=end)
    title = with_complements(doc, cast, _owned(doc, cast, title))
    return title if title.outer_end == last + 1 else None


def title_text(doc: "Doc", title: Title) -> str:
    """The title as printed, without article, "former" and such."""
    start, end = title.start, title.end
    skipped = words("roles", "states") | {"the", "a", "an", "-"}
    while start < end - 1 and doc[start].text.casefold() in skipped:
        start += 1
    return " ".join(doc[start:end].text.split())


def is_name_like(doc: "Doc", place: int) -> bool:
    """Whether a token outside every name still looks like part of one."""
    return is_capitalised(doc[place]) and doc[place].pos_ == "PROPN"

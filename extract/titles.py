"""Title phrases: "deputy director of the Guangzhou Academy", "Nokia's chief executive"."""

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.complements import with_complements
from extract.groups import Cast, Group, fold
from extract.mentions import POSSESSIVES
from extract.places import country_of_adjective
from extract.title_words import (
    JOINS,
    LONGEST,
    NAMING,
    OPENING,
    Title,
    core_forward,
    is_head,
    is_modifier,
)
from extract.wordlists import phrases, words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def title_after(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """The title phrase that begins at a token, the article or owner before it included."""
    if place >= len(doc):
        return None
    opened = _opening(doc, cast, place)
    found = core_forward(doc, cast, opened.start)
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
        end = _owner_end(doc, cast, here) or _common_owner_end(doc, cast, here)
        if end:
            person = cast.owner_label(here) == "PERSON"
            owner = None if person or not cast.owner_label(here) else (here, end)
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


def _common_owner_end(doc: "Doc", cast: Cast, place: int) -> int | None:
    """The end of a common noun that owns a title: "the |union's| secretary"."""
    if place + 1 >= len(doc) or doc[place + 1].text not in POSSESSIVES:
        return None
    return place + 1 if doc[place].pos_ == "NOUN" and not cast.label_at(place) else None


def _is_party(group: Group) -> bool:
    """Whether a body is a party named in front of an office: "Republican governor"."""
    return fold(group.name) in phrases("organizations", "party_words")


def _is_opening(doc: "Doc", place: int) -> bool:
    small = doc[place].text.casefold()
    if small in phrases("organizations", "party_words"):
        return True
    if small in OPENING or small in words("roles", "states") or small == "such":
        return True
    if small in words("roles", "adverbs"):
        return True
    if small == "-":
        before = doc[place - 1].text.casefold() if place else ""
        return before in words("roles", "states") or before.isdigit() or before == "year"
    ages = small.isdigit() and place + 2 < len(doc) and doc[place + 2].text == "year"
    return ages or (small in {"year", "old"} and place > 0 and doc[place - 1].text == "-")


def title_before(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """The title phrase that ends just before a token: "Nokia chief executive |Ann Lee"."""
    last = _skip_back(doc, place - 1)
    comma = last >= 0 and doc[last].text in {",", ":"}
    if comma:
        last = _skip_back(doc, last - 1)
    if last < 0 or "\n" in doc[last].text:
        return None
    if last > 1 and doc[last].text.casefold() in {"elect", "designate"}:
        last -= 2 * (doc[last - 1].text == "-")
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
        courtesy = courtesy or (
            small == "." and f"{doc[last - 1].text.casefold()}." in words("roles", "courtesy")
        )
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
    before = doc[title.outer_start - 1].text
    return (
        title.nation is not None
        or first.text.casefold() in OPENING
        or before in {"and", "by", "from", "with"}
    )


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
        joined = joined or _is_listed(doc, cast, before, last)
        hyphen = doc[before].text == "-" and before > 0 and doc[before - 1].is_alpha
        tied = doc[first].text == "-" and doc[before].is_alpha and not cast.label_at(before)
        if not (_belongs(doc, cast, before) or joined or hyphen or tied):
            break
        first = before
    return first


def _is_listed(doc: "Doc", cast: Cast, comma: int, last: int) -> bool:
    """Whether a comma stands in a list of posts: "chief executive|, chairman and founder"."""
    if doc[comma].text != "," or comma < 1 or cast.label_at(comma - 1) is not None:
        return False
    joined = any(doc[i].text in {"and", "&"} for i in range(comma, last))
    return joined and is_head(doc[comma - 1])


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
    if before >= 0 and doc[before].text == ")":
        opened = (i for i in range(before, max(before - 8, 0), -1) if doc[i].text == "(")
        before = next(opened, before + 1) - 1
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
    title = with_complements(doc, cast, _owned(doc, cast, title), before_name=True)
    return title if title.outer_end == last + 1 else None


def title_text(doc: "Doc", title: Title) -> str:
    """The title as printed, without article, "former" and such."""
    start, end = title.start, title.end
    skipped = words("roles", "states") | {"the", "a", "an", "-"}
    while start < end - 1 and doc[start].text.casefold() in skipped:
        start += 1
    return " ".join(doc[start:end].text.split())

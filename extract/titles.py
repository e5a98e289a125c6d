"""Title phrases: "deputy director of the Guangzhou Academy", "Nokia's chief executive"."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.groups import Cast
from extract.mentions import POSSESSIVES, is_capitalised
from extract.wordlists import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 9
"""Words a title may have before its complements; longer runs were prose in training articles."""
NAMING = frozenset({"of", "for", "at", "with", "in", "from", "on", "to", "@"})
JOINS = frozenset({"and", "&", "-", "–", "/"})


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


def is_head(token: "Token") -> bool:
    """Whether a title can turn on this word: "director", "Spokesmen", "Gov."."""
    small = token.text.casefold()
    heads = words("roles", "heads")
    if small in heads or small in rules("roles")["abbreviations"]:
        return True
    return small.endswith("s") and small[:-1] in heads


def is_modifier(doc: "Doc", cast: Cast, place: int) -> bool:
    """Whether a word may stand inside a title before its noun."""
    token = doc[place]
    small = token.text.casefold()
    if small in words("roles", "modifiers") or small in words("roles", "states"):
        return True
    if cast.label_at(place) or token.is_space:
        return False
    return token.pos_ in {"NOUN", "ADJ", "PROPN"} and token.text[0].isalpha() and len(small) > 1


def title_after(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """The title phrase that begins at a token, the article or owner before it included."""
    start, owner = _owner_before(doc, cast, place)
    found = _core_forward(doc, cast, start)
    if found is None:
        return None
    first, last = found
    title = Title(start=first, end=last, outer_start=place, outer_end=last, owner=owner)
    return with_complements(doc, cast, title)


def _owner_before(doc: "Doc", cast: Cast, place: int) -> tuple[int, tuple[int, int] | None]:
    """Where the title's own words begin, and the owner printed before them."""
    while place < len(doc) and _is_opening(doc[place]):
        place += 1
    found = cast.at(place) if place < len(doc) else None
    if found is None or found[1].label == "PERSON" or found[0].start != place:
        return place, None
    end = found[0].end
    if end < len(doc) and doc[end].text in POSSESSIVES:
        end += 1
    return end, (place, found[0].end)


def _is_opening(token: "Token") -> bool:
    return token.text.casefold() in {"the", "a", "an", "its", "their", "his", "her", "our", "as"}


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
    if token.text in JOINS or token.text == ",":
        return is_head(after) or after.text.casefold() in words("roles", "modifiers")
    return False


def with_complements(doc: "Doc", cast: Cast, title: Title) -> Title:
    """The title with "of investments", "for Asia" taken in, and the owner behind "of", "at"."""
    here = title.end
    while here + 1 < len(doc) and doc[here].text.casefold() in NAMING:
        begin = _skip_articles(doc, here + 1)
        owner = owner_at(doc, cast, begin)
        if owner and title.owner is None:
            title = replace(title, owner=owner, outer_end=owner[1])
            here = owner[1]
            continue
        end = _phrase_end(doc, cast, begin, title.owner is not None)
        if end <= begin:
            break
        if title.outer_end <= here:
            title = replace(title, end=max(title.end, end), outer_end=end)
        here = end
    return title


def _skip_articles(doc: "Doc", place: int) -> int:
    while place < len(doc) - 1 and doc[place].text.casefold() in {"the", "a", "an", "its", "their"}:
        place += 1
    return place


def owner_at(doc: "Doc", cast: Cast, place: int) -> tuple[int, int] | None:
    """The body or place that begins at a token, a description before it allowed:
    "the law firm Smith & Co", "Qualcom's China investment department"."""
    for here in range(place, min(place + 5, len(doc))):
        found = cast.at(here)
        if found and found[1].label == "PERSON":
            return None
        if found and found[0].start == here:
            if found[1].label == "LOC" and _describes_on(doc, found[0].end):
                continue
            return here, _unit_end(doc, cast, found[0].end)
        if found:
            continue
        token = doc[here]
        if token.pos_ not in {"NOUN", "ADJ", "PROPN"} and token.text not in {"-", "based"}:
            return None
    return None


def _describes_on(doc: "Doc", place: int) -> bool:
    """Whether a place only describes the body behind it: "the London-based bank X"."""
    return place + 1 < len(doc) and doc[place].text == "-" and doc[place + 1].text == "based"


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


def _phrase_end(doc: "Doc", cast: Cast, place: int, placed: bool) -> int:
    """The end of a complement without owner: "investments", "Australia and New Zealand"."""
    here = place
    while here < len(doc) and here - place < 8:
        token = doc[here]
        label = cast.label_at(here)
        if label == "PERSON" or (label and not placed):
            break
        inside = token.pos_ in {"NOUN", "ADJ", "PROPN", "NUM"} or label
        joins = token.text in {"and", "&", "-", "/"} and here + 1 < len(doc) and here > place
        if joins and doc[here + 1].pos_ not in {"NOUN", "ADJ", "PROPN"}:
            break
        if not inside and not joins:
            break
        here += 1
    return here


def title_before(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """The title phrase that ends just before a token: "Nokia chief executive |Ann Lee"."""
    last = place - 1
    comma = last >= 0 and doc[last].text == ","
    if comma:
        last -= 1
    while (
        last > 0
        and doc[last].text.casefold() in words("roles", "courtesy")
        and not is_head(doc[last])
    ):
        last -= 1
    if last < 0:
        return None
    title = _ending_at(doc, cast, last) or _with_owner_behind(doc, cast, last)
    if title and comma and not _is_definite(doc, title):
        return None
    return title


def _is_definite(doc: "Doc", title: Title) -> bool:
    """Whether the phrase before a comma stands for one person: owner, article or sentence start."""
    if title.owner or title.outer_start == 0:
        return True
    before = doc[title.outer_start]
    return before.is_sent_start or before.text.casefold() in {"the", "its", "their", "his", "her"}


def _ending_at(doc: "Doc", cast: Cast, last: int) -> Title | None:
    if not is_head(doc[last]) or cast.label_at(last) is not None:
        return None
    first = _first_of_core(doc, cast, last)
    return _owned(
        doc, cast, Title(start=first, end=last + 1, outer_start=first, outer_end=last + 1)
    )


def _first_of_core(doc: "Doc", cast: Cast, last: int) -> int:
    first = last
    while first > 0 and last - first < LONGEST and not doc[first].is_sent_start:
        before = first - 1
        joined = doc[before].text in JOINS and before > 0 and _belongs(doc, cast, before - 1)
        if not _belongs(doc, cast, before) and not joined:
            break
        first = before
    return first


def _belongs(doc: "Doc", cast: Cast, place: int) -> bool:
    return cast.label_at(place) is None and (is_head(doc[place]) or is_modifier(doc, cast, place))


def _owned(doc: "Doc", cast: Cast, title: Title) -> Title:
    """The title with the owner printed before it."""
    before = title.start - 1
    if before >= 0 and doc[before].text in POSSESSIVES:
        before -= 1
    found = cast.at(before) if before >= 0 else None
    if found and found[1].label != "PERSON":
        owner = (found[0].start, found[0].end)
        return replace(title, owner=owner, outer_start=found[0].start)
    if before >= 0 and _is_opening(doc[before]):
        return replace(title, outer_start=before)
    return title


def _with_owner_behind(doc: "Doc", cast: Cast, last: int) -> Title | None:
    """ "Chairman of the Federal Reserve |Ben Bernanke", "Minister of Finance |Wim Kok"."""
    for here in range(last, max(last - 10, 0), -1):
        token = doc[here]
        if (
            token.text.casefold() in NAMING
            and is_head(doc[here - 1])
            and cast.label_at(here - 1) is None
        ):
            first = _first_of_core(doc, cast, here - 1)
            title = Title(start=first, end=here, outer_start=first, outer_end=here)
            title = with_complements(doc, cast, _owned(doc, cast, title))
            return title if title.outer_end == last + 1 else None
        if token.pos_ in {"VERB", "AUX", "PRON"} or token.is_sent_start or token.text in ".;:":
            return None
    return None


def title_text(doc: "Doc", title: Title) -> str:
    """The title as printed, without article, "former" and such."""
    start = title.start
    while start < title.end - 1 and (
        doc[start].text.casefold() in words("roles", "states") | {"the", "a", "an", "-"}
    ):
        start += 1
    return " ".join(doc[start : title.end].text.split())


def is_name_like(doc: "Doc", place: int) -> bool:
    """Whether a token outside every name still looks like part of one."""
    return is_capitalised(doc[place]) and doc[place].pos_ == "PROPN"

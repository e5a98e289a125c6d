"""Who holds which post: "X, deputy director of Y", "Y chief executive X", "X was named ..."."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.groups import Cast, Group
from extract.mentions import POSSESSIVES, Mention
from extract.owners import Owners
from extract.title_words import Title, is_plural_head
from extract.titles import title_after, title_before, title_text
from extract.wordlists import rules, words
from models.facts import Role, RoleStatus

if TYPE_CHECKING:
    from spacy.tokens import Doc

Found = tuple[Title, RoleStatus | None]
LISTED = frozenset({",", "and", "&"})


def read_roles(doc: "Doc", cast: Cast) -> dict[Group, list[Role]]:
    """The roles of each person, the one that identifies them first."""
    found: dict[Group, list[Role]] = {}
    owners = Owners(doc, cast)
    for group in cast.of("PERSON"):
        roles = []
        for mention in group.mentions:
            titles = [*titles_of(doc, cast, mention)]
            roles += [make_role(doc, owners, mention, *pair) for pair in titles]
            if not titles:
                roles += done_by(doc, cast, mention)
        found[group] = distinct(roles)
    return found


def titles_of(doc: "Doc", cast: Cast, mention: Mention) -> Iterator[Found]:
    """The titles given to one mention of a person, from the surest place to the least."""
    if title := _title_in_front(doc, cast, mention):
        yield title, None
    if title := _inverted(doc, cast, first_of_list(doc, cast, mention)):
        yield title, None
    yield from _behind(doc, cast, mention)


def _title_in_front(doc: "Doc", cast: Cast, mention: Mention) -> Title | None:
    if mention.end < len(doc) and doc[mention.end].text in POSSESSIVES:
        return (
            None if doc[mention.start - 1].text == "," else title_before(doc, cast, mention.start)
        )
    title = title_before(doc, cast, mention.start)
    if title is None and (first := first_of_list(doc, cast, mention)) != mention.start:
        title = title_before(doc, cast, first)
        if title is None or not any(map(is_plural_head, doc[title.start : title.end])):
            return None
    return _with_owner_after(doc, cast, mention, title) if title else None


def _with_owner_after(doc: "Doc", cast: Cast, mention: Mention, title: Title) -> Title:
    """ "economist Adam York |of Wells Fargo Securities": the owner behind the name."""
    here = mention.end
    if (
        title.owner
        or here + 1 >= len(doc)
        or doc[here].text.casefold() not in {"of", "at", "from", "for"}
    ):
        return title
    for place in range(here + 1, min(here + 3, len(doc))):
        found = cast.at(place)
        if found and found[0].start == place and found[1].label != "PERSON":
            allowed = found[1].label == "ORG" or doc[here].text == "of"
            return replace(title, owner=(place, found[0].end)) if allowed else title
    return title


def first_of_list(doc: "Doc", cast: Cast, mention: Mention) -> int:
    """Where the list of people begins that a mention stands in: "|A, B and C"."""
    start = mention.start
    while start > 1:
        here = start - 1
        while here > 0 and start - here < 3 and doc[here].text in LISTED:
            here -= 1
        found = cast.at(here)
        if here == start - 1 or not found or found[1].label != "PERSON":
            break
        start = found[0].start
    return start


def _inverted(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """ "The administrators at Deloitte are |A, B and C", "its chairman is |A"."""
    if place < 3 or doc[place - 1].text.casefold() not in {"is", "are", "was", "were"}:
        return None
    title = title_before(doc, cast, place - 1)
    first = doc[title.outer_start] if title else None
    definite = title and (
        title.owner or (first and first.text.casefold() in {"the", "its", "their"})
    )
    return title if definite else None


def _behind(doc: "Doc", cast: Cast, mention: Mention) -> Iterator[Found]:
    """Titles after the name: apposition, relative clause, "was named", "is"."""
    if title := _bracketed(doc, cast, mention.end):
        yield title, None
        return
    place = _past_body(doc, cast, _past_age(doc, mention.end))
    if place >= len(doc):
        return
    if doc[place].text in {",", "(", "-", "–", "—", "]"}:
        yield from _apposed(doc, cast, place + 1)
        return
    if doc[place].text.casefold() in LISTED:
        yield from _shared(doc, cast, place)
        return
    found = [*_predicated(doc, cast, place), *_given(doc, cast, mention)]
    if not found and (title := _unmarked(doc, cast, place)):
        found = [(title, None)]
    yield from found


def _bracketed(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """ "Ann Lee |(chair of X)": a title that fills the brackets behind a name."""
    if place >= len(doc) or doc[place].text != "(":
        return None
    title = title_after(doc, cast, place + 1)
    closed = title and title.outer_end < len(doc) and doc[title.outer_end].text in {")", ",", ";"}
    return title if closed else None


def _past_body(doc: "Doc", cast: Cast, place: int) -> int:
    """Past "of Acme" behind a name, where a verb follows."""
    if place + 2 >= len(doc) or doc[place].text.casefold() not in {"of", "at", "from"}:
        return place
    start = place + 1 + (doc[place + 1].text.casefold() == "the")
    found = cast.at(start)
    if found is None or found[1].label == "PERSON" or found[0].end >= len(doc):
        return place
    return found[0].end if doc[found[0].end].pos_ in {"VERB", "AUX"} else place


def _unmarked(doc: "Doc", cast: Cast, place: int) -> Title | None:
    """ "Ann Lee |former chairman of X": a title with its owner right behind the name."""
    title = title_after(doc, cast, place)
    if title is None or title.owner is None or _belongs_to_next(doc, cast, title):
        return None
    known = words("roles", "states") | words("roles", "heads") | {"the", "a", "an"}
    return title if doc[place].text in known and title.owner[0] > title.start else None


def _past_age(doc: "Doc", place: int) -> int:
    """Past ", 45" and "(D-MA)" behind a name, where a comma follows."""
    if place + 2 < len(doc) and doc[place].text == "," and doc[place + 1].like_num:
        return place + 2
    if place < len(doc) and doc[place].text in {"]", ")"}:
        return place + 1
    if place < len(doc) and doc[place].text == "(":
        closing = (i for i in range(place, min(place + 6, len(doc) - 1)) if doc[i].text == ")")
        return next(closing, place - 1) + 1
    return place


def _apposed(doc: "Doc", cast: Cast, place: int) -> Iterator[Found]:
    if place >= len(doc):
        return
    if doc[place].text.casefold() == "who":
        yield from _told_of(doc, cast, place + 1)
        return
    title = title_after(doc, cast, place)
    if title and not _belongs_to_next(doc, cast, title):
        yield _with_owner_apposed(doc, cast, title), None
    elif title is None:
        yield from _shared(doc, cast, place - 1)


def _with_owner_apposed(doc: "Doc", cast: Cast, title: Title) -> Title:
    """ "Ann Lee, chief executive, Acme Ltd": the owner behind a comma."""
    place = title.outer_end + 1
    found = cast.at(place)
    if title.owner or doc[min(place, len(doc)) - 1].text != "," or not found:
        return title
    if found[1].label != "ORG" or found[0].start != place:
        return title
    return replace(title, owner=(place, found[0].end), outer_end=found[0].end)


def _told_of(doc: "Doc", cast: Cast, place: int) -> Iterator[Found]:
    """ "who worked at X and is now chief executive of Y": the first title of the clause."""
    found = [*_predicated(doc, cast, place)]
    for here in range(place + 1, min(place + 18, len(doc))):
        if found or doc[here].text in {".", ";", '"', "”"} or cast.label_at(here) == "PERSON":
            break
        if doc[here].text.casefold() in {"is", "was", "became"}:
            found = [*_predicated(doc, cast, here)]
    yield from found


def _belongs_to_next(doc: "Doc", cast: Cast, title: Title) -> bool:
    """Whether the title stands in front of another name: "A, chief executive B and ..."."""
    place = title.outer_end
    while place < len(doc) and doc[place].text.casefold() in words("roles", "courtesy"):
        place += 1
    return cast.label_at(place) == "PERSON"


def _shared(doc: "Doc", cast: Cast, place: int) -> Iterator[Found]:
    """ "A |and B, founders of C": a plural title behind the last of a list."""
    here = place
    while here < len(doc):
        while here < len(doc) and doc[here].text.casefold() in LISTED:
            here += 1
        found = cast.at(here)
        if not found or found[1].label != "PERSON":
            break
        here = found[0].end
    title = title_after(doc, cast, here) if here < len(doc) and doc[here - 1].text == "," else None
    if title and any(map(is_plural_head, doc[title.start : title.end])):
        yield title, None


def _predicated(doc: "Doc", cast: Cast, place: int) -> Iterator[Found]:
    """ "is chief executive of X", "was named chairman", "will become president"."""
    status: RoleStatus | None = None
    here = place
    while here < min(place + 7, len(doc)):
        small = doc[here].text.casefold()
        if small in words("roles", "futures"):
            status = "future"
        elif small in words("roles", "leaving"):
            status, here = (None if status else "former"), _to_as(doc, here)
        elif small in words("roles", "copulas"):
            if title := title_after(doc, cast, here + 1):
                yield title, status
                return
            if small not in words("roles", "chains"):
                return
            here = _to_as(doc, here) if doc[here].tag_ == "VBN" else here
        elif small not in words("roles", "between"):
            return
        here += 1


def _to_as(doc: "Doc", here: int) -> int:
    """Just before the "as" that follows within a few words, else the same place."""
    for place in range(here + 1, min(here + 8, len(doc))):
        if doc[place].text.casefold() == "as":
            return place - 1
        if doc[place].text in {",", ".", ";"}:
            break
    return here


def _given(doc: "Doc", cast: Cast, mention: Mention) -> Iterator[Found]:
    """ "named |Ann Lee (as) chairman", "|Ann Lee will succeed Bo Ek as chairman"."""
    before = doc[mention.start - 1].lemma_.casefold() if mention.start else ""
    here = mention.end
    if before in words("roles", "naming") or doc[here].text.casefold() == "as":
        title = title_after(doc, cast, here)
        if title and title.outer_start == here and not _belongs_to_next(doc, cast, title):
            yield title, None
        return
    for place in range(here, min(here + 4, len(doc))):
        if doc[place].lemma_.casefold() in {"succeed", "replace"}:
            ahead = doc[place].tag_ in {"VB", "VBG"}
            yield from _as_title(doc, cast, place, "future" if ahead else None)


def _as_title(doc: "Doc", cast: Cast, place: int, status: RoleStatus | None) -> Iterator[Found]:
    here = _to_as(doc, place)
    if here != place and (title := title_after(doc, cast, here + 2)):
        yield title, status


def done_by(doc: "Doc", cast: Cast, mention: Mention) -> list[Role]:
    """The post that a verb tells: "X, who heads Y", "X, who founded Y"."""
    adverbs = words("roles", "adverbs")
    place = mention.end
    place += place < len(doc) and doc[place].text == ")"
    relative = place + 2 < len(doc) and doc[place].text == "," and doc[place + 1].text == "who"
    place += 2 if relative else 0
    former = relative and doc[place].text.casefold() in words("roles", "former")
    while relative and place + 1 < len(doc) and doc[place].text.casefold() in adverbs:
        place += 1
    title = (
        rules("roles")["doing"].get(doc[place].text.casefold()) if place + 1 < len(doc) else None
    )
    start = place + 1
    while start < len(doc) and doc[start].text.casefold() in {"the", "a", "an"}:
        start += 1
    owner = cast.at(start)
    if title is None or owner is None or owner[1].label != "ORG":
        return []
    span = doc[place : owner[0].end]
    former |= title != "founder" and doc[place].tag_ == "VBD"
    status: RoleStatus = "former" if former else "current"
    return [
        Role(
            title=title,
            organization=doc[owner[0].start : owner[0].end].text,
            rank=rank_of(title),
            status=status,
            start=span.start_char,
            end=span.end_char,
        )
    ]


def make_role(
    doc: "Doc", owners: Owners, mention: Mention, title: Title, status: RoleStatus | None
) -> Role:
    """The record of a title phrase given to a mention of a person."""
    text = title_text(doc, title)
    span = doc[title.outer_start : title.outer_end]
    return Role(
        title=text,
        organization=owners.owner_of(mention, title),
        rank=rank_of(text),
        status=status or status_of(doc, title),
        start=span.start_char,
        end=span.end_char,
    )


def status_of(doc: "Doc", title: Title) -> RoleStatus:
    """former, acting, future or current, by the words in front of the title."""
    end = title.end + 2 * (title.end < len(doc) and doc[title.end].text == "-")
    before = {t.text.casefold() for t in doc[max(title.start - 2, 0) : end]}
    for status in ("former", "acting", "future"):
        if before & words("roles", status):
            return status
    return "current"


def rank_of(title: str) -> str | None:
    """The normal form of a title.

    >>> rank_of("CEO"), rank_of("Deputy Director"), rank_of("spokesmen")
    ('chief executive', 'deputy director', 'spokesperson')
    """
    plain = title.casefold().split(" of ")[0].split(" for ")[0].strip()
    if plain.removesuffix("s").split(" ")[-1] in words("roles", "heads"):
        plain = plain.removesuffix("s")
    return str(rules("roles")["rank"].get(plain, plain)) or None


def distinct(roles: list[Role]) -> list[Role]:
    """Each post once, those with an organisation first."""
    kept: dict[tuple[str | None, str | None], Role] = {}
    for role in roles:
        kept.setdefault((role.rank, role.organization), role)
    named = {rank for rank, owner in kept if owner}
    full = [role for (rank, owner), role in kept.items() if owner or rank not in named]
    return sorted(full, key=lambda role: role.organization is None)

"""Who holds which post: "X, deputy director of Y", "Y chief executive X", "X was named ..."."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.groups import Cast, Group
from extract.mentions import Mention, text_of
from extract.titles import Title, title_after, title_before, title_text
from extract.wordlists import rules, words
from models.facts import Role, RoleStatus

if TYPE_CHECKING:
    from spacy.tokens import Doc

Found = tuple[Title, RoleStatus | None]


def read_roles(doc: "Doc", cast: Cast) -> dict[int, list[Role]]:
    """The roles of each person, by `id` of its group, in order of the text."""
    found: dict[int, list[Role]] = {}
    for group in cast.of("PERSON"):
        roles = [
            role
            for mention in group.mentions
            for title, status in titles_of(doc, cast, mention)
            if (role := make_role(doc, cast, title, status))
        ]
        found[id(group)] = distinct(roles)
    return found


def titles_of(doc: "Doc", cast: Cast, mention: Mention) -> Iterator[Found]:
    """The titles given to one mention of a person, from the surest place to the least."""
    if title := title_before(doc, cast, mention.start):
        yield title, None
    yield from _behind(doc, cast, mention)


def _behind(doc: "Doc", cast: Cast, mention: Mention) -> Iterator[Found]:
    """Titles after the name: apposition, relative clause, "was named", "is"."""
    place = _past_age(doc, mention.end)
    if place >= len(doc):
        return
    if doc[place].text in {",", "(", "-", "–", "—"}:
        yield from _apposed(doc, cast, place + 1)
        return
    yield from _predicated(doc, cast, place)


def _past_age(doc: "Doc", place: int) -> int:
    """Past ", 45" behind a name, where another comma or bracket follows."""
    if place + 2 < len(doc) and doc[place].text == "," and doc[place + 1].like_num:
        return place + 2
    return place


def _apposed(doc: "Doc", cast: Cast, place: int) -> Iterator[Found]:
    if place >= len(doc):
        return
    if doc[place].text.casefold() == "who":
        yield from _predicated(doc, cast, place + 1)
    elif title := title_after(doc, cast, place):
        yield title, None


def _predicated(doc: "Doc", cast: Cast, place: int) -> Iterator[Found]:
    """ "is chief executive of X", "was named chairman", "will become president"."""
    status: RoleStatus | None = None
    here = place
    while here < min(place + 6, len(doc)):
        small = doc[here].text.casefold()
        if small in words("roles", "futures"):
            status = "future"
        elif small in words("roles", "copulas"):
            if title := title_after(doc, cast, here + 1):
                yield title, status
            if small not in words("roles", "chains"):
                return
        elif small not in words("roles", "between"):
            return
        here += 1


def make_role(doc: "Doc", cast: Cast, title: Title, status: RoleStatus | None) -> Role | None:
    """The record of a title phrase."""
    text = title_text(doc, title)
    span = doc[title.outer_start : title.outer_end]
    return Role(
        title=text,
        organization=owner_text(doc, title),
        rank=rank_of(text),
        status=status or status_of(doc, title),
        start=span.start_char,
        end=span.end_char,
    )


def owner_text(doc: "Doc", title: Title) -> str | None:
    """The owner as printed; the name meant where a reference stands for it."""
    if title.owner is None:
        return None
    return text_of(doc, Mention(title.owner[0], title.owner[1], "ORG"))


def status_of(doc: "Doc", title: Title) -> RoleStatus:
    """former, acting, future or current, by the words in front of the title."""
    before = {t.text.casefold() for t in doc[max(title.outer_start - 2, 0) : title.end]}
    for status, table in rules("roles")["status"].items():
        if before & set(table.split()):
            return status
    return "current"


def rank_of(title: str) -> str | None:
    """The normal form of a title.

    >>> rank_of("CEO"), rank_of("Deputy Director"), rank_of("spokeswoman")
    ('chief executive', 'deputy director', 'spokesperson')
    """
    plain = title.casefold().split(" of ")[0].split(" for ")[0].strip()
    return str(rules("roles")["rank"].get(plain, plain)) or None


def distinct(roles: list[Role]) -> list[Role]:
    """Each post once, those with an organisation first."""
    kept: dict[tuple[str | None, str | None], Role] = {}
    for role in roles:
        kept.setdefault((role.rank, role.organization), role)
    named = {rank for rank, owner in kept if owner}
    full = [role for (rank, owner), role in kept.items() if owner or rank not in named]
    return sorted(full, key=lambda role: role.organization is None)


def role_groups(cast: Cast) -> list[Group]:
    """The groups that can own a post."""
    return [group for group in cast.groups if group.label != "PERSON"]

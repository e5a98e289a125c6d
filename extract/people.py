"""Which names are the same person: full forms first, then surnames and initials tied to them."""

from functools import cache
from typing import TYPE_CHECKING

from extract.groups import Group, fold
from extract.mentions import Mention, text_of
from extract.wordlists import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def group_people(doc: "Doc", mentions: list[Mention]) -> list[Group]:
    """The people of an article, in order of first appearance."""
    people = [mention for mention in mentions if mention.label == "PERSON"]
    groups: list[Group] = []
    for mention in sorted(people, key=lambda m: (len(name_parts(text_of(doc, m))) < 2, m.start)):
        group = _owner(doc, mention, groups)
        if group is None:
            group = Group("PERSON", text_of(doc, mention))
            groups.append(group)
        _join(doc, group, mention)
    return sorted(groups, key=lambda group: group.mentions[0].start)


def _join(doc: "Doc", group: Group, mention: Mention) -> None:
    text = text_of(doc, mention)
    if len(name_parts(text)) > len(name_parts(group.name)):
        group.name = text
    group.mentions.append(mention)
    group.settle(doc)


def _owner(doc: "Doc", mention: Mention, groups: list[Group]) -> Group | None:
    """The group a name belongs to: the best match, of equals the one last named in full."""
    text = text_of(doc, mention)
    scored = [(same_person(group.name, text), _nearness(group, mention), group) for group in groups]
    best = max(scored, key=lambda row: row[:2], default=None)
    return best[2] if best and best[0] else None


def _nearness(group: Group, mention: Mention) -> int:
    before = [m.start for m in group.mentions if m.start < mention.start]
    return max(before) if before else -group.mentions[0].start - 1


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name for comparing, without suffix: "Lee Scott, Jr." -> lee, scott."""
    return tuple(part for part in fold(name).split() if part not in SUFFIXES)


def same_person(full: str, short: str) -> int:
    """How surely `short` is another form of `full`: 0 not at all, 4 the same name.

    >>> same_person("Shen Jin", "Shen"), same_person("Jane Smith", "Li")
    (2, 0)
    """
    a, b = name_parts(full), name_parts(short)
    if not a or not b:
        return 0
    if a == b:
        return 4
    if len(b) == 1:
        return _single(a, b[0])
    if len(a) == 1:
        return _single(b, a[0])
    longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
    return 3 if _in_order(longer, shorter) else 0


def _single(full: tuple[str, ...], word: str) -> int:
    if word == full[-1] and not is_family_first(full):
        return 3
    if word == full[0]:
        return 3 if is_family_first(full) else 2
    return 1 if len(word) > 2 and word in full else 0


def is_family_first(parts: tuple[str, ...]) -> bool:
    """Whether a name puts the family first, as Chinese, Korean and Vietnamese names do."""
    surnames = words("people", "family_first")
    return parts[0] in surnames and not (len(parts) == 2 and parts[1] in surnames)


def _in_order(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether the words of the shorter stand in the longer, initials and short forms allowed."""
    rest = iter(longer)
    if not all(any(_same_word(a, b) for a in rest) for b in shorter):
        return False
    return _same_word(longer[-1], shorter[-1]) or _same_word(longer[0], shorter[0])


def _same_word(a: str, b: str) -> bool:
    if a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]):
        return True
    nicknames = rules("people")["nicknames"]
    return a in nicknames.get(b, "").split() or b in nicknames.get(a, "").split()


def gender_of(group: Group) -> str | None:
    """male or female, by the given name; None when the name doesn't tell."""
    first = name_parts(group.name)[0] if name_parts(group.name) else ""
    for gender, names in rules("people")["given"].items():
        if first in names.split() and len(name_parts(group.name)) > 1:
            return str(gender)
    return None


@cache
def _given_names() -> frozenset[str]:
    return frozenset(word for names in rules("people")["given"].values() for word in names.split())


def is_given_name(small: str) -> bool:
    """Whether a word, in small letters, is a common given name."""
    return small in _given_names()

"""Finds, among many names, the pairs that mean the same or might; joins them into groups.

Names are compared only where they share a block (the same words without blanks, all words but
one, an acronym), so that a hundred thousand take a minute and not a week.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from models.organization_names import (
    OrganizationName,
    compare_organizations,
    known_acronym,
    known_bodies,
)
from models.person_names import PersonName, compare_people, full_given_name
from models.verdicts import Verdict

Name = TypeVar("Name")
Pair = tuple[str, str]
"""Two ids, the smaller first."""
LARGEST_BLOCK = 60
"""In a larger block each name is compared with the next ones only, in the order of ids: whoever
shares more than such a block has a smaller one for it."""


def pair(one: str, other: str) -> Pair:
    """The pair, the same whichever comes first."""
    return (one, other) if one < other else (other, one)


def match_organizations(names: Mapping[str, OrganizationName]) -> dict[Pair, Verdict]:
    """The verdicts by pair of ids; pairs that are different are left out."""
    return _match(names, _organization_blocks, compare_organizations)


def match_people(names: Mapping[str, PersonName]) -> dict[Pair, Verdict]:
    """The verdicts by pair of ids; pairs that are different are left out."""
    return _match(names, _person_blocks, compare_people)


def sharing_a_block(names: Mapping[str, PersonName]) -> list[str]:
    """The ids of people who are like another one by name: of the others nothing need be known."""
    return sorted({name_id for block in _blocks(names, _person_blocks) for name_id in block})


def _match(
    names: Mapping[str, Name],
    blocks_of: Callable[[Name], Iterator[Hashable]],
    compare: Callable[[Name, Name], Verdict],
) -> dict[Pair, Verdict]:
    found: dict[Pair, Verdict] = {}
    seen: set[Pair] = set()
    for block in _blocks(names, blocks_of):
        for ids in _pairs(block):
            if ids not in seen:
                seen.add(ids)
                verdict = compare(names[ids[0]], names[ids[1]])
                if verdict.answer != "different":
                    found[ids] = verdict
    return found


def _blocks(
    names: Mapping[str, Name], blocks_of: Callable[[Name], Iterator[Hashable]]
) -> Iterator[list[str]]:
    blocks: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name_id in sorted(names):
        for block in set(blocks_of(names[name_id])):
            blocks[block].append(name_id)
    return (ids for ids in blocks.values() if len(ids) > 1)


def _pairs(block: Sequence[str]) -> Iterator[Pair]:
    """Ids come in order, so that the smaller is first."""
    if len(block) <= LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    for place, one in enumerate(block):
        yield from ((one, other) for other in block[place + 1 : place + LARGEST_BLOCK // 2])


def _organization_blocks(name: OrganizationName) -> Iterator[Hashable]:
    yield name.squeezed
    yield name.expanded
    if name.words[-1] == "group":
        yield "".join(name.words[:-1])
    if name.generic:
        yield (name.words, name.country)
    yield from _acronym_blocks(name)
    yield from _slip_blocks(name.words)
    if len(name.words) > 1:
        yield ("longer", name.words[:-1])
    yield ("longer", name.words)
    if "university" in name.words:
        yield ("university", tuple(sorted(word for word in name.words if word != "of")))


def _acronym_blocks(name: OrganizationName) -> Iterator[Hashable]:
    if name.acronym:
        yield ("acronym", name.acronym)
        meant = known_acronym(name.acronym)
        if meant:
            yield ("known", *meant)
    yield from (("acronym", initials) for initials in name.initials)
    if name.squeezed in known_bodies():
        yield ("known", name.squeezed, name.country)
        yield ("known", name.squeezed, None)


def _slip_blocks(words: Sequence[str]) -> Iterator[Hashable]:
    """All words but one, with what a slip of the pen leaves of that one: its first three letters,
    or the first and the last three."""
    for place, word in enumerate(words):
        if len(word) > 5:
            rest = (place, *words[:place], *words[place + 1 :])
            yield ("slip", rest, word[:3])
            yield ("slip", rest, word[0], word[-3:])


def _person_blocks(name: PersonName) -> Iterator[Hashable]:
    for turned in _turns(name.words):
        yield turned
        for near in name.beside:
            yield (turned, near)
    if len(name.words) > 1:
        first, last = full_given_name(name.words[0])[0], name.words[-1]
        yield ("ends", first, last)
        for near in name.employers:
            yield ("ends", first, last, near)
    yield from _slip_blocks(name.words)


def _turns(words: Sequence[str]) -> Iterator[str]:
    """The name begun with each of its words in turn: "kimyoungho", "younghokim", "hokimyoung"."""
    return ("".join([*words[place:], *words[:place]]) for place in range(len(words)))


@dataclass(kw_only=True)
class Groups:
    """Names joined into groups, never two that are known to be different."""

    apart: Mapping[str, set[str]]
    """The ids that each id must not be joined with."""
    parents: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)

    def join(self, one: str, other: str) -> bool:
        """False where somebody in one group must stay apart from somebody in the other."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return True
        here, there = self.of(first), self.of(second)
        if any(self.apart.get(member, set()) & there for member in here):
            return False
        root = min(first, second)
        self.members[root] = here | there
        self.parents[max(first, second)] = root
        return True

    def root(self, one: str) -> str:
        """What stands for the group; the same for all its members."""
        while one in self.parents:
            one = self.parents[one]
        return one

    def of(self, one: str) -> set[str]:
        """All members of the group of an id, itself included."""
        root = self.root(one)
        return self.members.get(root, {root})


def group_names(
    said_same: Iterable[Pair], said_different: Iterable[Pair], found: Mapping[Pair, Verdict]
) -> Groups:
    """The groups that follow: what a person said first, then what was found, the surest first.

    The order in which names and verdicts are given changes nothing.
    """
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in said_different:
        apart[one].add(other)
        apart[other].add(one)
    groups = Groups(apart=apart)
    sure = [(-verdict.score, ids) for ids, verdict in found.items() if verdict.answer == "same"]
    for one, other in [*sorted(said_same), *(ids for _, ids in sorted(sure))]:
        groups.join(one, other)
    return groups

"""Who and what an article names, and which words stand for them."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from models.facts import Organization, Person, Place

Named = Organization | Person | Place


@dataclass(frozen=True, kw_only=True)
class Entities:
    """The organisations, people and places of one article, found again by character."""

    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()

    def at(self, start: int, end: int) -> Named | None:
        """The first thing named or referred to within the characters `start` to `end`."""
        place = bisect_right(self._starts, start - 1)
        if place < len(self._index) and self._index[place][1] <= end:
            return self._index[place][2]
        return None

    def within(self, start: int, end: int) -> list[tuple[int, int, Named]]:
        """Every mention and reference inside the characters, in order."""
        place = bisect_right(self._starts, start - 1)
        found = []
        while place < len(self._index) and self._index[place][0] < end:
            if self._index[place][1] <= end:
                found.append(self._index[place])
            place += 1
        return found

    @cached_property
    def _index(self) -> list[tuple[int, int, Named]]:
        everything: tuple[Named, ...] = (*self.organizations, *self.people, *self.places)
        spans = [
            (start, end, named)
            for named in everything
            for start, end in (*named.mentions, *named.references)
        ]
        return sorted(spans, key=lambda span: (span[0], -span[1]))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._index]

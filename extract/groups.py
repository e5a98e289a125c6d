"""One thing with all the stretches that name it, before it becomes a record."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.mentions import Mention, text_of
from extract.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from models.facts import Span


@dataclass(slots=True, eq=False)
class Group:
    """One person, body or place while an article is read; compared by identity."""

    label: str
    """PERSON, ORG or LOC."""
    name: str
    """The fullest form printed."""
    mentions: list[Mention] = field(default_factory=list)
    """In the order of the text."""
    references: "list[Span]" = field(default_factory=list)
    """Token spans of the words that stand for it."""
    aliases: list[str] = field(default_factory=list)

    def settle(self, doc: "Doc") -> None:
        """Order mentions, and derive the aliases: the other forms printed, as they appear.

        A word such as "Commission" is none: alone it names any.
        """
        self.mentions.sort(key=lambda mention: mention.start)
        forms = dict.fromkeys(text_of(doc, mention) for mention in self.mentions)
        bare = words("organizations", "bare")
        self.aliases = [f for f in forms if f != self.name and f.casefold() not in bare]


class Cast:
    """Everything an article names, found by token."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = list(groups)
        self._at: dict[int, tuple[Mention, Group]] = {}
        self._references: dict[int, tuple[int, int, Group]] = {}
        self._ends: dict[int, int] = {}
        for group in self.groups:
            for mention in group.mentions:
                self._at.update(dict.fromkeys(range(mention.start, mention.end), (mention, group)))
                self._ends[mention.end] = mention.start

    def add_reference(self, start: int, end: int, group: Group) -> None:
        """Let the tokens `start` to `end` stand for a group."""
        group.references.append((start, end))
        self._ends.setdefault(end, start)
        for place in range(start, end):
            self._references.setdefault(place, (start, end, group))

    def at(self, place: int) -> tuple[Mention, Group] | None:
        """The mention that holds a token, and whose it is."""
        return self._at.get(place)

    def reference_at(self, place: int) -> tuple[int, int, Group] | None:
        """The reference that holds a token."""
        return self._references.get(place)

    def group_at(self, place: int) -> Group | None:
        """Who is named or meant by a token."""
        if place in self._at:
            return self._at[place][1]
        return self._references[place][2] if place in self._references else None

    def ending_at(self, end: int) -> "Span | None":
        """The tokens of the mention or reference whose last token is just before `end`."""
        return (self._ends[end], end) if end in self._ends else None

    def label_at(self, place: int) -> str | None:
        """PERSON, ORG or LOC where a token is part of a name."""
        found = self._at.get(place)
        return found[1].label if found else None

    def owner_label(self, place: int) -> str | None:
        """The same, references counted."""
        group = self.group_at(place)
        return group.label if group else None

    def of(self, label: str) -> list[Group]:
        """All groups of one label."""
        return [group for group in self.groups if group.label == label]


def fold(text: str) -> str:
    """Small letters without accents and full stops, blanks single; for comparing names."""
    plain = unicodedata.normalize("NFKD", text).replace("’", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace(".", "").replace(",", " ").split())

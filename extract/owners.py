"""Whose post a title is where the phrase itself doesn't print the name."""

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from extract.coreference import Scene, Wanted, antecedent
from extract.groups import Cast, Group
from extract.mentions import Mention
from extract.organizations import is_generic, key_words
from extract.places import country_of_adjective, describe_place
from extract.title_words import NAMING, Title
from extract.titles import title_before, title_text
from extract.wordlists import phrases, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

BODIES = frozenset({"company", "association", "university", "fund", "exchange", "government"})
"""Kinds of body whose posts are printed without the name."""


class Owners:
    """Finds the owner of each title of an article."""

    def __init__(self, doc: "Doc", cast: Cast) -> None:
        self.doc = doc
        self.cast = cast
        self.scene = Scene(doc, cast)

    def owner_of(self, mention: Mention, title: Title) -> str | None:
        """The owner as printed; the name meant where a reference or nothing stands for it."""
        text = title_text(self.doc, title).casefold()
        if title.owner and not self._is_part_of_title(title, text):
            return self._printed(*title.owner)
        return None if title.person_owned else self._unprinted(mention, title, text)

    def _is_part_of_title(self, title: Title, text: str) -> bool:
        """Whether what stands before is no owner: "Treasury" in "Treasury Secretary"."""
        if title.owner is None:
            return False
        before = self.doc[title.owner[0] : title.owner[1]].text.casefold()
        return f"{before} {text}" in phrases("roles", "state_titles")

    def _unprinted(self, mention: Mention, title: Title, text: str) -> str | None:
        last = text.split(" of ")[0].split()[-1]
        if is_office(text) or title.owner:
            return self._country(title)
        if text in phrases("roles", "region_titles") or last in words("roles", "region"):
            return self._main_place("region")
        if last in words("roles", "city"):
            return self._main_place("city")
        if last in words("roles", "corporate") and self._is_definite(title):
            return self._neighbours(title) or self._body_spoken_of(mention)
        return None

    def _is_definite(self, title: Title) -> bool:
        """Whether a title without owner is that of the body spoken of."""
        after = self.doc[title.end].text.casefold() if title.end < len(self.doc) else ""
        told = title.end + 1 < len(self.doc) and self.doc[title.end + 1].ent_type_ != "DATE"
        first = self.doc[title.outer_start].text.casefold()
        return first not in {"a", "an"} and not (after in NAMING and told)

    def _printed(self, start: int, end: int) -> str | None:
        reference = self.cast.reference_at(start)
        if reference and (reference[0], reference[1]) == (start, end):
            return reference[2].name
        text = " ".join(self.doc[start:end].text.split())
        found = self.cast.at(start)
        return found[1].name if found and all(map(is_generic, key_words(text))) else text

    def _country(self, title: Title) -> str | None:
        if title.nation is not None:
            return country_of_adjective(self.doc[title.nation].text)
        return self.main_country

    @cached_property
    def main_country(self) -> str | None:
        """The country named most, adjectives counted; None when two are named as often."""
        votes: Counter[str] = Counter()
        printed: dict[str, str] = {}
        for group in self.cast.of("LOC"):
            kind, code = describe_place(group.name)
            if kind == "country" and code:
                votes[code] += len(group.mentions)
                printed[code] = group.name
        for token in self.doc:
            name = country_of_adjective(token.text)
            code = describe_place(name)[1] if name else None
            if name and code:
                votes[code] += 1
                printed.setdefault(code, name)
        best = votes.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return None
        return printed[best[0][0]]

    def _main_place(self, kind: str) -> str | None:
        places = [g for g in self.cast.of("LOC") if describe_place(g.name)[0] == kind]
        return max(places, key=lambda group: len(group.mentions)).name if places else None

    def _neighbours(self, title: Title) -> str | None:
        """The owner shared in a list: "Acme founder Ann Lee and |chairman Bo Ek"."""
        here = title.outer_start - 1
        while here > 0 and self.doc[here].text in {",", "and", "&"}:
            here -= 1
        found = self.cast.at(here) if 0 <= here < title.outer_start - 1 else None
        if found is None or found[1].label != "PERSON":
            return None
        other = title_before(self.doc, self.cast, found[0].start)
        return self._printed(*other.owner) if other and other.owner else None

    def _body_spoken_of(self, mention: Mention) -> str | None:
        """The body that "the company" would stand for there."""
        wanted = Wanted(
            start=mention.start, end=mention.start, labels=frozenset({"ORG"}), kinds=BODIES
        )
        found: Group | None = antecedent(self.scene, wanted)
        return found.name if found else None


def is_office(title: str) -> bool:
    """Whether a title, in small letters, is an office of a country when nothing else is said."""
    head = title.split(" of ")[0].split(" for ")[0]
    return head in phrases("roles", "state_titles") or head.split()[-1] in words("roles", "state")

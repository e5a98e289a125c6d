"""What has been read out of a doc so far, side by side, for the readers that tie it together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract.clauses import Clauses, read_clauses
from extract.context import Context
from extract.entities import Entities, Named
from extract.measures import Measure
from extract.noun_phrases import Phrase, read_phrases
from extract.periods import PeriodMention
from models.facts import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name or reference in the text, by tokens."""

    first: int
    last: int
    named: Named
    is_name: bool
    """Named here, rather than referred to as "the company"."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A doc's clauses with its measures, periods, entities and quotes."""

    clauses: Clauses
    measures: Sequence[Measure]
    periods: Sequence[PeriodMention]
    entities: Entities
    quotes: Sequence[Quote]
    context: Context

    def measures_in(self, tokens: range) -> int:
        """How many measures begin within the tokens."""
        return sum(self.clauses.token_at(m.start) in tokens for m in self.measures)

    @cached_property
    def measure_tokens(self) -> frozenset[int]:
        """Every token of a measure, with comparator and equivalents."""
        spans = ((m.outer_start, m.outer_end) for m in self.measures)
        return frozenset(i for span in spans for i in range(*self.clauses.tokens(*span)))

    @cached_property
    def period_tokens(self) -> frozenset[int]:
        """Every token of a period, preposition included."""
        spans = ((p.start, p.end) for p in self.periods)
        return frozenset(i for span in spans for i in range(*self.clauses.tokens(*span)))

    @cached_property
    def phrases(self) -> list[Phrase]:
        """The noun phrases around the measures and periods, in order."""
        return read_phrases(self.clauses, self.measure_tokens | self.period_tokens)

    @cached_property
    def mentions(self) -> list[Mention]:
        """Names and references in order of the text."""
        spans = [
            (span, named, is_name)
            for named in self.named.values()
            for spans, is_name in ((named.mentions, True), (named.references, False))
            for span in spans
        ]
        found = []
        for (start, end), named, is_name in spans:
            first, last = self.clauses.tokens(start, end)
            found.append(Mention(first=first, last=last, named=named, is_name=is_name))
        return sorted(found, key=lambda mention: (mention.first, -mention.last))

    @cached_property
    def named(self) -> dict[str, Named]:
        """Whatever is named, by name; the most often named first."""
        entities = self.entities
        everything: list[Named] = [*entities.organizations, *entities.people, *entities.places]
        return {named.name: named for named in sorted(everything, key=lambda n: -len(n.mentions))}

    def standing(self, name: str, previous: str | None) -> Iterator[str]:
        """How much the article is about a name: in its title, often, first, said just before."""
        if name == previous:
            yield "previous"
        named = self.named.get(name)
        if named is None:
            return
        title = (self.context.title or "").lower()
        place = min(
            (title.find(n.lower()) for n in (name, *named.aliases) if n.lower() in title),
            default=-1,
        )
        yield "not in title" if place < 0 else "opens title" if place == 0 else "in title"
        yield f"rank={min(3, list(self.named).index(name))}"
        alike = [other for other in self.named.values() if type(other) is type(named)]
        yield f"rank alike={min(3, alike.index(named))}"
        if named.mentions and named.mentions[0][0] < 80:
            yield "opens"


def read_reading(
    doc: "Doc",
    measures: Sequence[Measure],
    periods: Sequence[PeriodMention],
    entities: Entities,
    quotes: Sequence[Quote],
    context: Context,
) -> Reading:
    """The parts read so far, with the doc's clauses."""
    return Reading(
        clauses=read_clauses(doc),
        measures=measures,
        periods=periods,
        entities=entities,
        quotes=quotes,
        context=context,
    )

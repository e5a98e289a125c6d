"""What has been read out of a doc so far, side by side, for the readers that tie it together."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from extract.calendar import period_iso
from extract.clauses import Clauses, read_clauses
from extract.context import Context
from extract.entities import Entities, Named
from extract.measures import Measure
from extract.named import Mention, governments, unlisted, worlds
from extract.noun_phrases import Phrase, read_phrases
from extract.periods import PeriodMention
from extract.placed import (
    Placed,
    last_results,
    placed_periods,
    unsaid_quarter,
    with_stretches,
)
from extract.pointers import Pointers
from extract.tables import load_table
from models.facts import Organization, Person, Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.anchors import Anchor


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A doc's clauses with its measures, periods, entities and quotes."""

    clauses: Clauses
    measures: Sequence[Measure]
    periods: Sequence[PeriodMention]
    entities: Entities
    quotes: Sequence[Quote]
    context: Context
    pointers: Pointers

    def measures_in(self, tokens: range) -> int:
        """How many measures begin within the tokens."""
        starts = self.measure_starts
        return max(0, bisect_left(starts, tokens.stop) - bisect_left(starts, tokens.start))

    @cached_property
    def anchors(self) -> "dict[int, Anchor]":
        """Those of measures asked for so far, by the measure's first character."""
        return {}

    @cached_property
    def roles(self) -> dict[tuple[int, int], str]:
        """The grammatical roles of mentions by their tokens, as far as they are known."""
        return {}

    @cached_property
    def carrying(self) -> dict[tuple[str, int, str, int], list[str]]:
        """The signs of figures that may carry another on, by both their kinds and places."""
        return {}

    @cached_property
    def measure_starts(self) -> list[int]:
        """The first token of each measure, in order."""
        return sorted(self.clauses.token_at(measure.start) for measure in self.measures)

    @cached_property
    def printed_periods(self) -> frozenset[str]:
        """Every period that the text prints, as ISO 8601."""
        return frozenset(period_iso(mention.period) for mention in self.periods)

    @cached_property
    def placed_periods(self) -> list[Placed]:
        """The periods by their tokens, in order."""
        return placed_periods(self.clauses, self.periods, self.context.published)

    @cached_property
    def placed_for_aims(self) -> list[Placed]:
        """Those, with the stretches of time that only an aim has: "over five years"."""
        published = self.context.published
        found = with_stretches(self.clauses, self.periods, published)
        if len(found) == len(self.periods):
            return self.placed_periods
        return placed_periods(self.clauses, found, published)

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
    def results_periods(self) -> list[str]:
        """The last quarter or half that is over, if the text prints one."""
        return last_results(self.placed_periods, self.context.published)

    @cached_property
    def unsaid_quarter(self) -> str | None:
        """The quarter that "quarterly results" are of where the text prints none."""
        return unsaid_quarter(self.clauses.text, self.context.published)

    def phrase_at(self, token: int | None) -> Phrase | None:
        """The noun phrase that a token stands in."""
        number = self.phrase_number(token)
        return None if number is None else self.phrases[number]

    def phrase_number(self, token: int | None) -> int | None:
        """Which of `phrases` a token stands in."""
        return None if token is None else self._phrase_numbers.get(token)

    @cached_property
    def _phrase_numbers(self) -> dict[int, int]:
        return {i: n for n, p in enumerate(self.phrases) for i in range(p.first, p.last)}

    @cached_property
    def mentions(self) -> list[Mention]:
        """Names and references in order of the text, with proper nouns that nothing else claims."""
        found = [m for m in self._listed() if not self._is_time(m)]
        found += governments(self.clauses, found, self.entities.places)
        taken = {token for mention in found for token in range(mention.first, mention.last)}
        found += worlds(self.clauses, taken)
        found += unlisted(self.clauses, taken | self.period_tokens | self.measure_tokens)
        return sorted(found, key=lambda mention: (mention.first, -mention.last))

    def _is_time(self, mention: Mention) -> bool:
        """Whether a place is only the name of a month: "May's report"."""
        place = not isinstance(mention.named, (Organization, Person))
        words = self.clauses.lower[mention.first : mention.last]
        return place and len(words) == 1 and words[0] in load_table("timing")["named"]

    def _listed(self) -> Iterator[Mention]:
        entities = self.entities
        everything: list[Named] = [*entities.organizations, *entities.people, *entities.places]
        for named in everything:
            for spans, is_name in ((named.mentions, True), (named.references, False)):
                for start, end in spans:
                    first, last = self.clauses.tokens(start, end)
                    yield Mention(first=first, last=last, named=named, is_name=is_name)

    @cached_property
    def named(self) -> dict[str, Named]:
        """Whatever is named, by name; the most often named first."""
        counts = Counter(mention.named.name for mention in self.mentions if mention.is_name)
        by_name = {mention.named.name: mention.named for mention in self.mentions}
        return {name: by_name[name] for name in sorted(by_name, key=lambda n: -counts[n])}

    @cached_property
    def standing_at(self) -> dict[str, list[int]]:
        """The last token of each mention of a name and of what stands for it, in order."""
        found: dict[str, list[int]] = {}
        for mention in self.mentions:
            found.setdefault(mention.named.name, []).append(mention.last - 1)
        return found

    @cached_property
    def acting(self) -> Counter[str]:
        """How often each name, or what stands for it, is the subject of a clause."""
        clauses = self.clauses
        subjects = (
            mention.named.name
            for mention in self.mentions
            if clauses.deps[mention.last - 1].startswith("nsubj")
        )
        return Counter(subjects)

    def mention_at(self, token: int) -> Mention | None:
        """The name or reference that covers a token."""
        return self._mention_at.get(token)

    @cached_property
    def _mention_at(self) -> dict[int, Mention]:
        """The first mention that covers each token."""
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            for token in range(mention.first, mention.last):
                found.setdefault(token, mention)
        return found

    def standing(self, name: str) -> frozenset[str]:
        """How much the article is about a name: in its title, often, first; worked out once."""
        known = self._standings.get(name)
        if known is None:
            known = self._standings[name] = frozenset(self._standing(name))
        return known

    @cached_property
    def _standings(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def most_acts(self) -> int:
        """How often the name that acts most is the subject of a clause."""
        return max(self.acting.values(), default=0)

    def _standing(self, name: str) -> Iterator[str]:
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
    clauses = read_clauses(doc)
    return Reading(
        clauses=clauses,
        measures=measures,
        periods=periods,
        entities=entities,
        quotes=quotes,
        context=context,
        pointers=Pointers(doc.tensor, clauses.sentence_of),
    )

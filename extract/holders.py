"""Whose a figure is by its own sentence: the possessor, the place named with it, or the doer."""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.anchors import Anchor
from extract.clauses import Clauses, path_up
from extract.measured import measured
from extract.noun_phrases import Phrase, heading
from extract.reading import Reading
from extract.tables import load_table
from extract.wordings import Wording

_PRONOUNS = frozenset({"PRP", "PRP$", "WP$", "EX", "DT", "WDT", "WP"})
_PLACING = frozenset({"in", "of", "for", "at", "by", "across", "from", "to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What the sentence itself says a figure belongs to."""

    name: str | None
    """By name, or the noun phrase as printed; None for a pronoun that stands for nothing known."""
    nature: str
    """How it is tied (owner, agent, placed, ...), with what it is: name, thing, pronoun, ..."""
    token: int
    """Where it stands."""


def holders(reading: Reading, anchor: Anchor, wording: Wording | None) -> list[Holder]:
    """The holders of a figure, the closest tie first."""
    found = []
    seen = set()
    for tie, token in _ties(reading, anchor, wording):
        holder = _resolved(reading, tie, token)
        if holder is not None and holder.name not in seen:
            seen.add(holder.name)
            found.append(holder)
    return found


def _ties(reading: Reading, anchor: Anchor, wording: Wording | None) -> Iterator[tuple[str, int]]:
    clauses = reading.clauses
    phrase = wording.phrase if wording else None
    yield from _beside(reading, anchor)
    subject = reading.phrase_at(anchor.subject) or anchor.doer
    if phrase is not None:
        yield from _tied_to(reading, phrase)
    else:
        yield from _placed(reading, anchor.last)
    if subject is not None and subject != phrase:
        if is_measured(clauses, subject):
            yield from _tied_to(reading, subject)
        else:
            yield "subject", subject.head
            if clauses.tags[subject.head] == "PRP":
                yield from _before(reading, subject.head)
    elif subject is not None and not is_measured(clauses, subject):
        yield "itself", subject.head
    upper = _upper(clauses, anchor)
    if upper is not None:
        yield "upper", upper


def _beside(reading: Reading, anchor: Anchor) -> Iterator[tuple[str, int]]:
    """The possessor of the amount itself, and who did what stands right behind it.

    "the state's $2 billion in reserves", "the $20 demanded by Ferro"
    """
    clauses = reading.clauses
    before = anchor.first - 1
    if before > 0 and clauses.tags[before] == "POS":
        yield "owner", before - 1
    elif before >= 0 and clauses.tags[before] == "PRP$":
        yield "owner", before
    place, last = anchor.last, clauses.sentence(anchor.head)[1]
    while place < last and clauses.tags[place] == "RB":
        place += 1
    if place + 1 < last and clauses.tags[place] in {"VBN", "VBD"}:
        doer = reading.phrase_at(place + 2)
        if clauses.lower[place + 1] == "by" and doer is not None and doer.first == place + 2:
            yield "agent", doer.head


def _before(reading: Reading, pronoun: int) -> Iterator[tuple[str, int]]:
    """The subject that stands before a pronoun in its sentence: "Pfizer said they will"."""
    clauses = reading.clauses
    for place in range(clauses.sentence(pronoun)[0], pronoun):
        if clauses.deps[place] == "nsubj" and clauses.tags[place] != "PRP":
            yield "same sentence", place


def _tied_to(reading: Reading, phrase: Phrase) -> Iterator[tuple[str, int]]:
    """The possessor of a phrase, who did it, and where or what it is of."""
    clauses = reading.clauses
    if phrase.owner:
        yield "owner", phrase.owner[1] - 1
    if phrase.link == "with":
        bearer = reading.phrase_at(phrase.first - 2)
        if bearer is not None and bearer.last == phrase.first - 1:
            yield "bearer", bearer.head
    for token in range(phrase.first, phrase.last):
        if clauses.tags[token] in {"PRP$", "WP$"}:
            yield "owner", token
    for token in range(phrase.first, phrase.head):
        if reading.mention_at(token) is not None:
            yield "within", token
            break
    yield from _placed(reading, phrase.last)


def _placed(reading: Reading, end: int) -> Iterator[tuple[str, int]]:
    """ "prices in New York", "the cost borne by the government"; `end` is that of the phrase."""
    clauses = reading.clauses
    last = clauses.sentence(end - 1)[1]
    for other in reading.phrases:
        if not end < other.first < last:
            continue
        link = clauses.lower[other.first - 1]
        if other.first - end > 3 or link not in _PLACING:
            return
        if link == "by" or reading.mention_at(other.head) is not None:
            yield ("agent" if link == "by" else "placed"), other.head
        end = other.last


def is_measured(clauses: Clauses, phrase: Phrase) -> bool:
    """Whether a phrase names something that is measured, such as "revenue", rather than a body."""
    lemma = clauses.lemmas[phrase.head]
    return any(lemma in measured(table) for table in ("money", "percent", "change", "vague"))


def _upper(clauses: Clauses, anchor: Anchor) -> int | None:
    """The subject of the nearest verb above that is no verb of speaking."""
    if anchor.verb is None:
        return None
    for place in path_up(clauses, anchor.verb)[1:]:
        if clauses.lemmas[place] in load_table("verbs")["speech"]:
            return None
        subject = clauses.child(place, "nsubj", "nsubj:pass")
        if subject is not None:
            return subject
    return None


def _resolved(reading: Reading, tie: str, token: int) -> Holder | None:
    clauses = reading.clauses
    mention = reading.mention_at(token)
    if mention is not None:
        return Holder(
            name=mention.named.name,
            nature=f"{tie} {'name' if mention.is_name else 'reference'}",
            token=token,
        )
    if clauses.tags[token] in _PRONOUNS:
        return Holder(name=None, nature=f"{tie} pronoun", token=token)
    phrase = reading.phrase_at(token)
    if phrase is None:
        return None
    generic = clauses.lower[token] in load_table("references")["nouns"]
    return Holder(
        name=heading(clauses, phrase.first, phrase.last),
        nature=f"{tie} {'generic' if generic else 'thing'}",
        token=phrase.head,
    )

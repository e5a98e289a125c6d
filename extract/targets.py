"""Targets: what somebody aims at, promises or is expected to reach, with number and deadline."""

from collections.abc import Iterator, Sequence

from extract.actions import read_action, read_object
from extract.actors import read_actor
from extract.aimed import Kind, kind_of, valueless_kind, without_baselines
from extract.aims import Aim, read_aims
from extract.anchors import Anchor, anchor_of, verb_anchor
from extract.attributions import read_attribution
from extract.clause_bounds import clause_end, clause_start
from extract.deadlines import read_deadline
from extract.instruments import read_instrument, read_scope
from extract.pledges import pledge_likelihood
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Figure, Target


def read_targets(reading: Reading, figures: Sequence[Figure]) -> list[Target]:
    """The targets of what has been read: ahead-looking figures, and aims without an amount."""
    aims = read_aims(reading)
    found = list(numeric_targets(reading, figures, aims))
    valued = _valued_verbs(reading, found)
    for target in pledges(reading, [aim for aim in aims if aim.verb not in valued]):
        if not any(other.start < target.end and target.start < other.end for other in found):
            found.append(target)
    return sorted(found, key=lambda target: (target.start, target.end))


def _valued_verbs(reading: Reading, targets: Sequence[Target]) -> set[int | None]:
    """The verbs whose amounts are targets already: the "hired" of "2,000 are to be hired"."""
    spans = [(target.start, target.end) for target in targets]
    anchors = (anchor_of(reading, measure) for measure in reading.measures)
    starts = {a.verb: reading.clauses.starts[a.first] for a in anchors}
    return {v for v, char in starts.items() if any(s <= char < e for s, e in spans)}


def numeric_targets(
    reading: Reading, figures: Sequence[Figure], aims: Sequence[Aim]
) -> Iterator[Target]:
    """One target for each figure that is aimed at or expected, what it was before left out."""
    measures = {measure.start: measure for measure in reading.measures}
    for figure in without_baselines(figures):
        measure = measures.get(figure.start)
        if measure is not None:
            anchor = anchor_of(reading, measure)
            kind = kind_of(reading, anchor, figure, aims)
            if kind is not None:
                yield _numeric(reading, anchor, figure, kind)


def _numeric(reading: Reading, anchor: Anchor, figure: Figure, kind: Kind) -> Target:
    clauses = reading.clauses
    first, last = evidence(reading, anchor)
    return Target(
        kind=kind,
        actor=_by_name(reading, read_actor(reading, anchor), figure.subject),
        action=clauses.lemmas[anchor.verb] if anchor.verb is not None else None,
        metric=figure.metric,
        comparator=figure.comparator,
        value=figure.amount,
        value_high=figure.amount_high,
        unit=figure.unit,
        currency=figure.currency,
        deadline=read_deadline(reading, anchor, kind),
        baseline=figure.baseline,
        instrument=read_instrument(reading, anchor),
        scope=read_scope(reading, anchor),
        attribution=figure.attribution,
        text=clauses.text[clauses.starts[first] : clauses.ends[last - 1]],
        sentence=figure.sentence,
        start=clauses.starts[first],
        end=clauses.ends[last - 1],
    )


def _by_name(reading: Reading, actor: str | None, subject: str | None) -> str | None:
    """The figure's subject for nobody, or for a mere "airline" where that has a name."""
    generic = actor is not None and actor.lower() in load_table("references")["nouns"]
    return subject if actor is None or (generic and subject in reading.named) else actor


def evidence(reading: Reading, anchor: Anchor) -> tuple[int, int]:
    """The tokens from the verb to the end of the amount and a time right behind."""
    first, last = anchor.first, anchor.last
    verb, sentence_of = anchor.verb, reading.clauses.sentence_of
    if verb is not None and sentence_of[verb] == sentence_of[first] and 0 < first - verb <= 12:
        first = verb
    while last in reading.period_tokens and last < reading.clauses.sentence(anchor.first)[1]:
        last += 1
    return first, last


def pledges(reading: Reading, aims: Sequence[Aim]) -> Iterator[Target]:
    """The aims without an amount that are worth a row, the likeliest first."""
    found = []
    for aim in aims:
        anchor = verb_anchor(reading, aim.cue, aim.verb)
        deadline = read_deadline(reading, anchor, "pledge")
        likelihood = pledge_likelihood(reading, aim, deadline)
        if likelihood >= 0 and clause_end(reading.clauses, aim.verb) > aim.verb:
            found.append((-likelihood, aim.verb, _pledge(reading, aim, anchor, deadline)))
    yield from (target for _, _, target in sorted(found, key=lambda each: each[:2]))


def _pledge(reading: Reading, aim: Aim, anchor: Anchor, deadline: str | None) -> Target:
    clauses = reading.clauses
    first, last = clause_start(anchor), clause_end(clauses, aim.verb)
    return Target(
        kind=valueless_kind(reading, aim),
        actor=read_actor(reading, anchor),
        action=read_action(reading, aim, last),
        metric=read_object(reading, aim.verb, last),
        deadline=deadline,
        instrument=read_instrument(reading, anchor),
        scope=read_scope(reading, anchor),
        attribution=read_attribution(reading, clauses.starts[first], clauses.ends[last - 1]),
        text=clauses.text[clauses.starts[first] : clauses.ends[last - 1]],
        sentence=clauses.sentence_text(aim.verb),
        start=clauses.starts[first],
        end=clauses.ends[last - 1],
    )

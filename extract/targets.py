"""Targets: what somebody aims at, promises or is expected to reach, with number and deadline."""

from collections.abc import Iterator, Sequence

from extract.aims import Aim, read_aims
from extract.anchors import Anchor, anchor_of, verb_anchor
from extract.attributions import read_attribution
from extract.clause_bounds import clause_end, clause_start
from extract.deadlines import read_deadline
from extract.instruments import read_instrument, read_scope
from extract.noun_phrases import extended, heading
from extract.pledges import pledge_likelihood
from extract.reading import Reading
from extract.subjects import likeliest, subject_candidates
from models.facts import Figure, Target


def read_targets(reading: Reading, figures: Sequence[Figure]) -> list[Target]:
    """The targets of what has been read: ahead-looking figures, and aims without an amount."""
    found = list(numeric_targets(reading, figures))
    taken = [(target.start, target.end) for target in found]
    for target in pledges(reading):
        if not any(start < target.end and target.start < end for start, end in taken):
            found.append(target)
            taken.append((target.start, target.end))
    return sorted(found, key=lambda target: (target.start, target.end))


def numeric_targets(reading: Reading, figures: Sequence[Figure]) -> Iterator[Target]:
    """One target for each figure that is aimed at or expected."""
    measures = {measure.start: measure for measure in reading.measures}
    for figure in figures:
        measure = measures.get(figure.start)
        if figure.status == "reported" or measure is None:
            continue
        yield _numeric(reading, anchor_of(reading, measure), figure)


def _numeric(reading: Reading, anchor: Anchor, figure: Figure) -> Target:
    clauses = reading.clauses
    first, last = evidence(reading, anchor)
    return Target(
        kind="forecast" if figure.status == "forecast" else "target",
        actor=read_actor(reading, anchor) or figure.subject,
        action=clauses.lemmas[anchor.verb] if anchor.verb is not None else None,
        metric=figure.metric,
        comparator=figure.comparator,
        value=figure.amount,
        value_high=figure.amount_high,
        unit=figure.unit,
        currency=figure.currency,
        deadline=read_deadline(reading, anchor, figure.status),
        baseline=figure.baseline,
        instrument=read_instrument(reading, anchor),
        scope=read_scope(reading, anchor),
        attribution=figure.attribution,
        text=clauses.text[clauses.starts[first] : clauses.ends[last - 1]],
        sentence=figure.sentence,
        start=clauses.starts[first],
        end=clauses.ends[last - 1],
    )


def evidence(reading: Reading, anchor: Anchor) -> tuple[int, int]:
    """The tokens from the verb to the end of the amount and a time right behind."""
    first, last = anchor.first, anchor.last
    verb, sentence_of = anchor.verb, reading.clauses.sentence_of
    if verb is not None and sentence_of[verb] == sentence_of[first] and 0 < first - verb <= 12:
        first = verb
    while last in reading.period_tokens and last < reading.clauses.sentence(anchor.first)[1]:
        last += 1
    return first, last


def read_actor(reading: Reading, anchor: Anchor) -> str | None:
    """The likeliest name of whoever aims, promises or is expected to."""
    return likeliest("actor", subject_candidates(reading, anchor, None, None))


def pledges(reading: Reading) -> Iterator[Target]:
    """The aims without an amount that are worth a row, the likeliest first."""
    found = []
    for aim in read_aims(reading):
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
        kind="pledge",
        actor=read_actor(reading, anchor),
        action=_action(reading, aim, last),
        metric=_object(reading, aim.verb, last),
        deadline=deadline,
        instrument=read_instrument(reading, anchor),
        scope=read_scope(reading, anchor),
        attribution=read_attribution(reading, clauses.starts[first], clauses.ends[last - 1]),
        text=clauses.text[clauses.starts[first] : clauses.ends[last - 1]],
        sentence=clauses.sentence_text(aim.verb),
        start=clauses.starts[first],
        end=clauses.ends[last - 1],
    )


def _action(reading: Reading, aim: Aim, last: int) -> str:
    """What is to be done: from the verb to the end of the clause, without the time.

    "a launch planned for 2025" -> "launch"
    """
    clauses, verb = reading.clauses, aim.verb
    if aim.family == "date" and clauses.tags[verb] in {"VBN", "JJ"}:
        planned = _planned_thing(reading, aim)
        if planned:
            return planned
    while last > verb + 1 and last - 1 in reading.period_tokens:
        last -= 1
    return clauses.slice(verb, min(last, verb + 14))


def _planned_thing(reading: Reading, aim: Aim) -> str | None:
    """The noun phrase that is planned: before the participle, or behind it inside a phrase."""
    clauses = reading.clauses
    if aim.form == "planned thing":
        thing = next((p for p in reading.phrases if p.head > aim.verb), None)
    else:
        thing = next((p for p in reversed(reading.phrases) if p.last <= aim.verb), None)
    if thing is None or clauses.sentence_of[thing.head] != clauses.sentence_of[aim.verb]:
        return None
    return heading(clauses, max(thing.first, 0), thing.last, {aim.verb}) or None


def _object(reading: Reading, verb: int, last: int) -> str | None:
    """The thing that the action is done to, as a heading."""
    clauses = reading.clauses
    number = next((n for n, p in enumerate(reading.phrases) if verb < p.first < last), None)
    if number is None:
        return None
    phrase = reading.phrases[number]
    return (
        heading(clauses, phrase.first, min(last, extended(clauses, reading.phrases, number, 1)))
        or None
    )

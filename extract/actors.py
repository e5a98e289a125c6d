"""Who aims, promises or is expected to: by name where the article tells it, else as printed."""

from extract.anchors import Anchor
from extract.clauses import Clauses
from extract.holders import is_measured
from extract.noun_phrases import heading
from extract.planners import is_plan, planner
from extract.ranker import weigh
from extract.reading import Reading
from extract.subjects import Candidate, likeliest, subject_candidates
from models.facts import Place

_TIE, _BEFORE = 1.5, 2.0
"""How much the clause's own grammar weighs beside what annotated news teaches of names, and the
subject before an open pronoun. The annotators of business news name the body behind most clauses,
other readers the subject: these weights leave a plain subject in its right."""
_PRONOUNS = frozenset({"it", "they", "he", "she"})


def read_actor(reading: Reading, anchor: Anchor) -> str | None:
    """The likeliest actor; None where that is nobody."""
    candidates = actor_candidates(reading, anchor)
    weights = weigh(reading.pointers, "actor", anchor.place, candidates)
    tied = [w + _TIE * c.bonus for w, c in zip(weights, candidates, strict=True)]
    return likeliest(candidates, tied)


def actor_candidates(reading: Reading, anchor: Anchor) -> list[Candidate]:
    """All that a figure's subject may be, but no goals, plans and forecasts: those who have them.

    The subject before counts for a pronoun left open. Where the clause has a subject, it is not
    nobody who acts.
    """
    found = subject_candidates(reading, anchor, None)
    before = _antecedent(reading, anchor)
    favoured = {before, planner(reading, anchor)} - {None}
    if before is not None and all(candidate.name != before for candidate in found):
        found.append(Candidate(name=before, bonus=_BEFORE))
    for candidate in found:
        if candidate.name in favoured:
            candidate.bonus = max(candidate.bonus, _BEFORE)
        elif "local0=subject generic" in candidate.features:
            candidate.bonus = max(candidate.bonus, 1.0)
    kept = [c for c in found if not _is_where(reading, anchor, c.name) and not is_plan(c.name)]
    if any("thing=subject" in candidate.features for candidate in kept):
        return [candidate for candidate in kept if candidate.name]
    return kept


def _is_where(reading: Reading, anchor: Anchor, name: str) -> bool:
    """Whether a place is only named behind, where it is acted: "will open a shop in Oslo"."""
    named = reading.named.get(name)
    start = reading.clauses.starts[anchor.first]
    spans = [*named.mentions, *named.references] if isinstance(named, Place) else []
    return bool(spans) and all(span[0] > start for span in spans)


def _antecedent(reading: Reading, anchor: Anchor) -> str | None:
    """The subject before an unresolved "it" or "they": in its sentence, else of the one before."""
    clauses = reading.clauses
    token = anchor.subject
    if token is None and anchor.doer is not None:
        token = anchor.doer.head
    if token is None or clauses.lower[token] not in _PRONOUNS or reading.mention_at(token):
        return None
    own = clauses.sentence_of[token]
    for number in (own, own - 1):
        if number >= 0:
            first, last = clauses.sentences[number]
            name = _subject_in(reading, first, min(last, token))
            if name is not None:
                return name
    return None


def _subject_in(reading: Reading, first: int, last: int) -> str | None:
    """The name, else the thing, that is the last subject among the tokens; nothing measured."""
    clauses = reading.clauses
    for place in range(last - 1, first - 1, -1):
        if not _is_subject(clauses, place):
            continue
        mention = reading.mention_at(place)
        if mention is not None:
            return mention.named.name
        phrase = reading.phrase_at(place)
        if phrase is not None and not is_measured(clauses, phrase):
            return heading(clauses, phrase.first, phrase.last) or None
    return None


def _is_subject(clauses: Clauses, place: int) -> bool:
    return clauses.deps[place] in {"nsubj", "nsubj:pass"} and clauses.tags[place][:2] == "NN"

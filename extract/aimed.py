"""Whether a figure is aimed at or expected, by its status and by the aim of its clause."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from extract.aims import Aim
from extract.anchors import Anchor
from extract.background import is_background
from extract.clauses import Clauses, is_verb, path_up
from extract.placed import tense_of
from extract.pledges import pledge_likelihood
from extract.reading import Reading
from extract.statuses import (
    came_before,
    is_aimed_at,
    is_estimated_size,
    is_unreal,
    moved_outlook,
)
from extract.tables import load_table
from models.facts import Figure

Kind = Literal["target", "forecast"]
_KINDS: Mapping[str, Kind] = {
    "aim": "target", "be": "target", "pledge": "target", "forecast": "forecast"
}  # fmt: skip
_ROUNDED = Decimal("0.001")
_OPEN_MODALS = frozenset({"may", "might", "could", "should"})


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load_table("aims")[table])


def kind_of(reading: Reading, anchor: Anchor, figure: Figure, aims: Iterable[Aim]) -> Kind | None:
    """What a figure is to whoever acts: the aim of its clause decides, else its status.

    None for what is reported, unless its verb promises it ("pledged $5m"), a forecast or target is
    moved to it ("raised its forecast to 3%"), or an aim says it.
    """
    aim = _aim_of(reading.clauses, anchor, aims)
    by_aim = _KINDS.get(aim.family) if aim else None
    if anchor.preposition == "from" or is_estimated_size(reading, anchor):
        return None
    if came_before(reading.clauses, anchor) or is_unreal(reading.clauses, anchor):
        return None
    if (figure.metric or "").startswith("denomination of"):
        return None
    if _is_estimate_of_past(reading, aim, figure):
        return None
    if is_aimed_at(reading.clauses, anchor):
        by_aim = "target"
    told = by_aim or _moved(reading.clauses, anchor)
    if figure.status != "reported":
        kept = _looks_ahead(reading, anchor) and not _has_happened(reading.clauses, anchor)
        return told or (figure.status if kept else None)
    if _is_promised(reading.clauses, anchor) or (told and aim is None):
        return told or "target"
    if aim is None or is_background(reading, aim) or aim.family == "date":
        return None
    return (by_aim or "target") if pledge_likelihood(reading, aim, None) >= 0 else None


def _moved(clauses: Clauses, anchor: Anchor) -> Kind | None:
    """The kind of the forecast or target that is moved to the amount."""
    return moved_outlook(clauses, anchor) if anchor.preposition in {"to", "at"} else None


def _aim_of(clauses: Clauses, anchor: Anchor, aims: Iterable[Aim]) -> Aim | None:
    """The aim of the amount's verb, or of the verb it is joined to: "to stay and keep it at 2%"."""
    verb = anchor.verb
    if verb is None:
        return None
    joined = clauses.heads[verb] if clauses.deps[verb] == "conj" else verb
    by_verb: dict[int | None, Aim] = {aim.verb: aim for aim in aims}
    return by_verb.get(verb) or by_verb.get(clauses.child(verb, "cop")) or by_verb.get(joined)


def _is_estimate_of_past(reading: Reading, aim: Aim | None, figure: Figure) -> bool:
    """Whether a size is only estimated: "was estimated to be worth $5bn in 2023"."""
    published = reading.context.published
    if aim is None or published is None or not figure.period:
        return False
    over = figure.period.split("/")[-1] < str(published.year)
    return over and reading.clauses.lemmas[aim.cue] == "estimate"


def _has_happened(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether plain verbs of the past stand above the amount: "the offer fell short of $20"."""
    verbs = [i for i in path_up(clauses, anchor.head) if is_verb(clauses, i)]
    tellers = _words("aim") | _words("forecast") | _words("pledge")
    past = bool(verbs) and all(clauses.tags[i] == "VBD" for i in verbs)
    return past and not any(clauses.lemmas[i] in tellers for i in verbs)


def _looks_ahead(reading: Reading, anchor: Anchor) -> bool:
    """Whether the sentence has a word of aims or a time to come at all."""
    clauses, published = reading.clauses, reading.context.published
    first, last = clauses.sentence(anchor.head)
    signs = _words("aim") | _words("forecast") | _words("pledge") | _words("modals") - {"to"}
    if any(clauses.lemmas[i] in signs or clauses.lower[i] in signs for i in range(first, last)):
        return True
    tokens = (
        clauses.token_at(m.start)
        for m in reading.periods
        if tense_of(m, published) in {"future", "present", None}
    )
    return any(first <= token < last for token in tokens)


def _is_promised(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the amount is the object of a promise: "has pledged €2m to the fund"."""
    if anchor.verb is None or anchor.preposition in {"of", "from", "than", "below"}:
        return False
    near = 0 < anchor.first - anchor.verb <= 4
    return near and anchor.verb_lemma in _words("promising") and is_verb(clauses, anchor.verb)


def valueless_kind(reading: Reading, aim: Aim) -> Literal["pledge", "forecast"]:
    """forecast where somebody only expects it or it only may happen; else pledge."""
    clauses = reading.clauses
    above = (i for i in path_up(clauses, aim.verb, 4)[1:] if is_verb(clauses, i))
    if aim.family == "modal" and any(clauses.lemmas[i] in _words("guesses") for i in above):
        return "forecast"
    if aim.family == "forecast" or aim.form in _OPEN_MODALS:
        return "forecast"
    return "pledge"


def without_baselines(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that are not what another is compared with, nor the share that a reported one
    is."""
    before = {(f.sentence, f.baseline.amount) for f in figures if f.baseline}
    before |= {
        (f.sentence, other.amount)
        for f in figures
        if f.share and f.status == "reported"
        for other in figures
        if other.kind == "percent" and abs(other.amount / 100 - f.share.fraction) < _ROUNDED
    }
    return [f for f in figures if (f.sentence, f.amount) not in before]

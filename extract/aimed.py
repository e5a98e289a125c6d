"""Whether a figure is aimed at or expected, by its status and by the aim of its clause."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from extract.aims import Aim
from extract.anchors import Anchor
from extract.background import is_background
from extract.clauses import Clauses, is_verb, path_up
from extract.pledges import pledge_likelihood
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Figure

Kind = Literal["target", "forecast"]
_KINDS: Mapping[str, Kind] = {
    "aim": "target", "be": "target", "pledge": "target", "forecast": "forecast"
}  # fmt: skip
_OPEN_MODALS = frozenset({"may", "might", "could", "should"})


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load_table("aims")[table])


def kind_of(reading: Reading, anchor: Anchor, figure: Figure, aims: Iterable[Aim]) -> Kind | None:
    """What a figure is to whoever acts: the aim of its clause decides, else its status.

    None for what is reported, unless its verb promises it ("pledged $5m"), a forecast or target is
    moved to it ("raised its forecast to 3%"), or an aim says it.
    """
    aim = next((a for a in aims if anchor.verb is not None and a.verb == anchor.verb), None)
    by_aim = _KINDS.get(aim.family) if aim else None
    if figure.status != "reported":
        return by_aim or figure.status
    moved = _moved_noun(reading.clauses, anchor)
    if moved or _is_promised(reading.clauses, anchor):
        return moved or "target"
    if aim is None or is_background(reading, aim) or aim.family == "date":
        return None
    return (by_aim or "target") if pledge_likelihood(reading, aim, None) >= 0 else None


def _is_promised(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the amount is the object of a promise: "has pledged €2m to the fund"."""
    if anchor.verb is None or anchor.preposition in {"of", "from", "than", "below"}:
        return False
    near = 0 < anchor.first - anchor.verb <= 4
    return near and anchor.verb_lemma in _words("promising") and is_verb(clauses, anchor.verb)


def _moved_noun(clauses: Clauses, anchor: Anchor) -> Kind | None:
    """ "raised its growth forecast to 4%": the kind of the forecast or target that is moved."""
    if anchor.verb is None or anchor.preposition not in {"to", "at"}:
        return None
    for place in range(clauses.sentence(anchor.verb)[0], anchor.first):
        if clauses.lemmas[place] in _words("outlooks") and anchor.verb in path_up(
            clauses, place, 3
        ):
            return "target" if clauses.lemmas[place] in _words("own") else "forecast"
    return None


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
    """The figures that are not what another is compared with."""
    before = {(f.sentence, f.baseline.amount) for f in figures if f.baseline}
    return [f for f in figures if (f.sentence, f.amount) not in before]

"""Whether a figure has happened, is expected, or is somebody's own aim."""

from collections.abc import Iterator
from functools import cache

from extract.anchors import Anchor
from extract.clauses import Clauses, is_verb, path_up
from extract.ranker import best
from extract.reading import Reading
from extract.tables import load_table
from models.facts import FigureStatus

STATUSES: tuple[FigureStatus, ...] = ("reported", "forecast", "target")


def read_status(reading: Reading, anchor: Anchor) -> FigureStatus:
    """The likeliest status of a measure, from the verbs above it and the words around."""
    signs = list(status_signs(reading, anchor))
    number = best("status", [status_features(status, signs) for status in STATUSES])
    return STATUSES[number or 0]


def status_features(status: str, signs: list[str]) -> list[str]:
    """The signs as features of one status."""
    return [f"{status}:{sign}" for sign in ("", *signs)]


def status_signs(reading: Reading, anchor: Anchor) -> Iterator[str]:
    """What tells the status: verbs upwards with auxiliaries, cue words near, the time named."""
    clauses = reading.clauses
    verbs = [i for i in path_up(clauses, anchor.head) if is_verb(clauses, i)]
    for level, verb in enumerate(verbs[:4]):
        yield from _verb_signs(clauses, verb, min(level, 2))
    first, last = clauses.sentence(anchor.head)
    yield from _beside_signs(clauses, anchor, first)
    for token in range(max(first, anchor.first - 12), min(last, anchor.last + 8)):
        cue = _cue(clauses.lemmas[token], clauses.lower[token])
        if cue:
            side = "before" if token < anchor.first else "after"
            near = "near" if abs(token - anchor.first) <= 4 else "far"
            yield f"{side} {cue}"
            yield f"{side} {near} {cue}"
    yield from _time_signs(reading, anchor, first, last)


def _beside_signs(clauses: Clauses, anchor: Anchor, first: int) -> Iterator[str]:
    """What stands right before the amount: "a projected", "from", "the forecast of"."""
    yield f"kind={anchor.kind}"
    yield f"preposition={anchor.preposition}"
    if anchor.first > first:
        yield f"right before={clauses.lemmas[anchor.first - 1]}"
    for token in range(anchor.first - 1, max(first, anchor.first - 6) - 1, -1):
        if clauses.tags[token][:2] == "NN":
            cue = _cue(clauses.lemmas[token], clauses.lower[token])
            yield f"noun {anchor.preposition}={clauses.lemmas[token] if cue else None}"
            return
        if is_verb(clauses, token):
            return


def _verb_signs(clauses: Clauses, verb: int, level: int) -> Iterator[str]:
    yield f"tag{level}={clauses.tags[verb]}"
    lemma = clauses.lemmas[verb]
    if _cue(lemma, lemma):
        yield f"verb{level}={lemma}"
    yield f"verb={lemma}"
    yield f"tag{level}={clauses.tags[verb]} {lemma}"
    for child in clauses.children[verb]:
        if clauses.deps[child] in {"aux", "aux:pass", "mark"} and clauses.lower[child] in _modals():
            yield f"aux{level}={clauses.lower[child]}"
            yield f"aux{level}={clauses.lower[child]} {lemma}"
            yield f"aux={clauses.lower[child]}"


@cache
def _modals() -> frozenset[str]:
    return frozenset(load_table("aims")["modals"])


def _cue(lemma: str, word: str) -> str | None:
    """The cue of the aims table that a word is, by lemma or as printed."""
    cues = _cues()
    return lemma if lemma in cues else word if word in cues else None


@cache
def _cues() -> frozenset[str]:
    table = load_table("aims")
    return frozenset(
        word
        for name in ("modals", "aim", "forecast", "pledge", "signs", "settled")
        for word in table[name]
    )


def _time_signs(reading: Reading, anchor: Anchor, first: int, last: int) -> Iterator[str]:
    published = reading.context.published
    for mention in reading.periods:
        start, end = mention.period.start, mention.period.end
        token = reading.clauses.token_at(mention.start)
        if published is None or not first <= token < last:
            continue
        near = "near" if abs(token - anchor.first) <= 8 else "far"
        if start is not None and start > published:
            yield f"time {near} future"
        elif end is not None and end > published:
            yield f"time {near} ahead"
        elif end is not None and end < published:
            yield f"time {near} past"

"""Whether a figure has happened, is expected, or is somebody's own aim."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from extract.anchors import Anchor
from extract.carried import Told
from extract.clauses import Clauses, is_verb, path_up
from extract.placed import within
from extract.pointers import Option
from extract.ranker import Answer, best, weigh
from extract.reading import Reading
from extract.tables import load_table
from models.facts import FigureStatus

_MISSED = 0.2
"""What speaks for what is still to come: annotated news has more of it missed than made up."""
_BEFORE = 6
"""Tokens before an amount that tell that it never came about."""
_MIGHT = frozenset({"would", "could", "might"})
_AIMING = frozenset({"VBZ", "VBP", "VBG", "VBD"})
STATUSES: tuple[FigureStatus, ...] = ("reported", "forecast", "target")


def read_status(reading: Reading, anchor: Anchor, earlier: Sequence[Told] = ()) -> FigureStatus:
    """The likeliest status of a measure, from the verbs above it, the words around and the
    `earlier` figures."""
    settled = _settled(reading, anchor)
    if settled is not None:
        return settled
    answers = status_answers(reading, anchor, earlier)
    weights = weigh(reading.pointers, "status", anchor.place, answers)
    number = best([w + _MISSED * (s != "reported") for w, s in zip(weights, STATUSES, strict=True)])
    status = STATUSES[number or 0]
    past = status == "forecast" and (
        _is_dated_past(reading, anchor) or is_estimated_size(reading, anchor)
    )
    if status == "target" and _happens(reading, anchor):
        return "forecast"
    return "reported" if past or (status == "target" and _is_price(anchor)) else status


def _happens(reading: Reading, anchor: Anchor) -> bool:
    """Whether the verb is one of what nobody does: "debt would |peak| at 76%"."""
    unwilled = anchor.verb_lemma in load_table("statuses")["unwilled"]
    acting = anchor.subject is not None and reading.mention_at(anchor.subject) is not None
    return unwilled and not acting and anchor.object is None


def _is_price(anchor: Anchor) -> bool:
    """Whether the amount is what a thing costs: "it would cost $90", "offered at $9.99"."""
    priced = anchor.kind == "money" and anchor.verb_lemma in load_table("statuses")["priced"]
    return priced and (anchor.verb_lemma == "cost" or anchor.preposition == "at")


def _settled(reading: Reading, anchor: Anchor) -> FigureStatus | None:
    """The status that the wording alone settles: "the forecast of 64%", "promised 5m"."""
    clauses, table = reading.clauses, load_table("statuses")
    if came_before(clauses, anchor) or _is_done(clauses, anchor) or is_unreal(clauses, anchor):
        return "reported"
    if (noun := _noun_before(clauses, anchor)) in table["nouns"]:
        return _named(table["nouns"][noun])
    if anchor.verb is None:
        return None
    for verb in (anchor.verb, *anchor.path[1:2]):
        passive = clauses.child(verb, "aux:pass") is not None and anchor.first < verb
        if passive and clauses.lemmas[verb] in table["passive"]:
            return _named(table["passive"][clauses.lemmas[verb]])
    passive = clauses.child(anchor.verb, "aux:pass") is not None
    is_object = clauses.heads[anchor.head] == anchor.verb and not anchor.preposition
    if not passive and is_object and anchor.verb_lemma in table["active"]:
        return _named(table["active"][anchor.verb_lemma])
    if _is_aim_to(clauses, anchor.verb) or is_aimed_at(clauses, anchor):
        return "target"
    if anchor.preposition in {"to", "at", "from"} and (moved := moved_outlook(clauses, anchor)):
        return moved
    told = (
        _is_foretold(clauses, anchor)
        or _is_foretold_of_another(clauses, anchor.verb)
        or is_seen_at(clauses, anchor)
    )
    return "forecast" if told else None


def is_seen_at(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether a level is foretold of what the clause is about: "the deficit |is seen at| 5.2%"."""
    verb = anchor.verb
    if verb is None or clauses.tags[verb] != "VBN" or anchor.preposition != "at":
        return False
    helper = clauses.child(verb, "aux:pass")
    now = helper is not None and clauses.lower[helper] in {"is", "are", "'s"}
    return now and (clauses.lemmas[verb] == "see" or clauses.lemmas[verb] in foretelling_verbs())


def _is_aim_to(clauses: Clauses, verb: int) -> bool:
    """Whether a verb tells what an aim is of: "has the aim of raising sales to 70m"."""
    noun = clauses.heads[verb]
    gerund = clauses.tags[verb] == "VBG" and clauses.deps[verb].startswith("acl")
    return (
        gerund
        and clauses.lemmas[noun] in load_table("aims")["own"]
        and clauses.lower[verb - 1] == "of"
    )


def is_unreal(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether it is what might have been: "the fine |would have been| 5m"."""
    start = max(clauses.sentence(anchor.first)[0], anchor.first - _BEFORE)
    return any(
        clauses.lower[i] in _MIGHT
        and clauses.lower[i + 1] == "have"
        and clauses.tags[i + 2] == "VBN"
        for i in range(start, anchor.first - 2)
    )


def is_aimed_at(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the verb itself aims: "|aims for| a margin of 10%"."""
    verb = anchor.verb
    return verb is not None and anchor.verb_lemma == "aim" and clauses.tags[verb] in _AIMING


def _is_done(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the verb tells what has been done: "has invested 5m since 2020"."""
    verb = anchor.verb
    if verb is None or clauses.tags[verb] != "VBN":
        return False
    if clauses.lemmas[verb] not in load_table("statuses")["done"]:
        return False
    if clauses.heads[anchor.head] != verb or clauses.deps[anchor.head] != "obj":
        return False
    helpers = (c for c in clauses.children[verb] if clauses.deps[c][:3] == "aux")
    told = [(clauses.lower[c], clauses.tags[c]) for c in helpers]
    return told in ([("has", "VBZ")], [("have", "VBP")])


@cache
def foretelling_verbs() -> frozenset[str]:
    """The lemmas of those who say what will come: "predict", "expect"."""
    return frozenset((*load_table("statuses")["foretelling"], "expect"))


def came_before(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the amount is of what came first: "will cut jobs |after a loss of 5m|"."""
    for token in anchor.path:
        if token == anchor.verb or is_verb(clauses, token):
            return False
        cases = (c for c in clauses.children[token] if clauses.deps[c] == "case")
        if any(clauses.lower[case] in {"after", "following", "amid", "despite"} for case in cases):
            return True
    return False


def _is_foretold_of_another(clauses: Clauses, verb: int) -> bool:
    """Whether one expects what another will do: "he expects the bank to keep it at 2%"."""
    if clauses.deps[verb] == "conj":
        verb = clauses.heads[verb]
    teller = clauses.heads[verb]
    if clauses.deps[verb] != "xcomp" or clauses.lemmas[teller] not in foretelling_verbs():
        return False
    other = clauses.child(teller, "obj")
    return other is not None and teller < other < verb


def moved_outlook(clauses: Clauses, anchor: Anchor) -> Literal["target", "forecast"] | None:
    """Which of both is moved by the amount's verb: "raised its growth forecast to 4% from 3%"."""
    if anchor.verb is None:
        return None
    table = load_table("aims")
    for place in range(clauses.sentence(anchor.verb)[0], anchor.first):
        lemma = clauses.lemmas[place]
        noun = lemma in table["outlooks"] and clauses.tags[place][:3] != "NNP"
        if noun and anchor.verb in path_up(clauses, place, 3)[1:]:
            return "target" if lemma in table["own"] else "forecast"
    return None


def _is_foretold(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether a verb of prediction governs the amount or the noun it belongs to: "projected a
    decline of 5%", "the 4% fall anticipated by analysts"."""
    verbs = load_table("statuses")["foretelling"]
    nouns = anchor.path[:2]
    told = (child for noun in nouns for child in clauses.children[noun])
    if any(clauses.deps[c][:3] == "acl" and clauses.lemmas[c] in verbs for c in told):
        return True
    verb = anchor.verb
    if verb is None or not (clauses.lemmas[verb] in foretelling_verbs() or _sees(clauses, verb)):
        return False
    objects = (noun for noun in nouns if clauses.heads[noun] == verb)
    return any(clauses.deps[n] == "obj" or _is_bare(clauses, n) for n in objects)


def _sees(clauses: Clauses, verb: int) -> bool:
    """Whether somebody sees it coming: "it still |sees| growth of 2%"."""
    subject = clauses.child(verb, "nsubj")
    present = clauses.lemmas[verb] == "see" and clauses.tags[verb] in {"VBZ", "VBP"}
    return present and subject is not None and clauses.tags[subject] in {"NNP", "NNPS", "PRP"}


def _is_bare(clauses: Clauses, token: int) -> bool:
    """Whether a noun is taken for a clause, which it can't be without a verb of its own."""
    noun = clauses.deps[token] == "ccomp" and clauses.tags[token][:2] == "NN"
    return noun and clauses.child(token, "cop", "nsubj") is None


def _named(status: str) -> FigureStatus:
    return next(known for known in STATUSES if known == status)


def _noun_before(clauses: Clauses, anchor: Anchor) -> str | None:
    """The cue that "of" or "for" ties to the amount, past one noun: "hopes for a gain of 5"."""
    nouns = load_table("statuses")["nouns"]
    first, place = clauses.sentence(anchor.head)[0], anchor.first
    for _ in range(2):
        place -= 1
        while place > first and clauses.tags[place] in {"DT", "JJ", "RB"}:
            place -= 1
        if place <= first or clauses.lower[place] not in {"of", "for"}:
            return None
        place -= 1
        if clauses.lemmas[place] in nouns:
            return clauses.lemmas[place]
    return None


def _is_dated_past(reading: Reading, anchor: Anchor) -> bool:
    """Whether the time right behind the amount is over: "estimated at $5m in 2023"."""
    published = reading.context.published
    for mention in reading.periods:
        behind = reading.clauses.token_at(mention.start) - anchor.last
        if 0 <= behind <= 1 and published is not None and mention.period.end is not None:
            return mention.period.end < published
    return False


def is_estimated_size(reading: Reading, anchor: Anchor) -> bool:
    """Whether the amount is how large something is by an estimate, with no time to come beside it:
    "a fortune estimated at $5m", "is estimated to be worth $5m"."""
    clauses, published = reading.clauses, reading.context.published
    before = range(max(clauses.sentence(anchor.first)[0], anchor.first - 5), anchor.first)
    if not any(clauses.lemmas[token] == "estimate" for token in before):
        return False
    if anchor.preposition != "at" and (not before or clauses.lower[before[-1]] != "worth"):
        return False
    here = within(reading.placed_periods, clauses.sentence_of[anchor.first])
    ends = (period.mention.period.end for period in here)
    return not any(end is None or published is None or end > published for end in ends)


def status_answers(reading: Reading, anchor: Anchor, earlier: Sequence[Told] = ()) -> list[Answer]:
    """Each of `STATUSES` as a candidate."""
    signs = [*status_signs(reading, anchor), *_carrying_signs(reading, anchor, earlier)]
    return [Answer(features=status_features(s, signs), option=Option(form=s)) for s in STATUSES]


def status_features(status: str, signs: list[str]) -> list[str]:
    """The signs as features of one status."""
    return [f"{status}:{sign}" for sign in dict.fromkeys(("", *signs))]


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


def _carrying_signs(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> Iterator[str]:
    """What the figure before was, in the same sentence or the one before."""
    if not earlier:
        return
    told, sentence_of = earlier[-1], reading.clauses.sentence_of
    back = sentence_of[anchor.head] - sentence_of[told.anchor.head]
    if back < 2:
        yield f"previous {back}={told.status}"
    if back == 0:
        same = told.anchor.verb == anchor.verb
        yield f"previous same verb={same} {told.status}"
        yield f"previous {told.anchor.preposition}>{anchor.preposition} {told.status}"


def _beside_signs(clauses: Clauses, anchor: Anchor, first: int) -> Iterator[str]:
    """What stands right before the amount: "a projected", "from", "the forecast of"."""
    yield f"kind={anchor.kind}"
    yield f"preposition={anchor.preposition}"
    for name, token in (
        ("subject", anchor.subject),
        ("object", anchor.object),
        ("holds", next(iter(anchor.path[1:2]), None)),
    ):
        cue = None if token is None else _cue(clauses.lemmas[token], clauses.lower[token])
        if cue and token != anchor.verb:
            yield f"{name}={cue}"
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

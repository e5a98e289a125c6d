"""What tells of a clause that it is a commitment: its cue, its verb, who acts, when and where."""

from collections.abc import Iterator
from functools import cache

from extract.aims import Aim
from extract.anchors import Anchor, verb_anchor
from extract.clause_bounds import clause_end
from extract.clauses import Clauses, is_verb, path_up
from extract.entities import Named
from extract.periods import PeriodMention
from extract.placed import tense_of
from extract.reading import Reading
from extract.subjects import anaphor_of
from extract.tables import load_table
from models.facts import Person, Place

_TITLE_WORDS = 8
"""How many words from the verb on are looked up in the title."""


def aim_signs(reading: Reading, aim: Aim) -> list[str]:
    """The signs of an aim, and each of those of its own clause again with the cue's family."""
    anchor = verb_anchor(reading, aim.cue, aim.verb)
    own = [*_cue_signs(reading, aim), *_actor_signs(reading, anchor)]
    around = [
        *_clause_signs(reading.clauses, aim),
        *_above_signs(reading, aim),
        *_time_signs(reading, aim),
        *_place_signs(reading, aim),
    ]
    return ["", *own, *around, *(f"{aim.family}|{sign}" for sign in own)]


def _cue_signs(reading: Reading, aim: Aim) -> Iterator[str]:
    clauses = reading.clauses
    yield f"form={aim.form}"
    yield f"family={aim.family}"
    yield f"cue tag={clauses.tags[aim.cue]}"
    yield f"verb={clauses.lemmas[aim.verb]}"
    yield f"verb tag={clauses.tags[aim.verb]}"
    first, last = clauses.sentence(aim.verb)
    for word in clauses.lower[max(first, aim.cue - 4) : min(last, aim.verb + 3)]:
        if word in _telling():
            yield f"word={word}"


@cache
def _telling() -> frozenset[str]:
    return frozenset(load_table("aims")["telling"])


def _actor_signs(reading: Reading, anchor: Anchor) -> Iterator[str]:
    """Who acts: a body, a person, a place, a pronoun or another thing, and by which noun."""
    yield f"who={anaphor_of(reading, anchor)}"
    yield f"actor={nature_of(reading, anchor.subject)}"
    yield f"doer={nature_of(reading, anchor.doer.head if anchor.doer else None)}"


def nature_of(reading: Reading, token: int | None) -> str:
    """What a token names: a kind of name, a pronoun, a time, or its tag; "none" without a token."""
    if token is None:
        return "none"
    mention = reading.mention_at(token)
    if mention is not None:
        return _label(mention.named) + ("" if mention.is_name else " reference")
    if token in reading.period_tokens:
        return "time"
    tag = reading.clauses.tags[token]
    return reading.clauses.lower[token] if tag in {"PRP", "WDT", "WP", "DT", "EX"} else tag


def _label(named: Named) -> str:
    if isinstance(named, Person):
        return "person"
    return "place" if isinstance(named, Place) else "body"


def _clause_signs(clauses: Clauses, aim: Aim) -> Iterator[str]:
    """How the clause is built in: relative, passive, with auxiliaries and marks."""
    for token, name in ((aim.verb, "verb"), (aim.cue, "cue")):
        yield f"{name} is {clauses.deps[token]}"
        for child in clauses.children[token]:
            dep = clauses.deps[child]
            if dep in {"aux", "mark", "cop", "aux:pass", "nsubj:pass"}:
                yield (
                    f"{name} {dep}={clauses.lower[child]}"
                    if dep != "nsubj:pass"
                    else f"{name} {dep}"
                )
            if dep == "nsubj" and clauses.tags[child] in {"WDT", "WP"}:
                yield f"{name} of {clauses.lower[child]}"


def _above_signs(reading: Reading, aim: Aim) -> Iterator[str]:
    """The verbs that the clause depends on, and their subjects."""
    clauses = reading.clauses
    head = clauses.heads[aim.cue]
    under = head != aim.cue and clauses.tags[head].startswith("VB")
    yield f"above={clauses.lemmas[head] if under else 'none'}"
    verbs = [i for i in path_up(clauses, aim.verb)[1:] if is_verb(clauses, i)]
    for level, verb in enumerate(verbs[:3]):
        yield f"up{level}={clauses.lemmas[verb]}"
        yield f"up={clauses.lemmas[verb]}"
        yield f"up tag{level}={clauses.tags[verb]}"
        for child in clauses.children[verb]:
            if clauses.deps[child] in {"mark", "aux", "advmod"}:
                yield f"up {clauses.deps[child]}={clauses.lower[child]}"
        yield f"up subject={nature_of(reading, clauses.child(verb, 'nsubj', 'nsubj:pass'))}"


def _time_signs(reading: Reading, aim: Aim) -> Iterator[str]:
    """The times in the sentence: past or to come, how named, and whether the verb's own."""
    clauses, published = reading.clauses, reading.context.published
    first, last = clauses.sentence(aim.verb)
    found = False
    for mention in reading.periods:
        token = clauses.token_at(mention.start)
        tense = tense_of(mention, published)
        if not first <= token < last or tense is None:
            continue
        found = True
        yield f"time={tense} {mention.period.granularity}"
        yield f"time={tense} {mention.period.relation}"
        side = "after" if token > aim.verb else "before"
        yield f"time={tense} {side} {min(3, abs(token - aim.verb) // 4)}"
        if token > aim.verb:
            yield f"time={tense} same clause={clause_end(clauses, aim.verb) > token}"
        if _head(clauses, mention) in {aim.verb, aim.cue}:
            yield f"time={tense} of the verb"
    if not found:
        yield "time=none"


def _head(clauses: Clauses, mention: PeriodMention) -> int:
    first, last = clauses.tokens(mention.start, mention.end)
    heads = (clauses.heads[i] for i in range(first, last))
    return next((head for head in heads if not first <= head < last), first)


def _place_signs(reading: Reading, aim: Aim) -> Iterator[str]:
    """Where it stands: in the article, in a quotation, beside amounts, and in the title's words."""
    clauses = reading.clauses
    number = clauses.sentence_of[aim.verb]
    yield f"sentence={min(6, number // 2)}"
    start = clauses.starts[aim.cue]
    quoted = any(q.kind == "direct" and q.start <= start < q.end for q in reading.quotes)
    yield f"quoted={quoted}"
    yield f"measures={min(2, reading.measures_in(range(*clauses.sentence(aim.verb))))}"
    behind = range(aim.verb, clause_end(clauses, aim.verb))
    yield f"measures behind={min(2, reading.measures_in(behind))}"
    title = set((reading.context.title or "").lower().split())
    if title:
        yield f"verb in title={bool({clauses.lemmas[aim.verb], clauses.lower[aim.verb]} & title)}"
        known = (
            clauses.lower[i] in title for i in behind[:_TITLE_WORDS] if len(clauses.words[i]) > 3
        )
        yield f"words in title={min(2, sum(known))}"

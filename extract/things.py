"""Things without a name that a figure may be of: "the property", "households"."""

from collections.abc import Iterator

from extract.anchors import Anchor
from extract.clauses import Clauses, is_verb, path_up, subject_of
from extract.holders import is_measured
from extract.noun_phrases import Phrase, heading
from extract.reading import Reading
from extract.tables import load_table


def things(
    reading: Reading, anchor: Anchor, phrase: Phrase | None
) -> Iterator[tuple[str, list[str], int]]:
    """Phrases without a name that the clause is about: "the property"."""
    clauses = reading.clauses
    seen: set[tuple[str, int]] = set()
    for role, token in _thing_roles(clauses, anchor, phrase):
        thing = reading.phrase_at(token)
        if thing is None or clauses.tags[thing.head][:2] != "NN" or (role, thing.first) in seen:
            continue
        seen.add((role, thing.first))
        if reading.mention_at(thing.head) is not None or _is_cause(clauses, anchor, thing):
            continue
        yield (
            heading(clauses, thing.first, thing.last),
            _thing_features(clauses, thing, role, phrase),
            thing.head,
        )
        if thing.owner and not any(m.last == thing.owner[1] for m in reading.mentions):
            yield heading(clauses, *thing.owner), [f"thing={role}-owner"], thing.owner[1] - 1


def _is_cause(clauses: Clauses, anchor: Anchor, thing: Phrase) -> bool:
    """Whether it only makes something else move, or says how much it is: "a |drought| halved the
    harvest", "the |ministry| puts the damage at 5m"."""
    acts = anchor.subject is not None and thing.first <= anchor.subject < thing.last
    if acts and anchor.verb_lemma == "put" and anchor.preposition == "at":
        return True
    moves = anchor.verb_class == "change" and anchor.object is not None
    passive = anchor.verb is not None and clauses.child(anchor.verb, "aux:pass") is not None
    generic = clauses.lower[thing.head] in load_table("references")["nouns"]
    plural = clauses.tags[thing.head] == "NNS"
    return acts and moves and not (passive or generic or plural)


def _thing_roles(
    clauses: Clauses, anchor: Anchor, phrase: Phrase | None
) -> Iterator[tuple[str, int | None]]:
    yield "subject", anchor.subject
    yield "doer", anchor.doer.head if anchor.doer else None
    above = _verb_above(clauses, anchor.verb) if anchor.verb is not None else None
    yield "upper-subject", subject_of(clauses, above) if above is not None else None
    if anchor.kind == "percent" and clauses.lower[anchor.last : anchor.last + 1] == ["of"]:
        yield "whole", _head_behind(clauses, anchor.last)
    yield "sentence before", _subject_before(clauses, anchor)
    if phrase is not None:
        yield "metric", phrase.head
        yield "after-metric", phrase.last + 2 if phrase.last + 2 < len(clauses.words) else None


def _subject_before(clauses: Clauses, anchor: Anchor) -> int | None:
    """What the sentence before is about, where an open pronoun may stand for it."""
    here = clauses.sentence_of[anchor.head]
    if not here:
        return None
    tokens = range(*clauses.sentences[here - 1])
    return next((i for i in tokens if clauses.deps[i].startswith("nsubj")), None)


def _head_behind(clauses: Clauses, preposition: int) -> int | None:
    """The noun that follows a preposition, past articles and adjectives."""
    last = clauses.sentence(preposition)[1]
    tokens = range(preposition + 1, min(last, preposition + 6))
    return next((i for i in tokens if clauses.tags[i][:2] == "NN"), None)


def _thing_features(clauses: Clauses, thing: Phrase, role: str, phrase: Phrase | None) -> list[str]:
    generic = clauses.lower[thing.head] in load_table("references")["nouns"]
    proper = clauses.tags[thing.head] in {"NNP", "NNPS"}
    nature = (
        "generic"
        if generic
        else "proper"
        if proper
        else "plural"
        if clauses.tags[thing.head] == "NNS"
        else "one"
    )
    same = phrase is not None and phrase.first == thing.first
    article = clauses.lower[thing.first] if clauses.tags[thing.first] in {"DT", "PRP$"} else ""
    base = f"thing={role}"
    return [
        f"thing measured={is_measured(clauses, thing)}",
        base,
        f"{base} metric={same}",
        f"{base} {nature}",
        f"{base} {article}",
        f"thing {nature}",
        f"thing={clauses.lemmas[thing.head]}",
    ]


def _verb_above(clauses: Clauses, verb: int) -> int | None:
    return next((i for i in path_up(clauses, verb)[1:] if is_verb(clauses, i)), None)

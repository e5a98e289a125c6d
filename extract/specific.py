"""Headings made to tell more: "the rate rose to 10%" behind the unemployment rate, and what is said
of a share of people."""

import re
from collections.abc import Iterator, Sequence

from extract.anchors import Anchor, acts
from extract.carried import Told, sentences_back
from extract.clauses import Clauses
from extract.measured import without_change
from extract.noun_phrases import without_notes
from extract.reading import Reading
from extract.tables import load_table
from extract.unit_headings import past_copula, told_until

_BACK = 2
"""Sentences back that an earlier heading is looked for."""
_LAST = 4
"""Earlier figures looked at."""
_SAID = 7
"""Words of what is said that a heading takes."""
_BEHIND = re.compile(r" (?:of|in|for|on|to|from|per|as|with) ")


def made_specific(reading: Reading, anchor: Anchor, heading: str, earlier: Sequence[Told]) -> str:
    """A heading whose noun tells little alone, with the words that an earlier figure's had before
    it; "the level" and "the average" are of what the earlier one measures.

    "increase in rate" behind "unemployment rate" -> "increase in unemployment rate"
    """
    core = without_change(heading)
    if heading in load_table("aims")["own"]:
        return next(_aimed(anchor, earlier), heading)
    table = load_table("headings")
    noun = _one(core)
    if {core.lower(), noun}.isdisjoint((*table["leaning"], *table["levels"])):
        return heading
    for told in _near(reading, anchor, earlier):
        known = _BEHIND.split(without_change(told.metric or ""))[0]
        if " " not in known or not _is_own(known):
            continue
        level = noun in table["levels"] and core == heading and _is_alike(told, anchor)
        if level or _one(known.split()[-1]) == noun:
            return heading.removesuffix(core) + known
    return heading


def _aimed(anchor: Anchor, earlier: Sequence[Told]) -> Iterator[str]:
    """What earlier aims of the same kind are about: "to cut waste by 15%; it |wants a target of
    20%|"."""
    for told in reversed(earlier):
        if told.status == "target" and told.anchor.kind == anchor.kind and told.metric:
            yield told.metric


def _near(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> Iterator[Told]:
    for told in earlier[: -_LAST - 1 : -1]:
        if sentences_back(reading, told.anchor, anchor) <= _BACK:
            yield told


def _is_own(known: str) -> bool:
    """Whether the words before a noun tell what it is of, rather than which of several it is."""
    words = known.lower().split()
    ranked = any(word.endswith("est") for word in words[:-1])
    return not ranked and set(load_table("headings")["ranking"]).isdisjoint(words)


def _is_alike(told: Told, anchor: Anchor) -> bool:
    """Whether both amounts are of one kind and unit."""
    one, other = told.anchor.measure, anchor.measure
    if one is None or other is None or one.kind != other.kind:
        return False
    return (one.currency, one.unit) == (other.currency, other.unit)


def _one(noun: str) -> str:
    """A noun in the singular, near enough to compare."""
    return noun.lower().removesuffix("s")


def with_what_is_said(reading: Reading, anchor: Anchor, heading: str | None) -> str | None:
    """The heading of people or a share of them, or of things, with what is said of them: "people
    without jobs", "share of parents worried about it", "share of voters that liked the idea"."""
    clauses, verb = reading.clauses, anchor.verb
    if heading is None or verb is None or verb < anchor.last or not acts(clauses, anchor):
        return heading
    measure = anchor.measure
    counted = anchor.kind == "count" and measure is not None and heading == measure.unit
    if not counted and not (anchor.kind == "percent" and heading.startswith("share of ")):
        return heading
    start = min([verb, *(i for i in clauses.children[verb] if _is_auxiliary(clauses, i))])
    said = past_copula(clauses, start)
    end = told_until(reading, said, _SAID, predicate=said > start)
    told = range(said, end)
    if start < anchor.last or end in reading.measure_tokens or not _tells(clauses, told):
        return heading
    bare = said > start or clauses.tags[said] in {"VBG", "VBN"}
    return f"{heading} {'' if bare else 'that '}{without_notes(clauses.slice(said, end))}"


def _tells(clauses: Clauses, told: range) -> bool:
    """Whether words say more than that something is, has or was said."""
    if not told or clauses.lemmas[told[-1]] in {"be", "have"}:
        return False
    return len(told) > 1 or clauses.lemmas[told[0]] not in load_table("verbs")["speech"]


def _is_auxiliary(clauses: Clauses, token: int) -> bool:
    return clauses.deps[token].split(":")[0] in {"aux", "cop"}

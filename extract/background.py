"""Aims that commit nobody: plans of the past, conditions, doubts, and what a thing is for."""

from functools import cache

from extract.aims import Aim
from extract.clauses import Clauses, path_up
from extract.reading import Reading
from extract.tables import load_table

_BE = frozenset({"was", "were", "been", "had"})
_POINTING = frozenset({"this", "that", "these", "those"})
"""Subjects that stand for what was said, and commit nobody: "this will mark the first time"."""
_BEING = frozenset({"is", "are", "'s", "’s", "remains"})
_OWN_TENSES = frozenset({"VBZ", "VBP", "VBG", "VB"})


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load_table("aims")[table])


def is_background(reading: Reading, aim: Aim) -> bool:
    """Whether an aim is over, conditional or doubted: "had planned to", "if it were to"."""
    clauses = reading.clauses
    subject = clauses.child(aim.verb, "nsubj", "nsubj:pass")
    return (
        (subject is not None and subject in reading.period_tokens)
        or (subject is not None and aim.family == "modal" and clauses.lower[subject] in _POINTING)
        or is_past(clauses, aim)
        or _is_description(clauses, aim)
        or _is_perfect(clauses, aim)
        or _is_conditional(clauses, aim)
        or _is_doubted(clauses, aim)
        or _is_supposed(clauses, aim)
    )


def is_past(clauses: Clauses, aim: Aim) -> bool:
    """Whether the cue speaks of an aim of the past: "they hoped to", "it was set to".

    Not so in reported speech ("she said they hoped to"), nor for a promise, which is an act.
    """
    if aim.family not in {"aim", "forecast", "be", "date"} or _is_reported(clauses, aim):
        return False
    tag = clauses.tags[aim.cue]
    if aim.family == "be" or tag == "VBN" or tag[:2] in {"JJ", "NN"}:
        before = clauses.lower[max(clauses.sentence(aim.cue)[0], aim.cue - 3) : aim.cue + 1]
        return bool(_BE & set(before)) and not {"has", "have"} & set(before)
    return tag == "VBD" and aim.form.endswith((" to", " on", " of"))


def _is_reported(clauses: Clauses, aim: Aim) -> bool:
    """Whether a verb of saying stands above, or before in its sentence."""
    speech = load_table("verbs")["speech"]
    first = clauses.sentence(aim.cue)[0]
    above = [*path_up(clauses, aim.cue)[1:], *range(first, aim.cue)]
    return any(clauses.lemmas[i] in speech and clauses.tags[i][:2] == "VB" for i in above)


def _is_description(clauses: Clauses, aim: Aim) -> bool:
    """Whether a relative clause without a comma only describes: "the line that will feed it"."""
    before = aim.cue - 1
    if aim.family != "modal" or before < 1 or clauses.tags[before] not in {"WDT", "WP"}:
        return False
    return clauses.lower[before] in {"that", "who"} and clauses.words[before - 1] != ","


def _is_perfect(clauses: Clauses, aim: Aim) -> bool:
    """Whether the verb is a perfect behind a modal: "would have paid"."""
    between = clauses.lower[aim.cue + 1 : aim.verb]
    return aim.family == "modal" and "have" in between and clauses.tags[aim.verb] == "VBN"


def _is_conditional(clauses: Clauses, aim: Aim) -> bool:
    """Whether the clause is itself a condition: "if it is to succeed", "whether they will"."""
    for token in (aim.verb, aim.cue):
        marks = (c for c in clauses.children[token] if clauses.deps[c] in {"mark", "advmod"})
        if any(clauses.lower[c] in _words("conditions") for c in marks):
            return True
    return False


def _is_doubted(clauses: Clauses, aim: Aim) -> bool:
    """Whether the aim is denied or called unlikely: "do not expect to", "unlikely that it will"."""
    first = clauses.sentence(aim.cue)[0]
    before = clauses.lower[max(first, aim.cue - 5) : aim.cue + 1]
    if any(word in _words("doubts") for word in before):
        return True
    own = clauses.lower[max(first, aim.cue - 2) : aim.cue]
    return aim.family in {"aim", "forecast"} and bool({"not", "n't", "n’t", "never"} & set(own))


def _is_supposed(clauses: Clauses, aim: Aim) -> bool:
    """Whether it is only thought of: "the chance that the bank will raise rates"."""
    heads = (clauses.heads[token] for token in (aim.verb, aim.cue) if _is_content(clauses, token))
    return any(clauses.lemmas[head] in _words("supposed") for head in heads)


def _is_content(clauses: Clauses, token: int) -> bool:
    """Whether a clause with "that" tells what a noun is about."""
    marks = (child for child in clauses.children[token] if clauses.deps[child] == "mark")
    return clauses.deps[token] == "acl" and any(clauses.lower[mark] == "that" for mark in marks)


def is_own_aim(reading: Reading, aim: Aim) -> bool:
    """Whether somebody says in so many words what they mean to do: "Acme aims to", "has vowed to".

    A relative clause doesn't count, which only describes: "a law that seeks to".
    """
    clauses = reading.clauses
    cue = clauses.lemmas[aim.cue] in _words("own")
    if not cue or not aim.form.endswith((" to", " at", " on", " of")):
        return False
    if clauses.deps[aim.cue].startswith("acl") or clauses.deps[aim.cue] == "amod":
        return False
    return is_noun_of_aim(clauses, aim) or _is_present(clauses, aim)


def is_noun_of_aim(clauses: Clauses, aim: Aim) -> bool:
    """ "the goal is to build": the noun with a form of "be" behind."""
    if clauses.tags[aim.cue][:2] != "NN":
        return False
    return any(
        word in {"is", "are", "'s", "’s", "remains"}
        for word in clauses.lower[aim.cue + 1 : aim.verb]
    )


def _is_present(clauses: Clauses, aim: Aim) -> bool:
    tag = clauses.tags[aim.cue]
    if tag in _OWN_TENSES or (tag in {"VBD", "VBN"} and aim.family == "pledge"):
        return True
    return tag == "VBN" and clauses.lower[aim.cue - 1] in {"has", "have"}

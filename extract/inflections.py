"""Lemmas of the verbs that the rules name, whatever the pipeline's lemmatizer makes of a form."""

from functools import cache

from extract.tables import load_table

_VOWELS = frozenset("aeiou")


def lemma_of(word: str, tag: str, lemma: str) -> str:
    """The lemma of a lower-case word: by the rules' verbs where it is one, else as given.

    >>> lemma_of("totalled", "VBD", "totall")
    'total'
    """
    if tag.startswith("VB"):
        known = verb_forms().get(word)
        if known is not None:
            return known
    return (lemma or word).lower()


@cache
def verb_forms() -> dict[str, str]:
    """Every form of every verb in the rules, with its lemma."""
    verbs, aims = load_table("verbs"), load_table("aims")
    irregular: dict[str, str] = load_table("irregular")["forms"]
    listed = {*verbs["level"], *verbs["change"], *verbs["nominal"], *verbs["speech"]}
    listed |= {*aims["aim"], *aims["forecast"], *aims["pledge"], *aims["scheduled"]}
    forms = {form: lemma for lemma in sorted(listed) for form in regular_forms(lemma)}
    return forms | irregular


def regular_forms(lemma: str) -> list[str]:
    """The forms that English spelling gives a regular verb.

    >>> regular_forms("plan")
    ['plan', 'plans', 'planed', 'planing', 'planned', 'planning']
    """
    if lemma.endswith("e"):
        return [lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return [lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"]
    ending = "es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    forms = [lemma, lemma + ending, f"{lemma}ed", f"{lemma}ing"]
    if (
        lemma[-1:] not in {*_VOWELS, "w", "x", "y"}
        and lemma[-2:-1] in _VOWELS
        and lemma[-3:-2] not in _VOWELS
    ):
        forms += [f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"]
    return forms

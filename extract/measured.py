"""Nouns that name what figures measure."""

from functools import cache

from extract.tables import load_table


@cache
def measured(table: str) -> frozenset[str]:
    """Nouns of one kind that figures measure: money, percent, change or vague."""
    return frozenset(load_table("measured")[table])


def is_change(heading: str) -> bool:
    """Whether a heading is of a change already: "rise in sales", "share price fall"."""
    words = heading.split()
    return words[0] in measured("change") or words[-1] in measured("change")


def is_measured_noun(lemma: str) -> bool:
    """Whether figures measure it in plain words: a price, a rate, a rise."""
    return any(lemma in measured(table) for table in ("money", "percent", "change"))

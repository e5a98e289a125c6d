"""Nouns that name what figures measure."""

import re
from functools import cache

from extract.tables import load_table


@cache
def measured(table: str) -> frozenset[str]:
    """Nouns of one kind that figures measure: money, percent, change or vague."""
    return frozenset(load_table("measured")[table])


def is_change(heading: str) -> bool:
    """Whether a heading is of a change already: "rise in sales", "share price fall", "job cuts"."""
    words = heading.split()
    ends = {words[0], words[-1], words[-1].removesuffix("s")}
    return not ends.isdisjoint(measured("change"))


def is_measured_noun(lemma: str) -> bool:
    """Whether figures measure it in plain words: a price, a rate, a rise."""
    return any(lemma in measured(table) for table in ("money", "percent", "change"))


def without_change(heading: str) -> str:
    """What changes, by a heading that may already be of its change; "" for the change alone.

    >>> without_change("steep drop in sales"), without_change("more sales"), without_change("rise")
    ('sales', 'sales', '')
    """
    if heading in measured("change"):
        return ""
    return _leading_change().sub("", heading)


@cache
def _leading_change() -> re.Pattern[str]:
    nouns = "|".join(measured("change"))
    compared = "more|less|fewer|higher|lower"
    return re.compile(rf"^(?:(?:[\w-]+ )?(?:{nouns}) (?:in|of) )+|^(?:{compared}) ")

"""Label sets, and what a label stands for: entity letters and lemma scripts.

Lemma scripts are read by the shipped pipeline too, which has its own `apply_script`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

ENTITY_TYPES = ("PERSON", "ORG", "LOC", "DATE")
ENTITY_LABELS = ("O", *(f"{letter}-{kind}" for kind in ENTITY_TYPES for letter in "BILU"))
ENTITY_NUMBERS = {label: number for number, label in enumerate(ENTITY_LABELS)}
ANY = (1 << len(ENTITY_LABELS)) - 1
"""Every label allowed: the truth is not known."""
OUTSIDE = 1
OUTSIDE_OR_DATE = OUTSIDE | sum(
    1 << number for label, number in ENTITY_NUMBERS.items() if label.endswith("DATE")
)


def bilou(kind: str, length: int) -> list[int]:
    """Numbers of the labels of a name of so many words."""
    if length == 1:
        return [ENTITY_NUMBERS[f"U-{kind}"]]
    letters = "B" + "I" * (length - 2) + "L"
    return [ENTITY_NUMBERS[f"{letter}-{kind}"] for letter in letters]


def lemma_script(form: str, lemma: str) -> str:
    """How to make the lemma of a form: "=" as it is, else how many last letters to drop and what
    to put there; "^" keeps the capitals.

    >>> lemma_script("Running", "run"), lemma_script("IBM", "IBM"), lemma_script("Alps", "Alp")
    ('4|', '=', '^1|')
    """
    if form == lemma and form != form.lower():
        return "="
    base = form if lemma[:1].isupper() else form.lower()
    common = 0
    while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
        common += 1
    capitals = "^" if base is form and form != form.lower() else ""
    return f"{capitals}{len(base) - common}|{lemma[common:]}"


def numbered(values: Iterable[str], *, least: int = 1, first: Sequence[str] = ()) -> list[str]:
    """Distinct values, the most frequent first; `first` stand in front in any case."""
    counts = Counter(values)
    often = [v for v, n in counts.most_common() if n >= least and v not in first]
    return [*first, *often]

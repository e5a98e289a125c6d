"""Who goes with which of several amounts: "Oslo and Bergen grew by 2% and 3%, respectively"."""

from collections.abc import Sequence
from itertools import pairwise

from extract.anchors import Anchor
from extract.named import Mention
from extract.reading import Reading

_JOINTS = frozenset({",", "and", "&", "or", "the", "while"})
_PLURALS = frozenset({"they", "these", "those", "both"})


def respective(reading: Reading, anchor: Anchor) -> str | None:
    """The name that stands in the same place of its list as the amount in its own.

    None without "respectively", or where no list of names is as long.
    """
    clauses = reading.clauses
    first, last = clauses.sentence(anchor.head)
    if "respectively" not in clauses.lower[anchor.last : last]:
        return None
    row = _amounts(reading, anchor)
    if len(row) < 2:
        return None
    names = _names(reading, first, row[0], len(row))
    plural = anchor.subject is not None and clauses.lower[anchor.subject] in _PLURALS
    if names is None and first and plural:
        names = _names(reading, clauses.sentence(first - 1)[0], first, len(row))
    return names[row.index(anchor.first)].named.name if names else None


def _amounts(reading: Reading, anchor: Anchor) -> list[int]:
    """Where the amounts begin that are listed with this one."""
    clauses = reading.clauses
    start, end = clauses.sentence(anchor.head)
    runs: list[list[int]] = []
    behind = -1
    for measure in reading.measures:
        first, last = clauses.tokens(measure.outer_start, measure.outer_end)
        if not start <= first < end:
            continue
        if runs and set(clauses.lower[behind:first]) <= _JOINTS:
            runs[-1].append(first)
        else:
            runs.append([first])
        behind = last
    return next((run for run in runs if anchor.first in run), [])


def _names(reading: Reading, start: int, end: int, count: int) -> Sequence[Mention] | None:
    """The last list of so many names between two tokens."""
    clauses = reading.clauses
    found = [m for m in reading.mentions if _is_known(m) and start <= m.first and m.last <= end]
    for number in range(len(found) - count, -1, -1):
        row = found[number : number + count]
        if all(set(clauses.lower[a.last : b.first]) <= _JOINTS for a, b in pairwise(row)):
            return row
    return None


def _is_known(mention: Mention) -> bool:
    """Whether it is a name, and no more than a product's or a ticker."""
    return mention.is_name and getattr(mention.named, "kind", None) != "unlisted"

"""Who goes with which of several amounts: "Oslo and Bergen grew by 2% and 3%, respectively"."""

from collections.abc import Sequence
from itertools import pairwise

from extract.anchors import Anchor
from extract.carried import Told, sentences_back
from extract.clauses import FINITE, Clauses, past_description
from extract.named import Mention
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Place

_JOINTS = frozenset({",", "and", "&", "or", "the", "while"})
_REACH = 10
"""Tokens between two amounts of a list."""
_PLURALS = frozenset({"they", "these", "those", "both"})


def listed_name(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> str | None:
    """The name that goes with an amount by its place in a list, behind `earlier` figures; else
    None."""
    return (
        _respective(reading, anchor)
        or _bracketed(reading, anchor)
        or _paired(reading, anchor, earlier)
    )


def goes_on(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> bool:
    """Whether an amount is the next of a list, and so of what the figure before measures."""
    return _paired(reading, anchor, earlier) is not None


def _respective(reading: Reading, anchor: Anchor) -> str | None:
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


def _bracketed(reading: Reading, anchor: Anchor) -> str | None:
    """The body or person that an amount stands behind in brackets: "ahead of |Acme ($3m)|"."""
    clauses = reading.clauses
    opened = clauses.lower[anchor.first - 1 : anchor.first] == ["("]
    if not opened or clauses.lower[anchor.last : anchor.last + 1] not in ([")"], [","]):
        return None
    last = anchor.first - 1
    names = (m for m in reading.mentions if m.last == last and _is_known(m))
    return next((m.named.name for m in names if not isinstance(m.named, Place)), None)


def _paired(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> str | None:
    """The name that stands to the amount as the one of the figure before stands to its own.

    "Oslo held 19 percent, |Bergen 15 percent|", "5m from Oslo and |3m from Bergen|"
    """
    if not earlier or anchor.measure is None or earlier[-1].anchor.measure is None:
        return None
    told, clauses = earlier[-1], reading.clauses
    near = 0 < anchor.first - told.anchor.last <= _REACH and told.anchor.kind == anchor.kind
    if not near or sentences_back(reading, told.anchor, anchor):
        return None
    behind = _behind(reading, anchor)
    if behind is not None and told.subject == _name(_behind(reading, told.anchor)):
        same = clauses.lower[told.anchor.last] == clauses.lower[anchor.last]
        return behind.named.name if same else None
    between = [m for m in reading.mentions if told.anchor.last <= m.first < anchor.first]
    if not between or not between[-1].is_name or not _is_same_kind(reading, told, between[-1]):
        return None
    return between[-1].named.name if _is_next(reading, told, between[-1], anchor) else None


def _is_next(reading: Reading, told: Told, name: Mention, anchor: Anchor) -> bool:
    """Whether a list goes on with a name and its amount: ", followed by |Bergen with 3%|"."""
    clauses, table = reading.clauses, load_table("references")
    ahead = range(told.anchor.last, name.first)
    links = clauses.lower[name.last : anchor.first]
    ahead = _without_modifiers(clauses, ahead)
    if not ahead or any(clauses.tags[token] in FINITE for token in ahead):
        return False
    return clauses.lower[ahead[-1]] in table["joints"] and set(links) <= set(table["links"])


def _without_modifiers(clauses: Clauses, ahead: range) -> range:
    """Tokens before a name without its article and adjectives: "and |the German| Dax"."""
    end = ahead.stop
    while end > ahead.start and clauses.tags[end - 1] in {"DT", "JJ", "NN"}:
        end -= 1
    return range(ahead.start, end)


def _behind(reading: Reading, anchor: Anchor) -> Mention | None:
    """The name behind "from" or "in" right behind an amount."""
    clauses = reading.clauses
    if clauses.lower[anchor.last : anchor.last + 1] not in (["from"], ["in"], ["for"], ["by"]):
        return None
    first = past_description(clauses, anchor.last)
    return next((m for m in reading.mentions if m.first == first and _is_known(m)), None)


def _name(mention: Mention | None) -> str | None:
    return mention.named.name if mention else None


def _is_same_kind(reading: Reading, told: Told, mention: Mention) -> bool:
    """Whether the figure before belongs to a name of the same kind."""
    named = reading.named.get(told.subject or "")
    if named is None or type(named) is not type(mention.named) or named == mention.named:
        return False
    return _is_known(mention) or getattr(named, "kind", None) == "unlisted"


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

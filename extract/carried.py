"""What earlier figures were about, which a figure may carry on: "from 3 billion to 5 billion"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.anchors import Anchor
from extract.clauses import FINITE, Clauses
from extract.reading import Reading
from extract.tables import load_table

_LOOKED_BACK = 4
"""How many earlier figures may still be carried on."""
_SHORT = 3
_ASIDE = frozenset(
    {"a", "the", "record", "high", "low", "and", "or", "new", "peak", "about", "some"}
)
_ADDED = 12
"""Words between two amounts of which the second only adds to the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an earlier figure was about, and where it stands."""

    anchor: Anchor
    metric: str | None = None
    subject: str | None = None
    period: str | None = None
    status: str | None = None


def carried(earlier: Sequence[Told], what: str) -> Iterator[tuple[str, Told]]:
    """The metrics, subjects or periods of the last figures, the nearest first and each once."""
    seen: set[str] = set()
    for told in earlier[: -_LOOKED_BACK - 1 : -1]:
        value: str | None = getattr(told, what)
        if value and value not in seen:
            seen.add(value)
            yield value, told


def carrying_signs(reading: Reading, told: Told, anchor: Anchor) -> list[str]:
    """What speaks for or against the two being about the same; worked out once."""
    before = told.anchor
    key = (before.kind, before.first, anchor.kind, anchor.first)
    known = reading.carrying.get(key)
    if known is None:
        known = reading.carrying[key] = _carrying_signs(reading, before, anchor)
    return known


def sentences_back(reading: Reading, told: Anchor, anchor: Anchor) -> int:
    """How many sentences before an amount another one stands."""
    sentence_of = reading.clauses.sentence_of
    return sentence_of[anchor.head] - sentence_of[told.head]


def _carrying_signs(reading: Reading, before: Anchor, anchor: Anchor) -> list[str]:
    clauses = reading.clauses
    back = sentences_back(reading, before, anchor)
    signs = [
        f"back={min(back, 3)}",
        f"kinds={before.kind}>{anchor.kind}",
        f"links={before.preposition}>{anchor.preposition}",
        f"same unit={_unit(before) == _unit(anchor)}",
        f"verb={anchor.verb_lemma}",
    ]
    if back == 0:
        signs.append(f"same verb={before.verb == anchor.verb}")
        between = clauses.lower[before.last : anchor.first]
        signs.append(f"between={' '.join(between)}" if len(between) <= _SHORT else "apart")
    return signs


def continued(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> Told | None:
    """The figure before that an amount only adds to, of the same thing and time.

    "84 dollars, |down 1.12|, or |1.3%|", "1,870 firms by the end of June, |up 12%|"
    """
    clauses = reading.clauses
    if not earlier or anchor.measure is None:
        return None
    before = earlier[-1].anchor
    gap = range(before.last, anchor.first)
    if not gap or len(gap) > _ADDED or sentences_back(reading, before, anchor):
        return None
    if reading.measures_in(gap):
        return None
    adds = _is_more_than(clauses, gap, anchor) or _only_adds(reading, gap, before, anchor)
    return earlier[-1] if adds else None


def _is_more_than(clauses: Clauses, gap: range, anchor: Anchor) -> bool:
    """Whether an amount behind a comma is what the one before is above: ", |46,000| more than"."""
    more = clauses.lower[anchor.last : anchor.last + 2]
    behind = load_table("verbs")["turns"]["behind"]
    led = clauses.lower[gap[-1]] == "," or (
        clauses.lower[gap[0]] == "," and set(clauses.lower[gap.start + 1 : gap.stop]) <= _ASIDE
    )
    return led and more[1:] == ["than"] and more[0] in behind


def _only_adds(reading: Reading, gap: range, before: Anchor, anchor: Anchor) -> bool:
    """Whether nothing but "up", "or" and the like stands between, and no other thing is named."""
    clauses = reading.clauses
    if any(clauses.tags[token] in FINITE for token in gap):
        return False
    words = clauses.lower[gap.start : gap.stop]
    others = (i for i in gap if clauses.tags[i][:2] == "NN" and i not in reading.period_tokens)
    if "and" in words and any(others):
        return False
    turned = words[-1] in load_table("verbs")["turns"]["before"] and words[0] != "to"
    restated = words in ([",", "or"], ["or"]) and before.kind != anchor.kind
    return turned or restated


def _unit(anchor: Anchor) -> str | None:
    measure = anchor.measure
    return (measure.currency or measure.unit) if measure else None

"""When what a figure measures was or will be: the period among those the article names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extract.anchors import Anchor
from extract.clauses import Clauses, is_verb, path_up
from extract.dates import period_iso
from extract.periods import PeriodMention
from extract.ranker import best
from extract.reading import Reading

_SPEAKING = frozenset(
    {"say", "announce", "report", "tell", "release", "reveal", "publish", "show", "confirm"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A possible period and what speaks for it."""

    iso: str | None
    features: tuple[str, ...]
    mention: PeriodMention | None = None


def read_period(reading: Reading, anchor: Anchor, status: str, previous: str | None) -> When:
    """The likeliest period of a measure with that status; one without a date when none fits."""
    candidates = period_candidates(reading, anchor, status, previous)
    return candidates[best("period", [candidate.features for candidate in candidates]) or 0]


def period_candidates(
    reading: Reading, anchor: Anchor, status: str, previous: str | None
) -> list[When]:
    """No period, the publication's own, that of the figure before, and those printed nearby."""
    found = [_when(anchor, status, None, ["none"])]
    published = reading.context.published
    if published is not None:
        found += [
            _when(anchor, status, published.isoformat(), ["day of publication"]),
            _when(anchor, status, published.isoformat()[:7], ["month of publication"]),
            _when(anchor, status, published.isoformat()[:4], ["year of publication"]),
        ]
    if previous is not None:
        found.append(_when(anchor, status, previous, ["that of the figure before"]))
    for mention in reading.periods:
        features = list(_mention_features(reading, anchor, mention))
        iso = period_iso(mention.period)
        if features and iso:
            features.append(_tense(mention, published))
            found.append(_when(anchor, status, iso, features, mention))
    return found


def _when(
    anchor: Anchor,
    status: str,
    iso: str | None,
    features: list[str],
    mention: PeriodMention | None = None,
) -> When:
    kind, verb = anchor.kind, anchor.verb_class
    more = [f"{features[0]}|{status}", f"{features[0]}|{kind}", f"{features[0]}|{verb}"]
    more += [f"{f}|{status}" for f in features[1:]]
    if mention is None:
        more += [
            f"{features[0]}|{anchor.verb_lemma}",
            f"{features[0]}|per={bool(anchor.measure and anchor.measure.per)}",
        ]
    return When(iso=iso, features=(*features, *more), mention=mention)


def _mention_features(reading: Reading, anchor: Anchor, mention: PeriodMention) -> Iterator[str]:
    clauses = reading.clauses
    first, last = clauses.tokens(mention.start, mention.end)
    back = clauses.sentence_of[anchor.head] - clauses.sentence_of[first]
    if not 0 <= back <= 2:
        return
    period = mention.period
    yield f"back={back}"
    yield f"back={back} {period.granularity}"
    yield f"back={back} {period.relation}"
    if back:
        return
    side = "before" if first < anchor.first else "after"
    gap = (last, anchor.first) if side == "before" else (anchor.last, first)
    yield f"{side} {_bucket(gap[1] - gap[0])}"
    yield f"{side} verbs={min(2, sum(is_verb(clauses, i) for i in range(*gap)))}"
    yield f"commas={min(2, clauses.words[gap[0] : gap[1]].count(','))}"
    yield f"others={min(2, reading.measures_in(range(*gap)))}"
    yield from _attachment(clauses, anchor, first, last)


def _bucket(gap: int) -> str:
    return "near" if gap <= 2 else "middle" if gap <= 6 else "far" if gap <= 15 else "very far"


def _attachment(clauses: Clauses, anchor: Anchor, first: int, last: int) -> Iterator[str]:
    """What the period attaches to: the measure's verb, its noun, or a verb of speaking."""
    head = next(
        (clauses.heads[i] for i in range(first, last) if not first <= clauses.heads[i] < last),
        first,
    )
    if head == anchor.verb:
        yield "on verb"
    elif head in anchor.path[:3]:
        yield "on noun"
    lemma = clauses.lemmas[head]
    if lemma in _SPEAKING:
        yield "on speaking"
    above = next((i for i in path_up(clauses, first) if is_verb(clauses, i)), None)
    yield f"same clause={above == anchor.verb}"


def _tense(mention: PeriodMention, published: date | None) -> str:
    end = mention.period.end or mention.period.start
    if published is None or end is None:
        return "time unknown"
    if mention.period.start and mention.period.start <= published <= end:
        return "present"
    return "future" if end > published else "past"

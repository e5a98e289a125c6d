"""When what a figure measures was or will be: the period among those the article names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.anchors import Anchor
from extract.carried import Told, carried, carrying_signs
from extract.clauses import Clauses, is_verb, path_up
from extract.measured import is_change
from extract.periods import PeriodMention
from extract.placed import Placed, within, year_away
from extract.pointers import Option
from extract.ranker import best, weigh
from extract.reading import Reading
from extract.settled_times import lasting, only_time_ahead, settled_time
from extract.statuses import foretelling_verbs
from extract.tables import load_table
from extract.wordings import Wording

_BACK = 4
"""How many sentences before a figure's own may tell its time."""
_RANGES = frozenset({"to", "through", "until", "till", "-", "–"})
_NOW_REACH = 6
_SPEAKING = frozenset(
    {"say", "announce", "report", "tell", "release", "reveal", "publish", "show", "confirm"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A possible period and what speaks for it."""

    iso: str | None
    features: Collection[str]
    option: Option
    mention: PeriodMention | None = None
    beside: bool = False
    """Printed right before or behind the amount."""
    circumstances: tuple[str, ...] = ()

    @property
    def crossed(self) -> Collection[str]:
        """All of it is crossed."""
        return self.features


def read_period(
    reading: Reading,
    anchor: Anchor,
    status: str,
    wording: Wording | None,
    earlier: Sequence[Told] = (),
) -> str | None:
    """The likeliest period of a measure in ISO 8601; None when it is open.

    What is reported without a date is of the day, month or year of publication.
    """
    if wording is not None and wording.form == "moved" and status == earlier[-1].status:
        return earlier[-1].period  # "fell 5% in May, |to 3bn|"
    settled = settled_time(reading, anchor, status, earlier)
    if settled is not None:
        return settled
    candidates = period_candidates(reading, anchor, status, wording, earlier)
    candidates = [when for when in candidates if when.beside] or candidates
    if _is_current(reading, anchor):
        candidates = [when for when in candidates if "past" not in when.features] or candidates
    sure = len(candidates) == 1
    number = 0 if sure else best(weigh(reading.pointers, "period", anchor.place, candidates))
    iso = candidates[number].iso if number is not None else None
    return only_time_ahead(reading, anchor) if iso is None and status != "reported" else iso


def _is_current(reading: Reading, anchor: Anchor) -> bool:
    """Whether the words right before an amount tell that it is so now: "the current value of"."""
    clauses = reading.clauses
    start = max(clauses.sentence(anchor.head)[0], anchor.first - _NOW_REACH)
    return not set(load_table("timing")["now"]).isdisjoint(clauses.lower[start : anchor.first])


def period_candidates(
    reading: Reading,
    anchor: Anchor,
    status: str,
    wording: Wording | None,
    earlier: Sequence[Told] = (),
) -> list[When]:
    """The publication's own day, month and year, those of earlier figures, those printed near.

    No period at all is possible for what is still to come, and without a date of publication.
    """
    published = reading.context.published
    about = _about(reading, anchor, status, wording)
    found = []
    if published is None or status != "reported":
        found.append(_when(about, None, ["none"]))
    if published is not None:
        day, last_year = published.isoformat(), str(published.year - 1)
        names = ("day", "month", "year", "last year")
        for iso, name in zip((day, day[:7], day[:4], last_year), names, strict=True):
            found.append(_when(about, iso, [name, *_standing(reading, iso)]))
    found += [_when(about, iso, [name]) for name, iso in _results(reading)]
    found += _carried_periods(reading, anchor, about, earlier)
    found += [_when(about, iso, ["lasting"]) for iso in lasting(reading, anchor)]
    change = anchor.change is not None or (wording is not None and is_change(wording.text))
    printed = reading.placed_periods
    return found + mention_candidates(reading, anchor, status, printed, change=change)


def _results(reading: Reading) -> Iterator[tuple[str, str]]:
    """The quarter or half whose results the article is about, printed or told by "quarterly"."""
    if reading.results_periods:
        yield from (("results", iso) for iso in reading.results_periods)
    elif reading.unsaid_quarter is not None:
        yield "unsaid quarter", reading.unsaid_quarter


def _about(
    reading: Reading, anchor: Anchor, status: str, wording: Wording | None
) -> tuple[str, ...]:
    """What tells when a figure was where no time is printed: what it measures, and how."""
    words = wording.text.lower().split() if wording else [""]
    measure = anchor.measure
    signs = [status, anchor.kind, anchor.verb_class, f"verb={anchor.verb_lemma}"]
    signs += [f"noun={words[-1]}", f"unit={measure.unit if measure else None}"]
    signs.append(f"per={bool(measure and measure.per)}")
    if not _market_words().isdisjoint(words):
        signs.append("market")
    if _clocks().search(reading.clauses.sentence_text(anchor.first)):
        signs.append("clock")
    return tuple(signs)


@cache
def _market_words() -> frozenset[str]:
    return frozenset(load_table("timing")["market"])


@cache
def _clocks() -> re.Pattern[str]:
    return re.compile("|".join(load_table("timing")["clock"]), re.IGNORECASE)


def _carried_periods(
    reading: Reading, anchor: Anchor, about: Sequence[str], earlier: Sequence[Told]
) -> Iterator[When]:
    """The periods of earlier figures, and the year before that of the last."""
    for place, (iso, told) in enumerate(carried(earlier, "period")):
        form = "earlier" if place else "before"
        signs = [f"{form} {sign}" for sign in carrying_signs(reading, told, anchor)]
        signs = [form, f"{form} len={len(iso)}", *signs]
        yield _when(about, iso, signs, told.anchor.head)
        year_before = None if place else year_away(iso, -1)
        if year_before is not None and _has_year_earlier(reading, anchor):
            yield _when(about, year_before, ["year before"])


def _has_year_earlier(reading: Reading, anchor: Anchor) -> bool:
    """Whether the sentence counts back by a year, and not right behind another amount before."""
    clauses = reading.clauses
    first, last = clauses.sentence(anchor.first)
    signs = load_table("timing")["year earlier"]
    behind = clauses.slice(anchor.first, last).lower()
    if any(sign in behind for sign in signs):
        return True
    before = clauses.slice(first, anchor.first).lower()
    found = max(before.rfind(sign) for sign in signs)
    return found >= 0 and not _is_of_another(reading, clauses.starts[first] + found)


def _is_of_another(reading: Reading, start: int) -> bool:
    """Whether a time that is counted back stands right behind another amount."""
    clauses = reading.clauses
    token = clauses.token_at(start)
    while token and clauses.lower[token - 1] in {",", "(", "in", "from", "than", "a", "the"}:
        token -= 1
    return token - 1 in reading.measure_tokens


def _standing(reading: Reading, iso: str) -> Iterator[str]:
    """Whether the article prints the period of its publication anywhere."""
    if iso in reading.printed_periods:
        yield f"printed {len(iso)}"


def mention_candidates(
    reading: Reading, anchor: Anchor, status: str, placed: Sequence[Placed], *, change: bool
) -> list[When]:
    """The periods printed in the sentence and before it, of those `placed` in the text.

    Without those that a `change` is only compared with.
    """
    found = []
    here = reading.clauses.sentence_of[anchor.head]
    nearby = sorted(within(placed, here), key=lambda period: _gap(anchor, period))
    nearest = {id(period): place for place, period in enumerate(nearby)}
    for period in within(placed, here, _BACK):
        if period.of_record or _is_left(reading.clauses, anchor, period):
            continue
        if _compares_another(reading, anchor, period) or _is_of_baseline(reading, anchor, period):
            continue
        if change and _is_compared(reading, anchor, period):
            continue
        if status == "forecast" and _is_of_telling(reading, anchor, period):
            continue
        features = [*_mention_features(reading, anchor, period, here)]
        place = nearest.get(id(period))
        features.append("elsewhere" if place is None else f"nearest={min(2, place)}")
        for iso, name in period.meanings:
            more = {*features, period.tense, name, f"{name} {period.tense}"}
            option = Option(tokens=(period.last - 1,), form=name)
            when = When(
                iso=iso, features=more, option=option, mention=period.mention,
                circumstances=(status,),
                beside=anchor.first == period.last or anchor.last == period.first,
            )  # fmt: skip
            found.append(when)
    return found


def _is_left(clauses: Clauses, anchor: Anchor, period: Placed) -> bool:
    """Whether a change to the amount sets out from a time: "fell 2% |from March| to 9.8bn"."""
    if clauses.lower[period.last : anchor.first] != ["to"]:
        return False
    return _has_from(clauses, period)


def _has_from(clauses: Clauses, period: Placed) -> bool:
    """Whether "from" opens a period or stands right before it."""
    return "from" in clauses.lower[max(0, period.first - 1) : period.first + 1]


def _is_compared(reading: Reading, anchor: Anchor, period: Placed) -> bool:
    """Whether a change is only compared with a time: "an increase of 0.6% from December", "over
    2009's sales"."""
    clauses = reading.clauses
    if clauses.lower[period.last : period.last + 1] == ["to"]:
        return _has_from(clauses, period) and period.last + 1 in reading.measure_tokens
    words = clauses.lower[period.first : period.last]
    behind = period.first >= anchor.last
    if words[0] in {"since", "on"} and "same" in words and behind:
        return True
    if words[0] == "on" and period.mention.period.granularity == "year" and behind:
        return True
    if not _RANGES.isdisjoint(words):
        return False
    if clauses.lower[period.first] == "over":
        owns = clauses.lower[period.last : period.last + 1] in (["'s"], ["’s"])
        return owns and behind
    before = " ".join(clauses.lower[max(0, period.first - 5) : period.first])
    if behind and before.endswith(" on") and period.mention.period.granularity != "day":
        return True
    return bool(_comparing("compared behind" if behind else "compared").search(before))


def _compares_another(reading: Reading, anchor: Anchor, period: Placed) -> bool:
    """Whether another amount is compared with a time: "640m, 9 percent |above the year before|"."""
    clauses = reading.clauses
    link = period.first - 1
    if clauses.lower[max(0, link - 1) : period.first] == ["same", "as"]:
        return True
    if link < 1 or clauses.lower[link] not in {"from", "than", "above", "below"}:
        return False
    if not _RANGES.isdisjoint(clauses.lower[period.first : period.last]):
        return False
    while link > 0 and clauses.lower[link - 1] in {"more", "less", "higher", "lower", "up", "down"}:
        link -= 1
    before = link - 1
    return before in reading.measure_tokens and not anchor.first <= before < anchor.last


def _is_of_telling(reading: Reading, anchor: Anchor, period: Placed) -> bool:
    """Whether a time gone by is when something was foretold: "|in January| he had forecast 5%"."""
    verb = anchor.verb
    if verb is None or period.tense != "past" or anchor.verb_lemma not in foretelling_verbs():
        return False
    clauses = reading.clauses
    told = clauses.tags[verb] == "VBD" or "had" in clauses.lower[max(0, verb - 3) : verb]
    return told and period.last <= verb and period.sentence == clauses.sentence_of[verb]


def _is_of_baseline(reading: Reading, anchor: Anchor, period: Placed) -> bool:
    """Whether a time stands beside what the amount was before: "rose to 5m from 4m |in April|"."""
    clauses = reading.clauses
    place = period.first - 1
    if place < anchor.last or place not in reading.measure_tokens:
        return False
    while place in reading.measure_tokens:
        place -= 1
    link = clauses.lower[place]
    return place >= anchor.last and link in {"from", "against"} and anchor.preposition != "from"


@cache
def _comparing(kind: str) -> re.Pattern[str]:
    links = "|".join(load_table("timing")[kind])
    return re.compile(rf"\b(?:{links})(?: (?:that|those|the|its|of|in|for))*$")


def _gap(anchor: Anchor, period: Placed) -> int:
    if period.first < anchor.first:
        return anchor.first - period.last
    return period.first - anchor.last


def _when(
    about: Sequence[str], iso: str | None, features: list[str], token: int | None = None
) -> When:
    name = features[0]
    signs = {*features, *(f"{name}|{sign}" for sign in about)}
    option = Option(tokens=() if token is None else (token,), form=name)
    return When(iso=iso, features=signs, option=option)


def _mention_features(reading: Reading, anchor: Anchor, placed: Placed, here: int) -> Iterator[str]:
    clauses, period = reading.clauses, placed.mention.period
    first, last = placed.first, placed.last
    back = min(here - placed.sentence, _BACK + 1)
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

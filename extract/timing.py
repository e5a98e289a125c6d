"""When what a figure measures was or will be: the period among those the article names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extract.anchors import Anchor
from extract.calendar import period_iso
from extract.carried import Told, carried, carrying_signs
from extract.clauses import Clauses, is_verb, path_up
from extract.dates import parse_period
from extract.measured import is_change
from extract.numbers import read_number
from extract.periods import PeriodMention
from extract.placed import Placed, within, year_away
from extract.pointers import Option
from extract.ranker import best, weigh
from extract.reading import Reading
from extract.tables import load_table
from extract.tense import is_record
from extract.wordings import Wording

_BACK = 4
"""How many sentences before a figure's own may tell its time."""
_RANGES = frozenset({"to", "through", "until", "till", "-", "–"})
_NOW_REACH = 6
_BESIDE = 6
"""Tokens before an amount that tell what it is compared with."""
_OPEN = frozenset({"future", "present"})
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

    What is reported without a date is of the day, month or year of publication; what is to come
    "over five years", with no other time beside it, takes these years.
    """
    known = _told_when(reading, anchor)
    if known is None and status == "forecast":
        known = _foreseen(reading, anchor, earlier)
    if known is not None:
        return known
    if status != "reported" and not _is_timed(reading, anchor):
        for years in _lasting(reading, anchor):
            return years
    candidates = period_candidates(reading, anchor, status, wording, earlier)
    candidates = [when for when in candidates if when.beside] or candidates
    if _is_current(reading, anchor):
        candidates = [when for when in candidates if "past" not in when.features] or candidates
    sure = len(candidates) == 1
    number = 0 if sure else best(weigh(reading.pointers, "period", anchor.place, candidates))
    iso = candidates[number].iso if number is not None else None
    return _only_time_ahead(reading, anchor) if iso is None and status != "reported" else iso


def _told_when(reading: Reading, anchor: Anchor) -> str | None:
    """The time that "when" leads on from: "the most since 2001, when it sold for 5m"."""
    clauses = reading.clauses
    first = clauses.sentence(anchor.head)[0]
    words = clauses.lower[first : anchor.first]
    if "when" not in words:
        return None
    when = anchor.first - 1 - words[::-1].index("when")
    here = list(within(reading.placed_periods, clauses.sentence_of[anchor.head]))
    if any(when < period.first for period in here):
        return None
    ends = {when, when - 1 if clauses.words[when - 1] == "," else when}
    told = next((period for period in here if period.last in ends), None)
    if told is None:
        return None
    printed = clauses.text[told.mention.start : told.mention.end].removeprefix("since ")
    period = parse_period(printed, reading.context.published)
    return period_iso(period) if period else None


def _foreseen(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> str | None:
    """The time of the figure before, where an amount is only what was expected of it.

    "fell 9.6% in February, more than the 3.9% forecast", "analysts had expected 5.1%"
    """
    clauses = reading.clauses
    told = earlier[-1] if earlier else None
    if told is None or told.status != "reported" or told.anchor.kind != anchor.kind:
        return None
    here = clauses.sentence_of[anchor.head]
    if here - clauses.sentence_of[told.anchor.head] > 1:
        return None
    if any(p.first > told.anchor.last for p in within(reading.placed_periods, here)):
        return None
    start = max(clauses.sentence(anchor.head)[0], anchor.first - _BESIDE)
    beaten = not set(load_table("timing")["beaten"]).isdisjoint(clauses.lower[start : anchor.first])
    verbs = {*load_table("statuses")["foretelling"], "expect"}
    above = path_up(clauses, anchor.head, 4)
    had = any(
        clauses.lemmas[verb] in verbs
        and any(clauses.lower[child] == "had" for child in clauses.children[verb])
        for verb in above
    )
    return told.period if beaten or had else None


def _is_current(reading: Reading, anchor: Anchor) -> bool:
    """Whether the words right before an amount tell that it is so now: "the current value of"."""
    clauses = reading.clauses
    start = max(clauses.sentence(anchor.head)[0], anchor.first - _NOW_REACH)
    return not set(load_table("timing")["now"]).isdisjoint(clauses.lower[start : anchor.first])


def _only_time_ahead(reading: Reading, anchor: Anchor) -> str | None:
    """The one time that the sentence prints which isn't over yet."""
    here = reading.clauses.sentence_of[anchor.head]
    printed = (p for p in within(reading.placed_periods, here) if p.tense in _OPEN)
    ahead = {iso for period in printed for iso, _ in period.meanings}
    return next(iter(ahead)) if len(ahead) == 1 else None


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
    found += [_when(about, iso, ["lasting"]) for iso in _lasting(reading, anchor)]
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


def _is_timed(reading: Reading, anchor: Anchor) -> bool:
    """Whether the sentence prints a period that is all ahead."""
    here = reading.clauses.sentence_of[anchor.head]
    return any(period.tense == "future" for period in within(reading.placed_periods, here))


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
        if year_before is not None and _has(reading, anchor, "year earlier"):
            yield _when(about, year_before, ["year before"])


def _has(reading: Reading, anchor: Anchor, signs: str) -> bool:
    """Whether the sentence has one of the phrases of a table in `timing.toml`."""
    sentence = reading.clauses.sentence_text(anchor.first).lower()
    return any(sign in sentence for sign in load_table("timing")[signs])


def _lasting(reading: Reading, anchor: Anchor) -> Iterator[str]:
    """The years from publication that a stretch such as "over five years" reaches over."""
    published = reading.context.published
    if published is None:
        return
    sentence = reading.clauses.sentence_text(anchor.first)
    for found in _stretches().finditer(sentence):
        number = read_number(found["count"], 0)
        record = is_record(sentence[: found.start()])
        if number is not None and 1 < number.value < 60 and not record:
            yield f"{published.year}/{published.year + int(number.value)}"


@cache
def _stretches() -> re.Pattern[str]:
    links = "|".join(load_table("timing")["stretch"])
    return re.compile(
        rf"\b(?:{links}) (?:a |the )?(?:next |coming |following )?(?:further )?"
        r"(?P<count>[\w-]+)[ -]years?\b",
        re.IGNORECASE,
    )


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
        if period.of_record or (change and _is_compared(reading.clauses, anchor, period)):
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


def _is_compared(clauses: Clauses, anchor: Anchor, period: Placed) -> bool:
    """Whether a change is only compared with a time: "an increase of 0.6% from December", "over
    2009's sales"."""
    if clauses.lower[period.last : period.last + 1] == ["to"]:
        return False
    words = clauses.lower[period.first : period.last]
    if words[0] == "since" and "same" in words:
        return True
    if not _RANGES.isdisjoint(words):
        return False
    if clauses.lower[period.first] == "over":
        owns = clauses.lower[period.last : period.last + 1] in (["'s"], ["’s"])
        return owns and period.first >= anchor.last
    before = " ".join(clauses.lower[max(0, period.first - 5) : period.first])
    kind = "compared" if period.first < anchor.last else "compared behind"
    return bool(_comparing(kind).search(before))


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

"""When what a figure measures was or will be: the period among those the article names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.anchors import Anchor
from extract.carried import Told, carried, carrying_signs
from extract.clauses import Clauses, is_verb, path_up
from extract.dates import period_iso
from extract.numbers import read_number
from extract.periods import PeriodMention
from extract.pointers import Option
from extract.ranker import best, weigh
from extract.reading import Reading
from extract.tables import load_table
from extract.wordings import Wording

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
    if status != "reported" and not any(True for _ in _printed_here(reading, anchor)):
        for years in _lasting(reading, anchor):
            return years
    candidates = period_candidates(reading, anchor, status, wording, earlier)
    number = best(weigh(reading.pointers, "period", anchor.place, candidates))
    iso = candidates[number].iso if number is not None else None
    if iso is None and status != "reported":
        ahead = {m.iso for m in candidates if m.mention and _is_ahead(reading, anchor, m.mention)}
        return next(iter(ahead)) if len(ahead) == 1 else None
    return iso


def _is_ahead(reading: Reading, anchor: Anchor, mention: PeriodMention) -> bool:
    """Whether the sentence prints a time that isn't over yet."""
    here = reading.clauses.sentence_of
    same = here[_token(reading, mention)] == here[anchor.head]
    return same and _tense(mention, reading.context.published) in {"future", "present"}


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
    found += [_when(about, iso, ["results"]) for iso in _results(reading)]
    found += _carried_periods(reading, anchor, about, earlier)
    found += [_when(about, iso, ["lasting"]) for iso in _lasting(reading, anchor)]
    return found + mention_candidates(reading, anchor, status)


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


def _results(reading: Reading) -> list[str]:
    """The last quarter or half before publication that the article prints, which its results are
    of, said or not."""
    published = reading.context.published
    ended = [
        (mention.period.end, period_iso(mention.period))
        for mention in reading.periods
        if mention.period.granularity in {"quarter", "half"}
        and mention.period.end is not None
        and published is not None
        and mention.period.end < published
    ]
    return [iso for _, iso in sorted(ended)[-1:] if iso]


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


def _printed_here(reading: Reading, anchor: Anchor) -> Iterator[PeriodMention]:
    """The periods of the sentence."""
    here = reading.clauses.sentence_of[anchor.head]
    return (m for m in reading.periods if reading.clauses.sentence_of[_token(reading, m)] == here)


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
        if number is not None and 1 < number.value < 60:
            yield f"{published.year}/{published.year + int(number.value)}"


@cache
def _stretches() -> re.Pattern[str]:
    links = "|".join(load_table("timing")["stretch"])
    return re.compile(
        rf"\b(?:{links}) (?:a |the )?(?:next |coming |following )?(?:further )?"
        r"(?P<count>[\w-]+)[ -]years?\b",
        re.IGNORECASE,
    )


def year_away(iso: str, years: int) -> str | None:
    """The same days so many years later; None for an open period or one with no such day.

    >>> year_away("2007-10/2007-12", -1), year_away("2024-02-29", 1)
    ('2006-10/2006-12', None)
    """
    parts = iso.split("/")
    if not all(parts) or (iso.endswith("02-29") and years % 4):
        return None
    return "/".join(f"{int(part[:4]) + years:04d}{part[4:]}" for part in parts)


def _standing(reading: Reading, iso: str) -> Iterator[str]:
    """Whether the article prints the period of its publication anywhere."""
    if iso in reading.printed_periods:
        yield f"printed {len(iso)}"


def mention_candidates(reading: Reading, anchor: Anchor, status: str) -> list[When]:
    """The periods printed in the sentence and before it."""
    found = []
    near = sorted(_printed_here(reading, anchor), key=lambda m: _gap(reading, anchor, m))
    for mention in reading.periods:
        iso = None if _names_contract(reading, mention) else period_iso(mention.period)
        features = list(_mention_features(reading, anchor, mention))
        if not features or not iso:
            continue
        features.append(
            f"nearest={min(2, near.index(mention))}" if mention in near else "elsewhere"
        )
        tense = _tense(mention, reading.context.published)
        for other, name in ((iso, "as read"), *_other_years(reading, mention, iso, tense)):
            more = {*features, tense, name, f"{name} {tense}"}
            option = Option(tokens=(_last_token(reading, mention),), form=name)
            when = When(
                iso=other, features=more, option=option, mention=mention, circumstances=(status,)
            )
            found.append(when)
    return found


def _names_contract(reading: Reading, mention: PeriodMention) -> bool:
    """Whether a month tells a contract from others: "the July contract", "June futures"."""
    clauses, after = reading.clauses, _last_token(reading, mention) + 1
    return after < len(clauses.words) and clauses.lower[after] in load_table("timing")["contracts"]


def _other_years(
    reading: Reading, mention: PeriodMention, iso: str, tense: str
) -> Iterator[tuple[str, str]]:
    """The year beside, for a time printed without a year: "in October" said of what is past."""
    printed = reading.clauses.text[mention.start : mention.end].lower()
    if not any(name in printed for name in load_table("timing")["yearless"]):
        return
    if re.search(r"\d{4}|\b(?:this|last|next|past)\b", printed):
        return
    other = year_away(iso, -1 if tense == "future" else 1)
    if other is not None and tense in {"future", "past"}:
        yield other, "other year"


def _token(reading: Reading, mention: PeriodMention) -> int:
    return reading.clauses.token_at(mention.start)


def _last_token(reading: Reading, mention: PeriodMention) -> int:
    return reading.clauses.tokens(mention.start, mention.end)[1] - 1


def _gap(reading: Reading, anchor: Anchor, mention: PeriodMention) -> int:
    first, last = reading.clauses.tokens(mention.start, mention.end)
    return anchor.first - last if first < anchor.first else first - anchor.last


def _when(
    about: Sequence[str], iso: str | None, features: list[str], token: int | None = None
) -> When:
    name = features[0]
    signs = {*features, *(f"{name}|{sign}" for sign in about)}
    option = Option(tokens=() if token is None else (token,), form=name)
    return When(iso=iso, features=signs, option=option)


def _mention_features(reading: Reading, anchor: Anchor, mention: PeriodMention) -> Iterator[str]:
    clauses = reading.clauses
    first, last = clauses.tokens(mention.start, mention.end)
    back = clauses.sentence_of[anchor.head] - clauses.sentence_of[first]
    if not 0 <= back <= 4 and not (back > 0 and clauses.sentence_of[first] == 0):
        return
    back = min(back, 5)
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

"""Figures: every amount that matters, with what it measures, whose it is, when, and who says so."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extract.anchors import Anchor, anchor_of
from extract.attributions import read_attribution
from extract.calendar import period_iso
from extract.carried import Told, continued
from extract.comparisons import Comparisons, is_expected, own_period, read_comparisons
from extract.measured import is_change
from extract.measures import Measure
from extract.metrics import read_metric
from extract.noun_phrases import extended, heading
from extract.offices import behind_office
from extract.periods import PeriodMention
from extract.placed import tense_of
from extract.reading import Reading
from extract.relevance import is_kept
from extract.specific import made_specific, with_what_is_said
from extract.statuses import moved_outlook, read_status
from extract.subjects import read_subject
from extract.time_before import time_before
from extract.timing import read_period
from models.facts import Baseline, Figure, FigureStatus, Share


def read_figures(reading: Reading) -> list[Figure]:
    """The figures of what has been read, in the order of the text."""
    comparisons = read_comparisons(reading)
    reading.pointers.ask([anchor_of(reading, measure).place for measure in reading.measures])
    found: dict[int, Figure] = {}
    earlier: list[Told] = []
    for number, measure in enumerate(reading.measures):
        anchor = anchor_of(reading, measure)
        if not is_kept(reading, anchor):
            continue
        figure = _figure(reading, anchor, measure, earlier)
        same = found.get(comparisons.carried.get(number, -1))
        if same is not None:
            figure = replace(figure, metric=same.metric, subject=same.subject)
        told = Told(
            anchor=anchor,
            metric=figure.metric,
            subject=figure.subject,
            period=figure.period,
            status=figure.status,
        )
        earlier.append(told)
        found[number] = replace(figure, metric=with_what_is_said(reading, anchor, figure.metric))
    return [_compared(reading, comparisons, found, number) for number in sorted(found)]


def _figure(reading: Reading, anchor: Anchor, measure: Measure, earlier: Sequence[Told]) -> Figure:
    clauses = reading.clauses
    status = read_status(reading, anchor, earlier)
    metric, subject, period = _framing(reading, anchor, status, earlier)
    return Figure(
        kind=measure.kind,
        amount=measure.amount,
        amount_high=measure.amount_high,
        currency=measure.currency,
        unit=measure.unit,
        comparator=measure.comparator,
        equivalents=measure.equivalents,
        metric=metric,
        subject=subject,
        period=period,
        status=status,
        attribution=read_attribution(reading, measure.start, measure.end),
        text=clauses.text[measure.start : measure.end],
        sentence=clauses.sentence_text(anchor.first),
        start=measure.start,
        end=measure.end,
    )


def _framing(
    reading: Reading, anchor: Anchor, status: FigureStatus, earlier: Sequence[Told]
) -> tuple[str | None, str | None, str | None]:
    """Metric, subject and period. A figure that adds to the one before has that one's: "down 1.12"
    is the fall in what it measures."""
    told = continued(reading, anchor, earlier)
    if told is None:
        wording = read_metric(reading, anchor, earlier)
        subject = read_subject(reading, anchor, wording, earlier)
        period = read_period(reading, anchor, status, wording, earlier)
        metric = made_specific(reading, anchor, wording.text, earlier) if wording else None
        return metric, behind_office(reading, subject, metric, status), period
    metric = told.metric
    if metric and anchor.change and not is_change(metric):
        metric = f"{anchor.change} in {metric}"
    return metric, told.subject, told.period


def _compared(
    reading: Reading, comparisons: Comparisons, found: dict[int, Figure], number: int
) -> Figure:
    """A figure with its baseline and share; a baseline with the metric of what it became."""
    figure = found[number]
    main = found.get(comparisons.baselines.get(number, -1))
    if main is not None:
        figure = _as_baseline(reading, figure, main)
    before = next(
        (found[b] for b, m in comparisons.baselines.items() if m == number and b in found), None
    )
    part = next((s for s, whole in comparisons.shares.items() if whole == number), None)
    owner = comparisons.shares.get(number)
    if owner in found:
        whole = _compared(reading, comparisons, found, owner)
        figure = replace(figure, subject=whole.subject, period=whole.period, status=whole.status)
    if before is not None:
        figure = replace(figure, baseline=_baseline(_as_baseline(reading, before, figure)))
    if part is not None:
        figure = replace(figure, share=_share(reading, reading.measures[part]))
    return figure


def _as_baseline(reading: Reading, before: Figure, main: Figure) -> Figure:
    """What was before: of the same metric and subject, in its own time, and past unless expected.

    "up from 26 billion last year", "up from a projected 3 billion"
    """
    own = own_period(reading, before)
    here = reading.context.published
    status = _status_before(reading, before, main, own)
    counted = time_before(reading, before, main, own) if status == "reported" else None
    printed = period_iso(own.period) if own else None
    period = counted or printed or (before.period if before.period != main.period else None)
    if period is None and here is not None and main.status != "reported":
        period = here.isoformat()[:4]
    return replace(
        before,
        metric=before.metric if _is_of_other(reading, before, main) else main.metric,
        subject=main.subject,
        period=period or before.period,
        status=status,
    )


def _is_of_other(reading: Reading, before: Figure, main: Figure) -> bool:
    """Whether a baseline has a noun of its own: "swung to a loss of 5m from |a profit of 3m|"."""
    clauses = reading.clauses
    first = clauses.token_at(before.start)
    noun = clauses.lemmas[first - 2] if clauses.lower[first - 1 : first] == ["of"] else ""
    told = (main.metric or "").lower()
    return noun in {"profit", "loss", "surplus", "deficit"} and noun not in told


def _status_before(
    reading: Reading, before: Figure, main: Figure, own: PeriodMention | None
) -> FigureStatus:
    """Whether a baseline was itself expected: called so, the forecast that is moved, or to come."""
    anchor = reading.anchors.get(main.start)
    moved = moved_outlook(reading.clauses, anchor) if anchor is not None else None
    if moved is not None:
        return moved
    if main.status == "forecast" and _was_expected(reading, before):
        return "forecast"
    ahead = own is not None and tense_of(own, reading.context.published) == "future"
    still = ahead and before.status != "reported"
    return "forecast" if still or is_expected(reading, before) else "reported"


def _was_expected(reading: Reading, before: Figure) -> bool:
    """Whether a baseline is what was foretold until now: "expects 5m, against 4m |previously|"."""
    clauses = reading.clauses
    first, last = clauses.tokens(before.start, before.end)
    near = {*clauses.lower[max(0, first - 2) : first], *clauses.lower[last : last + 1]}
    return not near.isdisjoint({"previously", "originally", "before", "initially"})


def _baseline(before: Figure) -> Baseline:
    return Baseline(
        amount=before.amount,
        amount_high=before.amount_high,
        currency=before.currency,
        unit=before.unit,
        comparator=before.comparator,
        period=before.period,
    )


def _share(reading: Reading, part: Measure) -> Share:
    clauses = reading.clauses
    last = clauses.tokens(part.outer_start, part.outer_end)[1]
    number = next((n for n, p in enumerate(reading.phrases) if p.first == last + 1), None)
    of = None
    if number is not None:
        phrase = reading.phrases[number]
        of = clauses.slice(phrase.first, extended(clauses, reading.phrases, number, 1))
        of = (
            of
            if clauses.tags[phrase.first] not in {"DT", "PRP$"}
            else heading(clauses, phrase.first, phrase.last)
        )
    whole = of.rstrip("-–— ") if of else None
    return Share(fraction=(part.amount / Decimal(100)).quantize(Decimal("0.001")), of=whole)

"""Charts as records that a template draws: shares of a width, columns of dots. No script needed.

A library that draws in the browser was tried: datasette-dashboards brings 820 KB of Vega, which
compiles expressions at run time and so can't live under a policy without `unsafe-eval`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bellwether.browse.formats import format_amount, format_period

Row = Mapping[str, Any]

STEPS = (("month", 400), ("quarter", 1500))
"""The finest step whose columns fit, by the days they span; years beyond that."""
MOST_COLUMNS = 40
MOST_DOTS = 30
KINDS = ("target", "forecast", "pledge")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A length with its label."""

    label: str
    share: float
    """Percent of the longest bar."""
    text: str
    row: Row
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """What falls into one step of time."""

    label: str
    year: str
    """Printed below the first column of each year, else empty."""
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """One kind's part of a stack, in percent of the chart's height."""

    kind: str
    height: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Stack:
    """What falls into one year, by kind."""

    label: str
    total: int
    layers: list[Layer]


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """Figures that measure the same in the same unit."""

    title: str
    bars: list[Bar]


def bars(rows: Iterable[Row], label: str = "name", size: str = "times") -> list[Bar]:
    """One bar a row, in the order of the rows."""
    rows = list(rows)
    top = max((float(row[size] or 0) for row in rows), default=0)
    return [
        Bar(
            label=str(row[label]),
            share=_share(float(row[size] or 0), top),
            text=f"{row[size]:,}",
            row=row,
        )
        for row in rows
    ]


def timeline(rows: Iterable[Row], day: str = "deadline_date") -> list[Column]:
    """The rows in columns of months, quarters or years, empty ones between them included.

    Rows without a day are left out. Where years would fill more than `MOST_COLUMNS`, only those
    with something in them are kept.
    """
    dated = [(date.fromisoformat(row[day][:10]), row) for row in rows if row[day]]
    if not dated:
        return []
    days = [when for when, _ in dated]
    step = _step(min(days), max(days))
    columns = _empty_columns(min(days), max(days), step)
    for when, row in dated:
        columns[_key(when, step)].rows.append(row)
    found = list(columns.values())
    return found if len(found) <= MOST_COLUMNS else [c for c in found if c.rows]


def stacks(rows: Iterable[Row]) -> list[Stack]:
    """Rows of year, kind and times as one stack a year, the highest filling the chart."""
    by_year: dict[str, dict[str, int]] = {}
    for row in rows:
        by_year.setdefault(str(row["year"]), {})[row["kind"]] = row["times"]
    top = max((sum(kinds.values()) for kinds in by_year.values()), default=0)
    return [
        Stack(label=year, total=sum(kinds.values()), layers=_layers(kinds, top))
        for year, kinds in sorted(by_year.items())[:MOST_COLUMNS]
    ]


def _layers(kinds: Mapping[str, int], top: int) -> list[Layer]:
    """From the ground up; `top` is where a layer begins when counted from above, as SVG does."""
    layers, height = [], 0.0
    for kind in KINDS:
        share = _share(kinds.get(kind, 0), top)
        height += share
        if share:
            layers.append(Layer(kind=kind, height=share, top=round(100 - height, 2)))
    return layers


def series(rows: Iterable[Row]) -> list[Series]:
    """The figures by metric and unit, those with most values first."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["metric"] and row["amount"] is not None:
            unit = row["currency"] or row["unit"] or ""
            groups.setdefault((row["metric"].lower(), unit), []).append(row)
    ordered = sorted(groups.values(), key=lambda group: -len(group))
    return [Series(title=group[0]["metric"], bars=_series_bars(group)) for group in ordered]


def _series_bars(rows: Sequence[Row]) -> list[Bar]:
    amounts = [abs(float(row["amount_high"] or row["amount"])) for row in rows]
    top = max(amounts, default=0)
    return [
        Bar(
            label=format_period(row["period"]) or "no period",
            share=_share(amount, top),
            text=_amount(row),
            row=row,
            note=row["status"],
        )
        for row, amount in zip(rows, amounts, strict=True)
    ]


def _amount(row: Row) -> str:
    return format_amount(
        row["amount"],
        row["amount_high"],
        currency=row["currency"],
        unit=row["unit"],
        comparator=row["comparator"],
    )


def _share(size: float, top: float) -> float:
    return round(100 * size / top, 2) if top else 0.0


def _step(first: date, last: date) -> str:
    span = (last - first).days
    return next((step for step, days in STEPS if span <= days), "year")


def _key(when: date, step: str) -> tuple[int, int]:
    if step == "month":
        return when.year, when.month
    return when.year, (when.month - 1) // 3 + 1 if step == "quarter" else 0


def _empty_columns(first: date, last: date, step: str) -> dict[tuple[int, int], Column]:
    per_year = {"month": range(1, 13), "quarter": range(1, 5), "year": range(1)}[step]
    keys = [
        (year, part)
        for year in range(first.year, last.year + 1)
        for part in per_year
        if _key(first, step) <= (year, part) <= _key(last, step)
    ]
    years_seen: set[int] = set()
    columns = {}
    for year, part in keys:
        new_year = step != "year" and year not in years_seen
        years_seen.add(year)
        columns[year, part] = Column(
            label=_label(year, part, step), year=str(year) if new_year else ""
        )
    return columns


def _label(year: int, part: int, step: str) -> str:
    if step == "month":
        return f"{date(year, part, 1):%b}"
    return f"Q{part}" if step == "quarter" else str(year)

"""Charts as records: lengths, columns of time, stacks; searching; colours that can be read."""

import re
from decimal import Decimal

import pytest

from bellwether.browse.app import ASSETS
from bellwether.browse.charts import MOST_COLUMNS, bars, series, stacks, timeline
from bellwether.browse.questions import questions
from bellwether.browse.search import match_expression


def due(*days: str | None) -> list[dict[str, str | None]]:
    return [{"deadline_date": day} for day in days]


def test_bars_are_measured_by_the_longest() -> None:
    found = bars([{"name": "a", "times": 8}, {"name": "b", "times": 2}, {"name": "c", "times": 0}])
    assert [(bar.label, bar.share, bar.text) for bar in found] == [
        ("a", 100.0, "8"),
        ("b", 25.0, "2"),
        ("c", 0.0, "0"),
    ]
    assert bars([]) == []


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (["2026-11-30", "2027-02-01"], ["Nov", "Dec", "Jan", "Feb"]),
        (["2026-12-31", "2028-03-31"], ["Q4", "Q1", "Q2", "Q3", "Q4", "Q1"]),
        (["2026-12-31", "2031-12-31"], ["2026", "2027", "2028", "2029", "2030", "2031"]),
        (["2026-12-31", "2400-12-31", None], ["2026", "2400"]),
        ([None], []),
        ([], []),
    ],
)
def test_timelines_choose_a_step_and_keep_empty_columns(
    days: list[str | None], labels: list[str]
) -> None:
    found = timeline(due(*days))
    assert [column.label for column in found] == labels
    assert len(found) <= MOST_COLUMNS
    assert sum(len(column.rows) for column in found) == len([day for day in days if day])


def test_each_year_is_named_once() -> None:
    years = [column.year for column in timeline(due("2026-11-30", "2027-02-01"))]
    assert years == ["2026", "", "2027", ""]


def test_stacks_reach_the_top_and_stand_on_the_ground() -> None:
    rows = [
        {"year": "2030", "kind": "target", "times": 6},
        {"year": "2030", "kind": "pledge", "times": 2},
        {"year": "2031", "kind": "forecast", "times": 4},
    ]
    first, second = stacks(rows)
    assert (first.label, first.total) == ("2030", 8)
    assert [(layer.kind, layer.height, layer.top) for layer in first.layers] == [
        ("target", 75.0, 25.0),
        ("pledge", 25.0, 0.0),
    ]
    assert second.layers[0].top + second.layers[0].height == 100.0


def test_figures_share_a_scale_only_within_a_metric_and_unit() -> None:
    def figure(metric: str | None, amount: int, currency: str) -> dict[str, object]:
        return {
            "metric": metric, "amount": amount, "amount_high": None, "currency": currency,
            "unit": None, "comparator": "=", "period": "2026", "status": "reported",
        }  # fmt: skip

    rows = [
        figure("Sales", 10, "EUR"),
        figure("sales", 5, "EUR"),
        figure("sales", 1000, "USD"),
        figure(None, 7, "EUR"),
    ]
    found = series(rows)
    assert [(group.title, [bar.share for bar in group.bars]) for group in found] == [
        ("Sales", [100.0, 50.0]),
        ("sales", [100.0]),
    ]


def test_amounts_that_sqlite_keeps_as_text_are_drawn() -> None:
    row = {"name": "a", "times": Decimal(3)}
    assert bars([row])[0].share == 100.0


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("crane", '"crane"*'),
        ("wind crane", '"wind" "crane"*'),
        ('"wind power"', '"wind power"'),
        ('"wind power" cran', '"wind power" "cran"*'),
        ('"unfinished', '"unfinished"*'),
        ("a* OR b)", '"a*" "OR" "b)"*'),
        ('""', ""),
        ("  ", ""),
    ],
)
def test_what_is_typed_is_never_syntax(typed: str, expression: str) -> None:
    assert match_expression(typed) == expression


def test_questions_know_their_limit() -> None:
    assert {question.limit for question in questions().values()} <= {40, 60, 500}


STYLES = (ASSETS / "site.css").read_text(encoding="utf-8")
READ = ("ink", "soft", "faint", "link", "accent", "figure-ink", "target", "quote", "place")


def palette(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("ground", ["paper", "raised", "tint"])
@pytest.mark.parametrize("dark", [False, True])
def test_small_print_can_be_read(name: str, ground: str, dark: bool) -> None:
    light_block, _, dark_block = STYLES.partition("prefers-color-scheme: dark")
    colours = palette(light_block) | (palette(dark_block) if dark else {})
    pair = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
    contrast = (pair[0] + 0.05) / (pair[1] + 0.05)
    assert contrast >= 4.5, f"{contrast:.2f}: below what WCAG 2.2 AA asks of small text"

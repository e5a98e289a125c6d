"""The figures and targets of the first article, beside what a careful reader takes from it."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.page import read_page
from extract.pipeline import load_pipeline
from extract.reader import read_articles
from models.document import facts_document

pytestmark = pytest.mark.shared
Row = dict[str, Any]


@pytest.fixture(scope="module")
def gold(shared: Path) -> Row:
    found: Row = json.loads((shared / "seed" / "seed-gold.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def document(shared: Path) -> Row:
    article = read_page((shared / "seed" / "seed-page.html").read_bytes(), url=None).article
    assert article is not None
    return facts_document(article, next(iter(read_articles(load_pipeline(), [article]))))


def with_amount(rows: list[Row], field: str, wanted: Row) -> Row:
    return next(
        row
        for row in rows
        if (row[field], row["currency"]) == (wanted[field], wanted.get("currency"))
    )


def test_figures(gold: Row, document: Row) -> None:
    planners = {t["value"]: t["actor"] for t in gold["targets"] if t.get("value")}
    for wanted in gold["figures"]:
        found = with_amount(document["figures"], "amount", wanted)
        assert found["kind"] == wanted["kind"]
        assert found["comparator"] == wanted.get("comparator", "=")
        assert set(wanted["metric"].split()) <= set(found["metric"].split())
        planner = planners.get(wanted["amount"], "")
        assert found["subject"] == wanted["subject"] or found["subject"] in planner
        assert (found["period"], found["status"]) == (wanted["period"], wanted["status"])
        dollars = [(e["amount"], e["currency"]) for e in found["equivalents"]]
        assert dollars == [(e["amount"], e["currency"]) for e in wanted.get("equivalents", [])]


def test_what_a_figure_is_compared_with(gold: Row, document: Row) -> None:
    for wanted in gold["figures"]:
        found = with_amount(document["figures"], "amount", wanted)
        for part in ("baseline", "share"):
            kept = {key: found[part][key] for key in wanted[part]} if part in wanted else None
            assert kept == wanted.get(part)


def test_targets(gold: Row, document: Row) -> None:
    for wanted in gold["targets"]:
        if not wanted.get("value"):
            continue
        found = with_amount(document["targets"], "value", wanted)
        assert found["kind"] == wanted["kind"]
        assert found["actor"] in wanted["actor"]
        assert found["comparator"] == wanted["comparator"]
        assert found["deadline"].split("/")[-1] == wanted["deadline"]
        assert found["instrument"] == wanted.get("instrument")
        assert set(wanted["metric"].split()) <= set(found["metric"].split())


def test_pledges(gold: Row, document: Row) -> None:
    wanted = [(t["actor"], t["action"]) for t in gold["targets"] if not t.get("value")]
    found = {t["actor"]: t["action"] for t in document["targets"] if t["value"] is None}
    assert len(found) == len(wanted)
    for actor, action in wanted:
        assert found[actor].startswith(action)

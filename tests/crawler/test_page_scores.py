"""What the page reader scores on real pages, beside the checkout where they are there."""

import runpy
import statistics
from pathlib import Path

import pytest

SCORER = Path(__file__).parents[2] / "benchmarks" / "pages.py"


@pytest.mark.shared
def test_scores_hold_their_floors(shared):
    scorer = runpy.run_path(str(SCORER), run_name="scorer")
    scores = scorer["score_readers"](["bellwether"], shared)["bellwether"]
    precision = statistics.mean(precision for precision, _ in scores.bodies)
    recall = statistics.mean(recall for _, recall in scores.bodies)
    assert scorer["f1"](precision, recall) >= 0.975
    assert precision >= 0.975
    assert statistics.mean(scores.titles) >= 0.96
    assert statistics.mean(scores.days) >= 0.99
    right, wanted, found = (scores.authors[key] for key in ("right", "wanted", "found"))
    assert 2 * right / (wanted + found) >= 0.96

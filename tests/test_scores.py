"""What the shipped reader scores on annotated articles, where they lie beside the checkout."""

import runpy
from pathlib import Path

import pytest

SCORER = Path(__file__).parents[1] / "benchmarks" / "facts.py"


@pytest.mark.shared
@pytest.mark.parametrize("name", ["articles", "sentences", "wikinews"])
def test_facts_hold_their_floors(name, shared, tmp_path):
    scorer = runpy.run_path(str(SCORER), run_name="scorer")
    scores = scorer["scores_of"](name, shared / "gold", tmp_path)
    assert not scorer["below_floors"](name, scores)

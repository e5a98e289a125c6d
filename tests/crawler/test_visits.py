"""What a run says of its sources."""

from typing import Any

import pytest

from crawler.summary import SourceSummary
from crawler.visits import failed_as, visits_of

LIST, ARTICLE = True, False


@pytest.mark.parametrize(
    ("counts", "lost", "expected"),
    [
        ({"listings": 1, "pages": 3}, {}, None),
        ({"listings": 1, "pages": 3}, {(ARTICLE, "gone"): 9}, None),
        ({"listings": 1}, {(LIST, "gone"): 1}, None),
        ({}, {(LIST, "gone"): 2}, "gone"),
        ({}, {(LIST, "gone"): 1, (LIST, "temporary"): 1}, "temporary"),
        ({}, {(LIST, "refused"): 1, (LIST, "soft"): 1}, "soft"),
        ({"pages": 4}, {(LIST, "gone"): 1}, "gone"),
        ({"listings": 1}, {(ARTICLE, "soft"): 2}, None),
        ({"listings": 1}, {(ARTICLE, "soft"): 3}, "soft"),
        ({"listings": 1, "unchanged": 1}, {(ARTICLE, "soft"): 3}, None),
        ({}, {(ARTICLE, "temporary"): 1}, "temporary"),
    ],
)
def test_how_a_source_failed(
    counts: dict[str, int], lost: dict[Any, int], expected: str | None
) -> None:
    summary = SourceSummary(name="a", failed=sum(lost.values()), lost=lost, **counts)
    assert failed_as(summary) == expected


def test_a_source_that_was_not_asked_was_not_visited() -> None:
    sources = [SourceSummary(name="waiting"), SourceSummary(name="asked", listings=1)]
    assert [visit.source for visit in visits_of(sources, answers=1)] == ["asked"]


def test_when_nothing_answers_at_all_no_source_is_to_blame() -> None:
    lost = SourceSummary(name="a", failed=1, lost={(LIST, "temporary"): 1})
    assert visits_of([lost], answers=0) == []

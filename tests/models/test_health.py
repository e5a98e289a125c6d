"""What counts and moments say of a source."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.health import Evidence, FailedAs, Failing, Pace, Reading, Verdict, judge

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DIFFERENT = ": the site may look different now"


def failing(kind: FailedAs, times: int, *, reason: str = "HTTP 404") -> list[Failing]:
    return [Failing(at=NOON + DAY * n, kind=kind, reason=reason) for n in range(times)]


def verdict(**more: Any) -> Verdict:
    """Of a source that has answered and given articles, but for what is said otherwise."""
    return judge(Evidence(**{"answered": True, "stored": True, "tried": 1, **more}))


@pytest.mark.parametrize(
    ("kind", "times", "health", "strikes", "wait"),
    [
        ("temporary", 1, "failing", 1, None),
        ("temporary", 2, "failing", 2, 2 * HOUR),
        ("temporary", 4, "failing", 4, 8 * HOUR),
        ("temporary", 11, "failing", 11, DAY),
        ("temporary", 12, "paused", 12, 30 * DAY),
        ("soft", 1, "failing", 2, 2 * HOUR),
        ("soft", 5, "failing", 10, DAY),
        ("soft", 6, "paused", 12, 30 * DAY),
        ("gone", 1, "failing", 4, 8 * HOUR),
        ("gone", 2, "failing", 8, DAY),
        ("gone", 3, "paused", 12, 30 * DAY),
        ("refused", 3, "paused", 12, 30 * DAY),
        ("gone", 9, "paused", 36, 30 * DAY),
    ],
)
def test_failures_weigh_by_kind(
    kind: FailedAs, times: int, health: str, strikes: int, wait: timedelta | None
) -> None:
    found = verdict(failures=failing(kind, times))
    last = NOON + DAY * (times - 1)
    assert (found.health, found.strikes) == (health, strikes)
    assert found.next_visit == (last + wait if wait else None)


def test_waits_until_a_pause_add_up_to_days() -> None:
    """Asked every hour and again as soon as it may be: how long until it is paused?"""
    spans = {}
    kinds: tuple[FailedAs, ...] = ("gone", "soft", "temporary")
    for kind in kinds:
        failures = [Failing(at=NOON, kind=kind, reason="x")]
        while (found := verdict(failures=failures)).health != "paused":
            due = found.next_visit or failures[-1].at + HOUR
            failures.append(Failing(at=due, kind=kind, reason="x"))
        spans[kind] = (failures[-1].at - NOON) / DAY
    assert spans == pytest.approx({"gone": 32 / 24, "soft": 82 / 24, "temporary": 175 / 24})


def test_the_reason_says_since_when() -> None:
    assert verdict(failures=failing("gone", 1)).reason == "HTTP 404"
    reason = "HTTP 404, at 3 visits in a row since 2026-03-01"
    assert verdict(failures=failing("gone", 3)).reason == reason


def pace(days: int, gap: timedelta, quiet: timedelta, *, visits: int = 9) -> Pace:
    last = NOON + gap * (days - 1)
    return Pace(
        days=days, first_at=NOON, last_at=last, answered_at=last + quiet, quiet_visits=visits
    )


@pytest.mark.parametrize(
    ("what", "health"),
    [
        (pace(30, DAY, 3 * DAY), "ok"),
        (pace(30, DAY, 5 * DAY), "silent"),
        (pace(8, 7 * DAY, 20 * DAY), "ok"),
        (pace(8, 7 * DAY, 30 * DAY), "silent"),
        (pace(2, DAY, 90 * DAY), "ok"),
        (pace(30, DAY, 90 * DAY, visits=2), "ok"),
        (None, "ok"),
    ],
    ids=["daily", "daily, stopped", "weekly", "weekly, stopped", "no pace yet", "hardly asked",
         "nothing found"],
)  # fmt: skip
def test_silence_is_told_by_the_usual_pace(what: Pace | None, health: str) -> None:
    assert verdict(pace=what).health == health


def test_a_silence_says_how_long() -> None:
    reason = verdict(pace=pace(30, DAY, 8 * DAY)).reason
    assert reason == "no new article for 8 days (30 days with new ones in the 29 days before)"


@pytest.mark.parametrize(
    ("recent", "earlier", "health", "reason"),
    [
        (Reading(pages=20, empty=9), Reading(pages=50), "ok", None),
        (Reading(pages=9, empty=9), Reading(pages=50), "ok", None),
        (Reading(pages=20, empty=10), Reading(), "poor", "10 of the last 20 pages give no article"),
        (
            Reading(pages=20, empty=18), Reading(pages=50, empty=2), "poor",
            f"18 of the last 20 pages give no article (2 of 50 before){DIFFERENT}",
        ),
        (
            Reading(pages=20, empty=18), Reading(pages=50, empty=40), "poor",
            "18 of the last 20 pages give no article",
        ),
        (
            Reading(pages=20, empty=5, undated=12), Reading(pages=50, undated=1), "poor",
            f"12 of the last 15 articles have no date (1 of 50 before){DIFFERENT}",
        ),
        (Reading(pages=20, undated=3), Reading(pages=50), "ok", None),
    ],
)  # fmt: skip
def test_pages_without_text_or_date(
    recent: Reading, earlier: Reading, health: str, reason: str | None
) -> None:
    found = verdict(recent=recent, earlier=earlier)
    assert (found.health, found.reason) == (health, reason)


@pytest.mark.parametrize(
    ("evidence", "health"),
    [
        ({"enabled": False, "failures": failing("gone", 9)}, "off"),
        ({"failures": failing("soft", 1), "recent": Reading(pages=20, empty=20)}, "failing"),
        ({"tried": 2, "bad": 2, "commonest": "HTTP 500"}, "failing"),
        ({"tried": 2, "bad": 1}, "ok"),
        ({"answered": False, "stored": False, "tried": 0}, "new"),
        ({"stored": False}, "silent"),
        ({"recent": Reading(pages=20, empty=20), "pace": pace(30, DAY, 9 * DAY)}, "poor"),
    ],
)
def test_the_worst_is_told(evidence: dict[str, Any], health: str) -> None:
    assert verdict(**evidence).health == health

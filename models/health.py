"""How a source fares, told from counts and moments alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Health = Literal["ok", "new", "off", "paused", "failing", "poor", "silent"]
FailedAs = Literal["gone", "soft", "temporary", "refused"]

STRIKES: dict[FailedAs, int] = {"gone": 4, "refused": 4, "soft": 2, "temporary": 1}
"""What a failed visit weighs: an address that is gone comes back less often than a busy server."""
PAUSED_AT = 12
"""Strikes in a row that pause a source. With the waits between them that is after a day and a half
where its address is gone, and after a week where its server does not answer."""
FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)
PAUSE = timedelta(days=30)
FEWEST_PAGES = 10
"""Pages without text or date are judged by so many of the last ones."""
FEWEST_DAYS = 3
"""Days with new articles from which a source has a usual pace."""
SHORTEST_SILENCE = timedelta(days=3)
SILENT_GAPS = 4
"""So many of the usual gaps between new articles make a silence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failing:
    """A visit at which a source could not be had."""

    at: datetime
    kind: FailedAs
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How often a source gives articles that are new."""

    days: int
    """Different days on which some were found, in the weeks before the last ones."""
    first_at: datetime
    last_at: datetime
    answered_at: datetime | None
    """The last visit at which the source answered; None for none."""
    quiet_visits: int
    """Visits at which it answered since the last new article."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What reading a source's pages gave."""

    pages: int = 0
    empty: int = 0
    """Pages without an article."""
    undated: int = 0
    """Articles whose date neither the page nor its listing tells."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known of a source."""

    enabled: bool = True
    failures: Sequence[Failing] = ()
    """The failed visits since the last that succeeded, oldest first."""
    tried: int = 0
    """Its lists (without any, its articles) that were asked for or are to be."""
    bad: int = 0
    """Those of them that fail..."""
    commonest: str | None = None
    """...and why most of them do."""
    answered: bool = False
    """It has answered at least once."""
    stored: bool = False
    """It has given a page of an article at least once."""
    pace: Pace | None = None
    """None where no article was ever found."""
    recent: Reading = Reading()
    """Of the last pages."""
    earlier: Reading = Reading()
    """Of those before them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """How a source fares."""

    health: Health
    """off: switched off. paused: failed too often. failing: could not be had at the last visit.
    poor: pages come, but without text or dates. silent: it answers, and gives no new articles.
    new: not visited yet."""
    reason: str | None = None
    strikes: int = 0
    """Weight of the failed visits since the last that succeeded."""
    next_visit: datetime | None = None
    """When it is asked again; None for the next crawl."""


def judge(evidence: Evidence) -> Verdict:
    """The worst that the evidence says of a source."""
    if not evidence.enabled:
        return Verdict(health="off")
    if evidence.failures:
        return _failing(evidence.failures)
    if evidence.bad and evidence.bad == evidence.tried:
        return Verdict(health="failing", reason=evidence.commonest or "nothing answers")
    if not evidence.answered:
        return Verdict(health="new")
    if reason := _poor(evidence.recent, evidence.earlier):
        return Verdict(health="poor", reason=reason)
    if reason := _silent(evidence):
        return Verdict(health="silent", reason=reason)
    return Verdict(health="ok")


def wait_after(strikes: int) -> timedelta:
    """How long a source is left alone after so many strikes; not at all after the first one.

    >>> [str(wait_after(strikes)) for strikes in (1, 2, 4, 12)]
    ['0:00:00', '2:00:00', '8:00:00', '30 days, 0:00:00']
    """
    if strikes >= PAUSED_AT:
        return PAUSE
    if strikes <= 1:
        return timedelta()
    wait: timedelta = FIRST_WAIT * 2 ** (strikes - 1)
    return min(wait, LONGEST_WAIT)


def _failing(failures: Sequence[Failing]) -> Verdict:
    last = failures[-1]
    strikes = sum(STRIKES[failure.kind] for failure in failures)
    reason = last.reason
    if len(failures) > 1:
        reason += f", at {len(failures)} visits in a row since {failures[0].at:%Y-%m-%d}"
    wait = wait_after(strikes)
    return Verdict(
        health="paused" if strikes >= PAUSED_AT else "failing", reason=reason, strikes=strikes,
        next_visit=last.at + wait if wait else None,
    )  # fmt: skip


def _poor(recent: Reading, earlier: Reading) -> str | None:
    read = recent.pages - recent.empty
    kinds = (
        ("pages give no article", recent.empty, recent.pages, earlier.empty, earlier.pages),
        ("articles have no date", recent.undated, read, earlier.undated,
         earlier.pages - earlier.empty),
    )  # fmt: skip
    for words, bad, of, bad_before, before in kinds:
        if of >= FEWEST_PAGES and 2 * bad >= of:
            reason = f"{bad} of the last {of} {words}"
            if before >= FEWEST_PAGES and 4 * bad_before <= before:
                reason += f" ({bad_before} of {before} before): the site may look different now"
            return reason
    return None


def _silent(evidence: Evidence) -> str | None:
    if not evidence.stored:
        return "it answers, but has never given an article"
    pace = evidence.pace
    if pace is None or pace.answered_at is None:
        return None
    if pace.days < FEWEST_DAYS or pace.quiet_visits < FEWEST_DAYS:
        return None
    quiet = pace.answered_at - pace.last_at
    usual = (pace.last_at - pace.first_at) / (pace.days - 1)
    if quiet <= max(SHORTEST_SILENCE, SILENT_GAPS * usual):
        return None
    usually = f"{pace.days} days with new ones in the {_days(pace.last_at - pace.first_at)} before"
    return f"no new article for {_days(quiet)} ({usually})"


def _days(span: timedelta) -> str:
    return f"{max(1, round(span / timedelta(days=1)))} days"

"""What each crawl had of a source, kept, and judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from models.health import Evidence, FailedAs, Failing, Pace, Reading, Verdict, judge
from models.schema import writing
from models.times import parse_moment, timestamp

KEPT = timedelta(days=180)
"""How long visits are kept, and how far back pages are judged."""
RECENT_PAGES = 20
PACE_DAYS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What one crawl had of one source."""

    source: str
    """Name of a saved source."""
    failed_as: FailedAs | None
    """How the source as a whole failed; None where it did not."""
    reason: str | None
    """Why, in the words of the commonest failure."""
    listings: int
    """Feeds, sitemaps and sections that answered."""
    listed: int
    """Articles that they named."""
    pages: int
    """Articles stored."""
    unchanged: int
    """Articles looked at again that were as before."""
    failed: int
    """URLs that gave no page."""
    refused: int
    """URLs that are not ours to fetch."""


def save_visits(
    db: Database, visits: Iterable[Visit], *, run_id: int | None, now: datetime
) -> None:
    """The visits are kept and every source is judged anew."""
    rows = [
        (visit.source, run_id, timestamp(now), visit.failed_as, visit.reason, visit.listings,
         visit.listed, visit.pages, visit.unchanged, visit.failed, visit.refused)
        for visit in visits
    ]  # fmt: skip
    with writing(db) as connection:
        connection.executemany(INSERT_VISIT, rows)
        connection.execute("DELETE FROM visits WHERE visited_at < ?", (timestamp(now - KEPT),))
        save_verdicts(db, now=now)


def save_verdicts(db: Database, *, now: datetime) -> None:
    """Every source is judged by what is known now, for those who look into the database."""
    with writing(db) as connection:
        rows = [
            {"name": name, "health": verdict.health, "reason": verdict.reason,
             "strikes": verdict.strikes, "now": timestamp(now),
             "next_visit": timestamp(verdict.next_visit) if verdict.next_visit else None}
            for name, verdict in judge_sources(db, now=now).items()
        ]  # fmt: skip
        connection.executemany(SAVE_VERDICT, rows)


def judge_sources(db: Database, *, now: datetime) -> dict[str, Verdict]:
    """How each source fares, by name."""
    failures = _failures(db)
    paces = _paces(db)
    readings = _readings(db, timestamp(now - KEPT))
    return {
        row["name"]: judge(
            _evidence(row, failures.get(row["id"], []), paces.get(row["id"]),
                      readings.get(row["id"], {}))
        )
        for row in list(db.query(SOURCES))
    }  # fmt: skip


def resting(db: Database, *, now: datetime) -> dict[str, Verdict]:
    """Sources by name that are not to be asked yet: they back off, or are paused."""
    return {
        name: verdict
        for name, verdict in judge_sources(db, now=now).items()
        if verdict.next_visit and verdict.next_visit > now
    }


def _evidence(
    row: Mapping[str, Any], failures: list[Failing], pace: Pace | None, read: dict[bool, Reading]
) -> Evidence:
    tried = "listings" if row["listings"] else "articles"
    return Evidence(
        enabled=bool(row["enabled"]), failures=failures, tried=row[tried],
        bad=row[f"bad_{tried}"], commonest=row["commonest"],
        answered=row["answered"] is not None, stored=bool(row["stored"]),
        pace=pace, recent=read.get(True, Reading()), earlier=read.get(False, Reading()),
    )  # fmt: skip


def _failures(db: Database) -> dict[int, list[Failing]]:
    found: dict[int, list[Failing]] = {}
    for source_id, at, kind, reason in db.conn.execute(FAILURES):
        failing = Failing(at=_moment(at), kind=kind, reason=reason or "no answer")
        found.setdefault(source_id, []).append(failing)
    return found


def _paces(db: Database) -> dict[int, Pace]:
    return {
        row["source_id"]: Pace(
            days=row["days"], first_at=_moment(row["first_at"]), last_at=_moment(row["last_at"]),
            answered_at=parse_moment(row["answered_at"]), quiet_visits=row["quiet_visits"],
        )
        for row in list(db.query(PACES, {"before": f"-{PACE_DAYS} days"}))
    }  # fmt: skip


def _readings(db: Database, since: str) -> dict[int, dict[bool, Reading]]:
    found: dict[int, dict[bool, Reading]] = {}
    parameters = {"since": since, "recent": RECENT_PAGES}
    for source_id, recent, pages, empty, undated in db.conn.execute(READINGS, parameters):
        reading = Reading(pages=pages, empty=empty, undated=undated)
        found.setdefault(source_id, {})[bool(recent)] = reading
    return found


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


INSERT_VISIT = """
INSERT INTO visits (source_id, run_id, visited_at, failed_as, reason, listings, listed, pages,
  unchanged, failed, refused)
SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM sources WHERE name = ?1
"""

SAVE_VERDICT = """
INSERT INTO source_health (source_id, health, reason, strikes, next_visit_at, last_success_at,
  last_article_at, gone, soft, temporary, refused, judged_at)
SELECT sources.id, :health, :reason, :strikes, :next_visit,
  (SELECT max(fetched_at) FROM urls WHERE source_id = sources.id),
  (SELECT max(added_at) FROM articles WHERE source_id = sources.id AND version = 1),
  coalesce(gone, 0), coalesce(soft, 0), coalesce(temporary, 0), coalesce(refused, 0), :now
FROM sources LEFT JOIN (
  SELECT source_id, sum(kind = 'gone') AS gone, sum(kind = 'soft') AS soft,
    sum(kind = 'temporary') AS temporary, sum(kind = 'refused') AS refused
  FROM (SELECT DISTINCT source_id, url_id, problems.kind FROM problems
    JOIN urls ON urls.id = url_id WHERE stage = 'crawl' AND resolved_at IS NULL)
  GROUP BY source_id
) AS failing ON failing.source_id = sources.id
WHERE name = :name
ON CONFLICT (source_id) DO UPDATE SET health = excluded.health, reason = excluded.reason,
  strikes = excluded.strikes, next_visit_at = excluded.next_visit_at,
  last_success_at = excluded.last_success_at, last_article_at = excluded.last_article_at,
  gone = excluded.gone, soft = excluded.soft, temporary = excluded.temporary,
  refused = excluded.refused, judged_at = excluded.judged_at
"""

SOURCES = """
SELECT sources.id, name, enabled,
  coalesce(sum(kind <> 'article'), 0) AS listings, coalesce(sum(kind = 'article'), 0) AS articles,
  coalesce(sum(kind <> 'article' AND state IN ('retry', 'failed', 'gone', 'refused')), 0)
    AS bad_listings,
  coalesce(sum(kind = 'article' AND state IN ('retry', 'failed', 'gone', 'refused')), 0)
    AS bad_articles,
  (SELECT failing.reason FROM urls AS failing
    WHERE failing.source_id = sources.id AND failing.state IN ('retry', 'failed', 'gone', 'refused')
    GROUP BY 1 ORDER BY failing.kind = 'article', count(*) DESC, 1 LIMIT 1) AS commonest,
  max(fetched_at) AS answered,
  EXISTS (SELECT 1 FROM urls AS given JOIN pages ON pages.url_id = given.id
    WHERE given.source_id = sources.id AND given.kind = 'article') AS stored
FROM sources LEFT JOIN urls ON urls.source_id = sources.id
GROUP BY sources.id ORDER BY name
"""

FAILURES = """
SELECT source_id, visited_at, failed_as, reason FROM visits
JOIN sources ON sources.id = source_id
WHERE failed_as IS NOT NULL AND visited_at >= changed_at
  AND visited_at > coalesce((SELECT max(visited_at) FROM visits AS good
    WHERE good.source_id = visits.source_id AND failed_as IS NULL), '')
ORDER BY visits.id
"""

PACES = """
WITH last AS (
  SELECT source_id, max(found_at) AS at FROM urls WHERE kind = 'article' GROUP BY source_id
)
SELECT urls.source_id, last.at AS last_at, min(found_at) AS first_at,
  count(DISTINCT substr(found_at, 1, 10)) AS days,
  (SELECT max(visited_at) FROM visits
    WHERE source_id = urls.source_id AND failed_as IS NULL) AS answered_at,
  (SELECT count(*) FROM visits WHERE source_id = urls.source_id AND failed_as IS NULL
    AND visited_at > last.at) AS quiet_visits
FROM urls JOIN last ON last.source_id = urls.source_id
WHERE kind = 'article' AND found_at >= strftime('%Y-%m-%d', last.at, :before)
GROUP BY urls.source_id
"""

READINGS = """
SELECT source_id, recent, count(*), sum(read_state = 'empty'),
  sum(read_state = 'read' AND article_id IS NOT NULL AND published IS NULL)
FROM (
  SELECT urls.source_id, read_state, article_id, articles.published,
    row_number() OVER (PARTITION BY urls.source_id ORDER BY pages.id DESC) <= :recent AS recent
  FROM urls JOIN pages ON pages.url_id = urls.id
  LEFT JOIN articles ON articles.id = pages.article_id
  WHERE urls.kind = 'article' AND found_at >= :since AND read_state IN ('read', 'empty')
)
GROUP BY source_id, recent
"""

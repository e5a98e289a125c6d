"""What was crawled, read and found, what failed and why: as data, for `bellwether status`."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from models.health import Health, Verdict
from models.schema import database_path
from models.times import parse_moment, utc_now
from models.visits import judge_sources

RunState = Literal["finished", "running", "interrupted"]
FACT_TABLES = (
    "organizations", "people", "places", "mentions", "roles", "figures", "targets", "quotes",
)  # fmt: skip
EXAMPLES = 3
RUNS = 10
REASONS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceStatus:
    """One source: what it gave and how it is."""

    name: str
    publisher: str | None
    enabled: bool
    health: Health
    """As `models.health.Verdict` has it."""
    health_reason: str | None
    """Why it is not well."""
    strikes: int
    """Weight of the failed visits since the last that succeeded; 12 pause the source."""
    next_visit: datetime | None
    """When a source that failed is asked again, in UTC; None for the next crawl."""
    urls: Mapping[str, int]
    """Its article URLs by state: new, retry, done, failed, gone, refused."""
    listings: Mapping[str, int]
    """Its feeds, sitemaps and sections by state."""
    pages: int
    """Article pages stored."""
    articles: int
    """Articles read from them, each counted once however many versions it has."""
    last_success: datetime | None
    """When it last answered with something we can use, in UTC."""
    last_new_article: datetime | None
    """When an article of it was last read for the first time, in UTC."""
    failures: Mapping[str, int]
    """URLs that fail now, by kind: gone, soft, temporary, refused."""
    reasons: tuple[tuple[str, int], ...]
    """The commonest reasons with how many URLs they keep, most first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingStatus:
    """How far reading has come."""

    waiting: int
    """Pages not read yet."""
    read: int
    """Pages that gave an article."""
    empty: int
    """Pages without one."""
    failed: int
    """Pages whose reading died or took too long."""
    articles: int
    versions: int
    """Earlier versions of articles, kept with their facts."""
    pipeline_versions: Mapping[str, int]
    """Articles by what read them; the newest first."""
    languages: Mapping[str, int]
    """Articles by language, most first."""
    facts: Mapping[str, int]
    """Rows of each table of facts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemStatus:
    """What went wrong for the same reason, and is not settled."""

    stage: str
    """crawl, read or facts."""
    kind: str | None
    reason: str
    count: int
    """How many URLs, pages or articles."""
    last_at: datetime | None
    examples: tuple[str, ...]
    """Some of the addresses."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunStatus:
    """One crawl or reading."""

    id: int
    kind: str
    state: RunState
    """interrupted: it never came to its end, and another of its kind has started since."""
    started_at: datetime | None
    finished_at: datetime | None
    counts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """All of it."""

    path: str
    size_bytes: int
    """Of the file, with what is still in its log."""
    sources: tuple[SourceStatus, ...]
    """By name."""
    reading: ReadingStatus
    problems: tuple[ProblemStatus, ...]
    """The commonest first."""
    runs: tuple[RunStatus, ...]
    """The last ones, newest first."""


def read_status(db: Database) -> Status:
    """Where things stand, read in one transaction."""
    with db.atomic():
        path = database_path(db)
        return Status(
            path=path,
            size_bytes=_size(path),
            sources=_sources(db),
            reading=_reading(db),
            problems=_problems(db),
            runs=_runs(db),
        )


def _size(path: str) -> int:
    files = (Path(path), Path(f"{path}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def _sources(db: Database) -> tuple[SourceStatus, ...]:
    states = _grouped(db, URL_STATES)
    failures = _grouped(db, FAILURES)
    reasons = _grouped(db, FAILURE_REASONS)
    verdicts = judge_sources(db, now=utc_now())
    return tuple(
        _source(row, verdicts[row["name"]], states[row["id"]], failures[row["id"]],
                reasons[row["id"]])
        for row in db.query(SOURCES)
    )  # fmt: skip


Groups = list[tuple[Any, ...]]


def _grouped(db: Database, query: str) -> defaultdict[int, Groups]:
    """Rows behind the first column, which is the source's id."""
    groups: defaultdict[int, Groups] = defaultdict(list)
    for source_id, *rest in db.conn.execute(query):
        groups[source_id].append(tuple(rest))
    return groups


def _source(
    row: Mapping[str, Any], verdict: Verdict, states: Groups, failures: Groups, reasons: Groups
) -> SourceStatus:
    return SourceStatus(
        name=row["name"],
        publisher=row["publisher"],
        enabled=bool(row["enabled"]),
        health=verdict.health,
        health_reason=verdict.reason,
        strikes=verdict.strikes,
        next_visit=verdict.next_visit,
        urls={state: count for listing, state, count in states if not listing},
        listings=_listing_states(states),
        pages=row["pages"],
        articles=row["articles"],
        last_success=parse_moment(row["last_success"]),
        last_new_article=parse_moment(row["last_new_article"]),
        failures=dict(failures),
        reasons=tuple(reasons[:REASONS]),
    )


def _listing_states(states: Groups) -> dict[str, int]:
    return {state: count for listing, state, count in states if listing}


def _reading(db: Database) -> ReadingStatus:
    states = dict(db.conn.execute(READ_STATES))
    articles, versions = db.conn.execute(ARTICLES).fetchone()
    return ReadingStatus(
        waiting=states.get("new", 0),
        read=states.get("read", 0),
        empty=states.get("empty", 0),
        failed=states.get("failed", 0),
        articles=articles or 0,
        versions=versions or 0,
        pipeline_versions=dict(db.conn.execute(PIPELINE_VERSIONS)),
        languages=dict(db.conn.execute(LANGUAGES)),
        facts={table: db.table(table).count for table in FACT_TABLES},
    )


def _problems(db: Database) -> tuple[ProblemStatus, ...]:
    return tuple(
        ProblemStatus(
            stage=row["stage"],
            kind=row["kind"],
            reason=row["reason"],
            count=row["count"],
            last_at=parse_moment(row["last_at"]),
            examples=_examples(db, row),
        )
        for row in list(db.query(PROBLEMS))
    )


def _examples(db: Database, row: Mapping[str, Any]) -> tuple[str, ...]:
    where = (row["stage"], row["kind"], row["reason"], EXAMPLES)
    return tuple(url for (url,) in db.conn.execute(PROBLEM_EXAMPLES, where) if url)


def _runs(db: Database) -> tuple[RunStatus, ...]:
    return tuple(
        RunStatus(
            id=row["id"],
            kind=row["kind"],
            state=row["state"],
            started_at=parse_moment(row["started_at"]),
            finished_at=parse_moment(row["finished_at"]),
            counts=json.loads(row["counts"]),
        )
        for row in db.query(LAST_RUNS, [RUNS])
    )


SOURCES = """
SELECT id, name, publisher, enabled,
  (SELECT count(*) FROM pages JOIN urls ON urls.id = url_id
    WHERE urls.source_id = sources.id AND urls.kind = 'article') AS pages,
  (SELECT count(*) FROM articles WHERE source_id = sources.id AND is_current) AS articles,
  (SELECT max(fetched_at) FROM urls WHERE source_id = sources.id) AS last_success,
  (SELECT max(added_at) FROM articles WHERE source_id = sources.id AND version = 1)
    AS last_new_article
FROM sources ORDER BY name
"""

URL_STATES = """
SELECT source_id, kind <> 'article' AS listing, state, count(*)
FROM urls GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""

FAILURES = """
SELECT source_id, problems.kind, count(DISTINCT url_id)
FROM problems JOIN urls ON urls.id = url_id
WHERE stage = 'crawl' AND resolved_at IS NULL AND problems.kind IS NOT NULL
GROUP BY 1, 2 ORDER BY 1, 3 DESC
"""

FAILURE_REASONS = """
SELECT source_id, problems.reason, count(DISTINCT url_id)
FROM problems JOIN urls ON urls.id = url_id
WHERE stage = 'crawl' AND resolved_at IS NULL
GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
"""

READ_STATES = "SELECT read_state, count(*) FROM pages GROUP BY read_state"

ARTICLES = "SELECT sum(is_current), sum(NOT is_current) FROM articles"

PIPELINE_VERSIONS = """
SELECT pipeline_version, count(*) FROM articles
GROUP BY pipeline_version ORDER BY max(added_at) DESC, pipeline_version DESC
"""

LANGUAGES = """
SELECT coalesce(language, 'unknown'), count(*) FROM articles WHERE is_current
GROUP BY 1 ORDER BY 2 DESC, 1
"""

PROBLEMS = """
SELECT stage, kind, reason, count(*) AS count, max(last_at) AS last_at
FROM problems WHERE resolved_at IS NULL
GROUP BY stage, kind, reason ORDER BY count DESC, stage, reason
"""

PROBLEM_EXAMPLES = """
SELECT url FROM open_problems WHERE stage = ? AND kind IS ? AND reason = ?
ORDER BY last_at DESC, url LIMIT ?
"""

LAST_RUNS = """
SELECT *, CASE WHEN finished_at IS NOT NULL THEN 'finished'
  WHEN EXISTS (SELECT 1 FROM runs AS later WHERE later.kind = runs.kind AND later.id > runs.id)
  THEN 'interrupted' ELSE 'running' END AS state
FROM runs ORDER BY id DESC LIMIT ?
"""

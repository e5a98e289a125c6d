"""Runs of a stage, and the problems met on the way."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from models.ids import stable_id
from models.schema import writing
from models.times import timestamp, utc_now

RunKind = Literal["crawl", "read"]
Stage = Literal["crawl", "read", "facts"]


def start_run(db: Database, kind: RunKind, *, now: datetime | None = None) -> int:
    """The id of a run that begins now."""
    with writing(db) as connection:
        row = (kind, timestamp(now or utc_now()))
        cursor = connection.execute("INSERT INTO runs (kind, started_at) VALUES (?, ?)", row)
    return int(cursor.lastrowid or 0)


def finish_run(db: Database, run_id: int, **counts: float | str) -> None:
    """The run is over; `counts` say what it did ("pages=12")."""
    row = (timestamp(utc_now()), json.dumps(counts, sort_keys=True), run_id)
    with writing(db) as connection:
        connection.execute("UPDATE runs SET finished_at = ?, counts = ? WHERE id = ?", row)


def record_problem(
    db: Database,
    *,
    stage: Stage,
    reason: str,
    kind: str | None = None,
    detail: str | None = None,
    url_id: int | None = None,
    page_id: int | None = None,
    article_id: str | None = None,
    run_id: int | None = None,
    now: datetime | None = None,
) -> None:
    """A row that says what went wrong and where. The same again counts up in the same row.

    `reason` is short and the same for the same fault, so that rows group by it; `detail` says
    what is special to this one.
    """
    row = {
        "id": stable_id(stage, kind, reason, url_id, page_id, article_id),
        "stage": stage, "kind": kind, "reason": reason, "detail": detail, "url_id": url_id,
        "page_id": page_id, "article_id": article_id, "run_id": run_id,
        "now": timestamp(now or utc_now()),
    }  # fmt: skip
    with writing(db) as connection:
        connection.execute(RECORD_PROBLEM, row)


def replace_problems(
    db: Database,
    stage: Stage,
    reasons: Collection[str],
    *,
    page_id: int | None = None,
    article_id: str | None = None,
    run_id: int | None = None,
    now: datetime | None = None,
) -> None:
    """What is doubtful about a page or article is `reasons`, and nothing else any more."""
    moment = timestamp(now or utc_now())
    where = {"stage": stage, "page_id": page_id, "article_id": article_id, "now": moment}
    rows = [
        {**where, "id": stable_id(stage, None, reason, None, page_id, article_id),
         "reason": reason, "run_id": run_id}
        for reason in reasons
    ]  # fmt: skip
    kept = json.dumps([row["id"] for row in rows])
    with writing(db) as connection:
        connection.execute(RESOLVE_PROBLEMS, {**where, "kept": kept})
        connection.executemany(KEEP_PROBLEM, rows)


RECORD_PROBLEM = """
INSERT INTO problems
  (id, stage, kind, reason, detail, url_id, page_id, article_id, run_id, first_at, last_at)
VALUES (:id, :stage, :kind, :reason, :detail, :url_id, :page_id, :article_id, :run_id, :now, :now)
ON CONFLICT (id) DO UPDATE SET times = times + 1, last_at = :now, run_id = :run_id,
  detail = :detail, resolved_at = NULL
"""

RESOLVE_PROBLEMS = """
UPDATE problems SET resolved_at = :now
WHERE stage = :stage AND resolved_at IS NULL AND id NOT IN (SELECT value FROM json_each(:kept))
  AND CASE WHEN :page_id IS NULL THEN article_id = :article_id ELSE page_id = :page_id END
"""

KEEP_PROBLEM = """
INSERT INTO problems (id, stage, reason, page_id, article_id, run_id, first_at, last_at)
VALUES (:id, :stage, :reason, :page_id, :article_id, :run_id, :now, :now)
ON CONFLICT (id) DO UPDATE SET resolved_at = NULL, last_at = :now, run_id = :run_id
  WHERE resolved_at IS NOT NULL
"""

"""What the front page is made of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.utils.asgi import Request, Response

from bellwether.browse.charts import Bar, bars
from bellwether.browse.database import NAME, Row, select, without_reprints
from bellwether.browse.questions import questions

COUNTED = ("articles", "figures", "targets", "quotes", "organizations", "people", "places")

NEWEST = """
SELECT id, title, publisher, published, source, substr(text, 1, 600) AS opening,
  (SELECT count(*) FROM figures WHERE article_id = articles.id) AS figures,
  (SELECT count(*) FROM targets WHERE article_id = articles.id) AS targets,
  (SELECT count(*) FROM quotes WHERE article_id = articles.id) AS quotes
FROM articles WHERE is_current
ORDER BY published_date DESC, added_at DESC LIMIT 12
"""
DUE = """
SELECT targets.*, articles.title FROM targets
JOIN articles ON articles.id = targets.article_id
WHERE deadline_date >= date('now') AND articles.is_current
ORDER BY deadline_date, targets.id LIMIT 40
"""
IN_THE_NEWS = """
WITH latest AS (
  SELECT id FROM articles WHERE is_current ORDER BY published_date DESC LIMIT 400
)
SELECT whole.id, whole.name, count(DISTINCT latest.id) AS times
FROM latest JOIN appearances ON appearances.article_id = latest.id
JOIN {table} ON {table}.id = appearances.{column}
JOIN {table} AS whole ON whole.id = coalesce({table}.canonical_id, {table}.id)
GROUP BY whole.id ORDER BY times DESC, sum(appearances.mentions) DESC, whole.name LIMIT 8
"""
MONEY = """
WITH latest AS (
  SELECT id, title, published_date FROM articles
  WHERE is_current ORDER BY published_date DESC LIMIT 100
)
SELECT figures.*, latest.title FROM latest JOIN figures ON figures.article_id = latest.id
WHERE figures.kind = 'money' AND figures.metric IS NOT NULL AND figures.subject IS NOT NULL
ORDER BY latest.published_date DESC, figures.amount DESC LIMIT 40
"""
SOURCES = """
SELECT sources.id, name, publisher, health, reason FROM sources
LEFT JOIN source_health ON source_id = sources.id ORDER BY name
"""
SOURCE_ARTICLES = """
SELECT source_id, count(*) AS articles, max(added_at) AS last_at FROM articles GROUP BY source_id
"""
LAST_READ = "SELECT max(added_at) AS at FROM articles"

Mood = Literal["ok", "trouble", "idle"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceHealth:
    """How one source is doing."""

    id: int
    name: str
    health: Mood
    """trouble: it fails, is paused or has fallen silent, or its pages can't be read; idle: it
    was not visited yet, or is switched off."""
    articles: int
    last_at: str | None
    reason: str | None


async def front_page(datasette: Datasette, request: Request) -> Response:
    """The page at "/"."""
    variables = await front_page_variables(datasette)
    return Response.html(await datasette.render_template("front.html", variables, request))


async def front_page_variables(datasette: Datasette) -> dict[str, Any]:
    """Each block of the page; a block that takes too long to look up is left empty."""
    db = datasette.get_database(NAME)
    people = IN_THE_NEWS.format(table="people", column="person_id")
    organizations = IN_THE_NEWS.format(table="organizations", column="organization_id")
    last_read = await _in_time(db, LAST_READ)
    return {
        "counts": await _counts(db),
        "newest": await _in_time(db, NEWEST),
        "due": without_reprints(await _in_time(db, DUE), ("actor", "text"))[:8],
        "organizations": _bars(await _in_time(db, organizations)),
        "people": _bars(await _in_time(db, people)),
        "money": without_reprints(await _in_time(db, MONEY), ("subject", "text"))[:6],
        "sources": await _sources(db),
        "questions": questions().values(),
        "last_read": last_read[0]["at"] if last_read else None,
    }


async def _in_time(db: Database, sql: str) -> list[Row]:
    try:
        return await select(db, sql)
    except QueryInterrupted:
        return []


async def _counts(db: Database) -> dict[str, int | None]:
    """Rows by table; None where counting takes too long."""
    counts: Mapping[str, int | None] = await db.table_counts(limit=300)
    return {table: counts.get(table) for table in COUNTED}


def _bars(rows: Sequence[Row]) -> list[Bar]:
    return bars(rows)


async def _sources(db: Database) -> list[SourceHealth]:
    articles = _by_source(await _in_time(db, SOURCE_ARTICLES))
    return [
        _health(source, articles.get(source["id"], {})) for source in await _in_time(db, SOURCES)
    ]


def _by_source(rows: Iterable[Row]) -> dict[int, Row]:
    return {row["source_id"]: row for row in rows}


MOODS: Mapping[str | None, Mood] = {"ok": "ok", "new": "idle", "off": "idle", None: "idle"}


def _health(source: Row, articles: Row) -> SourceHealth:
    return SourceHealth(
        id=source["id"],
        name=source["publisher"] or source["name"],
        health=MOODS.get(source["health"], "trouble"),
        articles=articles.get("articles", 0),
        last_at=articles.get("last_at"),
        reason=source["reason"],
    )

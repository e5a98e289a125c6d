"""What the page of one figure, target or quote is made of: the sentence, and what was read."""

from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from bellwether.browse.database import NAME, Row, select
from bellwether.browse.highlight import evidence

FACT = {
    "figures": "SELECT * FROM figures WHERE id = :id",
    "targets": "SELECT * FROM targets WHERE id = :id",
    "quotes": "SELECT * FROM quotes WHERE id = :id",
}
KINDS = {"figures": "figure", "targets": "target", "quotes": "quote"}
ARTICLE = """
SELECT id, title, publisher, published, version, is_current, url, text
FROM articles WHERE id = :id
"""
DERIVED = """
SELECT kind, value, unit, flag, explanation FROM derived
WHERE :id IN (figure_id, target_id) ORDER BY id
"""
SOURCES = """
SELECT count(DISTINCT coalesce(copies.original_id, same.article_id)) AS sources,
  count(DISTINCT same.article_id) AS articles
FROM figures AS same JOIN articles ON articles.id = same.article_id AND articles.is_current
LEFT JOIN copies ON copies.article_id = same.article_id
WHERE same.subject IS :subject AND lower(same.metric) IS lower(:metric)
  AND same.amount = :amount AND same.amount_high IS :amount_high
  AND same.currency IS :currency AND same.unit IS :unit AND same.period IS :period
"""
"""How many articles state a figure, and how many of them are no copies of each other."""
NEARBY = {
    "figures": """
        SELECT figures.*, articles.title, articles.published FROM figures
        JOIN articles ON articles.id = figures.article_id
        WHERE figures.subject = :subject AND figures.metric = :metric
          AND figures.id <> :id AND articles.is_current
        ORDER BY figures.period_end DESC LIMIT 12""",
    "targets": """
        SELECT targets.*, articles.title, articles.published FROM targets
        JOIN articles ON articles.id = targets.article_id
        WHERE targets.actor = :actor AND targets.id <> :id AND articles.is_current
        ORDER BY targets.deadline_date LIMIT 12""",
    "quotes": """
        SELECT quotes.*, articles.title, articles.published FROM quotes
        JOIN articles ON articles.id = quotes.article_id
        WHERE quotes.speaker = :speaker AND quotes.id <> :id AND articles.is_current
        ORDER BY articles.published_date DESC LIMIT 12""",
}
"""Other facts worth a look beside this one: the same subject and metric, actor or speaker."""


async def fact_page(datasette: Datasette, table: str, fact_id: str) -> dict[str, Any]:
    """The variables of the fact's template; empty when there is no such row."""
    db = datasette.get_database(NAME)
    found = await select(db, FACT[table], {"id": fact_id})
    if not found:
        return {}
    fact = found[0]
    article = (await select(db, ARTICLE, {"id": fact["article_id"]}))[0]
    return {
        "fact": fact,
        "fact_kind": KINDS[table],
        "article": article,
        "evidence": evidence(article["text"], fact["start"], fact["end"], fact.get("sentence")),
        "derived": await select(db, DERIVED, {"id": fact_id}),
        "nearby": await _nearby(db, table, fact),
        "sources": await _sources(db, table, fact),
    }


async def _nearby(db: Database, table: str, fact: Row) -> list[Row]:
    wanted = ("id", "subject", "metric", "actor", "speaker")
    return await select(db, NEARBY[table], {name: fact.get(name) for name in wanted})


async def _sources(db: Database, table: str, fact: Row) -> Row:
    if table != "figures" or not fact["subject"]:
        return {}
    wanted = ("subject", "metric", "amount", "amount_high", "currency", "unit", "period")
    return (await select(db, SOURCES, {name: fact[name] for name in wanted}))[0]

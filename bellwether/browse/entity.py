"""What the page of an organization, person or place is made of: all that was read about it."""

import json
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from bellwether.browse.database import NAME, Row, select, without_reprints

ENTITY = {
    "organizations": "SELECT * FROM organizations WHERE id = :id",
    "people": "SELECT * FROM people WHERE id = :id",
    "places": "SELECT * FROM places WHERE id = :id",
}
KINDS = {"organizations": "organization", "people": "person", "places": "place"}
LIMIT = 25
"""Rows of each block; behind them is a link to all."""

SAME = {
    "figures": ("text", "metric", "period"),
    "targets": ("text", "deadline"),
    "quotes": ("text",),
}
"""What two rows of a block have in common when one is the other's reprint."""

NAMED_IN = """
SELECT articles.id, articles.title, articles.publisher, articles.published,
  appearances.mentions AS times, appearances."references" AS echoes
FROM appearances JOIN articles ON articles.id = appearances.article_id
WHERE (appearances.organization_id = :id OR appearances.person_id = :id
  OR appearances.place_id = :id) AND articles.is_current
ORDER BY articles.published_date DESC LIMIT :limit
"""
FIGURES = """
SELECT figures.*, articles.title, articles.published FROM figures
JOIN articles ON articles.id = figures.article_id
WHERE (figures.subject_organization_id = :id OR figures.subject_person_id = :id
  OR figures.subject_place_id = :id) AND articles.is_current
ORDER BY articles.published_date DESC, figures.start LIMIT :limit
"""
TARGETS = """
SELECT targets.*, articles.title, articles.published FROM targets
JOIN articles ON articles.id = targets.article_id
WHERE (targets.actor_organization_id = :id OR targets.actor_person_id = :id
  OR targets.actor_place_id = :id) AND articles.is_current
ORDER BY targets.deadline_date IS NULL, targets.deadline_date LIMIT :limit
"""
QUOTES = """
SELECT quotes.*, articles.title, articles.published FROM quotes
JOIN articles ON articles.id = quotes.article_id
WHERE (quotes.speaker_organization_id = :id OR quotes.speaker_person_id = :id
  OR quotes.speaker_place_id = :id) AND articles.is_current
ORDER BY articles.published_date DESC, quotes.start LIMIT :limit
"""
ROLES = """
SELECT roles.title, roles.status, roles.organization, roles.organization_id, roles.person_id,
  people.name AS person, max(articles.published_date) AS last_seen, count(*) AS times
FROM roles JOIN articles ON articles.id = roles.article_id
JOIN people ON people.id = roles.person_id
WHERE (roles.person_id = :id OR roles.organization_id = :id) AND articles.is_current
GROUP BY roles.person_id, roles.title, roles.status,
  coalesce(roles.organization_id, roles.organization)
ORDER BY last_seen DESC, times DESC LIMIT :limit
"""
BESIDE = """
WITH shared AS (
  SELECT article_id FROM appearances
  WHERE organization_id = :id OR person_id = :id OR place_id = :id LIMIT 500
)
SELECT coalesce(others.organization_id, others.person_id) AS row_id,
  CASE WHEN others.organization_id IS NOT NULL THEN 'organizations' ELSE 'people' END AS tbl,
  coalesce(organizations.name, people.name) AS name, count(DISTINCT others.article_id) AS times
FROM shared JOIN appearances AS others ON others.article_id = shared.article_id
LEFT JOIN organizations ON organizations.id = others.organization_id
LEFT JOIN people ON people.id = others.person_id
WHERE others.place_id IS NULL AND coalesce(others.organization_id, others.person_id) <> :id
GROUP BY 1, 2 ORDER BY times DESC, name LIMIT 12
"""


async def entity_page(datasette: Datasette, table: str, entity_id: str) -> dict[str, Any]:
    """The variables of the template of a name; empty when there is no such row."""
    db = datasette.get_database(NAME)
    found = await select(db, ENTITY[table], {"id": entity_id})
    if not found:
        return {}
    return {
        "entity": found[0],
        "entity_kind": KINDS[table],
        "aliases": json.loads(found[0]["aliases"]),
        **await _blocks(db, entity_id),
    }


async def _blocks(db: Database, entity_id: str) -> dict[str, list[Row]]:
    params = {"id": entity_id, "limit": LIMIT}
    queries = {
        "named_in": NAMED_IN,
        "figures": FIGURES,
        "targets": TARGETS,
        "quotes": QUOTES,
        "roles": ROLES,
        "beside": BESIDE,
    }
    found = {name: await select(db, sql, params) for name, sql in queries.items()}
    for name, columns in SAME.items():
        found[name] = without_reprints(found[name], columns)
    return found

"""What the page of an organization, person or place is made of: all that was read about it."""

import json
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from bellwether.browse.database import NAME, Row, select, without_reprints

ENTITY = {
    "organizations": """
        SELECT whole.* FROM organizations AS part
        JOIN organizations AS whole ON whole.id = coalesce(part.canonical_id, part.id)
        WHERE part.id = :id""",
    "people": """
        SELECT whole.* FROM people AS part
        JOIN people AS whole ON whole.id = coalesce(part.canonical_id, part.id)
        WHERE part.id = :id""",
    "places": "SELECT * FROM places WHERE id = :id",
}
"""The row that stands for the one asked for."""
SPELLINGS = {
    "organizations": """
        SELECT id, key, articles FROM organizations WHERE id = :id OR canonical_id = :id
        ORDER BY id <> :id, articles DESC, id""",
    "people": """
        SELECT id, key, articles FROM people WHERE id = :id OR canonical_id = :id
        ORDER BY id <> :id, articles DESC, id""",
}
ASKED = "(SELECT value FROM json_each(:ids))"
"""The ids of all spellings, given as a JSON list."""
JUDGEMENTS = f"""
SELECT * FROM judgements_now
WHERE left_id IN {ASKED}
  OR right_id IN {ASKED}
ORDER BY id DESC LIMIT :limit
"""  # noqa: S608
KINDS = {"organizations": "organization", "people": "person", "places": "place"}
LIMIT = 25
"""Rows of each block; behind them is a link to all."""

SAME = {
    "figures": ("text", "metric", "period"),
    "targets": ("text", "deadline"),
    "quotes": ("text",),
}
"""What two rows of a block have in common when one is the other's reprint."""

NAMED_IN = f"""
SELECT articles.id, articles.title, articles.publisher, articles.published,
  appearances.mentions AS times, appearances."references" AS echoes
FROM appearances JOIN articles ON articles.id = appearances.article_id
WHERE (appearances.organization_id IN {ASKED} OR appearances.person_id IN {ASKED}
  OR appearances.place_id IN {ASKED}) AND articles.is_current
ORDER BY articles.published_date DESC LIMIT :limit
"""  # noqa: S608
FIGURES = f"""
SELECT figures.*, articles.title, articles.published FROM figures
JOIN articles ON articles.id = figures.article_id
WHERE (figures.subject_organization_id IN {ASKED} OR figures.subject_person_id IN {ASKED}
  OR figures.subject_place_id IN {ASKED}) AND articles.is_current
ORDER BY articles.published_date DESC, figures.start LIMIT :limit
"""  # noqa: S608
TARGETS = f"""
SELECT targets.*, articles.title, articles.published FROM targets
JOIN articles ON articles.id = targets.article_id
WHERE (targets.actor_organization_id IN {ASKED} OR targets.actor_person_id IN {ASKED}
  OR targets.actor_place_id IN {ASKED}) AND articles.is_current
ORDER BY targets.deadline_date IS NULL, targets.deadline_date LIMIT :limit
"""  # noqa: S608
QUOTES = f"""
SELECT quotes.*, articles.title, articles.published FROM quotes
JOIN articles ON articles.id = quotes.article_id
WHERE (quotes.speaker_organization_id IN {ASKED} OR quotes.speaker_person_id IN {ASKED}
  OR quotes.speaker_place_id IN {ASKED}) AND articles.is_current
ORDER BY articles.published_date DESC, quotes.start LIMIT :limit
"""  # noqa: S608
ROLES = f"""
SELECT roles.title, roles.status, roles.organization, roles.organization_id, roles.person_id,
  people.name AS person, max(articles.published_date) AS last_seen, count(*) AS times
FROM roles JOIN articles ON articles.id = roles.article_id
JOIN people ON people.id = roles.person_id
WHERE (roles.person_id IN {ASKED} OR roles.organization_id IN {ASKED}) AND articles.is_current
GROUP BY coalesce(people.canonical_id, people.id), roles.title, roles.status,
  coalesce(roles.organization_id, roles.organization)
ORDER BY last_seen DESC, times DESC LIMIT :limit
"""  # noqa: S608
BESIDE = f"""
WITH shared AS (
  SELECT article_id FROM appearances
  WHERE organization_id IN {ASKED} OR person_id IN {ASKED} OR place_id IN {ASKED} LIMIT 500
)
SELECT coalesce(bodies.id, persons.id) AS row_id,
  CASE WHEN bodies.id IS NOT NULL THEN 'organizations' ELSE 'people' END AS tbl,
  coalesce(bodies.name, persons.name) AS name, count(DISTINCT others.article_id) AS times
FROM shared JOIN appearances AS others ON others.article_id = shared.article_id
LEFT JOIN organizations ON organizations.id = others.organization_id
LEFT JOIN organizations AS bodies
  ON bodies.id = coalesce(organizations.canonical_id, organizations.id)
LEFT JOIN people ON people.id = others.person_id
LEFT JOIN people AS persons ON persons.id = coalesce(people.canonical_id, people.id)
WHERE others.place_id IS NULL
  AND coalesce(others.organization_id, others.person_id) NOT IN {ASKED}
GROUP BY 1, 2 ORDER BY times DESC, name LIMIT 12
"""  # noqa: S608


async def entity_page(datasette: Datasette, table: str, entity_id: str) -> dict[str, Any]:
    """The variables of the template of a name; empty when there is no such row."""
    db = datasette.get_database(NAME)
    found = await select(db, ENTITY[table], {"id": entity_id})
    if not found:
        return {}
    entity = found[0]
    spellings = await _spellings(db, table, entity["id"])
    return {
        "entity": entity,
        "entity_kind": KINDS[table],
        "aliases": json.loads(entity["aliases"]),
        "spellings": spellings,
        **await _blocks(db, [row["id"] for row in spellings] or [entity["id"]]),
    }


async def _spellings(db: Database, table: str, entity_id: str) -> list[Row]:
    """The rows that were joined, the one that stands for them first."""
    sql = SPELLINGS.get(table)
    return await select(db, sql, {"id": entity_id}) if sql else []


async def _blocks(db: Database, ids: list[str]) -> dict[str, list[Row]]:
    params = {"ids": json.dumps(ids), "limit": LIMIT}
    queries = {
        "named_in": NAMED_IN,
        "figures": FIGURES,
        "targets": TARGETS,
        "quotes": QUOTES,
        "roles": ROLES,
        "beside": BESIDE,
        "judgements": JUDGEMENTS,
    }
    found = {name: await select(db, sql, params) for name, sql in queries.items()}
    for name, columns in SAME.items():
        found[name] = without_reprints(found[name], columns)
    return found

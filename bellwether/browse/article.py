"""What the page of one article is made of: its text lit up, and its facts beside it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette
from datasette.database import Database

from bellwether.browse.database import NAME, Row, select
from bellwether.browse.highlight import highlight
from bellwether.browse.marks import Mark, MarkKind

ARTICLE = """
SELECT articles.*, sources.name AS source_name
FROM articles LEFT JOIN sources ON sources.id = articles.source_id
WHERE articles.id = :id
"""
VERSIONS = """
SELECT id, version, is_current, modified, added_at FROM articles
WHERE key = :key ORDER BY version
"""
COPIES = """
SELECT articles.id, articles.title, articles.publisher, articles.published, copies.kind
FROM copies JOIN articles ON articles.id = copies.article_id
WHERE copies.original_id = (SELECT original_id FROM copies WHERE article_id = :id)
  AND copies.article_id <> :id
ORDER BY copies.kind <> 'original', articles.published_date LIMIT 50
"""
NAMES = """
SELECT appearances.*, coalesce(organization_id, person_id, place_id) AS row_id,
  CASE WHEN organization_id IS NOT NULL THEN 'organization'
       WHEN person_id IS NOT NULL THEN 'person' ELSE 'place' END AS mark_kind
FROM appearances WHERE article_id = :id ORDER BY position
"""
MENTIONS = """
SELECT start, "end", kind, organization_id, person_id, place_id
FROM mentions WHERE article_id = :id ORDER BY start
"""
FACTS = {
    "role": "SELECT * FROM roles WHERE article_id = :id ORDER BY position, start",
    "figure": "SELECT * FROM figures WHERE article_id = :id ORDER BY start",
    "target": "SELECT * FROM targets WHERE article_id = :id ORDER BY start",
    "quote": "SELECT * FROM quotes WHERE article_id = :id ORDER BY start",
}
DOUBTS = """
SELECT coalesce(figure_id, target_id) AS fact_id, flag, explanation
FROM derived WHERE article_id = :id AND flag IS NOT NULL ORDER BY id
"""
TABLES: dict[MarkKind, str] = {
    "target": "targets",
    "figure": "figures",
    "quote": "quotes",
    "organization": "organizations",
    "person": "people",
    "place": "places",
}
"""The table behind each kind of mark, in the order the legend shows them."""
LETTERS: dict[str, str] = {"target": "T", "quote": "Q"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """All marks of one kind: an entry of the legend and a block of the panel."""

    kind: MarkKind
    title: str
    facts: list[Row]
    """Rows, each with `mark_id`, `label` and, for names, `roles` beside its own columns."""


async def article_page(datasette: Datasette, article_id: str) -> dict[str, Any]:
    """The variables of the article's template; empty when there is no such article."""
    db = datasette.get_database(NAME)
    found = await select(db, ARTICLE, {"id": article_id})
    if not found:
        return {}
    article = found[0]
    groups = await _groups(db, article_id)
    mentions = await select(db, MENTIONS, {"id": article_id})
    return {
        "article": article,
        "original": web_address(article["canonical_url"]) or web_address(article["url"]),
        "authors": json.loads(article["authors"]),
        "versions": await select(db, VERSIONS, {"key": article["key"]}),
        "copies": await select(db, COPIES, {"id": article_id}),
        "groups": groups,
        "body": _body(datasette, article["text"], groups, mentions),
    }


def web_address(url: str | None) -> str | None:
    """The address if a browser may follow it: a page could name `javascript:` as its own."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


async def _groups(db: Database, article_id: str) -> list[Group]:
    params = {"id": article_id}
    rows = {kind: await select(db, sql, params) for kind, sql in FACTS.items()}
    doubts = await select(db, DOUBTS, params)
    for fact in (*rows["figure"], *rows["target"]):
        fact["doubts"] = [doubt for doubt in doubts if doubt["fact_id"] == fact["id"]]
    names = await select(db, NAMES, params)
    for name in names:
        name["roles"] = [r for r in rows["role"] if r["person_id"] == name["row_id"]]
    by_kind = {
        kind: [n for n in names if n["mark_kind"] == kind] if kind not in rows else rows[kind]
        for kind in TABLES
    }
    return [_group(kind, facts) for kind, facts in by_kind.items()]


def _group(kind: MarkKind, facts: list[Row]) -> Group:
    for number, fact in enumerate(facts, 1):
        fact["mark_id"] = f"{kind}-{fact.get('row_id') or fact['id']}"
        fact["label"] = f"{LETTERS[kind]}{number}" if kind in LETTERS else ""
    return Group(kind=kind, title=TABLES[kind].capitalize(), facts=facts)


def _body(datasette: Datasette, text: str, groups: list[Group], mentions: list[Row]) -> Any:
    table_urls = {kind: datasette.urls.table(NAME, table) for kind, table in TABLES.items()}
    labels = {fact["mark_id"]: fact["label"] for group in groups for fact in group.facts}

    def href(mark: Mark) -> str:
        return f"{table_urls[mark.kind]}/{mark.id.partition('-')[2]}"

    marks = [*_name_marks(mentions), *_fact_marks(groups)]
    return highlight(text, marks, href=href, labels=labels)


def _name_marks(mentions: Sequence[Row]) -> Iterator[Mark]:
    kinds: tuple[MarkKind, ...] = ("organization", "person", "place")
    for mention in mentions:
        kind = next(kind for kind in kinds if mention[f"{kind}_id"])
        yield Mark(
            kind=kind,
            id=f"{kind}-{mention[f'{kind}_id']}",
            start=mention["start"],
            end=mention["end"],
            reference=mention["kind"] == "reference",
        )


def _fact_marks(groups: Sequence[Group]) -> Iterator[Mark]:
    for group in groups:
        for fact in group.facts:
            if "start" in fact:
                yield Mark(
                    kind=group.kind, id=fact["mark_id"], start=fact["start"], end=fact["end"]
                )

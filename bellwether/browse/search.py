"""One search over everything that has a full-text index, best matches first."""

import re
from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.utils.asgi import Request, Response
from datasette.utils.sqlite import sqlite3
from markupsafe import Markup, escape

from bellwether.browse.database import NAME, Row, select
from bellwether.browse.descriptions import FULL_TEXT, table_title

OPEN, CLOSE = "\x02", "\x03"
"""Stand for the ends of a match until the text around them is escaped."""
LIMIT = 8

ARTICLES = """
SELECT articles.id, articles.title, articles.publisher, articles.published,
  snippet(articles_fts, -1, char(2), char(3), '…', 28) AS snippet
FROM articles_fts JOIN articles ON articles.search_id = articles_fts.rowid
WHERE articles_fts MATCH :words AND articles.is_current ORDER BY rank LIMIT :limit
"""
FACTS = """
SELECT {table}.*, articles.title, articles.published
FROM {table}_fts JOIN {table} ON {table}.search_id = {table}_fts.rowid
JOIN articles ON articles.id = {table}.article_id
WHERE {table}_fts MATCH :words AND articles.is_current ORDER BY rank LIMIT :limit
"""
NAMES = """
SELECT {table}.* FROM {table}_fts JOIN {table} ON {table}.search_id = {table}_fts.rowid
WHERE {table}_fts MATCH :words ORDER BY rank LIMIT :limit
"""
QUERIES = {
    "organizations": NAMES.format(table="organizations"),
    "people": NAMES.format(table="people"),
    "places": NAMES.format(table="places"),
    "articles": ARTICLES,
    "targets": FACTS.format(table="targets"),
    "figures": FACTS.format(table="figures"),
    "quotes": FACTS.format(table="quotes"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """What one table has."""

    table: str
    title: str
    rows: list[Row]
    more: bool
    """True when there are others than those in `rows`."""


async def search_page(datasette: Datasette, request: Request) -> Response:
    """The page at "/-/search"."""
    typed = (request.args.get("q") or "").strip()
    db = datasette.get_database(NAME)
    found = [await _search(db, table, typed) for table in QUERIES] if typed else []
    variables: dict[str, Any] = {
        "search_words": typed,
        "results": {results.table: results for results in found if results.rows},
    }
    return Response.html(await datasette.render_template("search.html", variables, request))


def match_expression(typed: str) -> str:
    """What was typed as an FTS5 query: all words, quoted phrases kept, the last word open-ended.

    >>> match_expression('battery "solid state" cap')
    '"battery" "solid state" "cap"*'
    >>> match_expression('NEAR( AND -x"')
    '"NEAR(" "AND" "-x"*'
    """
    parts = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', typed)]
    quoted = ['"{}"'.format(part.replace('"', "")) for part in parts if part.strip()]
    open_ended = (bool(quoted) and not typed.rstrip().endswith('"')) or typed.count('"') % 2 == 1
    return " ".join(quoted) + ("*" if open_ended and quoted else "")


def marked(snippet: str | None) -> Markup:
    """A snippet with its matches marked, everything else escaped."""
    text = str(escape(snippet or ""))
    return Markup(text.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S704


async def _search(db: Database, table: str, typed: str) -> Results:
    params = {"words": match_expression(typed), "limit": LIMIT + 1}
    try:
        rows = await select(db, QUERIES[table], params) if table in FULL_TEXT else []
    except (QueryInterrupted, sqlite3.OperationalError):
        rows = []
    return Results(table=table, title=table_title(table), rows=rows[:LIMIT], more=len(rows) > LIMIT)

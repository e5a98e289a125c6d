"""Rows that have a page of their own, by table."""

from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request

from bellwether.browse.article import article_page
from bellwether.browse.entity import ENTITY, entity_page
from bellwether.browse.fact import FACT, fact_page

Variables = Callable[[], Awaitable[dict[str, Any]]]
RowPage = Callable[[Datasette, Request], Variables]


def _row_id(request: Request) -> str:
    return str(tilde_decode(request.url_vars["pks"]))


def _article(datasette: Datasette, request: Request) -> Variables:
    return lambda: article_page(datasette, _row_id(request))


def _fact(table: str) -> RowPage:
    return lambda datasette, request: lambda: fact_page(datasette, table, _row_id(request))


def _entity(table: str) -> RowPage:
    return lambda datasette, request: lambda: entity_page(datasette, table, _row_id(request))


ROW_PAGES: dict[str, RowPage] = {
    "articles": _article,
    **{table: _fact(table) for table in FACT},
    **{table: _entity(table) for table in ENTITY},
}
"""Per table, what a row's template is given beside what Datasette gives it."""

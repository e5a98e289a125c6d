"""The functions and filters that the templates call."""

import hashlib
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request
from jinja2 import Environment

from bellwether.browse import charts, facts, formats
from bellwether.browse.article import TABLES
from bellwether.browse.cells import amount_of, linked_name
from bellwether.browse.database import NAME
from bellwether.browse.descriptions import (
    column_title,
    descriptions,
    heading,
    shown_columns,
    table_description,
    table_title,
)
from bellwether.browse.questions import choices, overview, questions
from bellwether.browse.search import marked

ASSETS = Path(__file__).parent / "assets"
SECTIONS = ("articles", "targets", "figures", "quotes", "organizations", "people")
FOLDED = {
    "amount_high",
    "value_high",
    "currency",
    "unit",
    "comparator",
    "deadline_date",
    "period_end",
}
"""Columns of a question's answer that are told within another one."""


def prepare(env: Environment, datasette: Datasette) -> None:
    """Give the templates what they call."""
    env.globals.update(
        asset=lambda name: _asset(datasette, name),
        site_sections=lambda: _sections(datasette),
        table_url=lambda table: datasette.urls.table(NAME, table),
        row_url=lambda table, key: f"{datasette.urls.table(NAME, table)}/{tilde_encode(str(key))}",
        question_url=lambda name: datasette.urls.query(NAME, name),
        name_link=lambda row, column: linked_name(datasette, column, row),
        question=lambda name: questions().get(name),
        all_questions=lambda: list(questions().values()),
        choices=partial(choices, datasette),
        overview=partial(overview, datasette),
        table_title=table_title,
        table_description=table_description,
        column_title=column_title,
        shown_columns=shown_columns,
        cells_of=cells_of,
        is_folded=lambda column: column in FOLDED or column.endswith("_id"),
        bars=charts.bars,
        timeline=charts.timeline,
        stacks=charts.stacks,
        series=charts.series,
        most_dots=charts.MOST_DOTS,
        database_name=NAME,
    )
    env.filters.update(
        amount=amount_of,
        number=formats.format_number,
        period=formats.format_period,
        day=formats.format_date,
        moment=formats.format_moment,
        shorten=formats.shorten,
        count_of=formats.count_of,
        marked=marked,
        opening=opening,
        plain_sort=plain_sort,
        heading=heading,
        baseline=facts.baseline,
        share=facts.share,
        equivalents=facts.equivalents,
        names=facts.names,
        said=facts.said,
        table_of=TABLES.get,
        in_group=in_group,
        has=lambda row, column: row[column] if column in row.keys() else None,  # noqa: SIM118
    )


def cells_of(table: str, cells: Iterable[Any], request: Request, key: str) -> list[Any]:
    """The cells or columns of a table's row that are shown, in their order.

    `key` names the entry that holds the column's name. A reader who picks columns by address
    ("_col", "_nocol"), or asks for all, gets what was asked for.
    """
    cells = list(cells)
    wanted = shown_columns(table)
    if not wanted or {"_col", "_nocol", "_all"} & set(request.args):
        return cells
    by_name = {cell[key]: cell for cell in cells}
    return [by_name[name] for name in wanted if name in by_name] or cells


def in_group(tables: Iterable[Any], group: str | None) -> list[Any]:
    """The tables that descriptions.toml puts in the group, in its order; None for the rest."""
    order = list(descriptions()["tables"])
    found = [t for t in tables if table_description(t["name"]).get("group") == group]
    visible = [t for t in found if not t["hidden"] or group is None]
    return sorted(visible, key=lambda t: order.index(t["name"]) if t["name"] in order else 0)


def plain_sort(description: str) -> str:
    """What Datasette says about the rows, without a sorting that readers did not ask for.

    >>> plain_sort("where kind = money sorted by search_id descending")
    'where kind = money, newest first'
    """
    return description.replace(" sorted by search_id descending", ", newest first").replace(
        "sorted by search_id descending", "newest first"
    )


def opening(text: str, limit: int = 260) -> str:
    """The first paragraph of a text that says something, shortened."""
    said = (part for part in text.split("\n\n") if len(part) > 80)
    return formats.shorten(next(said, text), limit)


def _sections(datasette: Datasette) -> list[dict[str, str]]:
    tables = [
        {"label": table_title(table), "href": datasette.urls.table(NAME, table)}
        for table in SECTIONS
    ]
    return [
        {"label": "Front page", "href": datasette.urls.instance()},
        *tables,
        {"label": "All data", "href": datasette.urls.database(NAME)},
    ]


def _asset(datasette: Datasette, name: str) -> str:
    return f"{datasette.urls.path('/-/assets/' + name)}?{_digest(name)}"


@cache
def _digest(name: str) -> str:
    """Changes with the file, so that browsers fetch a new one."""
    return hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:8]

"""One cell of a table as a person reads it: amounts with units, names as links, lists unrolled."""

import json
from collections.abc import Callable
from typing import Any

from datasette.app import Datasette
from markupsafe import Markup, escape

from bellwether.browse.formats import (
    format_amount,
    format_date,
    format_moment,
    format_period,
    shorten,
)
from bellwether.browse.links import Row, address, get, name_address, pointed_to, row_url

Show = Callable[[Any, Row], Markup | str]
NOTHING = Markup("&nbsp;")
"""An empty cell. Datasette takes an empty string for no answer, and would show the raw value."""


def show_cell(
    datasette: Datasette, table: str | None, column: str, value: Any, row: Row
) -> Markup | str | None:
    """The cell as HTML; None leaves it to Datasette."""
    if value is None or value == "" or isinstance(value, bytes):
        return None
    if isinstance(value, dict):
        return _link(datasette, pointed_to(column), value["value"], value["label"])
    if table is not None and column.endswith("_id"):
        return _link(datasette, pointed_to(column), value, value)
    shown = _shown(column, value, row)
    if shown == "":
        return NOTHING
    target = address(datasette, table, column, row)
    if target is None:
        return shown
    return Markup('<a href="{}">{}</a>').format(target, shown or shorten(str(value), 300))


def linked_name(datasette: Datasette, column: str, row: Row) -> Markup:
    """A printed name such as `subject`, linked to its row where it has one."""
    target = name_address(datasette, column, row)
    text = escape(row[column] or "")
    return Markup('<a href="{}">{}</a>').format(target, text) if target else text


def amount_of(row: Row) -> str:
    """The amount of a figure or the value of a target, with its currency or unit."""
    column = "amount" if "amount" in row.keys() else "value"  # noqa: SIM118
    return _amount(column, row)


def _shown(column: str, value: Any, row: Row) -> Markup | str | None:
    show = SHOWN.get(column)
    return show(value, row) if show else None


def _amount(column: str, row: Row) -> str:
    return format_amount(
        row[column],
        get(row, f"{column}_high"),
        currency=get(row, "currency"),
        unit=get(row, "unit"),
        comparator=get(row, "comparator"),
    )


def _listed(value: Any, _: Row) -> str:
    try:
        items = json.loads(value)
    except ValueError:
        return str(value)
    return ", ".join(map(str, items)) if isinstance(items, list) else str(value)


def _chip(value: Any, _: Row) -> Markup:
    return Markup('<span class="chip chip-{}">{}</span>').format(value, value)


SHOWN: dict[str, Show] = {
    "amount": lambda _, row: _amount("amount", row),
    "value": lambda _, row: _amount("value", row),
    "period": lambda value, _: format_period(str(value)),
    "deadline": lambda value, _: format_period(str(value)),
    "published_date": lambda value, _: format_date(str(value)),
    "deadline_date": lambda value, _: format_date(str(value)),
    "last_published": lambda value, _: format_date(str(value)),
    "published": lambda value, _: format_date(str(value)),
    "status": lambda value, row: _chip(value, row) if isinstance(value, str) else f"{value}",
    "kind": _chip,
    "state": _chip,
    "aliases": _listed,
    "authors": _listed,
    "section": _listed,
    "scope": _listed,
    "fetched_at": lambda value, _: format_moment(str(value)),
    "changed_at": lambda value, _: format_moment(str(value)),
    "started_at": lambda value, _: format_moment(str(value)),
    "finished_at": lambda value, _: format_moment(str(value)),
    "last_at": lambda value, _: format_moment(str(value)),
    "visited_at": lambda value, _: format_moment(str(value)),
    "next_visit_at": lambda value, _: format_moment(str(value)),
    "last_success_at": lambda value, _: format_moment(str(value)),
    "last_article_at": lambda value, _: format_moment(str(value)),
    "health": _chip,
    "failed_as": _chip,
    "resolved_at": lambda value, _: format_moment(str(value)),
    "word_count": lambda value, _: f"{value:,}",
    "body_size": lambda value, _: f"{value:,}",
}


def _link(datasette: Datasette, table: str | None, key: Any, label: Any) -> Markup | None:
    if table is None:
        return None
    return Markup('<a href="{}">{}</a>').format(
        row_url(datasette, table, key), shorten(str(label), 120)
    )

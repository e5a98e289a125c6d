"""One cell of a table as a person reads it: amounts with units, names as links, lists unrolled."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from datasette.app import Datasette
from markupsafe import Markup, escape

from bellwether.browse.database import NAME
from bellwether.browse.descriptions import table_description
from bellwether.browse.formats import format_amount, format_date, format_period, shorten

Row = Mapping[str, Any]
Show = Callable[[Any, Row], Markup | str]

LINKED = {
    "article": "articles",
    "organization": "organizations",
    "person": "people",
    "place": "places",
    "source": "sources",
    "url": "urls",
    "page": "pages",
    "run": "runs",
    "appearance": "appearances",
    "figure": "figures",
    "target": "targets",
    "quote": "quotes",
    "found_on": "urls",
}
"""The table that a column "x_id" points to, by the last word of x."""
NAMED = {"subject": "subject", "actor": "actor", "attribution": "attribution", "speaker": "speaker"}
"""Columns with a printed name whose row is told by `<column>_organization_id` and its like."""


def show_cell(
    datasette: Datasette, table: str | None, column: str, value: Any, row: Row
) -> Markup | str | None:
    """The cell as HTML; None leaves it to Datasette."""
    if value is None or value == "" or isinstance(value, bytes):
        return None
    if isinstance(value, dict):
        return _link(datasette, _pointed_to(column), value["value"], value["label"])
    shown = _shown(column, value, row)
    address = _address(datasette, table, column, row)
    if address is None:
        return shown
    return Markup('<a href="{}">{}</a>').format(address, shown or shorten(str(value), 300))


def linked_name(datasette: Datasette, column: str, row: Row) -> Markup:
    """A printed name such as `subject`, linked to its row where it has one."""
    address = _name_address(datasette, column, row)
    text = escape(row[column] or "")
    return Markup('<a href="{}">{}</a>').format(address, text) if address else text


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
        _get(row, f"{column}_high"),
        currency=_get(row, "currency"),
        unit=_get(row, "unit"),
        comparator=_get(row, "comparator"),
    )


def _listed(value: Any, _: Row) -> str:
    try:
        items = json.loads(value)
    except ValueError:
        return str(value)
    return ", ".join(map(str, items)) if isinstance(items, list) else str(value)


def _chip(value: Any, _: Row) -> Markup:
    return Markup('<span class="chip chip-{}">{}</span>').format(value, value)


def _moment(value: Any, _: Row) -> str:
    text = str(value)
    return f"{format_date(text)} {text[11:16]}" if len(text) > 10 else format_date(text)


SHOWN: dict[str, Show] = {
    "amount": lambda _, row: _amount("amount", row),
    "value": lambda _, row: _amount("value", row),
    "period": lambda value, _: format_period(str(value)),
    "deadline": lambda value, _: format_period(str(value)),
    "published": lambda value, _: format_date(str(value)),
    "status": lambda value, row: _chip(value, row) if isinstance(value, str) else f"{value}",
    "kind": _chip,
    "state": _chip,
    "aliases": _listed,
    "authors": _listed,
    "section": _listed,
    "scope": _listed,
    "fetched_at": _moment,
    "changed_at": _moment,
    "started_at": _moment,
    "finished_at": _moment,
    "last_at": _moment,
    "resolved_at": _moment,
    "word_count": lambda value, _: f"{value:,}",
    "body_size": lambda value, _: f"{value:,}",
}


def _address(datasette: Datasette, table: str | None, column: str, row: Row) -> str | None:
    if table is None:
        target = _get(row, f"{column}_id") or _get(row, f"{_name_of(column, row)}_id")
        kind = column if column in LINKED else _name_of(column, row)
        if target and kind in LINKED:
            return _row_url(datasette, LINKED[kind], target)
        return _name_address(datasette, column, row)
    if column == table_description(table).get("headline"):
        return _row_url(datasette, table, row["id"])
    return _name_address(datasette, column, row)


def _name_of(column: str, row: Row) -> str:
    """Which kind of row a query's column "name" stands for."""
    if column != "name":
        return ""
    return next((kind for kind in ("person", "organization") if _get(row, f"{kind}_id")), "")


def _name_address(datasette: Datasette, column: str, row: Row) -> str | None:
    if column not in NAMED:
        return None
    for kind in ("organization", "person", "place"):
        if target := _get(row, f"{column}_{kind}_id"):
            key = target["value"] if isinstance(target, dict) else target
            return _row_url(datasette, LINKED[kind], key)
    return None


def _pointed_to(column: str) -> str:
    name = column.removesuffix("_id")
    return LINKED.get(name) or LINKED.get(name.rpartition("_")[2], "")


def _link(datasette: Datasette, table: str, key: Any, label: Any) -> Markup | None:
    if not table:
        return None
    return Markup('<a href="{}">{}</a>').format(
        _row_url(datasette, table, key), shorten(str(label), 120)
    )


def _row_url(datasette: Datasette, table: str, key: Any) -> str:
    return f"{datasette.urls.table(NAME, table)}/{key}"


def _get(row: Row, column: str) -> Any:
    return row[column] if column in row.keys() else None  # noqa: SIM118

"""The questions the pages offer: canned queries with inputs and a chart, from questions.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from datasette.app import Datasette
from datasette.database import QueryInterrupted

from bellwether.browse.database import NAME, Row, select

ChartKind = Literal["timeline", "bars", "series"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """One thing a reader can set."""

    name: str
    """The parameter of the query."""
    label: str
    type: str = "text"
    """What HTML calls the type of an input."""
    hint: str = ""
    """What an empty one stands for."""
    choices: tuple[str, ...] = ()
    choices_sql: str | None = None
    """A query whose first column is offered while typing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A canned query as its page shows it."""

    name: str
    title: str
    description: str
    chart: ChartKind
    about: str | None
    """The column that names what the whole answer is about; None where there is none."""
    sql: str
    overview_sql: str | None
    """All of the answer by year and kind, for one too long to show row by row."""
    inputs: tuple[Input, ...]

    @property
    def limit(self) -> int | None:
        """The most rows the query gives."""
        found = re.search(r"limit (\d+)\s*$", self.sql)
        return int(found[1]) if found else None


@cache
def questions() -> dict[str, Question]:
    """Every question, by its name in addresses."""
    path = Path(__file__).parent / "questions.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _question(name, entry) for name, entry in entries.items()}


def canned() -> dict[str, dict[str, Any]]:
    """The questions in the form Datasette takes."""
    return {
        question.name: {
            "title": question.title,
            "description": question.description,
            "sql": question.sql.strip(),
            "params": [field.name for field in question.inputs],
        }
        for question in questions().values()
    }


async def choices(datasette: Datasette, field: Input) -> list[str]:
    """What an input offers; nothing where looking it up takes too long."""
    if field.choices_sql is None:
        return list(field.choices)
    try:
        rows = await select(datasette.get_database(NAME), field.choices_sql)
    except QueryInterrupted:
        return []
    return [str(next(iter(row.values()))) for row in rows]


async def overview(
    datasette: Datasette, question: Question, params: Mapping[str, str], shown: int
) -> list[Row]:
    """The whole answer in brief where `shown` rows are not all of it, else nothing."""
    if question.overview_sql is None or question.limit is None or shown < question.limit:
        return []
    try:
        return await select(datasette.get_database(NAME), question.overview_sql, params)
    except QueryInterrupted:
        return []


def _question(name: str, entry: dict[str, Any]) -> Question:
    if entry["chart"] not in get_args(ChartKind):
        raise ValueError(f"questions.toml: {name} has the unknown chart {entry['chart']!r}")
    fields = entry.get("inputs", {}).items()
    return Question(
        name=name,
        title=entry["title"],
        description=entry["description"],
        chart=entry["chart"],
        about=entry.get("about"),
        sql=entry["sql"],
        overview_sql=entry.get("overview_sql"),
        inputs=tuple(_input(key, field) for key, field in fields),
    )


def _input(name: str, field: dict[str, Any]) -> Input:
    return Input(name=name, **{**field, "choices": tuple(field.get("choices", ()))})

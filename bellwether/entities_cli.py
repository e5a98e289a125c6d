"""`bellwether entities`: who is who across articles, and a person's word on it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bellwether import options

if TYPE_CHECKING:
    from rich.console import RenderableType
    from sqlite_utils import Database

    from bellwether.entities import Row
    from models.judgements import Judgement

rows_option = click.option(
    "--rows", type=click.IntRange(1), default=30, show_default=True, help="Rows to print at most."
)
kind_option = click.option(
    "--kind", type=click.Choice(["organization", "person"]), help="Only these."
)


class InOrder(click.Group):
    """Commands in the order of their use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order in which they are defined."""
        return list(self.commands)


@click.group(cls=InOrder, short_help="Who is who across articles, and your word on it.")
def entities() -> None:
    """Who is who across articles: what was joined, what is asked, and your word on it.

    Names are joined where that is sure. Every merge and every doubt is a numbered judgement, which
    you can confirm, overrule and take back; reading again keeps what you said.

    \b
    Example:  bellwether entities review
    """


@entities.command(name="list")
@click.argument("words", required=False, default="")
@kind_option
@rows_option
@options.database_option
def list_(words: str, kind: Any, rows: int, database: Path) -> None:
    """List organisations and people with their other names.

    WORDS are looked for in names and aliases.

    \b
    Example:  bellwether entities list kestrel
    """
    from bellwether.entities import entities as find_entities

    with _opened(database) as db:
        found = find_entities(db, words, kind)
        empty = "No names yet: type `bellwether run`." if not words else "No name has these words."
        _print(_entity_table(found[:rows]) if found else empty, _rest(found, rows))


@entities.command()
@click.argument("name")
@options.database_option
def show(name: str, database: Path) -> None:
    """Show every spelling of a name and the judgements behind it.

    \b
    Example:  bellwether entities show "Kestrel Robotics"
    """
    from bellwether.entities import find, journal, members

    with _opened(database) as db:
        row = find(db, name)
        _print(_spelling_table(members(db, row)), _journal_table(journal(db, row)))


@entities.command()
@click.option("--merged", is_flag=True, help="What was joined and nobody has confirmed.")
@rows_option
@options.database_option
def review(merged: bool, rows: int, database: Path) -> None:
    """List pairs of names that may be the same, the likeliest first.

    `merge NUMBER` or `split NUMBER` decides one. With --merged: what the resolver joined by
    itself, the least sure first.

    \b
    Example:  bellwether entities review --merged
    """
    from bellwether.entities import questions

    with _opened(database) as db:
        found = questions(db, merged=merged)
        _print(_question_table(found[:rows]) if found else "Nothing to decide.", _rest(found, rows))


@entities.command()
@click.argument("one", metavar="NAME|NUMBER")
@click.argument("other", metavar="[NAME]", required=False)
@options.database_option
def merge(one: str, other: str | None, database: Path) -> None:
    """Say that two names mean the same, or that a judgement is right.

    A NAME may be an id; a NUMBER is that of a judgement.

    \b
    Example:  bellwether entities merge Qualcom Qualcomm
    """
    from bellwether.entities import decide

    with _deciding(database) as db:
        _print_said(decide(db, "same", one, other), "=")


@entities.command()
@click.argument("one", metavar="NAME|NUMBER")
@click.argument("other", metavar="[NAME]", required=False)
@options.database_option
def split(one: str, other: str | None, database: Path) -> None:
    """Say that two names mean different ones, and keep them apart.

    With one NAME, that spelling is parted from all others of its group.

    \b
    Example:  bellwether entities split "Kestrell Robotics" "Kestrel Robotics"
    """
    from bellwether.entities import decide

    with _deciding(database) as db:
        _print_said(decide(db, "different", one, other), "≠")


@entities.command()
@click.argument("name")
@click.argument("alias")
@options.database_option
def alias(name: str, alias: str, database: Path) -> None:
    """Give a name another one, whether an article prints it yet or not.

    \b
    Example:  bellwether entities alias "Danish Maritime Board" DMB
    """
    from bellwether.entities import add_alias

    with _deciding(database) as db:
        _print_said(add_alias(db, name, alias), "=")


@entities.command()
@click.argument("number", type=click.IntRange(1), required=False)
@options.database_option
def undo(number: int | None, database: Path) -> None:
    """Take back what you said: the judgement with the number, or the last one.

    \b
    Example:  bellwether entities undo 12
    """
    from bellwether.entities import undo as take_back

    with _deciding(database) as db:
        line = take_back(db, number)
        click.echo(f"Judgement {line.id} on {line.left_name} and {line.right_name} is taken back.")


@contextmanager
def _opened(database: Path) -> "Iterator[Database]":
    from contextlib import closing

    from models.schema import open_database

    with closing(open_database(database, create=False)) as db:
        yield db


@contextmanager
def _deciding(database: Path) -> "Iterator[Database]":
    """While no run is under way, which joins names itself."""
    from bellwether.lock import run_lock

    with _opened(database) as db, run_lock(database):
        yield db


def _print(*parts: "RenderableType | None") -> None:
    from bellwether.tables import console

    for part in parts:
        if part is not None:
            console().print(part)


def _print_said(lines: "Iterable[Judgement]", sign: str) -> None:
    for line in lines:
        click.echo(f"{line.left_name} {sign} {line.right_name}"
                   f"  (`bellwether entities undo {line.id}` takes it back)")  # fmt: skip


def _rest(found: Sequence[object], rows: int) -> str | None:
    return f"{len(found) - rows:,} more: --rows shows them." if len(found) > rows else None


def _entity_table(rows: "Iterable[Row]") -> "RenderableType":
    from bellwether.tables import grid

    table = grid(("name", {"style": "bold"}), "kind", ("articles", {"justify": "right"}), "also",
                 ("id", {"no_wrap": True}))  # fmt: skip
    for row in rows:
        table.add_row(row.name, row.kind, str(row.articles), ", ".join(row.aliases), row.id)
    return table


def _spelling_table(rows: "Iterable[Row]") -> "RenderableType":
    from bellwether.tables import grid

    table = grid(("name", {"style": "bold"}), "known by", ("articles", {"justify": "right"}),
                 "also", ("id", {"no_wrap": True}))  # fmt: skip
    for row in rows:
        table.add_row(row.name, row.key, str(row.articles), ", ".join(row.aliases), row.id)
    return table


def _journal_table(lines: "Sequence[Judgement]") -> "RenderableType | None":
    from bellwether.tables import grid

    table = grid("number", "names", "verdict", "by", "why")
    for line in lines:
        names = f"{line.left_name} / {line.right_name}"
        table.add_row(str(line.id), names, line.verdict, line.judge, line.reason)
    return table if lines else None


def _question_table(rows: Iterable[dict[str, Any]]) -> "RenderableType":
    from bellwether.tables import grid

    number, bold = {"justify": "right"}, {"style": "bold"}
    table = grid(("number", number), ("one", bold), ("other", bold), "kind", "why",
                 ("score", number))  # fmt: skip
    for row in rows:
        table.add_row(str(row["id"]), row["left_name"], row["right_name"], row["kind"],
                      row["reason"], f"{row['score']:.2f}")  # fmt: skip
    return table

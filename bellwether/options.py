"""Options that several commands share, and how their values are checked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from crawler.options import CrawlOptions
from crawler.sources import SOURCE_NAME, load_options, load_sources
from models.sources import Source

DEFAULT_DATABASE = "bellwether.db"
DATABASE_PATH = click.Path(path_type=Path)
PACKAGE = Path(__file__).parent

Command = TypeVar("Command", bound=Callable[..., Any])


def database_option(command: Command) -> Command:
    """`--db PATH`, the same for every command."""
    return click.option(
        "--db",
        "database",
        metavar="PATH",
        type=DATABASE_PATH,
        default=DEFAULT_DATABASE,
        show_default=True,
        help="The database file.",
    )(command)


def sources_option(command: Command) -> Command:
    """`--sources FILE`: by default sources.toml of the current folder, else the one shipped."""
    return click.option(
        "--sources",
        "sources_file",
        metavar="FILE",
        type=DATABASE_PATH,
        help="The list of sources; by default sources.toml here, else the one that is shipped.",
    )(command)


def private_option(command: Command) -> Command:
    """`--allow-private`, for newsrooms on this machine or network."""
    return click.option(
        "--allow-private",
        is_flag=True,
        help="Fetch from private and loopback addresses too, which are refused otherwise.",
    )(command)


def read_sources_file(path: Path | None) -> tuple[list[Source], CrawlOptions]:
    """The sources and how to crawl them. Raises SourcesError."""
    file = path or default_sources()
    return load_sources(file), load_options(file)


def default_sources() -> Path:
    """sources.toml of the current folder, else the one that is shipped."""
    here = Path("sources.toml")
    shipped = PACKAGE / "sources.toml"
    return next(file for file in (here, shipped, PACKAGE.parent / here) if file.exists())


def source_name(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """A name that sources.toml takes, as typed."""
    if value is not None and not SOURCE_NAME.fullmatch(value):
        raise click.BadParameter('write small letters, digits and "-", as in "example-business"')
    return value


def iso_date(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """An ISO 8601 date or moment, as typed."""
    if value is None:
        return None
    try:
        date.fromisoformat(value[:10])
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-11-16") from error
    return value


def web_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """An http or https address, as typed."""
    if value is not None and urlsplit(value).scheme not in ("http", "https"):
        raise click.BadParameter(f"{value!r} is no http or https address")
    return value

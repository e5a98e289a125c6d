"""The commands under `bellwether sources`."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bellwether import options
from bellwether.browse.formats import count_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bellwether.sources import Checked, Found
    from models.sources import Source

NAMES = click.argument("names", nargs=-1, required=True, metavar="NAME...")
ADDRESS = ("address", {"overflow": "fold"})


@click.group()
def sources() -> None:
    """List, find, try and switch the sources of sources.toml.

    \b
    Example:  bellwether sources add example.com
    """


@sources.command()
@click.argument("url")
@click.option("--name", callback=options.source_name, help="What to call it; else made of URL.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@options.sources_option
@options.private_option
def add(
    url: str, name: str | None, dry_run: bool, sources_file: Path | None, allow_private: bool
) -> None:
    """Find the feeds and sitemaps of a site and watch those that work.

    URL is the site, one of its sections, or a feed. Looks at what the page and robots.txt name
    and at the usual places, tries each, and writes the entry into sources.toml.

    \b
    Example:  bellwether sources add https://example.com/business/ --dry-run
    """
    from bellwether.progress import progress_bar
    from bellwether.sources import add_entry, find_source
    from bellwether.tables import console

    known, crawl_options = options.read_sources_file(_existing(sources_file))
    chosen = replace(crawl_options, allow_private=allow_private or crawl_options.allow_private)
    with progress_bar("Looking") as advance:
        found = find_source(url, known, chosen, name=name, progress=advance)
    console().print(_found_report(found))
    if dry_run:
        click.echo("Nothing was written: leave --dry-run away to add it.")
        return
    path, is_new = add_entry(sources_file, found.entry)
    made = ", made from the list that is shipped" if is_new and not sources_file else ""
    click.echo(f"Added to {path}{made}. Next: bellwether crawl {found.entry['name']}")


def _existing(file: Path | None) -> Path | None:
    """A file that is yet to be made counts as the shipped one's settings without its sources."""
    return file if file is None or file.exists() else None


def _found_report(found: "Found") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    from bellwether.reports import format_moment
    from bellwether.tables import NUMBER, grid
    from crawler.sources_file import entry_text

    table = grid("kind", ADDRESS, ("items", NUMBER), "newest", "verdict")
    for trial, verdict in found.choice.verdicts:
        style = "green" if verdict == "chosen" else "dim"
        newest = format_moment(trial.newest) if trial.newest else ""
        items = str(trial.items) if trial.items else ""
        kind, address = trial.place.kind, trial.place.url
        table.add_row(kind, address, items, newest, Text(verdict, style=style))
    return Group(table, Text(entry_text(found.entry)))


@sources.command(name="list")
@options.sources_option
def list_sources(sources_file: Path | None) -> None:
    """Show the sources, where each looks, and which are switched off.

    \b
    Example:  bellwether sources list
    """
    from bellwether.tables import console

    known, _ = options.read_sources_file(sources_file)
    if not known:
        click.echo("No sources yet: type `bellwether sources add URL`.")
        return
    console().print(_source_table(known))
    off = sum(not source.enabled for source in known)
    click.echo(f"{count_of(len(known), 'source')}, {off} switched off")


def _source_table(known: "list[Source]") -> "RenderableType":
    from bellwether.tables import grid

    table = grid(("source", {"style": "bold"}), "publisher", "looks at", "state")
    for source in known:
        lists = ("feeds", "sitemaps", "sections", "site", "urls")
        counts = ((len(getattr(source, name)), name.removesuffix("s")) for name in lists)
        looks = ", ".join(count_of(count, name) for count, name in counts if count)
        state = "on" if source.enabled else "off"
        table.add_row(source.name, source.publisher, looks, state)
    return table


@sources.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.sources_option
@options.private_option
def check(names: tuple[str, ...], sources_file: Path | None, allow_private: bool) -> None:
    """Ask each source for its lists and say what came; nothing is stored.

    NAME picks sources; without it, all that are enabled are asked. Ends with 1 when a list
    failed or was empty.

    \b
    Example:  bellwether sources check reuters
    """
    from bellwether.progress import progress_bar
    from bellwether.sources import check_sources
    from bellwether.tables import console

    known, crawl_options = options.read_sources_file(sources_file)
    chosen = replace(crawl_options, allow_private=allow_private or crawl_options.allow_private)
    with progress_bar("Checking") as advance:
        checked = check_sources(known, names, chosen, progress=advance)
    console().print(_check_table(checked))
    failed = sum(bool(one.failure) for one in checked)
    click.echo(f"{count_of(len(checked), 'address', 'addresses')} asked, {failed} failed")
    sys.exit(int(bool(failed)))


def _check_table(checked: "list[Checked]") -> "RenderableType":
    from rich.text import Text

    from bellwether.reports import format_moment
    from bellwether.tables import NUMBER, grid

    table = grid(("source", {"style": "bold"}), ADDRESS, "answer", ("items", NUMBER), "newest")
    for one in checked:
        answer = Text(one.failure or "ok", style="red" if one.failure else "green")
        items = "" if one.items is None else str(one.items)
        newest = format_moment(one.newest) if one.newest else ""
        table.add_row(one.source, one.url, answer, items, newest)
    return table


@sources.command()
@NAMES
@options.sources_option
def disable(names: tuple[str, ...], sources_file: Path | None) -> None:
    """Keep sources in the file but leave them alone from now on.

    \b
    Example:  bellwether sources disable wired techradar
    """
    _switch(sources_file, names, enabled=False)


@sources.command()
@NAMES
@options.sources_option
def enable(names: tuple[str, ...], sources_file: Path | None) -> None:
    """Watch sources again that were switched off.

    \b
    Example:  bellwether sources enable wired
    """
    _switch(sources_file, names, enabled=True)


def _switch(sources_file: Path | None, names: tuple[str, ...], *, enabled: bool) -> None:
    from bellwether.sources import switch_sources

    path = switch_sources(sources_file, names, enabled=enabled)
    click.echo(f"{', '.join(names)} switched {'on' if enabled else 'off'} in {path}")

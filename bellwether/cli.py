"""The command line. Commands import what they need when called: spaCy, Scrapy and Datasette take
seconds to load, and `--help` needs none of them."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click

from bellwether import __version__, options
from bellwether.entities_cli import entities
from bellwether.sources_commands import sources
from models.errors import BellwetherError

PART_FAILED = 1
"""Exit code: something was done, something else was not; standard error says what."""


class Commands(click.Group):
    """Commands in the order of their use; an error that names its cure becomes one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order in which they are defined."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what a person can put right ends in one line and its exit code."""
        try:
            return super().invoke(ctx)
        except BellwetherError as error:
            complain(error)
            ctx.exit(error.exit_code)


def complain(error: BellwetherError) -> None:
    """One line on standard error."""
    click.secho(f"Error: {error}", err=True, fg="red")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bellwether")
def main() -> None:
    """Read industry news into a database of who said what, how much, and by when.

    \b
    A first look:  bellwether demo
    One page:      bellwether extract https://example.com/article
    Every day:     bellwether run
    """


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.sources_option
@options.private_option
@click.option(
    "--urls",
    "url_list",
    metavar="FILE",
    type=options.DATABASE_PATH,
    help="Fetch the addresses in this file instead, one to a line.",
)
@click.option(
    "--warc",
    "archives",
    metavar="FILE",
    type=options.DATABASE_PATH,
    multiple=True,
    help="Store the pages of this archive (.warc, .warc.gz) instead; several can be named.",
)
@click.option("--verbose", is_flag=True, help="Show Scrapy's log.")
@options.database_option
def crawl(
    names: tuple[str, ...],
    sources_file: Path | None,
    allow_private: bool,
    url_list: Path | None,
    archives: tuple[Path, ...],
    verbose: bool,
    database: Path,
) -> None:
    """Fetch what is new from the sources and store the pages.

    NAME picks sources of sources.toml; without it, all that are enabled are asked. Ends with 1
    when a source could not be reached at all, or a part of a file could not be read.

    \b
    Example:  bellwether crawl utility-dive pv-magazine
    """
    from bellwether.lock import run_lock
    from bellwether.stages import archive_stage, crawl_stage, url_list_stage

    if bool(names) + bool(url_list) + bool(archives) > 1:
        raise click.UsageError("names of sources, --urls and --warc exclude each other")
    with run_lock(database):
        if archives:
            sys.exit(archive_stage(database, archives))
        stage = partial(url_list_stage, database, url_list) if url_list else None
        stage = stage or partial(crawl_stage, database, names)
        sys.exit(stage(sources_file, allow_private=allow_private, verbose=verbose))


@main.command()
@click.option("--again", is_flag=True, help="Read every page with the present extractors.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default one a core.")
@options.database_option
def read(again: bool, workers: int | None, database: Path) -> None:
    """Turn stored pages into facts.

    Pages that were read before are left alone; --again reads them too, without fetching anything.
    Ends with 1 when a page could not be read at all.

    \b
    Example:  bellwether read --again
    """
    from bellwether.lock import run_lock
    from bellwether.stages import read_stage

    with run_lock(database):
        sys.exit(read_stage(database, again=again, workers=workers))


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options.sources_option
@options.private_option
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default one a core.")
@options.database_option
def run(
    names: tuple[str, ...],
    sources_file: Path | None,
    allow_private: bool,
    workers: int | None,
    database: Path,
) -> None:
    """Crawl, then read: what a schedule calls.

    Ends with 75 at once when another run is at work on the same database.

    \b
    Example:  bellwether run --db news.db
    """
    from bellwether.lock import run_lock
    from bellwether.stages import crawl_stage, read_stage

    with run_lock(database):
        crawled = crawl_stage(database, names, sources_file, allow_private=allow_private)
        sys.exit(max(crawled, read_stage(database, workers=workers)))


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    show_default=True,
    help="Tables for a person, or the facts document: json, or jsonl with one article a line.",
)
@click.option("--url", callback=options.web_address, help="Where the file or text comes from.")
@click.option("--title", help="The headline, where the source can't say.")
@click.option("--published", callback=options.iso_date, metavar="DATE", help="The day: YYYY-MM-DD.")
@options.private_option
@click.option(
    "--db",
    "database",
    metavar="PATH",
    type=options.DATABASE_PATH,
    help="Save the articles and their facts in this database too.",
)
def extract(
    sources: tuple[str, ...],
    form: str,
    url: str | None,
    title: str | None,
    published: str | None,
    allow_private: bool,
    database: Path | None,
) -> None:
    """Read single articles and print what they say.

    SOURCE is a web address, an .html or .txt file, or - for standard input. Ends with 1 when one
    of them could not be read; the others are printed all the same.

    \b
    Example:  bellwether extract https://example.com/article --format json
    """
    from bellwether.extraction import Given, open_sources, read_found, save_found
    from bellwether.progress import progress_bar, with_progress
    from models.schema import open_database

    db = open_database(database) if database else None
    given = Given(url=url, title=title, published=published)
    with progress_bar("Fetching"):
        found, errors = open_sources(sources, given, allow_private=allow_private)
    for error in errors:
        complain(error)
    for item, facts in with_progress("Reading", read_found(found), len(found)):
        show(item.article, facts, form)
        if db is not None:
            save_found(db, item, facts)
    sys.exit(PART_FAILED if errors else 0)


def show(article: Any, facts: Any, form: str) -> None:
    """One article and its facts on standard output, in the form asked for."""
    from bellwether.tables import article_tables, console
    from models.document import facts_document

    if form == "table":
        console().print(article_tables(article, facts))
        return
    indent = 2 if form == "json" else None
    click.echo(json.dumps(facts_document(article, facts), ensure_ascii=False, indent=indent))


main.add_command(sources)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="By default 8001, or the next free.")
@click.option("--no-open", is_flag=True, help="Leave the web browser alone.")
@options.database_option
def browse(host: str, port: int | None, no_open: bool, database: Path) -> None:
    """Open the database in a web browser, read-only.

    Ctrl-C ends it.

    \b
    Example:  bellwether browse --port 8080 --no-open
    """
    from bellwether.browse import serve

    serve(
        database,
        host,
        port,
        open_browser=not no_open,
        ready=lambda address: click.echo(f"{database} is open at {address} (Ctrl-C ends it)"),
    )


@main.command(short_help="Print or install what calls `run` regularly.")
@click.option("--every", default="1h", show_default=True, help="30m, 2h or 1d.")
@click.option("--cron", "kind", flag_value="cron", help="A line for crontab.")
@click.option("--systemd", "kind", flag_value="systemd", help="A systemd user service and timer.")
@click.option("--install", is_flag=True, help="Put it in place for the present user.")
@click.option("--uninstall", is_flag=True, help="Take it away again.")
@options.sources_option
@options.database_option
def schedule(
    every: str,
    kind: Literal["cron", "systemd"] | None,
    install: bool,
    uninstall: bool,
    sources_file: Path | None,
    database: Path,
) -> None:
    """Print what makes `bellwether run` happen by itself, or put it in place.

    Prints a systemd timer where systemd runs the machine, else a line for crontab.

    \b
    Example:  bellwether schedule --every 2h --cron
    """
    from bellwether import schedule as schedules

    if install and uninstall:
        raise click.UsageError("--install and --uninstall exclude each other")
    plan = schedules.Schedule(
        db_path=database, sources=sources_file, every_minutes=schedules.parse_interval(every)
    )
    scheduler = kind or schedules.usual_kind()
    if install:
        click.echo(schedules.install(plan, scheduler))
    elif uninstall:
        click.echo(schedules.uninstall(plan, scheduler))
    else:
        click.echo(schedules.schedule_text(plan, scheduler), nl=False)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@options.database_option
def status(as_json: bool, database: Path) -> None:
    """Say what was crawled, read, failed and why.

    \b
    Example:  bellwether status
    """
    from bellwether.reports import status_report
    from bellwether.status import read_status
    from bellwether.tables import console
    from models.document import plain
    from models.schema import open_database

    found = read_status(open_database(database, create=False))
    if as_json:
        click.echo(json.dumps(plain(found), ensure_ascii=False, indent=2))
    else:
        console().print(status_report(found))


@main.command("new-publisher", short_help="Draft the profile of a publisher from one page.")
@click.argument("source", metavar="SOURCE")
@click.option("--url", callback=options.web_address, help="Where a saved page comes from.")
@click.option(
    "--checkout",
    metavar="FOLDER",
    type=options.DATABASE_PATH,
    default=".",
    help="The checkout to write into; by default the current folder.",
)
@options.private_option
def new_publisher(source: str, url: str | None, checkout: Path, allow_private: bool) -> None:
    """Draft the profile of a publisher whose pages are read wrong, from the page of one article.

    SOURCE is a web address or a saved .html file. Writes the profile to crawler/publishers/, saves
    the page and the article it should give in tests/pages/, and says what to check.

    \b
    Example:  bellwether new-publisher https://example.com/article
    """
    from bellwether import publishers

    written = publishers.new_publisher(source, checkout, url=url, allow_private=allow_private)
    click.echo(publishers.report(written, checkout))


main.add_command(entities)


@main.command(short_help="Crawl, read and show a sample newsroom.")
@options.database_option
def demo(database: Path) -> None:
    """Crawl and read a sample newsroom on this machine, and show what it gives.

    \b
    Example:  bellwether demo --db demo.db
    """
    from bellwether.demo.run import run_demo

    run_demo(database)

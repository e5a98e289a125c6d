"""`bellwether demo`: the whole way from a news site to a database, on a site of our own."""

import errno
import shlex
import shutil
import sys
from contextlib import ExitStack, closing
from pathlib import Path

from rich.text import Text

from bellwether.demo.newsroom import Newsroom
from bellwether.lock import run_lock
from bellwether.options import DEFAULT_DATABASE
from bellwether.overview import overview
from bellwether.stages import crawl_sources, read_stage
from bellwether.tables import console
from crawler.options import CrawlOptions
from models.schema import open_database

PORT = 8654
"""The newsroom's usual port, so that a second demo finds the same addresses."""


def run_demo(database: Path) -> None:
    """Crawl and read the sample newsroom twice, its second edition with one article changed."""
    screen = console()
    with run_lock(database), ExitStack() as stack:
        newsroom = _serve(stack)
        newsroom.edition = 2 if _known(database, newsroom) else 1
        screen.print(f"A sample newsroom is open at [bold]{newsroom.base_url}[/].\n")
        _crawl_and_read(database, newsroom)
        if newsroom.edition == 1:
            newsroom.edition = 2
            screen.print("\nThe newsroom corrects one article. Crawling again:\n")
            _crawl_and_read(database, newsroom)
    with closing(open_database(database)) as db:
        screen.print(overview(db))
    screen.print(_next_step(database))


def _serve(stack: ExitStack) -> Newsroom:
    try:
        return stack.enter_context(Newsroom.serve(PORT))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        return stack.enter_context(Newsroom.serve())


def _known(database: Path, newsroom: Newsroom) -> bool:
    with closing(open_database(database)) as db:
        urls = db.execute("SELECT 1 FROM urls WHERE url LIKE ? LIMIT 1", [newsroom.base_url + "/%"])
        return urls.fetchone() is not None


def _crawl_and_read(database: Path, newsroom: Newsroom) -> None:
    options = CrawlOptions(delay_s=0.0, concurrency=8, allow_private=True)
    crawl_sources(database, [newsroom.source()], options)
    read_stage(database)


def _next_step(database: Path) -> Text:
    option = "" if database == Path(DEFAULT_DATABASE) else f" --db {shlex.quote(str(database))}"
    text = Text("\nOpen it in a browser:  ")
    text.append(f"{program_name(sys.argv[0])} browse{option}", style="bold green")
    return text


def program_name(started_as: str) -> str:
    """What to type for this program: its name where the shell finds it, else its path."""
    found = shutil.which("bellwether")
    if Path(started_as).name != "bellwether" or found == str(Path(started_as).absolute()):
        return "bellwether"
    return started_as

"""`bellwether demo`: the whole way from a news site to a database, on a site of our own."""

import errno
from contextlib import ExitStack, closing
from pathlib import Path

from rich.text import Text

from bellwether.demo.newsroom import Newsroom
from bellwether.lock import run_lock
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
    option = "" if database == Path("bellwether.db") else f" --db {database}"
    text = Text("\nOpen it in a browser:  ")
    text.append(f".venv/bin/bellwether browse{option}", style="bold green")
    return text

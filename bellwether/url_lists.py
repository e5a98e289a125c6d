"""`bellwether crawl --urls`: takes the addresses of a file into the frontier."""

from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from bellwether.archives import source_name
from bellwether.browse.formats import count_of
from crawler.url_list import ListedUrl, UrlListUnreadable, read_url_list
from models.frontier import ask_for
from models.schema import open_database
from models.sources import Source, save_source

SHOWN = 5
BATCH = 1000


@dataclass(kw_only=True, slots=True)
class WrongLines:
    """Lines of a file that hold no address."""

    count: int = 0
    shown: list[str] = field(default_factory=list)
    """The first few as a person reads them, and how many more there are."""


def take_url_list(db_path: Path, file: Path) -> WrongLines:
    """Makes the addresses of the file pending under the source named after it; those that were
    fetched before stay as they are. Raises UrlListUnreadable when there is none.
    """
    lines = read_url_list(file)
    first = next((line for line in lines if line.url), None)
    if first is None:
        raise UrlListUnreadable(f"{file} has no web address: write one to a line.")
    wrong = WrongLines()
    with closing(open_database(db_path)) as db:
        source = Source(name=source_name(file), enabled=False)
        save_source(db, source)
        lines = read_url_list(file)
        while batch := list(islice(lines, BATCH)):
            _take(db, batch, source.name, file, wrong)
    if wrong.count > SHOWN:
        wrong.shown.append(f"{file}: {count_of(wrong.count - SHOWN, 'more line')} like that")
    return wrong


def _take(db: Database, batch: list[ListedUrl], source: str, file: Path, wrong: WrongLines) -> None:
    ask_for(db, [line.url for line in batch if line.url], source)
    for line in batch:
        if line.url is None:
            wrong.count += 1
            if wrong.count <= SHOWN:
                wrong.shown.append(f"{file}:{line.line}: {line.text!r} is no http or https address")

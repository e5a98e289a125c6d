"""A database with pages as a crawl leaves them, for the tests of reading."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from models.frontier import NewUrl, add_urls
from models.pages import FetchedPage, save_page
from models.schema import open_database
from models.sources import Source, save_source

BEGAN = datetime(2026, 5, 1, 8, tzinfo=UTC)


def page(title: str, *paragraphs: str) -> str:
    """The HTML of an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><h1>{title}</h1>{body}</html>"


def article_page(number: int) -> str:
    """One of any number of different articles."""
    name = f"{('Nord', 'Sud', 'Ost', 'West')[number % 4]} Steel"
    return page(
        f"Order {number}", f"{name} won order number {number}.", f"{name} and Kern Robotics agreed."
    )


def crawled(path: Path, htmls: list[str]) -> Path:
    """A database in which each of the pages was fetched from an address of its own."""
    db = open_database(path)
    for number, html in enumerate(htmls):
        fetch(db, f"https://news.example/{number}", html, BEGAN + timedelta(minutes=number))
    db.close()
    return path


def fetch(db: Database, url: str, html: str, when: datetime) -> int | None:
    """Stores a page as the crawler does."""
    save_source(db, Source(name="example", publisher="News Example"))
    add_urls(db, [NewUrl(url=url, source="example", kind="article")], now=when)
    (entry_id,) = db.conn.execute("SELECT id FROM urls WHERE url = ?", (url,)).fetchone()
    answer = FetchedPage(
        url=url, status=200, body=html.encode(), content_type="text/html", fetched_at=when
    )
    return save_page(db, entry_id, answer)


def content(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that was read, without the moments at which it was."""
    tables = {
        "articles": "id, title, text, version, is_current, page_id, pipeline_version",
        "organizations": "id, name, kind, aliases, articles",
        "names": "id, name, articles",
        "appearances": "id, name, mentions",
        "mentions": 'id, text, start, "end"',
        "pages": "id, url, read_state, article_id, pipeline_version",
        "problems": "id, reason, times, resolved_at IS NULL",
    }
    return {
        table: db.conn.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
        for table, columns in tables.items()
    }

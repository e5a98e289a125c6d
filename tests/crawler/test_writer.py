"""The process that writes, asked from a process of its own as a crawl does."""

import asyncio
import os
import signal
import sqlite3
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from crawler.process import messages, send
from crawler.writer import Writer
from crawler.writing import start_writing
from models.errors import DatabaseError
from models.frontier import NewUrl, add_urls
from models.pages import FetchedPage, PackedPage, pack
from models.schema import Database, open_database
from models.sources import Source, save_source

URLS = [f"https://news.example/{number}" for number in range(1, 9)]
Ask = Callable[[Writer], Coroutine[Any, Any, list[Any]]]


@pytest.fixture
def path(tmp_path: Path) -> str:
    db = open_database(tmp_path / "news.db")
    save_source(db, Source(name="example", urls=(URLS[0],)))
    add_urls(db, [NewUrl(url=url, source="example", kind="article") for url in URLS])
    db.close()
    return str(tmp_path / "news.db")


def answers(path: str, ask: Ask) -> list[Any]:
    """What `ask` gets from a writer on the database at `path`."""
    ((*found,),) = messages(_work, (path, ask))
    return found


def _work(job: tuple[str, Ask], connection: Connection) -> None:
    path, ask = job
    writing = start_writing(path, connection)

    async def main() -> list[Any]:
        losses: list[str] = []
        writer = await Writer.to(writing, lambda: losses.append("lost"))
        found = await ask(writer)
        await writer.close()
        return found + losses

    send(connection, asyncio.run(main()))


def count(path: str, query: str) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(query).fetchone()[0])
    finally:
        connection.close()


def make(entry_id: int, text: bytes) -> PackedPage | str:
    """A page to be stored, or with an empty text none."""
    if not text:
        return f"nothing at {os.getpid()}"
    page = FetchedPage(url=URLS[0], status=200, body=text, fetched_at=datetime.now(UTC))
    return pack(entry_id, page, same=("https://news.example/other",) if text == b"two" else ())


async def store(writer: Writer) -> list[Any]:
    """Four good pages, one twice, one whose URL is not known, and no page, all at once."""
    asked = [(1, b"one"), (2, b"two"), (99, b"lost"), (3, b"three"), (3, b"three"), (4, b"")]
    stored = (writer.store(partial(make, *one)) for one in asked)
    found = await asyncio.gather(*stored, return_exceptions=True)
    return [
        *found[:2],
        type(found[2]).__name__,
        *found[3:5],
        found[5] == f"nothing at {os.getpid()}",
    ]


def test_pages_are_stored_together_and_fail_alone(path: str) -> None:
    first, second, lost, third, again, here = answers(path, store)
    assert (first.page_id, second.page_id, third.page_id, again.page_id) == (1, 2, 3, None)
    assert second.same == ("https://news.example/other",)
    assert (lost, here) == ("IntegrityError", False)
    assert count(path, "SELECT count(*) FROM pages") == 3
    assert count(path, "SELECT count(*) FROM urls WHERE state = 'done' AND id < 9") == 3
    assert count(path, "SELECT count(*) FROM urls WHERE reason LIKE 'same article as %'") == 1


def rename(db: Database, name: str) -> str:
    db.conn.execute("UPDATE sources SET publisher = ?", (name,))
    if name == "bad":
        raise KeyError(name)
    return name


async def rename_twice(writer: Writer) -> list[Any]:
    tasks = (writer.run(partial(rename, name=name)) for name in ("good", "bad"))
    return [str(one) for one in await asyncio.gather(*tasks, return_exceptions=True)]


def test_a_task_that_fails_is_undone_by_itself(path: str) -> None:
    assert answers(path, rename_twice) == ["good", "'bad'"]
    assert count(path, "SELECT count(*) FROM sources WHERE publisher = 'good'") == 1


async def die(writer: Writer) -> list[Any]:
    pid = await writer.run(process_id)
    waiting = asyncio.ensure_future(writer.run(wait))
    await asyncio.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    found = await asyncio.gather(waiting, writer.run(process_id), return_exceptions=True)
    return [str(one) for one in found]


def process_id(_: Database) -> int:
    return os.getpid()


def wait(_: Database) -> None:
    time.sleep(30)


def test_a_writer_that_is_killed_is_reported(path: str) -> None:
    *errors, lost = answers(path, die)
    assert lost == "lost"
    for error in errors:
        assert error.startswith("The process that writes the database ended early.")


async def fail(writer: Writer) -> list[Any]:
    tasks = writer.run(process_id), writer.store(partial(make, 1, b"one"))
    return list(await asyncio.gather(*tasks, return_exceptions=True))


def test_a_database_that_cannot_be_opened_is_the_answer_to_all(tmp_path: Path) -> None:
    path = str(tmp_path / "folder" / "news.db")
    for error in answers(path, fail):
        assert isinstance(error, DatabaseError)
        assert str(error).startswith(f"{path} can't be written: check the permissions")

"""The process that owns the database: it reads pages and writes while the crawl goes on.

As a thread of the crawl it would wait for Python's lock most of the time, and the crawl with it.
"""

import os
import pickle
import select
import socket
import sqlite3
import time
import traceback
from collections.abc import Callable
from functools import partial
from itertools import groupby
from multiprocessing.connection import Connection
from struct import Struct
from typing import Any, NamedTuple

from models.pages import PackedPage, save_pages
from models.schema import Database, open_database, writing

LENGTH = Struct("!Q")
"""Goes before each message: its number of bytes."""
BATCH = 64
"""Most pieces of work in one transaction."""
GATHER_S = 0.02
"""How long pages wait for others, to be written in one transaction."""


class Order(NamedTuple):
    """What the crawl asks for; it has to be picklable, and so has what comes of it."""

    number: int
    """To tell the answer by."""
    work: Callable[..., Any]
    """Takes the database; or nothing, and makes a PackedPage that is to be stored. Anything else
    that the latter makes is the answer."""
    is_reader: bool


class Stored(NamedTuple):
    """What became of a page."""

    page_id: int | None
    """None when the URL's last page has the same body."""
    same: tuple[str, ...]
    """Other addresses of the article, marked as such."""


Outcome = tuple[bool, Any]
"""Whether something succeeded, and its result or exception."""
Run = Callable[[list[Any]], list[Outcome]]


def start_writing(path: str, connection: Connection) -> socket.socket:
    """Our end of a socket to the new process, which ends when it is closed.

    To be called when the modules are imported, which the new process then has too, and before
    this one starts threads. `connection` is one that the new process has no use for.
    """
    ours, theirs = socket.socketpair()
    if os.fork():
        theirs.close()
        return ours
    code = 1
    try:
        ours.close()
        connection.close()
        _serve(theirs, path)
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)  # what else the parent had begun is not for this process to end


def _serve(crawl: socket.socket, path: str) -> None:
    try:
        db = open_database(path)
    except Exception as problem:  # the answer to every order
        error = problem
        _answer_all(crawl, lambda works: [(False, error)] * len(works))
        return
    _answer_all(crawl, partial(_run_batch, db))
    db.close()


def _answer_all(crawl: socket.socket, run: Run) -> None:
    """Until the crawl has nothing more, or is gone: what it asked for last is then left undone."""
    orders = _Orders(crawl)
    try:
        while not orders.ended:
            batch = orders.next_batch()
            outcomes = run([work for _, work in batch])
            _answer(crawl, [number for number, _ in batch], outcomes)
    except OSError:
        return


class _Orders:
    """The orders as they come."""

    def __init__(self, crawl: socket.socket) -> None:
        self.crawl = crawl
        self.ended = False

    def next_batch(self) -> list[tuple[int, Any]]:
        """Numbers, and tasks or pages: those that are there, or soon will be if all are pages."""
        batch: list[tuple[int, Any]] = []
        until: float | None = None
        while len(batch) < BATCH and self._is_there(until):
            order = receive(self.crawl)
            if order is None:
                self.ended = True
                break
            if not order.is_reader:
                batch.append((order.number, order.work))
                until = 0.0
            elif page := self._read(order):
                batch.append((order.number, page))
                until = time.monotonic() + GATHER_S if until is None else until
        return batch

    def _is_there(self, until: float | None) -> bool:
        wait_s = None if until is None else max(0.0, until - time.monotonic())
        return bool(select.select([self.crawl], [], [], wait_s)[0])

    def _read(self, order: Order) -> PackedPage | None:
        done, result = _outcome(order.work)
        if done and isinstance(result, PackedPage):
            return result
        _answer(self.crawl, [order.number], [(done, result)])
        return None


def receive(crawl: socket.socket) -> Order | None:
    """The next order; None when the crawl has no more. Raises OSError when it is gone."""
    (length,) = LENGTH.unpack(_bytes(crawl, LENGTH.size))
    order: Order | None = unframed(_bytes(crawl, length))
    return order


def _bytes(crawl: socket.socket, count: int) -> bytes:
    found = crawl.recv(count, socket.MSG_WAITALL)
    if len(found) < count:
        raise ConnectionResetError("the crawl is gone")
    return found


def _answer(crawl: socket.socket, numbers: list[int], outcomes: list[Outcome]) -> None:
    answers = [(number, *one) for number, one in zip(numbers, outcomes, strict=True)]
    crawl.sendall(framed(answers))


def framed(message: Any) -> bytes:
    """A message as it travels."""
    pickled = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(pickled)) + pickled


def unframed(pickled: bytes) -> Any:
    """The message, without its length."""
    return pickle.loads(pickled)  # noqa: S301 (it comes from our own process)


def _run_batch(db: Database, works: list[Any]) -> list[Outcome]:
    if not works:
        return []
    outcomes: list[Outcome] = []
    try:
        with writing(db) as connection:
            for kind, group in groupby(works, type):
                run = _save if kind is PackedPage else _run_tasks
                outcomes += run(db, connection, list(group))
        return outcomes
    except Exception as error:  # the batch as a whole could not be written
        return [(False, _portable(error))] * len(works)


def _run_tasks(db: Database, connection: sqlite3.Connection, tasks: list[Any]) -> list[Outcome]:
    return [_undoable(connection, partial(task, db)) for task in tasks]


def _save(db: Database, connection: sqlite3.Connection, pages: list[Any]) -> list[Outcome]:
    """All at once; where that fails, one by one."""
    done, result = _undoable(connection, partial(save_pages, db, pages))
    if done:
        ids = zip(pages, result, strict=True)
        return [(True, Stored(page_id=page_id, same=page.same)) for page, page_id in ids]
    if len(pages) == 1:
        return [(False, result)]
    return [outcome for page in pages for outcome in _save(db, connection, [page])]


def _undoable(connection: sqlite3.Connection, work: Callable[[], Any]) -> Outcome:
    connection.execute("SAVEPOINT work")
    try:
        outcome = _outcome(work)
        if not outcome[0]:
            connection.execute("ROLLBACK TO work")
        return outcome
    finally:
        connection.execute("RELEASE work")


def _outcome(work: Callable[[], Any]) -> Outcome:
    try:
        return True, work()
    except Exception as error:  # reported to whoever asked for it
        return False, _portable(error)


def _portable(error: Exception) -> Exception:
    """The error, or its words where it can't travel."""
    try:
        unframed(pickle.dumps(error))
    except Exception:  # any class may have its own way to fail here
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error

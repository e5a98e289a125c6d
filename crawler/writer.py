"""One thread that owns the database connection; the crawl goes on while it writes."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from models.schema import Database, open_database, writing

T = TypeVar("T")
Task = Callable[[Database], Any]
BATCH = 64
"""Most tasks in one transaction; those that have gathered while the last one was written."""


class Writer:
    """Runs tasks on the database in the order they come, several to a transaction.

    A task that fails is undone by itself. What a killed process had not committed is simply not
    there: a page and the state of its URL are always of the same transaction.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self._queue: SimpleQueue[tuple[Task, asyncio.Future[Any]] | None] = SimpleQueue()
        self._closing = False
        self._loop = asyncio.get_running_loop()
        self._thread = Thread(target=self._work, name="database writer", daemon=True)
        self._thread.start()

    async def run(self, task: Callable[[Database], T]) -> T:
        """What `task` gives back, once it is committed. Raises what it raises."""
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.put((task, future))
        return await future

    async def close(self) -> None:
        """Returns when everything asked for is written and the file is closed."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        try:
            db = open_database(self.path)
        except Exception as problem:  # reported to whoever asks for a task
            error = problem
            self._serve(lambda tasks: [(False, error)] * len(tasks))
            return
        try:
            self._serve(lambda tasks: _run_batch(db, tasks))
        finally:
            db.close()

    def _serve(self, run: "Callable[[list[Task]], list[Outcome]]") -> None:
        while not self._closing:
            batch = self._next_batch()
            outcomes = run([task for task, _ in batch])
            futures = [future for _, future in batch]
            self._loop.call_soon_threadsafe(_settle, futures, outcomes)

    def _next_batch(self) -> list[tuple[Task, asyncio.Future[Any]]]:
        """Waits for a task, then takes what else is there."""
        batch = []
        item = self._queue.get()
        while item is not None:
            batch.append(item)
            if len(batch) >= BATCH:
                return batch
            try:
                item = self._queue.get_nowait()
            except Empty:
                return batch
        self._closing = True
        return batch


Outcome = tuple[bool, Any]
"""Whether a task succeeded, and its result or exception."""


def _run_batch(db: Database, tasks: list[Task]) -> list[Outcome]:
    try:
        with writing(db) as connection:
            return [_run_task(db, connection, task) for task in tasks]
    except Exception as error:  # the batch as a whole could not be written
        return [(False, error)] * len(tasks)


def _run_task(db: Database, connection: sqlite3.Connection, task: Task) -> Outcome:
    connection.execute("SAVEPOINT task")
    try:
        result = task(db)
    except Exception as error:  # reported to whoever asked for the task
        connection.execute("ROLLBACK TO task")
        return False, error
    finally:
        connection.execute("RELEASE task")
    return True, result


def _settle(futures: list[asyncio.Future[Any]], outcomes: list[Outcome]) -> None:
    for future, (done, result) in zip(futures, outcomes, strict=True):
        if future.cancelled():
            continue
        if done:
            future.set_result(result)
        else:
            future.set_exception(result)

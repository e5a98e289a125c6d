"""A crawl in a process of its own: Twisted's reactor runs once in the life of a process."""

import asyncio
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from models.errors import BellwetherError

STOP = "stop"


class CrawlerDied(BellwetherError):
    """The crawling process ended without a word: killed, or out of memory."""

    def __init__(self, exit_code: int | None) -> None:
        super().__init__(
            f"The crawling process ended early (exit code {exit_code}). Nothing that was stored "
            "is lost: type the same again to go on."
        )


class CrawlerFailed(BellwetherError):
    """The crawling process reports an error; the message is its own."""


def messages(work: Callable[[Any, Connection], None], job: Any) -> Iterator[Any]:
    """What `work(job, connection)` sends from its own process, until it ends.

    On Ctrl-C the process is told to stop, and what it still sends comes first. Raises
    CrawlerDied, CrawlerFailed.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(work, job, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield from _received(ours)
        process.join()
    finally:
        ours.close()  # the process ends itself when it finds nobody listening
        process.join(timeout=10)
        process.kill()
    if process.exitcode:
        raise CrawlerDied(process.exitcode)


def _received(connection: Connection) -> Iterator[Any]:
    told = False
    while True:
        try:
            connection.poll(None)  # a Ctrl-C must not cut a message in half
        except KeyboardInterrupt:
            if told:
                raise
            told = True
            connection.send(STOP)
            continue
        try:
            message = connection.recv()
        except EOFError:
            return
        if isinstance(message, BaseException):
            raise CrawlerFailed(str(message)) from None
        yield message


def _run(work: Callable[[Any, Connection], None], job: Any, connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    try:
        work(job, connection)
    except Exception as error:
        send(connection, error)
        raise


def send(connection: Connection, message: Any) -> None:
    """Hands a message to the process that started this one, if it still listens."""
    try:
        pickle.dumps(message)
    except Exception:  # an exception that can't travel: its words can
        message = CrawlerFailed(str(message))
    try:
        connection.send(message)
    except OSError:
        os._exit(1)


def watch(connection: Connection, on_stop: Callable[[], None]) -> None:
    """Calls `on_stop` when told to stop; ends this process at once when its parent is gone.

    Ending at once is safe: what was not committed is pending for the next run.
    """

    def read() -> None:
        try:
            message = connection.recv()
        except (EOFError, OSError):
            os._exit(1)
        if message == STOP:
            on_stop()

    asyncio.get_running_loop().add_reader(connection.fileno(), read)

"""What the crawl asks of the process that writes."""

import asyncio
import socket
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

from crawler.writing import LENGTH, Order, framed, unframed
from models.errors import BellwetherError
from models.schema import Database

T = TypeVar("T")
MOST_WAITING = 32_000_000
"""Bytes of pages held in memory until they are written."""


class WriterDied(BellwetherError):
    """The writing process ended without a word: killed, or out of memory."""


ENDED_EARLY = (
    "The process that writes the database ended early. Nothing that was stored is lost: type the "
    "same again to go on."
)


class Writer:
    """Runs tasks on the database in the order they come, several to a transaction.

    A task that fails is undone by itself. What a killed process had not committed is simply not
    there: a page and the state of its URL are always of the same transaction.

    Tasks, what they give back and raise travel between processes: they have to be picklable.
    """

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lost: Callable[[], None]
    ) -> None:
        self._reader, self._writer, self._lost = reader, writer, lost
        self._numbers = count()
        self._waiting: dict[int, tuple[asyncio.Future[Any], int]] = {}
        """What waits for the answer to an order, and the order's bytes."""
        self._size = 0
        self._closing = False
        self._receiving = asyncio.create_task(self._receive())

    @classmethod
    async def to(cls, process: socket.socket, lost: Callable[[], None]) -> "Writer":
        """The one that asks the process at the other end of a socket. `lost` is called should that
        process end early."""
        return cls(*await asyncio.open_connection(sock=process), lost)

    @property
    def is_behind(self) -> bool:
        """Is so much asked for and not done that no more pages should be fetched meanwhile?"""
        return self._size >= MOST_WAITING

    async def run(self, task: Callable[[Database], T]) -> T:
        """What `task` gives back, once it is committed. Raises what it raises, and WriterDied."""
        result: T = await self._ask(task, is_reader=False)
        return result

    async def store(self, read: Callable[[], Any]) -> Any:
        """Stored, once the PackedPage is committed that `read` makes, there; anything else that it
        makes is given back. Raises what it raises, and WriterDied."""
        return await self._ask(read, is_reader=True)

    async def close(self) -> None:
        """Returns when everything asked for is written and the file is closed."""
        self._closing = True
        if not self._receiving.done():
            self._writer.write(framed(None))
        await self._receiving
        self._writer.close()

    def _ask(self, work: Callable[..., Any], *, is_reader: bool) -> asyncio.Future[Any]:
        if self._receiving.done():
            raise WriterDied(ENDED_EARLY)
        number = next(self._numbers)
        message = framed(Order(number=number, work=work, is_reader=is_reader))
        future = asyncio.get_running_loop().create_future()
        self._waiting[number] = future, len(message)
        self._size += len(message)
        self._writer.write(message)
        return future

    async def _receive(self) -> None:
        """Hands out answers until the process ends."""
        try:
            while True:
                (length,) = LENGTH.unpack(await self._reader.readexactly(LENGTH.size))
                for number, done, result in unframed(await self._reader.readexactly(length)):
                    self._settle(number, done, result)
        except (asyncio.IncompleteReadError, ConnectionError):
            if not self._closing:
                self._lost()
        finally:
            for number in list(self._waiting):
                self._settle(number, False, WriterDied(ENDED_EARLY))

    def _settle(self, number: int, done: bool, result: Any) -> None:
        future, size = self._waiting.pop(number)
        self._size -= size
        if future.cancelled():
            return
        if done:
            future.set_result(result)
        else:
            future.set_exception(result)

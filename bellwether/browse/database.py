"""The database file opened for looking only."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.app import Datasette
from datasette.database import Database

from models.errors import (
    DatabaseLocked,
    DatabaseMissing,
    DatabaseUnwritable,
    NotABellwetherDatabase,
)
from models.schema import APPLICATION_ID, open_database

NAME = "bellwether"
"""What the database is called in addresses, whatever its file is called."""

Row = dict[str, Any]


class ReadOnlyDatabase(Database):  # type: ignore[misc]
    """A Datasette database whose connections can't write.

    Datasette itself would write to a mutable file if a plugin asked for it, and takes a path
    with "?" or "#" in it for a part of the URI.
    """

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A new connection that reads; one for writing is refused."""
        if write:
            raise PermissionError(f"{self.path} is open for reading only")
        connection = sqlite3.connect(
            read_only_uri(Path(self.path), immutable=not self.is_mutable),
            uri=True,
            check_same_thread=False,
        )
        connection.execute("PRAGMA query_only = ON")
        self._all_file_connections.append(connection)
        return connection


def read_only_uri(path: Path, *, immutable: bool) -> str:
    """The SQLite URI that opens the file without ever writing to it."""
    return f"file:{quote(str(path))}?{'immutable=1' if immutable else 'mode=ro'}"


def open_read_only(datasette: Datasette, path: Path) -> ReadOnlyDatabase:
    """The file as Datasette shows it, brought to the present schema first where it can be.

    Raises a `DatabaseError` whose message says what to do: DatabaseMissing,
    NotABellwetherDatabase, DatabaseTooNew, DatabaseDamaged.
    """
    if not path.exists():
        raise DatabaseMissing(path)
    _bring_up_to_date(path)
    immutable = not _readable(path, immutable=False)
    if immutable and not _readable(path, immutable=True):
        raise NotABellwetherDatabase(path)
    return ReadOnlyDatabase(datasette, str(path), is_mutable=not immutable)


def _bring_up_to_date(path: Path) -> None:
    """An older file gets its new tables; one that is busy or can't be written stays as it is."""
    try:
        open_database(path, create=False, wait_s=2.0).close()
    except (DatabaseLocked, DatabaseUnwritable):
        return


def _readable(path: Path, *, immutable: bool) -> bool:
    """False where SQLite can't open it so: a WAL file in a folder that can't be written to
    opens only as immutable, which is how a published copy is looked at."""
    try:
        connection = sqlite3.connect(read_only_uri(path, immutable=immutable), uri=True)
        try:
            (application_id,) = connection.execute("PRAGMA application_id").fetchone()
            connection.execute("SELECT 1 FROM articles LIMIT 1")
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return False
    return bool(application_id == APPLICATION_ID)


async def select(
    db: Database, sql: str, params: Mapping[str, object] | Sequence[object] = ()
) -> list[Row]:
    """The rows of a query, each as a dictionary."""
    results = await db.execute(sql, params)
    return [dict(row) for row in results.rows]


def without_reprints(rows: Iterable[Row], columns: Sequence[str]) -> list[Row]:
    """The first of the rows that say the same in the columns: one agency text on many sites."""
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        first.setdefault(tuple(row[column] for column in columns), row)
    return list(first.values())

"""The database file: opened, checked, and brought to the present schema.

Each file of `migrations/` is one numbered step, applied once and never edited after a release.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from sqlite_utils import Database as Database
from sqlite_utils.migrations import Migrations

from models.errors import (
    DatabaseDamaged,
    DatabaseError,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseTooNew,
    DatabaseUnwritable,
    NotABellwetherDatabase,
)

APPLICATION_ID = 0x424C5752
"""Marks the file as ours ("BLWR"), in the header field SQLite keeps for that."""
WAIT_S = 30.0
"""How long a writer waits for another one."""
_PAUSE_S = 0.02
"""Between two tries at what SQLite itself does not wait for."""
MIGRATION_SET = "bellwether"


def open_database(path: str | Path, *, create: bool = True, wait_s: float = WAIT_S) -> Database:
    """The database at `path` with the present schema, foreign keys enforced, in WAL mode.

    Raises a `DatabaseError` that names what is wrong: DatabaseMissing (with `create=False`),
    NotABellwetherDatabase, DatabaseLocked, DatabaseUnwritable, DatabaseTooNew, DatabaseDamaged.
    """
    path = Path(path)
    _check_file(path, create)
    with named_errors(path):
        connection = sqlite3.connect(path, timeout=wait_s)
        try:
            return _prepare(connection, path, wait_s)
        except BaseException:
            connection.close()
            raise


@contextmanager
def writing(db: Database) -> Iterator[sqlite3.Connection]:
    """One transaction that writes: all of it or nothing. Inside another, part of that one.

    It takes the write lock at once: a transaction that reads first and writes later would fail
    without waiting when another process has written in between.
    """
    connection = db.conn
    if connection.in_transaction:
        yield connection
        return
    with named_errors(database_path(db)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.commit()
        except BaseException:
            connection.rollback()
            raise


@contextmanager
def named_errors(path: str | Path) -> Iterator[None]:
    """SQLite's complaints about the file as a whole become our named ones."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        named = _ERRORS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if named is None:
            raise
        raise named(path, str(error)) from error


_ERRORS: dict[int, type[DatabaseError]] = {
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_PERM: DatabaseUnwritable,
    sqlite3.SQLITE_READONLY: DatabaseUnwritable,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnwritable,
    sqlite3.SQLITE_IOERR: DatabaseUnwritable,
    sqlite3.SQLITE_FULL: DatabaseUnwritable,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: NotABellwetherDatabase,
}


def database_path(db: Database) -> str:
    """The file behind the connection."""
    return str(db.conn.execute("PRAGMA database_list").fetchone()[2])


def migrations() -> Migrations:
    """Every step from an empty file to the present schema."""
    steps = Migrations(MIGRATION_SET)
    for name, script in _scripts().items():
        _add_step(steps, name, script)
    return steps


@cache
def _scripts() -> dict[str, str]:
    entries = sorted((files("models") / "migrations").iterdir(), key=lambda entry: entry.name)
    return {
        entry.name.removesuffix(".sql"): entry.read_text(encoding="utf-8")
        for entry in entries
        if entry.name.endswith(".sql")
    }


def _add_step(steps: Migrations, name: str, script: str) -> None:
    @steps(name=name)
    def step(db: Database) -> None:
        for statement in statements(script):
            db.conn.execute(statement)


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script one by one: `executescript` would commit first."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered.strip()
            gathered = ""


def _check_file(path: Path, create: bool) -> None:
    try:
        if path.is_dir():
            raise NotABellwetherDatabase(path, "it is a folder")
        if path.exists():
            return
    except PermissionError as error:
        raise DatabaseUnwritable(path, str(error)) from error
    if not create:
        raise DatabaseMissing(path)
    if not path.parent.is_dir():
        raise DatabaseUnwritable(path, f"there is no folder {path.parent}")


def _prepare(connection: sqlite3.Connection, path: Path, wait_s: float) -> Database:
    _check_is_ours(connection, path)
    db = Database(connection)
    _use_write_ahead_log(connection, time.monotonic() + wait_s)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA wal_autocheckpoint = 8000")
    _migrate(db, path)
    connection.execute("PRAGMA foreign_keys = ON")
    return db


def _use_write_ahead_log(connection: sqlite3.Connection, deadline: float) -> None:
    """SQLite itself does not wait for another program that makes the same switch, so this does."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() >= deadline:
                raise
        time.sleep(_PAUSE_S)


def _check_is_ours(connection: sqlite3.Connection, path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application_id != APPLICATION_ID and (application_id or tables):
        raise NotABellwetherDatabase(path, "it is another program's SQLite database")


def _migrate(db: Database, path: Path) -> None:
    """Foreign keys are off meanwhile: rebuilding a table must not empty those that point to it."""
    steps = migrations()
    _check_not_newer(db, steps, path)
    if not steps.pending(db):
        return
    with writing(db) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        steps.apply(db)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseDamaged(path, "rows point to rows that are not there")


def _check_not_newer(db: Database, steps: Migrations, path: Path) -> None:
    unknown = {step.name for step in steps.applied(db)} - set(_scripts())
    if unknown:
        raise DatabaseTooNew(path, f"it has {', '.join(sorted(unknown))}")

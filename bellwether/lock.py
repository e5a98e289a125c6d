"""One run at a time on a database: a lock that the system lets go of when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import BellwetherError, DatabaseUnwritable


class RunUnderWay(BellwetherError):
    """Another run works on the database."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: try again later

    def __init__(self, path: str | Path, holder: int | None) -> None:
        self.holder = holder
        """Process id of the other run; None when it can't be told."""
        who = f"process {holder}" if holder else "another process"
        super().__init__(
            f"A run is under way on {path} ({who}): wait for it to end, or name another file "
            "with --db PATH."
        )


@contextmanager
def run_lock(db_path: str | Path) -> Iterator[None]:
    """Holds the database's lock for the block. Raises RunUnderWay, DatabaseUnwritable.

    The lock is on a file beside the database ("bellwether.db.lock") that stays there: deleting it
    would let two runs hold a lock each.
    """
    path = Path(db_path)
    try:
        handle = os.open(lock_path(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise DatabaseUnwritable(path, str(error)) from error
    try:
        _take(handle, path)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def lock_path(db_path: Path) -> Path:
    """The file that is locked for a database, the same for every spelling of its path."""
    resolved = db_path.resolve()
    return resolved.with_name(resolved.name + ".lock")


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RunUnderWay(path, _holder(handle)) from error
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def _holder(handle: int) -> int | None:
    written = os.pread(handle, 32, 0).strip()
    return int(written) if written.isdigit() else None

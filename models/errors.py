"""What can be wrong from outside, each with a message that says what to do next."""

from pathlib import Path


class BellwetherError(Exception):
    """Something the person at the keyboard can put right; the message says how."""

    exit_code = 1
    """What a command that ends with it answers to the shell."""


class DatabaseError(BellwetherError):
    """The database file can't be used as it is."""

    advice = ""

    def __init__(self, path: str | Path, detail: str = "") -> None:
        self.path = str(path)
        self.detail = detail
        super().__init__(self.advice.format(path=self.path) + (f" ({detail})" if detail else ""))

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Errors travel between processes; the message is made once."""
        return type(self), (self.path, self.detail)


class DatabaseMissing(DatabaseError):
    """There is no file at the path."""

    advice = "No database at {path}: type `bellwether crawl --db {path}` to start one."


class NotABellwetherDatabase(DatabaseError):
    """The file is something else: another program's SQLite database, a picture, a folder."""

    advice = "{path} is not a bellwether database: name another file with --db PATH."


class DatabaseLocked(DatabaseError):
    """Another process kept the file to itself for longer than we wait."""

    advice = "{path} is locked by another program: close it there, then type the same again."


class DatabaseUnwritable(DatabaseError):
    """The file or its folder can't be written, or the disk is full."""

    advice = (
        "{path} can't be written: check the permissions and free space of the file and its "
        "folder, or name another file with --db PATH."
    )


class DatabaseTooNew(DatabaseError):
    """A later version of the program has been at work on it."""

    advice = (
        "{path} was made by a newer bellwether: upgrade with `pip install --upgrade .` in a newer "
        "checkout, or name another file with --db PATH."
    )


class DatabaseDamaged(DatabaseError):
    """SQLite finds the file malformed."""

    advice = (
        "{path} is damaged: save what can be saved with `sqlite3 {path} .recover | "
        "sqlite3 rescued.db`, then use --db rescued.db."
    )

"""Opening a database: new, old, foreign, locked, damaged, out of reach."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from backports import zstd
from sqlite_utils import Database

from models.errors import (
    DatabaseDamaged,
    DatabaseError,
    DatabaseLocked,
    DatabaseMissing,
    DatabaseTooNew,
    DatabaseUnwritable,
    NotABellwetherDatabase,
)
from models.schema import APPLICATION_ID, open_database, statements, writing
from models.sources import Source, save_source
from models.store import save_article
from tests.models.samples import ARTICLE, FACTS, later

FIRST_SCHEMA = Path(__file__).parent.parent / "data" / "first-schema.db.zst"


def schema_of(db: Database) -> list[tuple[object, ...]]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\' "
    return db.conn.execute(query + "ORDER BY type, name").fetchall()


def test_a_new_file_is_ours_and_safe(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "a.db")) as db:
        pragmas = {
            name: db.conn.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "journal_mode", "foreign_keys", "integrity_check")
        }
    assert pragmas == {
        "application_id": APPLICATION_ID,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "integrity_check": "ok",
    }


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "a.db")) as db:
        before = list(db.conn.iterdump())
    with closing(open_database(tmp_path / "a.db")) as db:
        assert list(db.conn.iterdump()) == before


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file as the first schema left it, with an article, its facts and a problem."""
    path = tmp_path / "old.db"
    path.write_bytes(zstd.decompress(FIRST_SCHEMA.read_bytes()))
    return path


def test_an_old_file_gets_the_present_schema_and_keeps_its_rows(old: Path, tmp_path: Path) -> None:
    with closing(Database(sqlite3.connect(old))) as db:
        before = rows_of(db)
    with closing(open_database(old)) as db, closing(open_database(tmp_path / "new.db")) as new:
        assert schema_of(db) == schema_of(new)
        assert db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        pairs = zip(before, rows_of(db), strict=True)
        assert all(was.items() <= now.items() for was, now in pairs)


def rows_of(db: Database) -> list[dict[str, object]]:
    """Every row of the tables that hold what was fetched and read."""
    tables = ("articles", "figures", "targets", "quotes", "roles", "mentions", "pages", "problems")
    return [row for table in tables for row in db[table].rows]


def test_what_an_old_file_holds_is_found_and_known_again(old: Path) -> None:
    with closing(open_database(old)) as db:
        found = db.conn.execute(
            "SELECT title FROM articles_fts WHERE articles_fts MATCH 'factories'"
        )
        assert found.fetchone() == (ARTICLE.title,)
        # What follows from its figures was not worked out by the old schema.
        assert save_article(db, 2, ARTICLE, FACTS).outcome == "changed"
        assert [row["kind"] for row in db["derived"].rows]
        assert save_article(db, 2, ARTICLE, FACTS).outcome == "unchanged"


def test_foreign_keys_hold(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        db["urls"].insert({"url": "http://x", "source_id": 99, "kind": "article", "found_at": ""})


def test_every_foreign_key_has_an_index(db: Database) -> None:
    missing = []
    for table in db.table_names():
        indexed = {index.columns[0] for index in db.table(table).indexes}
        for key in db.table(table).foreign_keys:
            if key.column not in indexed:
                missing.append(f"{table}.{key.column}")
    assert missing == []


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", None, ""),
        (
            b"not a database at all, just some text that goes on\n" * 40,
            NotABellwetherDatabase,
            "--db",
        ),
        (b"SQLite format 3\0" + b"\xff" * 3000, NotABellwetherDatabase, "--db"),
    ],
)
def test_other_files(
    tmp_path: Path, content: bytes, error: type[DatabaseError] | None, words: str
) -> None:
    path = tmp_path / "file.db"
    path.write_bytes(content)
    if error is None:
        open_database(path).close()
        return
    with pytest.raises(error) as caught:
        open_database(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(NotABellwetherDatabase, match="another program's"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(NotABellwetherDatabase, match="folder"):
        open_database(tmp_path)


@pytest.mark.parametrize(
    ("path", "create", "error"),
    [
        ("{tmp}/none.db", False, DatabaseMissing),
        ("{tmp}/no/folder/a.db", True, DatabaseUnwritable),
        ("/proc/bellwether.db", True, DatabaseUnwritable),
    ],
)
def test_paths_that_cannot_be(
    tmp_path: Path, path: str, create: bool, error: type[DatabaseError]
) -> None:
    place = path.format(tmp=tmp_path)
    with pytest.raises(error, match=place):
        open_database(place, create=create)
    assert not Path(place).exists()


def test_a_newer_file_asks_for_an_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_database(path)) as db:
        db["_sqlite_migrations"].insert(
            {"migration_set": "bellwether", "name": "9999_later", "applied_at": "2030-01-01"}
        )
    with pytest.raises(DatabaseTooNew, match="9999_later"):
        open_database(path)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A database that another connection is writing to."""
    path = tmp_path / "a.db"
    open_database(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield path
        other.rollback()


def test_a_writer_that_waits_in_vain_says_so(held: Path) -> None:
    with (
        closing(open_database(held, wait_s=0.05)) as db,
        pytest.raises(DatabaseLocked, match="close it there"),
    ):
        save_source(db, Source(name="example"))


def test_a_reader_does_not_wait(held: Path) -> None:
    with closing(open_database(held, wait_s=0.05)) as db:
        assert db["sources"].count == 0


def test_an_exclusive_lock_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_database(path)) as db:
        db.conn.execute("PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseLocked):
            open_database(path, wait_s=0.05)
        other.rollback()


def test_a_read_only_connection_is_named(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "a.db")) as db:
        db.conn.execute("PRAGMA query_only = ON")
        with pytest.raises(DatabaseUnwritable, match="permissions"):
            save_source(db, Source(name="example"))


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "a.db")) as db:
        save_source(db, Source(name="example"))
        pages = db.conn.execute("PRAGMA page_count").fetchone()[0]
        db.conn.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DatabaseUnwritable, match="full"):
            save_article(db, None, later(ARTICLE.text * 100), FACTS)
        assert (db["articles"].count, db["sources"].count) == (0, 1)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_database(path)) as db:
        save_article(db, None, ARTICLE, FACTS)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged, match="recover"):
        open_database(path)


def test_a_failed_transaction_leaves_no_trace(db: Database) -> None:
    def half() -> None:
        with writing(db) as connection:
            connection.execute("DELETE FROM sources")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        half()
    assert db["sources"].count == 1
    assert not db.conn.in_transaction


OPEN = """
import sys, time
from pathlib import Path
from models.schema import open_database

Path(sys.argv[2]).touch()
while not Path(sys.argv[3]).exists():
    time.sleep(0.001)
open_database(sys.argv[1]).close()
"""


def test_several_processes_may_make_the_same_file_at_once(tmp_path: Path) -> None:
    go, ready = tmp_path / "go", [tmp_path / f"ready{number}" for number in range(6)]
    command = [sys.executable, "-c", OPEN, str(tmp_path / "a.db")]
    processes = [subprocess.Popen([*command, str(mark), str(go)]) for mark in ready]
    deadline = time.monotonic() + 60
    while not all(mark.exists() for mark in ready) and time.monotonic() < deadline:
        time.sleep(0.01)
    go.touch()
    assert [process.wait(60) for process in processes] == [0] * len(processes)


def test_a_trigger_is_one_statement() -> None:
    script = (
        "CREATE TABLE t (a); -- one; two\n"
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN\n  DELETE FROM t;\n  SELECT 1;\nEND;\n"
    )
    assert len(list(statements(script))) == 2

"""Real SQLite files for the tests of the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from models.schema import open_database
from models.sources import Source, save_source


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty database with one source."""
    database = open_database(tmp_path / "bellwether.db")
    save_source(database, Source(name="example", publisher="News Example"))
    yield database
    database.close()

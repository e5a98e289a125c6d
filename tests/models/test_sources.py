"""Sources in the database."""

import json

from sqlite_utils import Database

from models.sources import Source, save_source


def test_a_source_is_one_row_that_follows_its_entry(db: Database) -> None:
    first = save_source(db, Source(name="steel", feeds=("https://steel.example/feed",)))
    again = save_source(db, Source(name="steel", publisher="Steel Times", enabled=False))
    assert first == again
    row = db["sources"].get(first)
    assert (row["publisher"], row["enabled"]) == ("Steel Times", 0)
    assert json.loads(row["settings"])["feeds"] == []


def test_saving_the_same_changes_nothing(db: Database) -> None:
    save_source(db, Source(name="steel"))
    before = list(db["sources"].rows)
    save_source(db, Source(name="steel"))
    assert list(db["sources"].rows) == before

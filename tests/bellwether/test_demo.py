"""What the demo says at its end, and the tables of a database."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlite_utils import Database

from bellwether.demo.run import program_name
from bellwether.overview import overview
from models.schema import open_database
from tests.bellwether.browse_news import save_news


@pytest.mark.parametrize(
    ("started_as", "on_path", "typed"),
    [
        (".venv/bin/bellwether", False, ".venv/bin/bellwether"),
        ("{bin}/bellwether", True, "bellwether"),
        ("{bin}/bellwether", False, "{bin}/bellwether"),
        ("/usr/lib/python3/pytest/__main__.py", False, "bellwether"),
    ],
)
def test_the_next_command_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started_as: str, on_path: bool, typed: str
) -> None:
    program = tmp_path / "bellwether"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path) if on_path else "/nowhere")
    assert program_name(started_as.format(bin=tmp_path)) == typed.format(bin=tmp_path)


def shown(db: Database) -> str:
    page = StringIO()
    Console(width=100, file=page).print(overview(db))
    return page.getvalue()


def test_tables_of_a_database(tmp_path: Path) -> None:
    save_news(tmp_path / "news.db")
    text = shown(open_database(tmp_path / "news.db"))
    for heading in ("Articles", "Figures", "Targets by deadline", "People"):
        assert f"\n{heading}" in text
    assert "None" not in text


def test_tables_of_an_empty_database(tmp_path: Path) -> None:
    text = shown(open_database(tmp_path / "empty.db"))
    assert "0 rows in current_articles" in text
    assert "nothing" in text

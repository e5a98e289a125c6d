"""`bellwether entities`: what a person sees, says and takes back."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bellwether.cli import main
from bellwether.joining import join_articles
from models.facts import Facts, Organization
from models.resolution import resolve_names
from models.schema import open_database
from models.store import save_article
from tests.models.samples import ARTICLE

NAMES = ("Kestrel Robotics", "Kestrell Robotics", "Qualcom", "Qualcomm", "Norvik Solar")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of articles that each name one company."""
    file = tmp_path / "news.db"
    write(file)
    return file


def write(file: Path) -> None:
    db = open_database(file)
    for number, name in enumerate(NAMES):
        url = f"https://news.example/{number}"
        article = replace(ARTICLE, url=url, canonical_url=url, text=f"{name} grows.")
        save_article(db, None, article, Facts(organizations=(Organization(name=name),)))
    join_articles(db)
    db.close()


def type_in(path: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["entities", *words, "--db", str(path)])


def said(path: Path, *words: str) -> str:
    result = type_in(path, *words)
    assert result.exit_code == 0, result.output
    return result.output


def canonical(path: Path) -> list[str]:
    db = open_database(path)
    query = "SELECT name FROM organizations WHERE canonical_id IS NULL ORDER BY name"
    found = [row[0] for row in db.conn.execute(query)]
    db.close()
    return found


def test_what_is_joined_and_what_is_asked(path: Path) -> None:
    listed = said(path, "list", "kestrel")
    assert "Kestrel Robotics" in listed
    assert "Kestrell Robotics" in listed
    assert "Norvik" not in listed
    assert "Qualcom" in said(path, "review")
    assert "Kestrel" not in said(path, "review")
    assert "one letter differs in one" in " ".join(said(path, "review", "--merged").split())
    assert "resolver" in said(path, "show", "kestrell robotics")


def test_a_person_joins_parts_and_takes_back(path: Path) -> None:
    assert "=" in said(path, "merge", "Qualcom", "Qualcomm")
    assert len(canonical(path)) == 3
    said(path, "split", "Kestrell Robotics")
    assert len(canonical(path)) == 4
    assert "Kestrel" in said(path, "undo")
    assert len(canonical(path)) == 3
    assert "Qualcom" in said(path, "undo")
    assert len(canonical(path)) == 4
    assert type_in(path, "undo").exit_code == 1


def test_a_number_decides_a_question(path: Path) -> None:
    db = open_database(path)
    (number,) = db.conn.execute("SELECT id FROM open_questions").fetchone()
    db.close()
    said(path, "split", str(number))
    assert "Nothing to decide." in said(path, "review")
    said(path, "merge", str(number))
    assert len(canonical(path)) == 3


def test_what_was_said_holds_when_everything_is_read_again(path: Path) -> None:
    said(path, "merge", "Qualcom", "Qualcomm")
    said(path, "split", "Kestrel Robotics", "Kestrell Robotics")
    said(path, "alias", "Norvik Solar", "Norvik Power")
    before = canonical(path)
    db = open_database(path)
    for number in range(len(NAMES)):
        url = f"https://news.example/{number}"
        article = replace(ARTICLE, url=url, canonical_url=url, text=f"{NAMES[number]} grows.")
        save_article(db, None, article, Facts(pipeline_version="2"))
    resolve_names(db)
    db.close()
    assert canonical(path) == []
    write(path)
    assert canonical(path) == before
    assert "Norvik Power" in said(path, "list", "norvik")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "Qualkomm"), "Did you mean 'Qualcomm'"),
        (("show", "zzz"), "bellwether entities list"),
        (("merge", "Qualcomm", "qualcomm"), "are one spelling"),
        (("merge", "Qualcomm"), "Name two"),
        (("merge", "9999"), "There is no judgement 9999"),
        (("split", "Norvik Solar"), "stands alone"),
        (("undo", "9999"), "There is no judgement 9999"),
        (("undo", "1"), "is the resolver's"),
        (("alias", "Norvik Solar", "norvik solar"), "is no other name"),
    ],
)
def test_what_can_not_be_done_says_why(path: Path, words: tuple[str, ...], message: str) -> None:
    result = type_in(path, *words)
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_merge_against_an_earlier_word_is_refused(path: Path) -> None:
    said(path, "split", "Kestrel Robotics", "Kestrell Robotics")
    said(path, "merge", "Kestrel Robotics", "Norvik Solar")
    result = type_in(path, "merge", "Norvik Solar", "Kestrell Robotics")
    assert result.exit_code == 1
    assert "were said to be different" in result.output


def test_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    open_database(path).close()
    assert "bellwether run" in said(path, "list")
    assert "Nothing to decide." in said(path, "review")
    assert type_in(tmp_path / "none.db", "list").exit_code == 1


@pytest.mark.parametrize("command", ["list", "show", "review", "merge", "split", "alias", "undo"])
def test_help_has_an_example(command: str) -> None:
    result = CliRunner().invoke(main, ["entities", command, "--help"])
    assert f"Example:  bellwether entities {command}" in result.output

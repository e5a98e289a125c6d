"""People of an article: rows/people.txt, and forms of one name."""

import pytest

from extract.people import is_family_first, name_parts, same_person
from models.facts import Person
from tests.extract.marked import entities, plain, rows

ROWS = list(rows("people"))

FORMS = [
    ("Tove Lind", "Tove Lind", True), ("Tove Lind", "Lind", True), ("Tove Lind", "Tove", True),
    ("Tove Lind", "Holm", False), ("Tove Lind", "T. Lind", True), ("Tove Lind", "P. Lind", False),
    ("Tove Lind", "Per Lind", False), ("William Holm", "Bill Holm", True),
    ("Shen Rui", "Shen", True), ("Jane Smith", "Li", False), ("Tove Lind, Jr.", "Tove Lind", True),
    ("José Ortega", "Jose Ortega", True), ("Tove Anna Lind", "Tove Lind", True),
    ("Tove Lind", "", False), ("", "Lind", False), ("Ann Lee", "Lee Ann", False),
]  # fmt: skip

FAMILY_FIRST = [
    ("Shen Rui", True), ("Kim Min-jun", True), ("Nguyen Thi Lan", True), ("Nagy Istvan", True),
    ("Szabo Katalin", True), ("Tove Lind", False), ("Jane Smith", False), ("Istvan Nagy", False),
    ("Katalin Szabo", False),
]  # fmt: skip


def line(person: Person, text: str) -> str:
    aliases = "".join(f" = {alias}" for alias in person.aliases)
    words = "".join(f" <- {text[start:end]}" for start, end in person.references)
    return f"{person.name}{aliases}{words}"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_people(text: str, expected: list[str]) -> None:
    found = [line(person, plain(text)) for person in entities(text).people]
    assert found == [row for row in expected if row != "none"]


@pytest.mark.parametrize(("full", "short", "answer"), FORMS)
def test_forms_of_a_name(full: str, short: str, answer: bool) -> None:
    assert bool(same_person(full, short)) == answer


@pytest.mark.parametrize(("name", "answer"), FAMILY_FIRST)
def test_family_name_first(name: str, answer: bool) -> None:
    assert is_family_first(name_parts(name)) == answer

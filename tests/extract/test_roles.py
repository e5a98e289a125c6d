"""Posts of people: the rows of rows/roles.txt, normal forms of titles, and posts used later."""

import pytest

from extract.roles import rank_of
from models.facts import Role
from tests.extract.marked import entities, plain, rows

ROWS = list(rows("roles"))
RANKS = [
    ("CEO", "chief executive"), ("Chief Executive Officer", "chief executive"),
    ("chief executive", "chief executive"), ("CFO", "chief financial officer"),
    ("finance director", "chief financial officer"), ("Chairman", "chair"),
    ("chairwoman", "chair"), ("vice-chairman", "vice chair"), ("VP", "vice president"),
    ("Vice-President of Sales", "vice president"), ("spokesman", "spokesperson"),
    ("spokeswoman", "spokesperson"), ("Gov.", "governor"), ("founders", "founder"),
    ("spokesmen", "spokesperson"), ("CEOs", "chief executive"), ("directors", "director"),
    ("deputy director", "deputy director"), ("Minister of Energy", "minister"),
    ("cofounder", "co-founder"), ("head of strategy", "head"), ("boss", "head"),
    ("sales", "sales"),
]  # fmt: skip


def told(text: str, person: str) -> tuple[Role, ...]:
    return next(found.roles for found in entities(text).people if found.name == person)


def line(person: str, role: Role) -> str:
    status = "" if role.status == "current" else f" / {role.status}"
    return f"{person}: {role.title} / {role.organization or '-'}{status}"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_posts(text: str, expected: list[str]) -> None:
    found = []
    for person in dict.fromkeys(row.partition(":")[0] for row in expected):
        posts = told(text, person)
        found += [line(person, role) for role in posts] or [f"{person}: none"]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_the_words_that_state_a_post_are_found_again(text: str, expected: list[str]) -> None:
    verbs = ("head", "lead", "chair", "found", "run")
    for person in entities(text).people:
        for role in person.roles:
            stated = plain(text)[role.start : role.end]
            assert role.title in stated or stated.startswith(verbs)


@pytest.mark.parametrize(("title", "rank"), RANKS)
def test_titles_have_a_normal_form(title: str, rank: str) -> None:
    assert rank_of(title) == rank


def test_a_post_given_once_identifies_the_person_afterwards() -> None:
    text = "[O Norvik] chief executive [P Tove Lind] spoke. [P Lind] left. The chief executive sat."
    (person,) = entities(text).people
    assert [plain(text)[a:b] for a, b in person.references] == ["The chief executive"]
    assert person.aliases == ("Lind",)


def test_each_post_is_listed_once_and_the_one_with_a_body_first() -> None:
    text = (
        "[P Tove Lind], an economist, is chair of [O Norvik]. [P Lind], chair of [O Norvik], left."
    )
    posts = told(text, "Tove Lind")
    assert [(r.title, r.organization) for r in posts] == [("chair", "Norvik"), ("economist", None)]


def test_a_text_may_end_with_where_a_post_is() -> None:
    assert line("Ann Lee", told("[P Ann Lee], head of [L Asia]", "Ann Lee")[0]).endswith("Asia")

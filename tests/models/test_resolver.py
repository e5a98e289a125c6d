"""Who is who: pairs of names, blocks, groups."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ids import organization_key
from models.organization_names import OrganizationName, compare_organizations, organization_name
from models.person_names import PersonName, compare_people, person_name
from models.resolver import group_names, match_organizations, match_people, pair
from models.verdicts import Verdict, same

PAIRS = Path(__file__).parent.parent / "data" / "name_pairs.tsv"
Row = tuple[str, ...]


def rows() -> list[Row]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def known(text: str, word: str) -> list[str]:
    parts = (part.strip().partition(" ") for part in text.split(";"))
    return [what for label, _, what in parts if label == word]


def organization(name: str, text: str) -> OrganizationName:
    country = next(iter(known(text, "in")), None)
    return organization_name(name, aliases=known(text, "also"), country=country)


def person(name: str, text: str) -> PersonName:
    at, near = ([organization_key(body) for body in known(text, w)] for w in ("at", "near"))
    return person_name(name, employers=at, beside=near, ranks=known(text, "as"))


def verdict(row: Row) -> tuple[Verdict, Verdict]:
    """Both ways round."""
    what, _, one, of_one, other, of_other = row
    if what == "organization":
        first, second = organization(one, of_one), organization(other, of_other)
        return compare_organizations(first, second), compare_organizations(second, first)
    person_one, person_other = person(one, of_one), person(other, of_other)
    return compare_people(person_one, person_other), compare_people(person_other, person_one)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[2]}-{row[4]}")
def test_a_pair(row: Row) -> None:
    one, other = verdict(row)
    assert one == other
    answers = {
        "same": {"same", "unsure"},
        "unsure": {"unsure"},
        "different": {"different", "unsure"},
    }
    assert one.answer in answers[row[1]], one


def test_no_false_merge_and_nine_in_ten_of_the_true_ones() -> None:
    answers = Counter((row[1], verdict(row)[0].answer) for row in rows())
    merged = sum(times for (_, said), times in answers.items() if said == "same")
    true = sum(times for (right, _), times in answers.items() if right == "same")
    assert len(rows()) >= 150
    assert merged == answers["same", "same"], "a merge that is wrong or not sure"
    assert answers["same", "same"] >= 0.95 * true


def test_every_pair_of_the_table_meets_in_a_block() -> None:
    for row in rows():
        what, right, one, of_one, other, of_other = row
        if right == "different":
            continue
        if what == "organization":
            found = match_organizations({"a": organization(one, of_one),
                                         "b": organization(other, of_other)})  # fmt: skip
        else:
            found = match_people({"a": person(one, of_one), "b": person(other, of_other)})
        assert found.get(("a", "b")) == verdict(row)[0], row


def test_in_one_heap_nothing_wrong_is_joined() -> None:
    """All names of the table at once: a chain of merges must not join two that differ."""
    bodies = {}
    for number, (what, _, one, of_one, other, of_other) in enumerate(rows()):
        if what == "organization":
            bodies[f"{number}a"] = organization(one, of_one)
            bodies[f"{number}b"] = organization(other, of_other)
    groups = group_names([], [], match_organizations(bodies))
    for number, (what, right, *_) in enumerate(rows()):
        if what == "organization" and right == "different":
            assert groups.root(f"{number}a") != groups.root(f"{number}b"), rows()[number]


IDS = st.integers(0, 9).map(str)
TWO = st.tuples(IDS, IDS).filter(lambda two: two[0] != two[1]).map(lambda two: pair(*two))


@given(st.lists(TWO), st.lists(TWO, max_size=4), st.dictionaries(TWO, st.floats(0, 1)))
def test_groups_do_not_depend_on_order_and_keep_apart_what_must_be(
    said_same: list[tuple[str, str]],
    different: list[tuple[str, str]],
    scores: dict[tuple[str, str], float],
) -> None:
    said = [two for two in said_same if two not in different]
    found = {two: same(score, "") for two, score in scores.items()}
    groups = group_names(said, different, found)
    shuffled = list(found.items())
    random.Random(1).shuffle(shuffled)
    again = group_names(said[::-1], different[::-1], dict(shuffled))
    everybody = [str(number) for number in range(10)]
    assert [groups.of(one) for one in everybody] == [again.of(one) for one in everybody]
    for one, other in different:
        assert groups.root(one) != groups.root(other)
    if not different:
        assert all(groups.root(one) == groups.root(other) for one, other in said)
    for one in everybody:
        assert all(groups.of(member) == groups.of(one) for member in groups.of(one))


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    first, second = organization_name(one), organization_name(other)
    assert compare_organizations(first, second) == compare_organizations(second, first)
    people = person_name(one), person_name(other)
    assert compare_people(*people) == compare_people(*people[::-1])


def test_a_crowded_block_still_joins_whom_an_organisation_tells_apart() -> None:
    crowd = {
        f"{number:03}": person_name("Li Wei", employers=[f"firm {number % 100}"])
        for number in range(200)
    }
    groups = group_names([], [], match_people(crowd))
    assert groups.of("007") == {"007", "107"}

"""Bodies of an article: rows/organizations.txt, short names, kinds and acronyms."""

import pytest

from extract.organizations import is_acronym, is_short_for, organization_kind, same_key
from models.facts import Organization
from tests.extract.marked import entities, plain, rows

ROWS = list(rows("organizations"))

SHORT = [
    ("Norvik", "Norvik Steel", True), ("Norvik", "Norvik Steel Holdings", True),
    ("Norvik Steel", "Norvik Steel Media Ltd", True), ("Norvik", "The Norvik Group", True),
    ("Bank", "Bank of Norland", False), ("National", "National Trust", False),
    ("Norvik", "Norvik Workers Committee", False), ("Norvik", "Old Norvik Town Council", False),
    ("European", "European Commission", False), ("Norvik Steel", "Norvik", False),
    ("Ferrol", "Marks Ferrol", True), ("Steel", "Norvik Steel", False),
    ("United", "United Airlines", False), ("Norvik Media", "Norvik Steel", False),
]  # fmt: skip

ACRONYMS = [
    ("NEA", "Nordic Energy Agency", True), ("MOF", "Ministry of Finance", True),
    ("MF", "Ministry of Finance", True), ("APW", "Association of Port Workers", True),
    ("PG&E", "Pacific Gas & Electric", True), ("NS", "Norvik Steel Ltd", True),
    ("NEA", "Nordic Trade Agency", False), ("N", "Norvik", False),
    ("NORVIK", "Norvik Steel", False), ("", "Nordic Energy Agency", False),
    ("UK", "United Kennels", True),
]  # fmt: skip

SAME = [
    ("The Norvik Company", "Norvik", True), ("Norvik, Inc.", "Norvik Inc", True),
    ("Norvik-Steel", "Norvik Steel", True), ("Norvik Steel", "Norvik Stone", False),
    ("NORVIK", "Norvik", True), ("Société Ost", "Societe Ost", True),
]  # fmt: skip

KINDS = [
    ("Norvik Steel Ltd", "company"), ("Ostby Savings Bank", "company"), ("Norvik GmbH", "company"),
    ("Borex Pharmaceuticals", "company"), ("Nordair Airlines", "company"),
    ("Ministry of Ports", "government"), ("Federal Trade Commission", "government"),
    ("Department of Science and Technology", "government"), ("European Parliament", "government"),
    ("National Bureau of Statistics", "government"), ("Norland Police", "government"),
    ("State Council", "government"), ("Food Safety Authority", "government"),
    ("China Cement Association", "association"), ("Port Workers Union", "association"),
    ("Malmo Chamber of Commerce", "association"), ("Green Roads Foundation", "association"),
    ("Hunan Academy of Social Sciences", "university"), ("University of Lund", "university"),
    ("Ostby College", "university"), ("Institute for Wave Research", "university"),
    ("Ostby Pension Fund", "fund"), ("International Monetary Fund", "fund"),
    ("Malmo Times", "media"), ("Norland Broadcasting", "media"), ("Daily Courier", "media"),
    ("Oslo Stock Exchange", "exchange"), ("Nasdaq", "exchange"),
    ("Ostby Science Park", "park"), ("Wave Power Cluster", "park"),
    ("Norland Labour Party", "party"), ("Norvik", None), ("", None), ("Of The And", None),
]  # fmt: skip


def line(body: Organization, text: str) -> str:
    aliases = "".join(f" = {alias}" for alias in body.aliases)
    words = "".join(f" <- {text[start:end]}" for start, end in body.references)
    return f"{body.name} ({body.kind}){aliases}{words}"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_bodies(text: str, expected: list[str]) -> None:
    found = [line(body, plain(text)) for body in entities(text).organizations]
    assert found == [row for row in expected if row != "none"]


@pytest.mark.parametrize(("short", "full", "answer"), SHORT)
def test_short_names(short: str, full: str, answer: bool) -> None:
    assert is_short_for(short, full) == answer


@pytest.mark.parametrize(("short", "full", "answer"), ACRONYMS)
def test_acronyms(short: str, full: str, answer: bool) -> None:
    assert is_acronym(short, full) == answer


@pytest.mark.parametrize(("one", "other", "answer"), SAME)
def test_forms_of_one_name(one: str, other: str, answer: bool) -> None:
    assert same_key(one, other) == answer
    assert same_key(other, one) == answer


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kinds(name: str, kind: str | None) -> None:
    assert organization_kind(name) == kind

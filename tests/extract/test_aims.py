"""Aims: the cue of each with its verb, and which of them bind nobody."""

import pytest

from extract.aims import read_aims
from extract.background import is_background, is_own_aim
from tests.extract.aiming import reading

CUES = [
    ("Vestra Steel plans to close a mill.", "plan to", "close"),
    ("Vestra Steel is planning to close a mill.", "plan to", "close"),
    ("Harlow Motors will build vans.", "will", "build"),
    ("Harlow Motors won't build vans.", "wo", "build"),
    ("It said it would build vans.", "would", "build"),
    ("The state is to sell the bank.", "be to", "sell"),
    ("The state is going to sell the bank.", "going to", "sell"),
    ("The bank is expected to lend more.", "expect to", "lend"),
    ("The firm aims at doubling exports.", "aim at", "doubling"),
    ("The goal is to lead the market.", "goal to", "lead"),
    ("The minister vowed to lower taxes.", "vow to", "lower"),
    ("The lines must be repaired.", "must", "repaired"),
    ("The firm hopes to soon open a shop.", "hope to", "open"),
    ("The launch is scheduled for October 2025.", "dated schedule", "scheduled"),
    ("The shop opens in June 2026.", "dated VBZ", "opens"),
    ("The tablet goes on sale in June.", "dated VBZ", "goes"),
    ("The shop opened in June 2020.", None, None),
    ("The shop sells shoes.", None, None),
    ("She believes in 2026 as a year of growth.", None, None),
]

BINDING = [
    ("Vestra Steel plans to close a mill.", False, True),
    ("Vestra Steel has vowed to leave the coal business.", False, True),
    ("Vestra Steel vowed to leave the coal business.", False, True),
    ("The goal is to lead the market.", False, True),
    ("They said they hoped to win the contract.", False, None),
    ("They hoped to win the contract.", True, None),
    ("The bank had planned to merge.", True, None),
    ("The tower was expected to be finished in 2020.", True, None),
    ("The rocket was set to launch in April.", True, None),
    ("The firm would have closed its plant.", True, None),
    ("It is unlikely that the mill will reopen.", True, None),
    ("The chairman does not plan to resign.", True, None),
    ("Nobody knows whether the bank will merge.", True, None),
    ("The bank originally planned to merge.", True, None),
    ("If the firm will merge, jobs go.", True, None),
    ("The line that will feed it is not ready.", True, None),
    ("Harlow Motors will build vans.", False, False),
    ("The bank is expected to lend more.", False, False),
    ("A law that aims to protect tenants was passed.", False, False),
]


@pytest.mark.parametrize(("text", "form", "verb"), CUES)
def test_cues(text: str, form: str | None, verb: str | None) -> None:
    read = reading(text)
    found = [(aim.form, read.clauses.words[aim.verb]) for aim in read_aims(read)]
    assert found == ([(form, verb)] if form else [])


@pytest.mark.parametrize(("text", "background", "own"), BINDING)
def test_binding(text: str, background: bool, own: bool | None) -> None:
    read = reading(text)
    aims = read_aims(read)
    assert [is_background(read, aim) for aim in aims] == [background] * len(aims)
    assert aims
    if own is not None:
        assert any(is_own_aim(read, aim) for aim in aims) == own

"""Which clauses without an amount are commitments or expectations worth a row."""

from extract.aim_signs import aim_signs
from extract.aims import Aim
from extract.background import is_background, is_own_aim
from extract.pointers import Option
from extract.ranker import Answer, likelihood, score
from extract.reading import Reading

_DATED, _OWN, _UNDATED = 0.3, 0.1, 0.65
"""How likely a clause must be: one with a time to come is mostly meant, and so is one whose actor
says what it means to do. Chosen by cross-validation on annotated news."""


def pledge_likelihood(reading: Reading, aim: Aim, deadline: str | None) -> float:
    """How far an aim without an amount is above the least that is worth a row; below 0 if not."""
    if is_background(reading, aim):
        return -1.0
    least = _DATED if deadline else _OWN if is_own_aim(reading, aim) else _UNDATED
    return likelihood(score("pledge", pledge_answer(reading, aim, deadline))) - least


def pledge_answer(reading: Reading, aim: Aim, deadline: str | None) -> Answer:
    """What tells that it is worth a row, the deadline among it."""
    own = is_own_aim(reading, aim)
    signs = {*aim_signs(reading, aim), f"deadline={deadline is not None}", f"own={own}"}
    return Answer(features=signs, option=Option(form="yes"))

"""The parts of a fact that take more than one column, in words."""

import json
from typing import Any

from bellwether.browse.formats import format_amount, format_number, format_period, shorten
from bellwether.browse.links import Row

FEW_WORDS = 4


def baseline(fact: Row) -> str:
    """What a figure or target is compared with."""
    amount = format_amount(
        fact["baseline_amount"],
        fact["baseline_amount_high"],
        currency=fact["baseline_currency"],
        unit=fact["baseline_unit"],
        comparator=fact["baseline_comparator"],
    )
    period = format_period(fact["baseline_period"])
    return f"{amount} ({period})" if period else amount


def share(fact: Row) -> str:
    """The part a figure is of a whole, as a percentage."""
    percent = format_number(round(float(fact["share_fraction"]) * 100, 2))
    return f"{percent}% of {fact['share_of']}" if fact["share_of"] else f"{percent}%"


def equivalents(fact: Row) -> list[str]:
    """The same money in other currencies."""
    return [
        format_amount(money["amount"], money.get("amount_high"), currency=money.get("currency"))
        for money in _list(fact["equivalents"])
    ]


def said(target: Row, limit: int = 150) -> str:
    """A target's words; its sentence where the words alone would not tell what is meant."""
    words = target["text"]
    if len(words.split()) < FEW_WORDS:
        words = target["sentence"] or words
    return shorten(words, limit)


def names(value: str | None) -> list[str]:
    """A JSON list of names."""
    return [str(item) for item in _list(value)]


def _list(value: str | None) -> list[Any]:
    found = json.loads(value or "[]")
    return found if isinstance(found, list) else []

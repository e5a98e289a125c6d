"""Yearly average exchange rates, rough ones, to tell a slip of a decimal place from a rate."""

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def rate(currency: str, other: str, year: int) -> float | None:
    """Units of a currency for one of another in a year, within some percent.

    The last year of the table stands for later ones; None before its first, and where a currency
    is not in it.

    >>> round(rate("CNY", "USD", 2018), 2), round(rate("EUR", "GBP", 2010), 2)
    (6.62, 1.17)
    >>> rate("CNY", "XAF", 2018) is None
    True
    """
    one, two = _per_dollar(currency, year), _per_dollar(other, year)
    return one / two if one and two else None


def _per_dollar(currency: str, year: int) -> float | None:
    table = _table()
    if currency in table["pegged"]:
        return float(table["pegged"][currency])
    values = table["per_dollar"].get(currency, [])
    place = min(year - table["first_year"], len(values) - 1)
    found = float(values[place]) if place >= 0 else math.nan
    return None if math.isnan(found) else found


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("models") / "rates.toml").read_text(encoding="utf-8"))

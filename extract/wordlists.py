"""The word lists in `extract/rules`, read once."""

from functools import cache
from typing import Any

from extract.tables import load_table


def rules(name: str) -> dict[str, Any]:
    """The tables of `extract/rules/<name>.toml`."""
    return load_table(name)


@cache
def words(name: str, table: str) -> frozenset[str]:
    """One list of `extract/rules/<name>.toml`, white space between words, as a set."""
    return frozenset(rules(name)[table].split())


@cache
def phrases(name: str, table: str) -> frozenset[str]:
    """One list of `extract/rules/<name>.toml`, a phrase a line, as a set."""
    return frozenset(filter(None, map(str.strip, rules(name)[table].splitlines())))

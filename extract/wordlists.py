"""The word lists in `extract/rules`, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).parent / "rules"


@cache
def rules(name: str) -> dict[str, Any]:
    """The tables of `extract/rules/<name>.toml`."""
    return tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, table: str) -> frozenset[str]:
    """One list of `extract/rules/<name>.toml`, white space between words, as a set."""
    return frozenset(rules(name)[table].split())


@cache
def phrases(name: str, table: str) -> frozenset[str]:
    """One list of `extract/rules/<name>.toml`, a phrase a line, as a set."""
    return frozenset(filter(None, map(str.strip, rules(name)[table].splitlines())))

"""The word lists of resolving.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(part: str) -> dict[str, Any]:
    """`organizations` or `people` as the file has them."""
    text = (files("models") / "resolving.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)[part]
    return found


@cache
def words(part: str, name: str) -> frozenset[str]:
    """A list, whether the file writes it as words or as phrases."""
    found = lexicon(part)[name]
    return frozenset(found.split() if isinstance(found, str) else found)


@cache
def table(part: str, name: str) -> Mapping[str, str]:
    """A table of words; "_" in a key stands for a blank."""
    return {key.replace("_", " "): value for key, value in lexicon(part)[name].items()}

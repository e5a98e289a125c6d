"""The tables of words beside the code: loaded once, and made into patterns."""

import functools
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_RULES = Path(__file__).parent / "rules"


@functools.cache
def load_table(name: str) -> dict[str, Any]:
    """The table `extract/rules/<name>.toml`."""
    return tomllib.loads((_RULES / f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space stands for a space or hyphen."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace("\\ ", "[ -]") for word in ordered) + ")"

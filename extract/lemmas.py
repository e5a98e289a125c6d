"""Dictionary forms: as the treebanks have them, else by the script that the network chose."""

import json
from collections.abc import Mapping
from pathlib import Path

_GROWN = 3
"""Letters by which a script may make a word longer."""
_SHORT = 2
"""Letters of a word that may become any other, beside those that go."""


def read_lemmas(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Lemmas of lower-case words, by part of speech."""
    lemmas: Mapping[str, Mapping[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return lemmas


def lemma_of(word: str, part: str, script: str, known: Mapping[str, Mapping[str, str]]) -> str:
    """The lemma of a word read as this part of speech.

    >>> lemma_of("Sold", "VERB", "1|", {"VERB": {"sold": "sell"}})
    'sell'
    >>> lemma_of("Sold", "PROPN", "=", {"VERB": {"sold": "sell"}})
    'Sold'
    """
    found = known.get(part, {}).get(word.lower())
    return apply_script(word, script) if found is None else found


def apply_script(word: str, script: str) -> str:
    """The lemma of a word by a script: "=" leaves it, "2|y" drops two letters and adds y (in lower
    case), "^1|" does so and keeps the capitals.

    >>> apply_script("Companies", "3|y"), apply_script("Alps", "^1|"), apply_script("IBM", "=")
    ('company', 'Alp', 'IBM')
    >>> apply_script("a", "3|be")
    'a'

    Words that only stand for longer ones are short: "5k" has the lemma "thousand", "kronor" not.

    >>> apply_script("k", "1|thousand"), apply_script("kronor", "1|thousand")
    ('thousand', 'kronor')
    """
    if script == "=":
        return word
    base = word if script.startswith("^") else word.lower()
    drop, ending = script.removeprefix("^").split("|", 1)
    kept = len(base) - int(drop)
    if len(ending) > int(drop) + _GROWN and kept > _SHORT:
        return base
    return base[:kept] + ending if kept >= 0 and kept + len(ending) > 0 else base

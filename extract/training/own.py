"""Training text written for this recipe: sentences with names marked, and slots for made-up names.

`sentences.jsonl` holds one sentence a line. "[Hans Weber](PERSON)" marks a name as it is written;
"{person}", "{org}", "{place}" and "{date}" are slots filled from `names.toml`, and "{ticker}" is a
stock symbol that is no name. Every label of such a sentence is known.
"""

import json
import random
import re
import tomllib
from pathlib import Path

from .corpora import Words, entity_words

SLOTS = {"person": "PERSON", "org": "ORG", "place": "LOC", "date": "DATE"}
DOCUMENTS = 3000
_SLOT = re.compile(r"\{(\w+)\}")
_MARKED = re.compile(r"\[([^\]]+)\]\(([A-Z]+)\)|\{(\w+)\}")


def own_words(folder: Path, *, seed: int = 11) -> list[Words]:
    """Made-up documents of three to seven sentences, always the same for a seed."""
    lines = (folder / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    sentences = [json.loads(line)["text"] for line in lines]
    names = tomllib.loads((folder / "names.toml").read_text(encoding="utf-8"))
    rng = random.Random(seed)
    records = (_record(n, sentences, names, rng) for n in range(DOCUMENTS))
    return [entity_words(record) for record in records]


def _record(number: int, sentences: list[str], names: dict, rng: random.Random) -> dict:
    text, spans = "", []
    for sentence in rng.sample(sentences, rng.randint(3, 7)):
        filled, found = fill(sentence, names, rng)
        spans += [[len(text) + a, len(text) + b, kind] for a, b, kind in found]
        text += filled + ("\n\n" if rng.random() < 0.4 else " ")
    return {"id": f"own-{number}", "text": text, "spans": spans, "labels": list(SLOTS.values())}


def fill(sentence: str, names: dict, rng: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence in plain text and its names as (start, end, label) in characters."""
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(sentence):
        text += sentence[at : match.start()]
        at = match.end()
        name, kind = match[1], match[2]
        if match[3] == "ticker":
            text += "".join(rng.choices("ABCDEFGHIKLMNOPRSTUVXYZ", k=rng.randint(2, 4)))
            continue
        if match[3]:
            name, kind = made_up(names[match[3]], rng), SLOTS[match[3]]
        inside = name.removeprefix("the ").removeprefix("The ")
        article = "the " if inside != name and not re.search(r"(?i)\bthe $", text) else ""
        start = len(text) + len(article)
        text += article + inside
        spans.append((start, start + len(inside), kind))
    return text + sentence[at:], spans


def made_up(parts: dict, rng: random.Random) -> str:
    """A name by one of the patterns."""
    pattern = rng.choice(parts["patterns"])
    return _SLOT.sub(lambda slot: rng.choice(parts[slot[1]]), pattern)

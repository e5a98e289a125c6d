"""The plan, law or strategy that sets an aim, and the places it is for."""

from functools import cache

from extract.anchors import Anchor
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Place


def read_instrument(reading: Reading, anchor: Anchor) -> str | None:
    """The named plan, law or strategy in the sentence: "AI Development Action Plan (2018-2020)"."""
    clauses = reading.clauses
    first, last = clauses.sentence(anchor.head)
    for place in range(first, last):
        if clauses.words[place] not in _nouns() or clauses.tags[place] not in {"NNP", "NNPS", "NN"}:
            continue
        begin = place
        while (
            begin > first
            and clauses.words[begin - 1][:1].isupper()
            and clauses.tags[begin - 1] != "DT"
        ):
            begin -= 1
        if begin < place:
            return clauses.slice(begin, _with_years(clauses.words, place + 1, last))
    return None


@cache
def _nouns() -> frozenset[str]:
    return frozenset(load_table("instruments")["nouns"])


def _with_years(words: list[str], end: int, last: int) -> int:
    """The end with the years in brackets that follow: "(2018-2020)"."""
    if words[end : end + 1] != ["("]:
        return end
    close = next((i for i in range(end + 1, min(last, end + 7)) if words[i] == ")"), None)
    if close is None or not any(ch.isdigit() for word in words[end:close] for ch in word):
        return end
    return close + 1


def read_scope(reading: Reading, anchor: Anchor) -> tuple[str, ...]:
    """The places named behind the aim in its sentence."""
    last = reading.clauses.sentence(anchor.head)[1]
    behind = (m.named for m in reading.mentions if anchor.last <= m.first < last)
    return tuple(dict.fromkeys(named.name for named in behind if isinstance(named, Place)))

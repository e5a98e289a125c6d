"""Clauses that say what somebody means to do or what is expected to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.clauses import Clauses
from extract.reading import Reading
from extract.tables import load_table

_SKIPPED = frozenset({"RB", "RBR", "RBS", "RP"})
_SUPPORT = frozenset({"be", "have", "get"})
_BETWEEN = frozenset({"PRP", "NN", "NNP", ","})
_DATED = frozenset(
    {"planned", "due", "scheduled", "slated", "set", "planning", "plans", "expected", "proposed"}
)
_FAR = 7
"""How many words may stand between a cue and its verb."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A cue with the verb that it is about."""

    cue: int
    verb: int
    form: str
    """How the two are joined: "will", "plan to", "aim at", "due"."""
    family: str
    """aim, forecast, pledge, modal, be or date."""


def read_aims(reading: Reading) -> list[Aim]:
    """The aims of a doc in order, one for each verb."""
    found: dict[int, Aim] = {}
    for token in range(len(reading.clauses.words)):
        for aim in _aims_at(reading, token):
            known = found.get(aim.verb)
            if known is None or _is_of_it(reading.clauses, known, aim):
                found[aim.verb] = aim
    cues = {aim.cue for aim in found.values()}
    for aim in _dated(reading):
        if aim.verb not in cues:
            found.setdefault(aim.verb, aim)
    return [found[verb] for verb in sorted(found)]


def _is_of_it(clauses: Clauses, known: Aim, aim: Aim) -> bool:
    """Whether the cue found first is what the other is of: "|demand| is |forecast| to grow"."""
    noun = clauses.deps[known.cue].startswith("nsubj") and clauses.heads[known.cue] == aim.cue
    own = clauses.lemmas[known.cue] in load_table("aims")["own"]
    return noun and not own and (known.family, aim.family) == ("aim", "forecast")


def _aims_at(reading: Reading, token: int) -> Iterator[Aim]:
    clauses = reading.clauses
    word, tag = clauses.lower[token], clauses.tags[token]
    family = family_of(clauses, token)
    if tag == "MD" and word in {
        "will",
        "'ll",
        "’ll",
        "wo",
        "shall",
        "would",
        "may",
        "could",
        "might",
        "should",
        "must",
    }:
        yield from _joined(clauses, token, token + 1, word, "modal")
    elif family:
        yield from _after_cue(clauses, token, family)
    elif clauses.lemmas[token] == "be" and clauses.lower[token + 1 : token + 2] == ["to"]:
        yield from _joined(clauses, token, token + 2, "be to", "be")
    elif clauses.lower[token : token + 2] == ["going", "to"]:
        yield from _joined(clauses, token, token + 2, "going to", "modal")


def _dated(reading: Reading) -> Iterator[Aim]:
    """What has a time to come: "goes on sale in May", "launches planned for 2025"."""
    clauses, published = reading.clauses, reading.context.published
    for mention in reading.periods:
        start = mention.period.start or mention.period.end
        if published is None or start is None or start <= published:
            continue
        first, last = clauses.tokens(mention.start, mention.end)
        opening = clauses.sentence(first)[0]
        for place in range(first - 1, max(opening, first - 9) - 1, -1):
            if clauses.lower[place] in _DATED or _is_scheduled(clauses, place):
                yield _dated_aim(clauses, place)
                break
            if clauses.tags[place] in {"VBD", "MD", "VB"} or clauses.words[place] in ".;:":
                break
        yield from _planned(clauses, last)


def _is_scheduled(clauses: Clauses, place: int) -> bool:
    """Whether a verb in the present says what will happen at a set time: "goes on sale"."""
    present = clauses.tags[place] in {"VBZ", "VBP"}
    return present and clauses.lemmas[place] in load_table("aims")["scheduled"]


def _dated_aim(clauses: Clauses, place: int) -> Aim:
    lemma = clauses.lemmas[place] if clauses.lower[place] in _DATED else clauses.tags[place]
    return Aim(cue=place, verb=place, form=f"dated {lemma}", family="date")


def _planned(clauses: Clauses, end: int) -> Iterator[Aim]:
    """The "planned" right before a time inside a noun phrase: "its planned 2024 launch"."""
    for place in range(end - 2, max(-1, end - 5), -1):
        follows = clauses.tags[end : end + 1]
        if clauses.lower[place] in _DATED and follows in (["NN"], ["JJ"], ["NNS"]):
            yield Aim(cue=place, verb=place, form="planned thing", family="date")
            return


@cache
def _families() -> dict[str, str]:
    table = load_table("aims")
    return {word: name for name in ("pledge", "forecast", "aim") for word in table[name]}


def family_of(clauses: Clauses, token: int) -> str | None:
    """aim, forecast or pledge for a cue; None for another word."""
    families = _families()
    return families.get(clauses.lower[token]) or families.get(clauses.lemmas[token])


def _after_cue(clauses: Clauses, cue: int, family: str) -> Iterator[Aim]:
    """The verb behind "plan to", "expected ... to", "aim of raising", "the goal is to"."""
    lemma = clauses.lemmas[cue]
    last = min(clauses.sentence(cue)[1], cue + _FAR)
    for place in range(cue + 1, last):
        word, tag = clauses.lower[place], clauses.tags[place]
        if word == "to" and clauses.tags[place + 1 : place + 2] and place + 1 < len(clauses.words):
            yield from _joined(clauses, cue, place + 1, f"{lemma} to", family)
            return
        if tag == "VBG" and clauses.tags[place - 1] in {"IN", "VBZ", "VBP", "VBD", "VBN", "VBG"}:
            yield Aim(
                cue=cue, verb=place, form=f"{lemma} {clauses.lower[place - 1]}", family=family
            )
            return
        if tag in {"VBD", "VBZ", "MD"} and clauses.lemmas[place] != "be":
            return
        if clauses.words[place] in ".;:":
            return


def _joined(clauses: Clauses, cue: int, place: int, form: str, family: str) -> Iterator[Aim]:
    """The main verb from `place` on, past adverbs, negation and auxiliaries."""
    last = clauses.sentence(cue)[1]
    verb = None
    while place < min(last, cue + _FAR + 6):
        tag = clauses.tags[place]
        if tag.startswith("VB"):
            verb = place
            if clauses.lemmas[place] not in _SUPPORT:
                break
        elif tag not in _SKIPPED and (verb is not None or tag not in _BETWEEN):
            break
        place += 1
    if verb is not None:
        yield Aim(cue=cue, verb=verb, form=form, family=family)

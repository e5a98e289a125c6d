"""Noun phrases by tags and word order, and how they read as a column heading."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from extract.clauses import Clauses
from extract.tables import load_table

_INSIDE = frozenset(
    {"DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "FW", "HYPH",
     "AFX", "GW", "$", "SYM", "ADD", "WP$"}
)  # fmt: skip
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "FW", "ADD", "GW"})
_STANDING = frozenset({"PRP", "EX", "WDT", "WP"})
_LINKS = frozenset(
    {"of", "in", "for", "on", "from", "to", "with", "between", "at", "per", "by", "into", "among"}
)
_NOTE = re.compile(r"\[\d*\]?")
"""The mark of a footnote."""
TIMES = frozenset({"period", "course", "year", "month", "week", "day", "quarter", "time", "date"})
"""Nouns of when it is, which no heading goes on with."""
_NAME_LINKS = frozenset({"&", "-", "–", "/"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase: tokens from `first` up to `last`."""

    first: int
    last: int
    head: int
    """Its main noun, or the pronoun it consists of."""
    owner: tuple[int, int] | None = None
    """The tokens of the possessor: "The city" in "The city's revenue"."""
    link: str = ""
    """The preposition before it."""


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(load_table("headings")[table])


def read_phrases(clauses: Clauses, blocked: Collection[int] = ()) -> list[Phrase]:
    """The simple noun phrases of a doc in order; none reaches over the blocked tokens."""
    found: list[Phrase] = []
    place, count = 0, len(clauses.words)
    while place < count:
        end = _run(clauses, place, blocked)
        if end > place:
            phrase = _phrase(clauses, place, end)
            if phrase is not None:
                found.append(phrase)
        place = max(end, place + 1)
    return found


def _run(clauses: Clauses, place: int, blocked: Collection[int]) -> int:
    """The token after the run of words of one noun phrase that begins at `place`."""
    sentence = clauses.sentence_of[place]
    end = place
    while end < len(clauses.words) and clauses.sentence_of[end] == sentence and end not in blocked:
        if clauses.tags[end] in _STANDING:
            return end + 1 if end == place else end
        if (
            end > place
            and clauses.tags[end] in {"DT", "PRP$", "WP$"}
            and clauses.tags[end - 1] != "PDT"
        ):
            return end
        if not _belongs(clauses, place, end, blocked):
            break
        end = _word_end(clauses, end, blocked)
    return end


def _word_end(clauses: Clauses, token: int, blocked: Collection[int]) -> int:
    """The token after the word that begins here, whose parts hyphens join: "after-tax"."""
    end = token + 1
    while end in clauses.joints and end + 1 not in blocked:
        end += 2
    return end


def _belongs(clauses: Clauses, place: int, end: int, blocked: Collection[int]) -> bool:
    following = _word_end(clauses, end, blocked)
    if following > end + 1:
        return end not in blocked and _is_compound(clauses, following)
    tag = clauses.tags[end]
    if clauses.lower[end] == "worth" and following in blocked:
        return False
    if tag in _INSIDE or (tag[:2] == "VB" and _is_outlook(clauses, place, end)):
        return "\n" not in clauses.words[end]
    if following >= len(clauses.words) or following in blocked:
        return False
    if tag in {"VBG", "VBN", "VBD"}:
        return clauses.tags[following] in _NOUNS and _modifies(clauses, place, end)
    if tag in {"RB", "RBR", "RBS"}:
        leads = end == place or clauses.tags[end - 1] in {"DT", "PRP$", "POS"}
        return leads and clauses.tags[following] in {"JJ", "JJR", "JJS", "VBN"}
    if clauses.words[end] in _NAME_LINKS or (tag == "CC" and clauses.words[end] == "&"):
        return end > place and clauses.tags[following] in _INSIDE
    return False


def _is_outlook(clauses: Clauses, place: int, end: int) -> bool:
    """Whether "forecast", taken for a verb, ends a noun phrase: "their growth forecast to 3%"."""
    behind = clauses.lower[end + 1 : end + 2]
    return clauses.lower[end] == "forecast" and end > place and behind in (["to"], ["from"])


def _is_compound(clauses: Clauses, last: int) -> bool:
    """Whether a word of several parts, up to `last`, may stand in a noun phrase."""
    if clauses.tags[last - 1] in _INSIDE:
        return True
    return last < len(clauses.words) and clauses.tags[last] in _INSIDE


def _modifies(clauses: Clauses, place: int, end: int) -> bool:
    """Whether a participle stands before its noun, as in "rising prices"."""
    if clauses.deps[end] in {"amod", "compound"}:
        return True
    return (
        end > place
        and clauses.tags[end - 1] in {"DT", "JJ", "PRP$", "POS"}
        and clauses.tags[end] != "VBD"
    )


def _phrase(clauses: Clauses, first: int, last: int) -> Phrase | None:
    nouns = [i for i in range(first, last) if clauses.tags[i] in _NOUNS]
    if clauses.tags[first] in _STANDING:
        nouns = [first]
    if not nouns:
        if clauses.tags[last - 1] not in {"JJ", "DT", "CD", "JJR", "JJS"}:
            return None
        nouns = [last - 1]
    marks = [i for i in range(first, last) if clauses.tags[i] == "POS" and i + 1 < last]
    owner = (first, marks[-1]) if marks else None
    link = clauses.lower[first - 1] if first and clauses.tags[first - 1] in {"IN", "TO"} else ""
    return Phrase(first=first, last=last, head=nouns[-1], owner=owner, link=link)


def extended(
    clauses: Clauses,
    phrases: list[Phrase],
    number: int,
    limit: int = 3,
    *,
    times: Collection[int] = (),
) -> int:
    """The token after phrase `number` with the prepositional phrases that follow it at once; tokens
    of `times` may stand before their nouns: "drop in |second-quarter| revenue"."""
    end, added = phrases[number].last, 0
    for phrase in phrases[number + 1 :]:
        between = [clauses.lower[i] for i in range(end, phrase.first) if i not in times]
        listed = bool(added) and not clauses.deps[phrase.head].startswith("nsubj")
        joins = len(between) == 1 and (between[0] in _LINKS or (between[0] == "and" and listed))
        if clauses.lemmas[phrase.head] in TIMES and between not in (["of"], ["per"]):
            break
        if not joins or added >= limit or clauses.tags[phrase.head] in _STANDING:
            break
        end, added = phrase.last, added + 1
    return end


def heading(clauses: Clauses, first: int, last: int, skip: Collection[int] = ()) -> str:
    """The tokens as a column heading, without articles, possessive pronouns and skipped tokens.

    "the city's core AI sector" -> "city's core AI sector"
    """
    kept = [i for i in range(first, last) if i not in skip and not _is_filler(clauses, i)]
    while kept and clauses.tags[kept[-1]] in {"POS", "IN", "CC", "HYPH", "DT", ",", "JJR"}:
        kept.pop()
    while kept and clauses.tags[kept[0]] in {"POS", "HYPH", "CC", ",", "IN"}:
        if kept[0] + 1 in clauses.joints:
            break
        kept.pop(0)
    return _joined(clauses, kept)


def _is_filler(clauses: Clauses, token: int) -> bool:
    if token - 1 in clauses.joints or token + 1 in clauses.joints:
        return False
    if clauses.tags[token] in {"DT", "PDT", "PRP$", "WP$", "$", "``", "''"}:
        return True
    return clauses.lower[token] in _words("fillers")


def without_notes(text: str) -> str:
    """A text without marks of footnotes: "intervention[2]"."""
    return _NOTE.sub("", text) if "[" in text else text


def _joined(clauses: Clauses, kept: list[int]) -> str:
    text = ""
    for number, token in enumerate(kept):
        glued = number and clauses.starts[token] == clauses.ends[kept[number - 1]]
        text += ("" if glued or not number else " ") + clauses.words[token]
    text = " ".join(without_notes(text).split())
    plain = (
        kept
        and clauses.tags[kept[0]] not in {"NNP", "NNPS"}
        and clauses.words[kept[0]][1:].islower()
    )
    return text[:1].lower() + text[1:] if plain else text

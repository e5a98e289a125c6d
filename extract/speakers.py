"""Whose words a stretch of speech is: the verb of saying near it, and who does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.coreference import is_subject
from extract.entities import Entities, Named
from extract.mentions import POSSESSIVES
from extract.wordlists import rules, words
from models.facts import Person, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 45
"""Tokens around a quote in which its verb of saying is looked for."""
NEAR = 60
"""Tokens before a sentence in which the body lies for which "a spokesman" speaks."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
BEHIND_NAMES = frozenset({"of", "for", "with", "to", "on", "from", "at", "by", "against", "about"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A speaker with the words that introduce the speech."""

    speaker: str | None
    cue: str | None


@cache
def forms(table: str) -> frozenset[str]:
    """Every inflected form of the verbs of one list in `extract/rules/cues.toml`."""
    irregular: dict[str, str] = rules("cues")["irregular"]
    found: set[str] = set()
    for verb in words("cues", table):
        stem = verb.removesuffix("e")
        found |= {verb, verb + "s", stem + "ed", stem + "ing", verb + "es"}
        if verb.endswith("y"):
            found |= {verb[:-1] + "ies", verb[:-1] + "ied"}
        found |= set(irregular.get(verb, "").split())
    return frozenset(found)


def is_cue(token: "Token", table: str = "say") -> bool:
    """Whether a word is a verb of saying; a noun such as "the report" is none."""
    if token.text.casefold() not in forms(table):
        return False
    return token.pos_ in {"VERB", "AUX"} or token.text.casefold() in {"said", "says"}


class Voices:
    """Who is named where, by token, for finding speakers."""

    def __init__(self, doc: "Doc", entities: Entities) -> None:
        self.doc = doc
        self._at: dict[int, tuple[int, int, Named]] = {}
        for start, end, named in entities.within(0, len(doc.text)):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                for place in range(span.start, span.end):
                    self._at.setdefault(place, (span.start, span.end, named))

    def between(self, start: int, end: int) -> list[tuple[int, int, Named]]:
        """(first token, end, who) for each name and reference that begins in a range."""
        rows = (self._at.get(place) for place in range(max(start, 0), min(end, len(self.doc))))
        return list(dict.fromkeys(row for row in rows if row and start <= row[0]))

    def is_owner(self, end: int) -> bool:
        """Whether a possessive follows: "Obama's economist" is not Obama."""
        return end < len(self.doc) and self.doc[end].text in POSSESSIVES

    def subject(self, verb: "Token", start: int) -> str | None:
        """The name of whoever does what a verb says, looked for from `start` on."""
        noun = _subject_of(verb)
        if noun is None or noun.i < start:
            return None
        inside = {token.i for token in noun.subtree}
        last = min(max(inside), noun.i + 25)
        found = [row for row in self.between(min(inside), last + 1) if row[0] in inside]
        people = [row for row in found if self._is_speaking_person(row)]
        bodies = [row for row in found if not isinstance(row[2], Place)]
        return next((row[2].name for row in people or bodies), None)

    def _is_speaking_person(self, row: tuple[int, int, Named]) -> bool:
        start, end, named = row
        if not isinstance(named, Person) or self.is_owner(end):
            return False
        before = self.doc[start - 1].text.casefold() if start else ""
        if before == "to" and start > 1:
            return self.doc[start - 2].text.casefold() == "according"
        return before not in BEHIND_NAMES

    def people(self, start: int, end: int) -> Iterator[str]:
        """The people named between two tokens who may be speaking, in order."""
        for row in self.between(start, end):
            if self._is_speaking_person(row):
                yield row[2].name

    def bodies(self, start: int, end: int) -> Iterator[str]:
        """The bodies named between two tokens, in order."""
        for _, _, named in self.between(start, end):
            if not isinstance(named, Person | Place):
                yield named.name

    def first(self, start: int, end: int) -> str | None:
        """The first person named between two tokens, else the first body."""
        found = next(self.people(start, end), None)
        return found or next(self.bodies(start, end), None)


def _subject_of(verb: "Token") -> "Token | None":
    """The grammatical subject of a verb, shared by joined verbs."""
    chain = [verb]
    while chain[-1].dep_ in {"conj", "xcomp", "advcl", "aux"} and len(chain) < 4:
        chain.append(chain[-1].head)
    for token in chain:
        for child in token.children:
            if child.dep_ in SUBJECTS:
                return child
    return None


def saying_after(voices: Voices, place: int, stop: int) -> Saying | None:
    """ "...," said X / X said / according to X: the words from the closing mark to `stop`."""
    doc = voices.doc
    while place < stop and not doc[place].text[0].isalnum():
        place += 1
    if place >= stop:
        return None
    if doc[place].text.casefold() == "according":
        return Saying(voices.first(place + 2, min(stop, place + 25)), "according to")
    for here in range(place, min(stop, place + 4)):
        says = doc[here].text.casefold() in forms("say") and not voices.between(place, here)
        if says and (name := _follows(voices, here, stop)):
            return Saying(name, doc[here].text)
    for here in range(place, min(stop, place + REACH)):
        if is_cue(doc[here]):
            name = _precedes(voices, place, here) or _behalf(voices, place, here)
            return Saying(name, doc[here].text)
    return _speaks_otherwise(voices, place, stop)


def _speaks_otherwise(voices: Voices, place: int, stop: int) -> Saying | None:
    """ "...," X summarised: any verb right behind the name; or the name alone."""
    row = next(iter(voices.between(place, stop)), None)
    if row is None or row[0] > place + 1 or not isinstance(row[2], Person):
        return None
    verb = voices.doc[row[1]] if row[1] < stop else None
    return Saying(row[2].name, verb.text if verb is not None and verb.pos_ == "VERB" else None)


def _follows(voices: Voices, verb: int, stop: int) -> str | None:
    """The speaker right behind the verb: the person in the phrase up to the first comma, or
    behind a title and a comma: "said the head of X, Ann Lee"."""
    doc = voices.doc
    ends = [i for i in range(verb + 1, stop) if doc[i].text in {",", ".", ";", ":"}] + [stop]
    person = next(voices.people(verb + 1, ends[0]), None)
    if person is None and len(ends) > 1 and doc[ends[0]].text == ",":
        row = next(iter(voices.between(ends[0] + 1, stop)), None)
        if row and row[0] <= ends[0] + 3 and isinstance(row[2], Person):
            person = row[2].name
    return person or next(voices.bodies(verb + 1, ends[0]), None)


def _precedes(voices: Voices, start: int, verb: int) -> str | None:
    """The speaker before the verb: the person who is its subject or last named, else a body."""
    subject = voices.subject(voices.doc[verb], start)
    people = list(voices.people(start, verb))
    if subject in people:
        return subject
    if people:
        return people[-1]
    return subject or next(iter([*voices.bodies(start, verb)][::-1]), None)


def _behalf(voices: Voices, start: int, verb: int) -> str | None:
    """The body named last before "a spokesman said", "the statement added"."""
    doc = voices.doc
    if not any(doc[i].text.casefold() in words("cues", "voices") for i in range(start, verb)):
        return None
    rows = voices.between(start - NEAR, start)
    bodies = [row for row in rows if not isinstance(row[2], Person | Place)]
    subjects = [row for row in bodies if any(is_subject(doc[i]) for i in range(row[0], row[1]))]
    return next((row[2].name for row in reversed(subjects or bodies)), None)


def saying_before(voices: Voices, start: int, place: int) -> Saying | None:
    """X said, "...: the words from `start` to the opening mark."""
    doc = voices.doc
    for here in range(place - 1, max(start, place - REACH) - 1, -1):
        if is_cue(doc[here]):
            name = _precedes(voices, start, here)
            if name is None and not any(t.is_alpha for t in doc[start:here]):
                name = _follows(voices, here, place)
            return Saying(name or _behalf(voices, start, here), doc[here].text)
        if doc[here].text.casefold() == "according":
            return Saying(voices.first(here + 2, place), "according to")
    return None


def doer(voices: Voices, start: int, place: int) -> str | None:
    """Who does what the words before a quoted fragment say: `X called it "unfair"`."""
    doc = voices.doc
    for here in range(place - 1, start - 1, -1):
        if doc[here].pos_ == "VERB" and (name := voices.subject(doc[here], start)):
            return name
    return voices.first(start, place)


def speaker_of_sentence(voices: Voices, start: int, end: int) -> Saying | None:
    """Who speaks in a sentence without quotation marks, for the quote that follows it."""
    for here in range(start, end):
        if is_cue(voices.doc[here]):
            name = _precedes(voices, start, here) or _follows(voices, here, end)
            if name:
                return Saying(name, voices.doc[here].text)
    person = next(voices.people(start, end), None)
    return Saying(person, None) if person else None

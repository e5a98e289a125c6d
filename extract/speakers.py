"""Whose words a stretch of speech is: the verb of saying near it, and who does it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.entities import Entities, Named
from extract.wordlists import words
from models.facts import Person, Place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH = 45
"""Tokens around a quote in which its verb of saying is looked for."""
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A speaker with the words that introduce the speech."""

    speaker: str | None
    cue: str | None


def is_cue(token: "Token", table: str = "say") -> bool:
    """Whether a word is a verb of saying; a noun such as "report" is none."""
    if token.pos_ in {"NOUN", "PROPN", "ADJ", "ADP"} and not token.text.endswith(("said", "ays")):
        return False
    return token.lemma_.casefold() in words("cues", table) or token.text.casefold() in {
        "said",
        "says",
        "saying",
    }


class Voices:
    """Who is named where, by token, for finding speakers."""

    def __init__(self, doc: "Doc", entities: Entities) -> None:
        self.doc = doc
        self._at: dict[int, tuple[int, int, Named]] = {}
        for start, end, named in entities.within(0, len(doc.text)):
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                self._at.update(
                    dict.fromkeys(range(span.start, span.end), (span.start, span.end, named))
                )

    def at(self, place: int) -> Named | None:
        """Who is named or meant by a token."""
        found = self._at.get(place)
        return found[2] if found else None

    def between(self, start: int, end: int) -> list[tuple[int, Named]]:
        """(token, who) for each name and reference that begins in a range."""
        rows = (self._at.get(place) for place in range(max(start, 0), min(end, len(self.doc))))
        return list(dict.fromkeys((row[0], row[2]) for row in rows if row and start <= row[0]))

    def subject(self, verb: "Token") -> str | None:
        """The name of whoever does what a verb says."""
        for token in (
            verb,
            *([verb.head] if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} else []),
        ):
            for child in token.children:
                if child.dep_ in SUBJECTS:
                    return self._name_in(child)
        return None

    def _name_in(self, noun: "Token") -> str | None:
        own = self.at(noun.i)
        if own is not None and not isinstance(own, Place):
            return own.name
        inside = sorted(token.i for token in noun.subtree)
        found = [who for place in inside if (who := self.at(place)) and place < noun.i + 25]
        return prefer_person(found)


def prefer_person(found: list[Named]) -> str | None:
    """The first person, else the first body; never a place."""
    people = [who for who in found if isinstance(who, Person)]
    bodies = [who for who in found if not isinstance(who, Place)]
    return next((who.name for who in people or bodies), None)


def saying_after(voices: Voices, place: int, stop: int) -> Saying | None:
    """ "...," said X / X said / according to X: the words from the closing mark to `stop`."""
    doc = voices.doc
    while place < stop and not doc[place].text[0].isalnum():
        place += 1
    if place >= stop:
        return None
    if doc[place].text.casefold() == "according" and place + 1 < stop:
        return Saying(_first_named(voices, place + 2, stop), "according to")
    for here in range(place, min(stop, place + REACH)):
        if is_cue(doc[here]):
            name = _follows(voices, here, stop) if here == place else _precedes(voices, place, here)
            return Saying(
                name or (_first_named(voices, here + 1, stop) if here == place else None),
                doc[here].text,
            )
    return None


def _follows(voices: Voices, verb: int, stop: int) -> str | None:
    """The speaker right behind the verb: the person in the phrase up to the first comma."""
    doc = voices.doc
    end = next((i for i in range(verb + 1, stop) if doc[i].text in {",", ".", ";", ":"}), stop)
    return prefer_person([who for _, who in voices.between(verb + 1, end)])


def _first_named(voices: Voices, start: int, stop: int) -> str | None:
    return prefer_person([who for _, who in voices.between(start, min(stop, start + 25))])


def _precedes(voices: Voices, start: int, verb: int) -> str | None:
    """The speaker before the verb: its subject, else the first person named before it."""
    subject = voices.subject(voices.doc[verb])
    return subject or prefer_person([who for _, who in voices.between(start, verb)])


def saying_before(voices: Voices, start: int, place: int) -> Saying | None:
    """X said, "...: the words from `start` to the opening mark."""
    doc = voices.doc
    for here in range(place - 1, max(start, place - REACH) - 1, -1):
        if is_cue(doc[here]):
            name = (
                voices.subject(doc[here])
                or _nearest(voices, start, here)
                or _follows(voices, here, place)
            )
            return Saying(name, doc[here].text)
        if doc[here].text.casefold() == "according":
            return Saying(_first_named(voices, here + 2, place), "according to")
    return None


def _nearest(voices: Voices, start: int, place: int) -> str | None:
    """The person last named before a verb, else the body."""
    return prefer_person([who for _, who in reversed(voices.between(start, place))])


def doer(voices: Voices, start: int, place: int) -> str | None:
    """Who does what the words before a quoted fragment say: `X called it "unfair"`."""
    doc = voices.doc
    for here in range(place - 1, start - 1, -1):
        if doc[here].pos_ == "VERB" and (name := voices.subject(doc[here])):
            return name
    return prefer_person([who for _, who in voices.between(start, place)])

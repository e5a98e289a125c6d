"""Speech in report: "X said (that) ...", "..., according to X", "which added that ..."."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.speakers import Voices, is_cue
from models.facts import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def read_reported(doc: "Doc", voices: Voices) -> list[Quote]:
    """The reported clauses with who reports them."""
    return [quote for start, end in _sentences(doc) for quote in _sentence(doc, voices, start, end)]


def _sentences(doc: "Doc") -> Iterator[tuple[int, int]]:
    start = 0
    for token in doc:
        closes = "\n" in token.text or (
            token.text in {".", "!", "?"}
            and (token.i + 1 == len(doc) or doc[token.i + 1].is_sent_start)
        )
        if closes:
            if token.i > start:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def _sentence(doc: "Doc", voices: Voices, start: int, end: int) -> Iterator[Quote]:
    for here in range(start, end):
        token = doc[here]
        if token.text.casefold() == "according" and here + 1 < end and doc[here + 1].text == "to":
            yield from _according(doc, voices, start, here, end)
        elif is_cue(token, "report"):
            yield from _clause(doc, voices, start, here, end)


def _according(doc: "Doc", voices: Voices, start: int, place: int, end: int) -> Iterator[Quote]:
    stop = next((i for i in range(place + 2, end) if doc[i].text == ","), end)
    speaker = voices.first(place + 2, stop)
    if place > start:
        yield from _made(doc, start, place, speaker, "according to")
    elif stop < end:
        yield from _made(doc, stop + 1, end, speaker, "according to")


def _clause(doc: "Doc", voices: Voices, start: int, verb: int, end: int) -> Iterator[Quote]:
    """ "X said (that) <clause>" or "<clause>, X said"."""
    speaker = voices.subject(doc[verb], start) or _relative(doc, voices, start, verb)
    if speaker is None or is_passive(doc[verb]):
        return
    if verb + 1 < end and doc[verb + 1].text not in {",", '"', "“", ":", "to"}:
        begin = verb + 2 if doc[verb + 1].text.casefold() == "that" else verb + 1
        if any(t.pos_ in {"VERB", "AUX"} for t in doc[begin:end]):
            yield from _made(doc, begin, end, speaker, doc[verb].text)


def is_passive(verb: "Token") -> bool:
    """Whether the subject only undergoes the verb: "is expected to", "was told that"."""
    return any(child.dep_ in {"nsubj:pass", "aux:pass"} for child in verb.children)


def _relative(doc: "Doc", voices: Voices, start: int, verb: int) -> str | None:
    """The name that "which" or "who" before a verb stands for."""
    for here in range(verb - 1, max(start, verb - 4), -1):
        if doc[here].text.casefold() in {"which", "who"}:
            return next((who.name for _, _, who in reversed(voices.between(start, here))), None)
    return None


def _made(doc: "Doc", start: int, end: int, speaker: str | None, cue: str) -> Iterator[Quote]:
    while end > start and not doc[end - 1].text[-1:].isalnum() and doc[end - 1].text != "%":
        end -= 1
    while start < end and not doc[start].text[0].isalnum() and doc[start].text[0] not in "$€£¥":
        start += 1
    if end - start < 3:
        return
    span = doc[start:end]
    yield Quote(
        speaker=speaker,
        kind="indirect",
        text=span.text,
        cue=cue,
        start=span.start_char,
        end=span.end_char,
    )

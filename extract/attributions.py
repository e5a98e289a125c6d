"""Who says so: the speaker of the quotation around a figure, or the source the sentence names."""

from extract.clauses import Clauses
from extract.noun_phrases import heading
from extract.reading import Reading


def read_attribution(reading: Reading, start: int, end: int) -> str | None:
    """The name of whoever a stretch of characters is attributed to; None when nobody is."""
    for quote in reading.quotes:
        if quote.speaker and quote.start <= start and end <= quote.end:
            return quote.speaker
    return _according_to(reading, reading.clauses.token_at(start))


def _according_to(reading: Reading, token: int) -> str | None:
    """The name, or else the noun phrase, behind "according to" in the sentence."""
    clauses = reading.clauses
    first, last = clauses.sentence(token)
    place = _source(clauses, first, last)
    if place is None:
        return None
    named = [m for m in reading.mentions if place <= m.first <= place + 4]
    phrase = next((p for p in reading.phrases if place <= p.first <= place + 1), None)
    if named and (phrase is None or named[0].last >= phrase.head):
        return named[0].named.name
    return heading(clauses, phrase.first, phrase.last) if phrase is not None else None


def _source(clauses: Clauses, first: int, last: int) -> int | None:
    for place in range(first, last - 1):
        if clauses.lower[place] == "according" and clauses.lower[place + 1] == "to":
            return place + 2
    return None

"""Whose a figure is where grammar leaves no choice."""

from collections.abc import Sequence

from extract.anchors import Anchor
from extract.carried import Told, sentences_back
from extract.holders import is_measured
from extract.reading import Reading
from extract.wordings import Wording


def plain_subject(
    reading: Reading, anchor: Anchor, wording: Wording | None, earlier: Sequence[Told]
) -> str | None:
    """The subject where grammar leaves no choice: "its rival, |Acme|, earned 5m", and whoever the
    figure before was of, where "it" is what that one measures: "the lowest since |it| was 5%"."""
    clauses, token = reading.clauses, anchor.subject
    if wording and wording.form == "previous" and earlier and _is_moved(reading, anchor):
        told = next((t for t in reversed(earlier) if t.anchor.preposition != "from"), earlier[-1])
        return told.subject
    if token is None:
        return None
    if wording and wording.form == "previous" and clauses.lower[token] == "it":
        told = earlier[-1]
        return None if sentences_back(reading, told.anchor, anchor) else told.subject
    phrase = reading.phrase_at(token)
    if phrase is None or clauses.lower[phrase.last : phrase.last + 1] != [","]:
        return None
    if reading.mention_at(phrase.head) is not None or is_measured(clauses, phrase):
        return None
    apposed = reading.mention_at(phrase.last + 1)
    closed = apposed is not None and clauses.lower[apposed.last : apposed.last + 1] == [","]
    return apposed.named.name if apposed and apposed.is_name and closed else None


def _is_moved(reading: Reading, anchor: Anchor) -> bool:
    """Whether somebody moves what the figure before measures: "aims to raise |that| to 20%"."""
    clauses, thing = reading.clauses, anchor.object
    pronoun = thing is not None and clauses.lower[thing] in {"that", "this", "it"}
    return pronoun and anchor.verb_class == "change" and anchor.preposition == "to"

"""What a figure measures, as a column heading: "investment in AI research and development"."""

from collections.abc import Sequence

from extract.anchors import Anchor
from extract.carried import Told
from extract.ranker import best, weigh
from extract.reading import Reading
from extract.wordings import Wording, is_measured_noun, wordings


def read_metric(reading: Reading, anchor: Anchor, earlier: Sequence[Told] = ()) -> Wording | None:
    """The best heading for a measure; None when nothing makes one.

    `earlier` are the figures before it, whose headings it may share.
    """
    found = list(wordings(reading, anchor, earlier))
    found = [wording for wording in found if _is_tied(reading, anchor, wording)] or found
    number = best(weigh(reading.pointers, "metric", anchor.place, found))
    return found[number] if number is not None else None


def _is_tied(reading: Reading, anchor: Anchor, wording: Wording) -> bool:
    """Whether "of" ties the amount to the noun that it measures: "cost savings of 900"."""
    clauses, phrase = reading.clauses, wording.phrase
    link = anchor.first - 1
    if phrase is None or link < 1 or clauses.lower[link] != "of" or phrase.last != link:
        return False
    lemma = clauses.lemmas[phrase.head]
    return is_measured_noun(lemma)

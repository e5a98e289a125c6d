"""By when an aim is to be reached."""

from extract.anchors import Anchor
from extract.ranker import best
from extract.reading import Reading
from extract.timing import When, period_candidates


def deadline_candidates(reading: Reading, anchor: Anchor, kind: str) -> list[When]:
    """No deadline, and every period printed near."""
    found = period_candidates(reading, anchor, kind, None)
    return [when for when in found if when.iso is None or when.mention is not None]


def read_deadline(reading: Reading, anchor: Anchor, kind: str) -> str | None:
    """The likeliest deadline in ISO 8601; None when the article gives none."""
    candidates = deadline_candidates(reading, anchor, kind)
    return candidates[best("deadline", [when.features for when in candidates]) or 0].iso

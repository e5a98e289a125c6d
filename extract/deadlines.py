"""By when an aim is to be reached."""

from extract.anchors import Anchor
from extract.ranker import best
from extract.reading import Reading
from extract.timing import When, mention_candidates


def deadline_candidates(reading: Reading, anchor: Anchor, kind: str) -> list[When]:
    """No deadline, and every period printed near."""
    nothing = When(iso=None, features=("none", f"none|{kind}", f"none|{anchor.verb_class}"))
    return [nothing, *mention_candidates(reading, anchor, kind)]


def read_deadline(reading: Reading, anchor: Anchor, kind: str) -> str | None:
    """The likeliest deadline in ISO 8601; None when the article gives none."""
    candidates = deadline_candidates(reading, anchor, kind)
    return candidates[best("deadline", [when.features for when in candidates]) or 0].iso

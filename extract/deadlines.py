"""By when an aim is to be reached."""

from datetime import date

from extract.anchors import Anchor
from extract.pointers import Option
from extract.ranker import best, weigh
from extract.reading import Reading
from extract.timing import When, mention_candidates

_OWN_SENTENCE = 0.8
"""Annotators of business news leave many deadlines out that others keep; this makes up for it."""


def deadline_candidates(reading: Reading, anchor: Anchor, kind: str) -> list[When]:
    """No deadline, and every period printed near that isn't over."""
    features = ("none", f"none|{kind}", f"none|{anchor.verb_class}")
    nothing = When(iso=None, features=features, option=Option(form="none"))
    printed = mention_candidates(
        reading, anchor, kind, reading.placed_for_aims, change=anchor.change is not None
    )
    return [nothing, *(when for when in printed if _is_ahead(when, reading.context.published))]


def _is_ahead(when: When, published: date | None) -> bool:
    """Whether a period ends on the day of publication or later, as far as is known."""
    period = when.mention.period if when.mention else None
    end = (period.end or period.start) if period else None
    return published is None or end is None or end >= published


def read_deadline(reading: Reading, anchor: Anchor, kind: str) -> str | None:
    """The likeliest deadline in ISO 8601; None when the article gives none.

    An open period ("from 2031", "until May") is given by the end that is told.
    """
    candidates = deadline_candidates(reading, anchor, kind)
    weights = weigh(reading.pointers, "deadline", anchor.place, candidates)
    near = [w + _nearness(when) for w, when in zip(weights, candidates, strict=True)]
    iso = candidates[best(near) or 0].iso
    return iso.strip("/") if iso else None


def _nearness(when: When) -> float:
    """What a time to come has ahead of none where it stands in the aim's own sentence."""
    return _OWN_SENTENCE if when.mention and "back=0" in when.features else 0.0

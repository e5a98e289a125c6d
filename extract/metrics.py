"""What a figure measures, as a column heading: "investment in AI research and development"."""

from extract.anchors import Anchor
from extract.ranker import best
from extract.reading import Reading
from extract.wordings import Wording, wordings


def read_metric(reading: Reading, anchor: Anchor, previous: str | None = None) -> Wording | None:
    """The best heading for a measure; None when nothing in its sentence makes one.

    `previous` is the heading of the figure before it in the same sentence or the one before.
    """
    found = list(wordings(reading, anchor, previous))
    number = best("metric", [wording.features for wording in found])
    return found[number] if number is not None else None

"""Whether an amount is worth a row: an analyst keeps sums, rates and counts, not idle numbers."""

from extract.anchors import Anchor
from extract.reading import Reading


def is_kept(reading: Reading, anchor: Anchor) -> bool:
    """Whether the measure informs."""
    return bool(reading.clauses.words) and anchor.measure is not None

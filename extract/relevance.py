"""Whether an amount is worth a row: an analyst keeps sums, rates and counts, not idle numbers."""

from extract.anchors import Anchor
from extract.reading import Reading

_MARGINS = (["plus", "or", "minus"], ["give", "or", "take"])


def is_kept(reading: Reading, anchor: Anchor) -> bool:
    """Whether the measure informs; "plus or minus 5m" only tells how sure another is."""
    clauses = reading.clauses
    if not clauses.words or anchor.measure is None:
        return False
    return clauses.lower[max(0, anchor.first - 3) : anchor.first] not in _MARGINS

"""When a wording or period found is as good as the annotated one; for learning, not for scoring."""

import re
from datetime import date, timedelta

_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "it", "of", "on", "or",
     "per", "s", "the", "their", "this", "that", "to", "up", "was", "were", "will", "with"}
)  # fmt: skip


def stems(text: str | None) -> frozenset[str]:
    """The words that carry meaning, in small letters, without plural endings."""
    words = re.findall(r"\w+", re.sub(r"[’']s\b|\.(?=\w\b)", "", (text or "").casefold()))
    cut = (
        re.sub(r"(?<=[a-z]{3})ies$", "y", re.sub(r"(?<=[a-z]{3}[^s])s$", "", word))
        for word in words
    )
    return frozenset(
        word.rstrip("e") if len(word) > 4 else word for word in cut if word not in _SMALL
    )


def alike(wanted: str | None, found: str | None) -> bool:
    """Whether half of the words are shared; nothing is like nothing."""
    if not wanted or not found:
        return not wanted and not found
    ours, theirs = stems(wanted), stems(found)
    shared = len(ours & theirs)
    if not shared:
        return wanted.casefold() == found.casefold()
    half = 2 * shared >= 0.5 * (len(ours) + len(theirs))
    return half or (2 * shared >= len(ours) and len(theirs) <= 2 * len(ours))


def likeness(wanted: str | None, found: str | None) -> float:
    """The share of words in common: 1 for the same words, 0 for none."""
    ours, theirs = stems(wanted), stems(found)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def same_days(wanted: str | None, found: str | None, *, last_only: bool = False) -> bool:
    """Whether two ISO periods mean the same days, or end on the same one; a day off is fine."""
    if wanted is None or found is None:
        return wanted is found
    one, other = days(wanted), days(found)
    if one is None or other is None:
        return False
    ends = abs(_gap(one[1], other[1])) <= 1
    return ends and (last_only or abs(_gap(one[0], other[0])) <= 1)


def _gap(one: date | None, other: date | None) -> int:
    if one is None or other is None:
        return 0 if one is other else 999
    return (one - other).days


def days(iso: str) -> tuple[date | None, date | None] | None:
    """First and last day of an ISO year, month, day or quarter, or of start/end with open sides."""
    if "/" in iso:
        start, end = iso.split("/", 1)
        first, last = days(start) if start else (None, None), days(end) if end else (None, None)
        return (first[0], last[1]) if first is not None and last is not None else None
    match = re.fullmatch(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?", iso)
    if not match:
        return None
    year, quarter, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day and month:
        return date(year, month, day), date(year, month, day)
    low, high = (quarter * 3 - 2, quarter * 3) if quarter else (month or 1, month or 12)
    return date(year, low, 1), date(year + high // 12, high % 12 + 1, 1) - timedelta(days=1)

"""What a run says of the sources it asked."""

from collections.abc import Iterable

from crawler.summary import SourceSummary
from models.pages import FailureKind
from models.visits import Visit

FEWEST_ARTICLES = 3
"""A source none of whose articles can be had fails, when so many were asked for."""
MOST_HOPEFUL: tuple[FailureKind, ...] = ("temporary", "soft", "refused", "gone")


def visits_of(sources: Iterable[SourceSummary], *, answers: int) -> list[Visit]:
    """A visit for each source that was asked for something.

    `answers` counts what the web sent at all in the run, errors included. When it sent nothing,
    our own connection is down, and nothing is said of any source.
    """
    if not answers:
        return []
    return [_visit(source) for source in sources if was_asked(source)]


def was_asked(source: SourceSummary) -> bool:
    """Did anything become of a request?"""
    counts = (source.listings, source.pages, source.unchanged, source.failed, source.refused)
    return any(counts)


def failed_as(source: SourceSummary) -> FailureKind | None:
    """How the source as a whole failed, by the most hopeful of the kinds; None when it did not.

    It failed when no list of it answered although some were asked for, or when none of at least
    three articles could be had.
    """
    lost = source.lost
    lists = {kind for (listing, kind) in lost if listing}
    articles = {kind for (listing, kind) in lost if not listing}
    if source.listings:
        lists.clear()
    times = sum(count for (listing, _), count in lost.items() if not listing)
    if source.pages or source.unchanged or (source.listings and times < FEWEST_ARTICLES):
        articles.clear()
    found = lists or articles
    return next((kind for kind in MOST_HOPEFUL if kind in found), None)


def _visit(source: SourceSummary) -> Visit:
    kind = failed_as(source)
    return Visit(
        source=source.name, failed_as=kind,
        reason=source.problems[0][0] if kind and source.problems else None,
        listings=source.listings, listed=source.listed, pages=source.pages,
        unchanged=source.unchanged, failed=source.failed, refused=source.refused,
    )  # fmt: skip

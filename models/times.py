"""Moments as the database keeps them: ISO 8601 in UTC, so that text sorts as time."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """The moment in UTC to the millisecond; a naive one is refused.

    >>> timestamp(datetime(2026, 3, 1, 12, 30, tzinfo=UTC))
    '2026-03-01T12:30:00.000Z'
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_moment(text: str | None) -> datetime | None:
    """The moment that ISO 8601 text states, in UTC; None where it states none.

    A bare date is its first moment; a time without zone is read as UTC.

    >>> parse_moment("2026-03-01T12:30:00+08:00")
    datetime.datetime(2026, 3, 1, 4, 30, tzinfo=datetime.timezone.utc)
    >>> parse_moment("yesterday") is None
    True
    """
    try:
        moment = datetime.fromisoformat((text or "").strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

"""The days that an ISO 8601 period means."""

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T.*)?")


def period_days(period: str | None) -> tuple[str | None, str | None]:
    """First and last day as ISO 8601 dates; None on a side that is open or unreadable.

    >>> period_days("2024-02"), period_days("2018/2020"), period_days("/2030")
    (('2024-02-01', '2024-02-29'), ('2018-01-01', '2020-12-31'), (None, '2030-12-31'))
    >>> period_days("next year")
    (None, None)
    """
    first, slash, last = (period or "").partition("/")
    return _day(first, last=False), _day(last if slash else first, last=True)


def _day(text: str, *, last: bool) -> str | None:
    """The first or last day of a year, month or day."""
    parts = _DATE.fullmatch(text)
    if not parts:
        return None
    year = int(parts[1])
    month = int(parts[2] or (12 if last else 1))
    try:
        day = int(parts[3] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        return None

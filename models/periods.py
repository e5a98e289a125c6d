"""The days that an ISO 8601 period means."""

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")


def period_days(period: str | None) -> tuple[str | None, str | None]:
    """First and last day as ISO 8601 dates; None on a side that is open or unreadable.

    >>> period_days("2024-02"), period_days("2018/2020"), period_days("/2030")
    (('2024-02-01', '2024-02-29'), ('2018-01-01', '2020-12-31'), (None, '2030-12-31'))
    >>> period_days("next year")
    (None, None)
    """
    first, slash, last = (period or "").partition("/")
    return _first_day(first), _last_day(last if slash else first)


def _first_day(text: str) -> str | None:
    parts = _DATE.fullmatch(text)
    return f"{parts[1]}-{parts[2] or '01'}-{parts[3] or '01'}" if parts else None


def _last_day(text: str) -> str | None:
    parts = _DATE.fullmatch(text)
    if not parts:
        return None
    year, month = parts[1], parts[2] or "12"
    if not (1 <= int(month) <= 12 and int(year)):
        return None
    return f"{year}-{month}-{parts[3] or monthrange(int(year), int(month))[1]}"

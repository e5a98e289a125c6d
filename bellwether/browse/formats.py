"""Values as a reader of English news expects them: amounts, periods, dates, comparisons."""

import calendar
import re
from datetime import date
from decimal import Decimal, InvalidOperation

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
"""Currencies whose sign is read in only one way here; others keep their ISO 4217 code."""

COMPARATORS = {
    "~": "about ",
    ">": "more than ",
    ">=": "at least ",
    "<": "less than ",
    "<=": "up to ",
}

SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)

MINUS = "\N{MINUS SIGN}"
RANGE = "\N{EN DASH}"

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_POINT = r"\d{4}(-\d\d(-\d\d(T[\d:.+Z-]*)?)?)?"
_PERIOD = re.compile(rf"{_POINT}(/({_POINT})?)?|/{_POINT}")


def format_amount(
    amount: object,
    high: object = None,
    *,
    currency: str | None = None,
    unit: str | None = None,
    comparator: str | None = None,
) -> str:
    """An amount with its currency or unit, large numbers in words.

    >>> format_amount("62580000000", currency="CNY", comparator="~")
    'about CNY 62.58 billion'
    >>> format_amount(1200, 1500, unit="robots")
    '1,200–1,500 robots'
    >>> format_amount(None)
    ''
    """
    low = _decimal(amount)
    if low is None:
        return ""
    top = _decimal(high)
    number = _range(low, top) if top is not None else format_number(low)
    return COMPARATORS.get(comparator or "=", "") + _with_unit(number, currency, unit)


def format_number(value: object) -> str:
    """A number to be read: thousands separated, from a million on in words.

    >>> format_number("1234567890123")
    '1.234567890123 trillion'
    >>> format_number("-12500.50")
    '−12,500.5'
    """
    number = _decimal(value)
    if number is None:
        return ""
    sign = MINUS if number < 0 else ""
    digits, word = _scaled(abs(number))
    return f"{sign}{digits} {word}" if word else sign + digits


def format_period(iso: str | None) -> str:
    """A period in words; what is no ISO period comes back as it is.

    >>> format_period("2024-04-01/2024-06-30")
    'Q2 2024'
    >>> format_period("/2030"), format_period("2030/")
    ('by 2030', 'from 2030')
    >>> format_period("2018/2020")
    '2018–2020'
    """
    if not iso or not _PERIOD.fullmatch(iso):
        return iso or ""
    start, slash, end = iso.partition("/")
    if not slash:
        return format_date(start)
    if not start or not end:
        return f"from {format_date(start)}" if start else f"by {format_date(end)}"
    return _named_part(start, end) or f"{format_date(start)}{_dash(start, end)}{format_date(end)}"


def format_date(iso: str | None) -> str:
    """A year, month or day in words; a time of day is dropped.

    >>> format_date("2025-03-09T08:00:00+01:00")
    '9 March 2025'
    >>> format_date("2025-03"), format_date("2025")
    ('March 2025', '2025')
    """
    if not iso:
        return ""
    parts = iso[:10].split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    if len(parts) == 1:
        return parts[0]
    month = int(parts[1])
    if not 1 <= month <= 12:
        return iso
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{calendar.month_name[month]} {parts[0]}"


def format_moment(iso: str | None) -> str:
    """A day with its time, as the database keeps moments (UTC).

    >>> format_moment("2026-11-24T05:13:02.120Z"), format_moment("2026-11-24")
    ('24 November 2026, 05:13', '24 November 2026')
    """
    text = iso or ""
    return f"{format_date(text)}, {text[11:16]}" if len(text) > 15 else format_date(text)


def last_day(iso: str | None) -> date | None:
    """The last day of a period, when something promised for it is due.

    >>> last_day("2030"), last_day("2026-02"), last_day("2024/")
    (datetime.date(2030, 12, 31), datetime.date(2026, 2, 28), None)
    """
    parts = (iso or "").rpartition("/")[2][:10].split("-")
    if not parts[0].isdigit() or not all(part.isdigit() for part in parts):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
    try:
        final = calendar.monthrange(year, month)[1]
        return date(year, month, int(parts[2]) if len(parts) > 2 else final)
    except ValueError:
        return None


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun.

    >>> count_of(1, "article"), count_of(2500, "country", "countries")
    ('1 article', '2,500 countries')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def shorten(text: str | None, limit: int = 160) -> str:
    """The text on one line, cut at a word when longer than `limit` characters."""
    line = " ".join((text or "").split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def _decimal(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _scaled(number: Decimal) -> tuple[str, str]:
    for size, word in SCALES:
        if number >= size:
            return _digits(number / size), word
    return _digits(number), ""


def _digits(number: Decimal) -> str:
    shown = f"{number:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _range(low: Decimal, high: Decimal) -> str:
    (low_digits, low_word), (high_digits, high_word) = _scaled(abs(low)), _scaled(abs(high))
    if low_word == high_word and low >= 0:
        return f"{low_digits}{RANGE}{high_digits} {high_word}".rstrip()
    return f"{format_number(low)} to {format_number(high)}"


def _with_unit(number: str, currency: str | None, unit: str | None) -> str:
    if currency in SYMBOLS:
        sign = MINUS if number.startswith(MINUS) else ""
        return f"{sign}{SYMBOLS[currency]}{number.removeprefix(MINUS)}"
    if currency:
        return f"{currency} {number}"
    if unit == "%":
        return f"{number}%"
    return f"{number} {unit}" if unit else number


def _named_part(start: str, end: str) -> str | None:
    """Quarter or half of a year, when the two ends are exactly that."""
    first, last = last_day(start), last_day(end)
    if first is None or last is None or start[:4] != end[:4] or len(start) < 7:
        return None
    if _DAY.fullmatch(start) and first.day != 1:
        return None
    if last.day != calendar.monthrange(last.year, last.month)[1]:
        return None
    return _part_name(first.year, first.month, last.month)


def _part_name(year: int, first: int, last: int) -> str | None:
    if last - first == 2 and first % 3 == 1:
        return f"Q{last // 3} {year}"
    if last - first == 5 and first in {1, 7}:
        return f"{'first' if first == 1 else 'second'} half of {year}"
    return str(year) if (first, last) == (1, 12) else None


def _dash(start: str, end: str) -> str:
    return RANGE if len(start) == len(end) == 4 else f" {RANGE} "

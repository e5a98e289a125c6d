"""Periods in a text: years to days, spans and deadlines, resolved against the publication date."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from extract.context import Context
from extract.periods import Granularity, Period, PeriodMention, Relation
from extract.plain import plain_text
from extract.tables import any_of, load_table

if TYPE_CHECKING:
    from spacy.tokens import Doc

_TABLE = load_table("dates")
_MONTHS: dict[str, int] = _TABLE["months"]
_DAYS: dict[str, int] = _TABLE["weekdays"]
_NUMBERS: dict[str, int] = load_table("numbers")["words"]
_ORDINALS: dict[str, int] = _TABLE["ordinals"]
_RELATIONS: dict[str, Relation] = _TABLE["relations"]

_MONTH = rf"(?:{any_of(_MONTHS)})\b\.?"
_YEAR = r"(?:1[6-9]|20|21)\d\d(?!\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
_COUNT = rf"(?:\d{{1,3}}|{any_of(_NUMBERS)}|a|an)"
_UNIT = r"(?:days?|weeks?|months?|quarters?|years?|decades?)"


def _month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), _month_days(year, last)[1]


def _shift(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _nearest_year(month: int, published: date) -> int:
    return published.year if month <= published.month else published.year - 1


def read_periods(doc: "Doc", context: Context) -> list[PeriodMention]:
    """The periods of a text in order, none overlapping another."""
    plain = plain_text(doc.text)
    mentions = find_periods(plain.text, context.published)
    return [
        PeriodMention(period=m.period, start=span[0], end=span[1])
        for m in mentions
        if (span := plain.original(m.start, m.end))
    ]


def parse_period(text: str, published: date | None) -> Period | None:
    """The first period in a short text; None when there is none.

    >>> period_iso(parse_period("in the third quarter of 2018", None))
    '2018-07/2018-09'
    >>> parse_period("last year", None) is None
    True
    """
    found = find_periods(plain_text(text).text, published)
    return found[0].period if found else None


_Made = tuple[date | None, date | None, Granularity] | None
Maker = Callable[[re.Match[str], date | None], _Made]


def _full_date(m: re.Match[str], published: date | None) -> _Made:
    month, day = _MONTHS[m["month"].lower().rstrip(".")], int(re.sub(r"\D", "", m["day"]))
    if m["year"]:
        year = int(m["year"])
    elif published:
        year = _nearest_year(month, published)
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found, "day"


def _iso_date(m: re.Match[str], published: date | None) -> _Made:
    try:
        found = date(int(m["year"]), int(m["m"]), int(m["d"]))
    except ValueError:
        return None
    return found, found, "day"


def _month_year(m: re.Match[str], published: date | None) -> _Made:
    month = _MONTHS[m["month"].lower().rstrip(".")]
    if m["year"]:
        return *_month_days(int(m["year"]), month), "month"
    if not published:
        return None
    return *_month_days(_nearest_year(month, published), month), "month"


def _quarter(m: re.Match[str], published: date | None) -> _Made:
    number = _ORDINALS[m["nth"].lower()] if m["nth"] else int(m["q"])
    if not 1 <= number <= 4:
        return None
    return _part(m, published, number, 3, "quarter")


def _half(m: re.Match[str], published: date | None) -> _Made:
    number = _ORDINALS[m["nth"].lower()] if m["nth"] else int(m["q"])
    return _part(m, published, number, 6, "half") if number in (1, 2) else None


def _part(
    m: re.Match[str], published: date | None, number: int, width: int, granularity: Granularity
) -> _Made:
    first = (number - 1) * width + 1
    if m["year"]:
        year = int(m["year"])
    elif not published:
        return None
    elif m["rel"]:
        year = (
            published.year
            + {"last": -1, "this": 0, "the": 0, "next": 1}[m["rel"].split()[0].lower()]
        )
    else:
        year = _nearest_year(first, published)
    return *_months(year, first, first + width - 1), granularity


def _relative(m: re.Match[str], published: date | None) -> _Made:
    if not published:
        return None
    step = {
        "last": -1,
        "previous": -1,
        "past": -1,
        "this": 0,
        "current": 0,
        "next": 1,
        "coming": 1,
    }[m["rel"].lower()]
    unit = m["unit"].lower()
    if unit == "year":
        year = published.year + step
        return *_months(year, 1, 12), "year"
    if unit == "month":
        return *_month_days(*_ym(_shift(published.replace(day=1), step))), "month"
    if unit == "quarter":
        first = _shift(date(published.year, (published.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return *_months(first.year, first.month, first.month + 2), "quarter"
    if unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6), "week"
    decade = published.year // 10 * 10 + 10 * step
    return date(decade, 1, 1), date(decade + 9, 12, 31), "decade"


def _ym(day: date) -> tuple[int, int]:
    return day.year, day.month


def _weekday(m: re.Match[str], published: date | None) -> _Made:
    if not published:
        return None
    back = (published.weekday() - _DAYS[m["weekday"].lower().rstrip(".")]) % 7
    found = published - timedelta(days=back)
    return found, found, "day"


def _today(m: re.Match[str], published: date | None) -> _Made:
    if not published:
        return None
    found = published + timedelta(
        days={"today": 0, "yesterday": -1, "tomorrow": 1}[m["today"].lower()]
    )
    return found, found, "day"


def _ago(m: re.Match[str], published: date | None) -> _Made:
    if not published:
        return None
    count = _count(m["n"])
    unit = m["unit"].lower().rstrip("s")
    if unit == "year":
        return *_months(published.year - count, 1, 12), "year"
    if unit == "month":
        return *_month_days(*_ym(_shift(published.replace(day=1), -count))), "month"
    if unit in ("day", "week"):
        found = published - timedelta(days=count * (7 if unit == "week" else 1))
        return found, found, "day"
    return None


def _count(text: str) -> int:
    text = text.lower()
    return int(text) if text.isdigit() else _NUMBERS.get(text, 1)


def _span(m: re.Match[str], published: date | None) -> _Made:
    if not published:
        return None
    n, unit = _count(m["n"]), m["unit"].lower().rstrip("s")
    months = {"year": 12, "month": 1, "quarter": 3, "decade": 120}.get(unit)
    forward = m["way"].lower() in ("next", "coming", "following")
    sign = 1 if forward else -1
    if months:
        other = _shift(published, sign * n * months)
    else:
        other = published + timedelta(days=sign * n * (7 if unit == "week" else 1))
    return (published, other, "range") if forward else (other, published, "range")


def _year_range(m: re.Match[str], published: date | None) -> _Made:
    first = int(m["y1"])
    second = int(m["y2"]) if len(m["y2"]) == 4 else first // 100 * 100 + int(m["y2"])
    if second <= first:
        return None
    return date(first, 1, 1), date(second, 12, 31), "range"


def _decade(m: re.Match[str], published: date | None) -> _Made:
    year = int(m["dec"]) if len(m["dec"]) == 4 else 1900 + int(m["dec"])
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


def _year(m: re.Match[str], published: date | None) -> _Made:
    year = int(m["year"])
    return *_months(year, 1, 12), "year"


_OF_YEAR = (
    rf"(?:,? (?:of )?(?P<year>{_YEAR})| (?:of )?(?P<rel>last year|this year|next year|the year))?"
)
_FORMS: list[tuple[re.Pattern[str], Maker]] = [
    (re.compile(pattern, re.IGNORECASE), maker)
    for pattern, maker in (
        (rf"(?P<year>{_YEAR})[-/.](?P<m>0[1-9]|1[0-2])[-/.](?P<d>[0-3]\d)(?!\d)", _iso_date),
        (
            rf"(?:{any_of(_DAYS)}),? (?P<month>{_MONTH}) (?P<day>{_DAY})(?:,? (?P<year>{_YEAR}))?",
            _full_date,
        ),
        (rf"(?P<month>{_MONTH}) (?P<day>{_DAY})(?:,? (?P<year>{_YEAR}))?", _full_date),
        (rf"(?P<day>{_DAY}) (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?", _full_date),
        (rf"(?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR}))?", _month_year),
        (
            rf"(?:the )?(?:(?P<nth>first|second|third|fourth) (?:fiscal )?quarter|q(?P<q>[1-4])){_OF_YEAR}",
            _quarter,
        ),
        (rf"(?:the )?(?:(?P<nth>first|second) half|h(?P<q>[12])){_OF_YEAR}", _half),
        (
            rf"(?:the )?(?P<way>next|coming|last|past|previous) (?P<n>{_COUNT}) (?P<unit>{_UNIT})",
            _span,
        ),
        (
            r"(?:the )?(?P<rel>last|this|next|previous|current|coming) (?P<unit>year|month|quarter|week|decade)\b",
            _relative,
        ),
        (rf"(?P<n>{_COUNT}) (?P<unit>{_UNIT}) (?:ago|earlier)", _ago),
        (rf"(?:last |this |next )?(?P<weekday>{any_of(_DAYS)})\b", _weekday),
        (r"(?P<today>today|yesterday|tomorrow)\b", _today),
        (rf"(?P<y1>{_YEAR}) ?(?:-|–|/| to ) ?(?P<y2>(?:1[6-9]|20|21)\d\d|\d\d)(?!\d)", _year_range),
        (r"(?:the )?(?P<dec>(?:1[6-9]|20)\d0|[2-9]0)'?s\b", _decade),
        (rf"(?P<year>{_YEAR})(?![\d,.]\d)", _year),
    )
]
_START = re.compile(
    rf"(?<![\w$€£¥.,/#-])(?:{_COUNT}[ -]|the\b|{any_of(_MONTHS)}|{any_of(_DAYS)}|today|yesterday|tomorrow"
    rf"|first|second|third|fourth|q[1-4]|h[12]|next|last|past|this|previous|current|coming|\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?<![A-Za-z])({any_of(_RELATIONS)}) (?:the )?$", re.IGNORECASE)


def find_periods(text: str, published: date | None) -> list[PeriodMention]:
    """The periods of a plain text, offsets in it."""
    found: list[PeriodMention] = []
    at = 0
    while start := _START.search(text, at):
        mention = _read_period(text, start.start(), at, published)
        if mention:
            found.append(mention)
        at = mention.end if mention else start.start() + 1
    return found


def _read_period(text: str, start: int, floor: int, published: date | None) -> PeriodMention | None:
    for pattern, make in _FORMS:
        match = pattern.match(text, start)
        if not match:
            continue
        try:
            made = make(match, published)
        except (ValueError, OverflowError):
            made = None
        if made is None:
            continue
        before = _BEFORE.search(text, max(floor, start - 30), start)
        relation: Relation = _RELATIONS[before[1].lower()] if before else "in"
        begin, end, granularity = made
        return PeriodMention(
            period=_related(begin, end, granularity, relation, published),
            start=before.start(1) if before else start,
            end=match.end(),
        )
    return None


def _related(
    start: date | None,
    end: date | None,
    granularity: Granularity,
    relation: Relation,
    published: date | None,
) -> Period:
    if relation == "since":
        end = published
    elif relation == "from":
        end = None
    elif relation == "until":
        start = None
    return Period(start=start, end=end, granularity=granularity, relation=relation)


def period_iso(period: Period) -> str:
    """The period as ISO 8601: a year, month, day, or start/end where either side may be open."""
    start, end = period.start, period.end
    if start and end and start == end:
        return start.isoformat()
    if start and end and start.day == 1 and end == _month_days(end.year, end.month)[1]:
        if start.month == 1 and end.month == 12:
            return str(start.year) if start.year == end.year else f"{start.year}/{end.year}"
        first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
        return first if first == last else f"{first}/{last}"
    return f"{start.isoformat() if start else ''}/{end.isoformat() if end else ''}"

"""When a page was published: timestamps as ISO 8601, as precise as the page is."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clocktime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files

from crawler.blocks import Block
from crawler.markup import squeeze
from crawler.names import agency_named

LINE_CHARS = 160
"""Longer blocks are prose, whatever date they name."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years between which a date is believed."""

_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?(?!\d)"
    r"(?:\s*[T,\s]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?Z?$")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TIME = (
    r"(?:\W{0,4}(?:at|-|\||@|/)?\s*(\d{1,2})[:.](\d\d)(?::(\d\d))?\s*([ap]\.?\s?m\.?)?"
    r"\s*\(?(Z|[A-Z]{2,4}|[+-]\d\d:?\d\d)?\b)?"
)
_YEAR = r"((?:19|20)\d\d)"
_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_NTH = r"(?:st|nd|rd|th)?"
_DAY_FIRST = re.compile(
    rf"(?i)(?<!\d)(\d{{1,2}}){_NTH}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}{_TIME}"
)
_MONTH_FIRST = re.compile(rf"(?i)\b{_MONTH}\s+(\d{{1,2}}){_NTH},?\s+{_YEAR},?{_TIME}")
_TIME_FIRST = re.compile(
    r"(?i)(?<!\d)(\d{1,2})[:.](\d\d)\s*([ap]\.?m\.?)?\s*(GMT|UTC|BST|EST|EDT|ET|PT)?,?\s+(?:on\s+)?"
    rf"(?:{_WEEKDAY}\.?,?\s+)?(?=\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d)"
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d{1,2})[/-]?(\d{1,2})(?=[/_.-]|$)")
_LABEL = re.compile(
    r"(?i)\b(first published|published|posted|last (?:updated|modified)|updated|modified|date)\b"
)
_CHANGED = re.compile(r"(?i)updated|modified")
_DATE_WORDS = re.compile(
    rf"(?i)\b(?:{_MONTH}|{_WEEKDAY}|first|on|at|last|a\.?m\.?|p\.?m\.?|local time"
    r"|\d+(?:st|nd|rd|th)?|published|posted|updated?|modified|date|time)(?!\w)"
)
_SHORT_ZONE = re.compile(r"[A-Z]{1,2}[SD]?T")
_DAY_AND_MONTH = re.compile(
    rf"(?i)(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}{_NTH}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}{_NTH})$"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d(?:\W{1,3}\d{1,2}:\d\d)?$"
)


@cache
def _zones() -> dict[str, int]:
    table = tomllib.loads(files("crawler.rules").joinpath("dates.toml").read_text("utf-8"))
    return dict(table["zones"])


def parse_timestamp(text: str | None) -> str | None:
    """A date or a date with its time, as ISO 8601, or None.

    A zone is kept as an offset; a name that several zones share (CST, ET) is left out.

    >>> parse_timestamp("2018-10-17 10:00:59"), parse_timestamp("Oct. 17, 2018")
    ('2018-10-17T10:00:59', '2018-10-17')
    >>> parse_timestamp("17 October 2018 at 9:05 pm BST"), parse_timestamp("October 2018")
    ('2018-10-17T21:05:00+01:00', None)
    """
    text = squeeze(text)
    if not text or len(text) > 200:
        return None
    return _iso(text) or _spelled(text) or _rfc(text) or _epoch(text)


def _iso(text: str) -> str | None:
    match = _ISO.search(text) or _COMPACT.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, *rest = match.groups()
    half, zone = [*rest, None, None][:2]
    return _stamp(year, int(month), day, (hour, minute, second, half, zone))


def _spelled(text: str) -> str | None:
    if match := _DAY_FIRST.search(text):
        day, month, year, *time = match.groups()
    elif match := _MONTH_FIRST.search(text):
        month, day, year, *time = match.groups()
    else:
        return None
    if time[0] is None and (before := _TIME_FIRST.search(text)):
        time = [before[1], before[2], None, before[3], before[4]]
    return _stamp(year, _MONTHS.index(month[:3].lower()) + 1, day, tuple(time))


def _rfc(text: str) -> str | None:
    try:
        return _believed(parsedate_to_datetime(text))
    except (TypeError, ValueError):
        return None


def _epoch(text: str) -> str | None:
    """Seconds or milliseconds since 1970, as some scripts state them."""
    if not re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return None
    return _believed(datetime.fromtimestamp(int(text[:10]), UTC))


def _believed(moment: datetime) -> str | None:
    return (
        moment.replace(microsecond=0).isoformat() if FIRST_YEAR <= moment.year < LAST_YEAR else None
    )


def _stamp(year: str, month: int, day: str, time: Sequence[str | None]) -> str | None:
    hour, minute, second, half, zone = time
    try:
        day_only = date(int(year), month, int(day))
        if hour is None or minute is None:
            return day_only.isoformat()
        clock = clocktime(_hour(int(hour), half), int(minute), int(second or 0))
        moment = datetime.combine(day_only, clock, tzinfo=_zone(zone))
    except ValueError:
        return None
    return _believed(moment)


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-":
        sign = -1 if name[0] == "-" else 1
        return timezone(sign * timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))
    hours = _zones().get(name.upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def first_timestamp(texts: Iterable[str | None]) -> str | None:
    """The first text that states a day."""
    return next(filter(None, map(parse_timestamp, texts)), None)


def url_date(url: str | None) -> str | None:
    """The day in an address such as /2018/10/17/name, or None."""
    match = _URL_DAY.search(url or "")
    return _stamp(match[1], int(match[2]), match[3], (None,) * 5) if match else None


def is_date_line(text: str) -> bool:
    """Whether a line holds a date and nothing else but an agency's name.

    >>> is_date_line("Updated: 2026-03-03 09:20"), is_date_line("Xinhua | 3 March 2026, 14:05 CET")
    (True, True)
    >>> is_date_line("The mill opens on 3 March 2026"), is_date_line("March 3")
    (False, True)
    """
    if len(text) > LINE_CHARS:
        return False
    if parse_timestamp(text) is None:
        return bool(_DAY_AND_MONTH.match(text))
    words = re.sub(r"[\W_]+", " ", _DATE_WORDS.sub(" ", text)).split()
    rest = " ".join(word for word in words if not _is_zone(word))
    return not rest or agency_named(rest) is not None


def _is_zone(word: str) -> bool:
    return word in _zones() or bool(_SHORT_ZONE.fullmatch(word))


def printed_dates(near: Sequence[Block]) -> tuple[str | None, str | None]:
    """(published, modified) as printed between headline and text.

    A page that only says "Updated" states its publication with that word.
    """
    published = modified = None
    for block in near:
        if len(block.text) > LINE_CHARS or (stamp := _stamp_of(block)) is None:
            continue
        label = _LABEL.search(block.text)
        if label and _CHANGED.search(label[0]):
            modified = modified or stamp
        else:
            published = published or stamp
    return published or modified, modified if published else None


def _stamp_of(block: Block) -> str | None:
    """The moment that a line's markup states, else the one it prints."""
    marked = [*block.element.xpath("descendant-or-self::time/@datetime")]
    stated = parse_timestamp(marked[0]) if len(marked) == 1 else None
    return stated or parse_timestamp(block.text)

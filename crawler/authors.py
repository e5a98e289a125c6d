"""Who wrote a page: bylines as people's names."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from crawler.blocks import Block
from crawler.markup import squeeze, words_of
from crawler.names import agency_named, name_rules

MAX_NAME_CHARS = 60

_BY = re.compile(
    r"(?i)^(?:(?:written|words|story|reported|reporting|posted|published|text|analysis|article|report)\s+)?by\b\s*:?\s*"
    r"|^(?:authors?|reporters?|writers?|words|text)\s*:\s*"
)
_BYLINE = re.compile(
    r"^(?:By|BY|Written by|WRITTEN BY|Posted by|Story by|Words by)\b\s*:?\s*(?=[^\W\d_])"
)
_REPORTING = re.compile(r"^\(?(?:Reporting|Reported|Report|Written) by ([^;.()]{3,120})")
_AFTER_NAMES = re.compile(r"(?i)\s+(?:updated|published|posted|on|\|)\b|\s{2,}|\d")
_PLAIN_NAME = re.compile(r"(?:[A-Z][\w.'’-]+\s+){1,2}[A-Z][\w.'’-]+")
_JOINT = re.compile(r"\s*(?:[,;|/•·\n]|\band\b|\bAND\b|&|\bwith\b|\s[-–—]\s)\s*")
_UNNAMED = re.compile(r"https?:|www\.|@|\.(?:com|org|net|co\.uk)\b|\d", re.IGNORECASE)
_DAY = re.compile(
    r"(?i)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july"
    r"|august|september|october|november|december)\b.*$|^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)$"
)
_DEGREE = re.compile(r"[A-Z]{2,5}|(?:[A-Z]\.){2,}|Ph\.?D\.?|M\.?D\.?|Jr\.?|Sr\.?|III?")
_DESK_WORDS = frozenset(
    [
        "staff",
        "reporter",
        "reporters",
        "desk",
        "news",
        "bureau",
        "agency",
        "agencies",
        "team",
        "editors",
        "wire",
    ]
)
_PLACE = re.compile(r"(?<=\w\s)(?:in|for|at|from|of|on)\s+(?:the\s+)?[A-Z].*$")
_AROUND = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")


def clean_names(raw: Iterable[str], *, publisher: str | None = None) -> tuple[str, ...]:
    """People named in bylines, in order, without "By", roles, addresses, dates and desks.

    Where nobody is named but an agency or a desk with a name of its own is, that stays.

    >>> clean_names(["By Ann Lee and Bo Chan, Business Editor"])
    ('Ann Lee', 'Bo Chan')
    >>> clean_names(["Staff", "admin", "17 October"])
    ()
    """
    names = [name for text in raw for name in _pieces(text)]
    named = [name for name in dict.fromkeys(names) if _is_name(name, publisher)]
    people = [name for name in named if not _is_body(name) and not _DEGREE.fullmatch(name)]
    return tuple(people or named)


def _pieces(text: str) -> Iterator[str]:
    text = _BY.sub("", squeeze(_AROUND.sub(" ", text)))
    for part in _JOINT.split(text):
        yield _bare(part)


def _bare(part: str) -> str:
    """One name without its role and place: "Ann Lee Staff Writer" becomes "Ann Lee"."""
    part = _DAY.sub("", _PLACE.sub("", _BY.sub("", squeeze(part))))
    for role in name_rules().roles:
        if part.casefold().endswith(" " + role) and part.count(" ") - role.count(" ") >= 2:
            bare = part[: -len(role)].strip()
            part = part if bare.casefold().split()[-1] in _DESK_WORDS else bare
            break
    part = part.strip(" .,:-–—*'\"")
    return part.title() if part.isupper() and part.count(" ") and not agency_named(part) else part


def _is_name(name: str, publisher: str | None) -> bool:
    folded = name.casefold()
    if not 2 <= len(name) <= MAX_NAME_CHARS or _UNNAMED.search(name) or name.count(" ") > 5:
        return False
    if folded in name_rules().nobody or folded in name_rules().roles:
        return False
    if name.islower() and name.isascii():
        return False
    return not publisher or not _key(publisher).startswith(_key(name))


def _is_body(name: str) -> bool:
    """Whether a byline names an agency or a desk and no person."""
    last = name.casefold().split()[-1]
    return agency_named(name) is not None or last in _DESK_WORDS or _is_agency_desk(name)


def _is_agency_desk(name: str) -> bool:
    """Whether a name begins with an agency's: "AP Business", "Reuters Graphics"."""
    first, _, rest = name.partition(" ")
    return bool(rest) and first.isupper() and agency_named(first) is not None


def _key(name: str) -> str:
    return re.sub(r"^the|\W|_", "", name.casefold())


def reporting_authors(lines: Iterable[str]) -> list[str]:
    """Raw names of a closing line such as "(Reporting by Ann Lee in Seoul; Editing by Bo Chan)".

    >>> reporting_authors(["Reporting by Ann Lee in Seoul; Editing by Bo Chan"])
    ['Ann Lee in Seoul']
    """
    found = (_REPORTING.match(line) for line in lines)
    return [match[1] for match in found if match]


def marked_authors(root: HtmlElement) -> list[str]:
    """Names in elements that markup calls the author (rel, itemprop), each once, in order."""
    found = root.xpath(
        "//*[@itemprop='author' or @rel='author' or @data-testid='author-name'"
        " or contains(concat(' ', @class, ' '), ' author-name ')]"
        "[not(ancestor-or-self::*[contains(@class, 'comment') or contains(@class, 'related')])]"
    )
    return list(dict.fromkeys(filter(None, map(_marked_name, found))))


def _marked_name(element: HtmlElement) -> str:
    inner = element.find(".//*[@itemprop='name']")
    chosen = element if inner is None else inner
    name = chosen.get("content") or words_of(chosen)
    return name if len(name) <= 3 * MAX_NAME_CHARS else ""


def byline_authors(near: Sequence[Block]) -> list[str]:
    """The byline printed between headline and text: a block such as "By Ann Lee"."""
    for block in near:
        if len(block.text) < 200 and (match := _BYLINE.match(block.text)):
            name = _AFTER_NAMES.split(block.text[match.end() :])[0]
            if clean_names([name]):
                return [name]
    return []


def bare_authors(blocks: Sequence[Block]) -> list[str]:
    """Names that stand alone as a paragraph between headline and text."""
    paragraphs = (block.text for block in blocks if block.tag == "p" and not block.marks)
    return next(([text] for text in paragraphs if is_name_line(text)), [])


def is_byline_text(text: str) -> bool:
    """Whether a line says who wrote, and no more than a date and a place beside it."""
    return len(text) < 120 and bool(_BYLINE.match(text)) and not text.endswith((".", "!", "?"))


def is_name_line(text: str) -> bool:
    """Whether a line is nothing but names of people.

    >>> is_name_line("Ann Lee / Bo Chan"), is_name_line("Steel Output Rises By Half Again")
    (True, False)
    """
    names = _JOINT.split(text)
    return len(text) < 2 * MAX_NAME_CHARS and all(map(_PLAIN_NAME.fullmatch, names))


def class_authors(blocks: Sequence[Block]) -> list[str]:
    """Names alone in an element whose class says author or byline."""
    marked = (block.text for block in blocks if any(mark.kind == "byline" for mark in block.marks))
    return [text for text in marked if _PLAIN_NAME.fullmatch(text)]

"""Pages read by a publisher profile."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bs4 import BeautifulSoup
from bs4.element import Tag

from crawler.markup import squeeze
from crawler.publishers.profile import Picks, Profile


@dataclass(frozen=True, kw_only=True, slots=True)
class ProfileReading:
    """What a profile found on a page; empty where it found nothing."""

    profile: Profile
    body_html: str
    """Markup of the body alone, without what the profile drops."""
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    source: str | None = None
    section: tuple[str, ...] = ()


def read_by_profile(html: str, profile: Profile) -> ProfileReading | None:
    """The fields that a profile names, or None where the page has not the profile's design."""
    soup = BeautifulSoup(html, "lxml")
    if not any(soup.select_one(pick.css) for pick in profile.body):
        return None
    return ProfileReading(
        profile=profile,
        title=first(soup, profile.title),
        authors=tuple(values(soup, profile.authors)),
        published=first(soup, profile.published),
        modified=first(soup, profile.modified),
        source=first(soup, profile.source),
        section=tuple(values(soup, profile.section)),
        body_html=body_html(soup, profile),
    )


def values(soup: BeautifulSoup, picks: Picks) -> list[str]:
    """The values of the first pick that has any."""
    for pick in picks:
        texts = (_text(tag, pick.attribute) for tag in soup.select(pick.css))
        found = list(filter(None, (_part(text, pick.pattern) for text in texts)))
        if found:
            return found
    return []


def first(soup: BeautifulSoup, picks: Picks) -> str | None:
    """The first value, or None."""
    return next(iter(values(soup, picks)), None)


def _text(tag: Tag, attribute: str | None) -> str:
    if attribute is None:
        return squeeze(tag.get_text(" "))
    value = tag.get(attribute) or ""
    return squeeze(value if isinstance(value, str) else " ".join(value))


def _part(text: str, pattern: str | None) -> str:
    if pattern is None:
        return text
    match = _compiled(pattern).search(text)
    return match[1].strip() if match else ""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def body_html(soup: BeautifulSoup, profile: Profile) -> str:
    """Markup of the body's outermost elements; the tree is changed."""
    for css in profile.drop:
        for tag in soup.select(css):
            tag.decompose()
    return "".join(str(tag) for tag in _outermost(soup, profile))


def _outermost(soup: BeautifulSoup, profile: Profile) -> Iterator[Tag]:
    for pick in profile.body:
        chosen = soup.select(pick.css)
        for tag in chosen:
            if not any(parent in chosen for parent in tag.parents):
                yield tag
        if chosen:
            return

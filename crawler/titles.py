"""Headlines without the site's name."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.markup import squeeze, words_of

_CUT = re.compile(r"\s+[-–—|•·:»«]+\s+|\s*[|»«]\s*|\s*::\s*|\s+—\s*")
MAX_TITLE_CHARS = 350


def choose_title(
    stated: Sequence[str], *, headings: Sequence[str], page_title: str, sites: Iterable[str]
) -> str | None:
    """The headline: what markup states, else a heading, else the page's `<title>`.

    A stated title that only adds a site's name to a heading gives way to the heading.
    """
    sites = [site for site in sites if site]
    for text in stated:
        title = without_site(text, sites, headings)
        if title and not _is_site(title, sites):
            return _whole(title, headings)
    title = without_site(page_title, sites, headings, guess=True)
    known = [heading for heading in headings if title and _same(heading, title)]
    if known or (title and not _is_site(title, sites) and len(title.split()) > 2):
        return (known or [title])[0]
    return next((heading for heading in headings if not _is_site(heading, sites)), None) or None


def page_headings(root: HtmlElement) -> list[str]:
    """Texts of the level-one headings, then of headings and blocks whose class says title.

    Old layouts head an article with a plain h2 or h3: one that the `<title>` repeats counts too.
    """
    found = [words_of(element) for element in root.iter("h1")]
    page_title = squeeze(root.findtext(".//title") or "")
    lesser = [words_of(element) for element in islice(root.iter("h2", "h3"), 10)]
    found += [text for text in lesser if text and _ends(page_title, text)]
    titled = root.xpath(
        "//*[self::h1 or self::h2 or self::h3 or self::div or self::p or self::span or self::b]"
        "[contains(@class, 'title') or contains(@class, 'headline') or contains(@id, 'title')"
        " or @itemprop='headline']"
    )
    found += [words_of(element) for element in titled[:40]]
    return [text for text in dict.fromkeys(found) if 8 <= len(text) <= MAX_TITLE_CHARS]


def _ends(title: str, heading: str) -> bool:
    return len(heading.split()) > 2 and (title.startswith(heading) or title.endswith(heading))


def site_in_title(page_title: str, headings: Iterable[str]) -> str | None:
    """What the `<title>` adds to a heading at one end, where that is short enough for a name."""
    for heading in headings:
        rest = page_title.removeprefix(heading).removesuffix(heading)
        name = re.sub(r"^[\s|•·:»«–—-]+|[\s|•·:»«–—-]+$", "", rest)
        if len(heading.split()) > 2 and rest not in {page_title, name} and 1 < len(name) < 40:
            return name
    return None


def without_site(
    text: str, sites: Sequence[str], headings: Sequence[str] = (), *, guess: bool = False
) -> str:
    """A title without the site's name at either end.

    With `guess`, an unknown short tail after a bar or a dash is taken for the site's name.

    >>> without_site("Chip exports fall - Harbour Post", ["Harbour Post"])
    'Chip exports fall'
    >>> without_site("Chips - the new oil", ["Harbour Post"])
    'Chips - the new oil'
    """
    text = squeeze(text)
    if any(_same(heading, text) for heading in headings):
        return text
    for heading in headings:
        if _ends(text, heading):
            return heading
    return _trimmed(text, sites, guess=guess)


def _trimmed(text: str, sites: Sequence[str], *, guess: bool) -> str:
    cuts = list(_CUT.finditer(text))
    if not cuts:
        return text
    head, tail = text[: cuts[-1].start()], text[cuts[-1].end() :]
    if _is_site(tail, sites) or (guess and len(tail.split()) <= 4 and len(head.split()) >= 3):
        return _trimmed(head, sites, guess=False)
    first, rest = text[: cuts[0].start()], text[cuts[0].end() :]
    return rest if _is_site(first, sites) else text


def _whole(title: str, headings: Sequence[str]) -> str:
    """The heading that a shortened title begins, else the title."""
    stem = re.sub(r"\s*(?:\.{3}|…)$", "", title)
    if stem == title and len(title) < 100:
        return title
    return next((heading for heading in headings if heading.startswith(stem)), title)


def _is_site(text: str, sites: Sequence[str]) -> bool:
    key = name_key(text)
    return bool(key) and any(
        key == name_key(site) or (len(key) > 4 and key in name_key(site)) for site in sites
    )


def _same(left: str, right: str) -> bool:
    return name_key(left) == name_key(right)


def name_key(text: object) -> str:
    """A headline or an outlet's name for comparison: letters and digits in small letters."""
    if not isinstance(text, str):
        return ""
    text = re.sub(r"\.(?:com|org|net|co|uk|cn|in)\b", "", text.casefold())
    return re.sub(r"^the\b|[\W_]", "", text)

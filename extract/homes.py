"""Which country an article is written from: by its credit, its publisher or its dateline."""

import re
from urllib.parse import urlsplit

from extract.currencies import COUNTRY_CUES
from extract.tables import any_of, load_table
from models.article import Article

_TABLE = load_table("homes")
_GENERIC = frozenset(_TABLE["generic"])
_PUBLISHERS: dict[str, str] = _TABLE["publishers"]
_HOSTS: dict[str, str] = _TABLE["hosts"]
_CUE = re.compile(rf"(?<![A-Za-z])({any_of(COUNTRY_CUES)})(?![A-Za-z])")
_DATELINE = re.compile(
    rf"\s*({any_of(COUNTRY_CUES)})(?:,[^\n()–—-]{{0,40}})?(?:\s*\(([^)\n]{{1,40}})\))?"
    r"\s*(?:[–—]|-{1,2}\s)",
    re.IGNORECASE,
)
"""A place, then a date, an agency, and a dash: "SYDNEY, Oct 17 (Reuters) -"."""


def home_country(article: Article) -> str | None:
    """The country of whom the page credits, else of its publisher, else of the dateline.

    ISO 3166-1 alpha-2; None where none of them tells.
    """
    return (
        _named_home(article.source)
        or _named_home(article.publisher)
        or _host_home(article.canonical_url or article.url)
        or dateline_country(article.text)
    )


def dateline_country(text: str) -> str | None:
    """The country that a text says it was written in.

    >>> dateline_country("MUMBAI, Oct 17 (Wire) - Shares rose.")
    'IN'
    >>> dateline_country("Sydney (Reuters) - Shares rose.")  # whose "$" is the US dollar
    'US'
    >>> dateline_country("Mumbai is growing.") is None
    True
    """
    found = _DATELINE.match(text)
    if found is None:
        return None
    agency = _PUBLISHERS.get((found[2] or "").lower().strip())
    return agency or _SMALL_CUES[found[1].lower()]


def _named_home(name: str | None) -> str | None:
    """The home of a publisher by its name, listed or with a country's or city's name in it."""
    if not name:
        return None
    if known := _PUBLISHERS.get(name.lower().strip()):
        return known
    cue = _CUE.search(name)
    return COUNTRY_CUES[cue[1]] if cue else None


def _host_home(url: str | None) -> str | None:
    """The home of a web address: listed, or by a country's ending (".com.au")."""
    host = (urlsplit(url).hostname or "") if url else ""
    for known, country in _HOSTS.items():
        if host == known or host.endswith("." + known):
            return country
    ending = host.rpartition(".")[2]
    if len(ending) != 2 or ending in _GENERIC or not ending.isalpha():
        return None
    return "GB" if ending == "uk" else ending.upper()


_SMALL_CUES = {cue.lower(): country for cue, country in COUNTRY_CUES.items()}

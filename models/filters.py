"""Which articles of a source are kept, by what their pages say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from models.article import Article


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What an article must be like; an empty filter lets all pass, and so does what an article
    does not say."""

    only_sections: tuple[str, ...] = ()
    """Names of sections, in one of which it must stand."""
    words: tuple[str, ...] = ()
    """Words or phrases, one of which title or text must have; "batter*" stands for all that
    begins so."""
    without_words: tuple[str, ...] = ()
    """Words or phrases, none of which title or text may have."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes."""
    since: str | None = None
    """ISO 8601 date before which nothing is kept."""


def left_out(article: Article, filters: Filters) -> str | None:
    """Why an article is not kept, in a few words; None when it is."""
    text = f"{article.title or ''}\n{article.text}"
    if filters.languages and article.language and article.language not in filters.languages:
        return f"in another language ({article.language})"
    if filters.since and (day := article.published_date) and day.isoformat() < filters.since[:10]:
        return f"published before {filters.since[:10]}"
    if not _is_in(article, filters.only_sections):
        return "in another section"
    if any(map(str.strip, filters.words)) and not has_word(text, filters.words):
        return "without any of the words"
    return "with a word left out" if has_word(text, filters.without_words) else None


def has_word(text: str, words: Iterable[str]) -> bool:
    """Whether the text has one of the words or phrases as a whole, in capitals or not.

    >>> has_word("New battery plant", ["batter*"]), has_word("Batteries", ["battery"])
    (True, False)
    """
    pattern = _pattern(tuple(words))
    return bool(pattern and pattern.search(text))


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    plain = [
        r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split())
        for word in words
    ]
    found = [word for word in plain if word]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE) if found else None


def _is_in(article: Article, wanted: tuple[str, ...]) -> bool:
    """Whether the sections that a page prints, or else its address has, are wanted."""
    names = article.section or _folders(article.canonical_url or article.url or "")
    plain = {_plain(name) for name in names} - {""}
    return not wanted or not plain or not plain.isdisjoint(_plain(name) for name in wanted)


def _folders(url: str) -> list[str]:
    """The folders of an address that may be sections: numbers are none."""
    return [part for part in urlsplit(url).path.split("/")[1:-1] if not part.isdigit()]


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))

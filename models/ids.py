"""Stable keys: the same thing read twice, today or on another machine, has the same id."""

import base64
import hashlib
import re
import unicodedata
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from models.article import Article

ID_BYTES = 8
"""64 bits: one chance in 300,000 of any clash among ten million rows of a table."""
_MARKS = re.compile("[\u0300-\u036f]")
_SILENT = re.compile(r"[.'’`´]")
_BREAKS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def stable_id(*parts: object) -> str:
    """13 letters and digits for the parts; `None` and "" differ, ("ab", "c") and ("a", "bc") too.

    >>> len(stable_id("a")), stable_id("a", None) == stable_id("a", "")
    (13, False)
    """
    raw = hashlib.blake2b(_encoded(repr(parts)), digest_size=ID_BYTES).digest()
    return base64.b32encode(raw).decode("ascii").rstrip("=").lower()


def digest(text: str) -> str:
    """32 hexadecimal digits that stand for the text."""
    return hashlib.blake2b(_encoded(text), digest_size=16).hexdigest()


def text_digest(text: str) -> str:
    """As `digest`, however the words are spaced."""
    return digest(" ".join(text.split()))


def article_key(article: Article) -> str:
    """What makes two readings readings of the same article: its address, else its words.

    The page's own canonical address counts only if it is on the page's site and not the site's
    front page: a reprint that names the original elsewhere is an article of its own, and some
    sites name their front page on every page.
    """
    canonical, url = article.canonical_url, article.url
    if canonical and (not url or _same_site(canonical, url)) and _has_path(canonical):
        return canonical
    return url or f"text:{text_digest(article.text)}"


def article_id(key: str, version: int) -> str:
    """The id of a version of the article; versions count from 1."""
    return stable_id("article", key, version)


def organization_key(name: str) -> str:
    """The name without case, accents, punctuation, leading "the" and legal form.

    >>> organization_key("The Coca-Cola Co., Ltd.") == organization_key("Coca Cola")
    True
    >>> organization_key("Tata Steel") == organization_key("Tata Motors")
    False
    """
    words = name_key(name).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    while len(words) > 1 and (length := _legal_form_length(words)):
        del words[-length:]
    return " ".join(words) or name.strip()


def person_key(name: str, article: str) -> str:
    """The name without case, accents and punctuation. One word alone ("Smith") is no join key:
    it stays within the article with the id `article`.

    >>> person_key("José Muñoz", "a") == person_key("Jose Munoz", "b")
    True
    >>> person_key("Smith", "a") == person_key("Smith", "b")
    False
    """
    key = name_key(name) or name.strip()
    return key if " " in key else f"{key} @{article}"


def place_key(name: str, country: str | None) -> str:
    """The name as for people, with its country: there is a Cambridge in more than one."""
    key = name_key(name) or name.strip()
    return f"{key}, {country.lower()}" if country else key


def name_key(name: str) -> str:
    """Words in lower case without accents and punctuation, one blank between.

    >>> name_key("U.S. Steel & Søn's")
    'us steel and sons'
    """
    folded = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    plain = _SILENT.sub("", _MARKS.sub("", folded)).replace("&", " and ")
    return _BREAKS.sub(" ", plain).strip()


def _legal_form_length(words: list[str]) -> int:
    """How many words at the end are a legal form; all but one word at most."""
    longest = min(4, len(words) - 1)
    ends = (length for length in range(longest, 0, -1) if " ".join(words[-length:]) in _forms())
    return next(ends, 0)


@cache
def _forms() -> frozenset[str]:
    lines = (files("models") / "legal_forms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _same_site(first: str, second: str) -> bool:
    """By the last two labels of the host, which "www.", "m." and "amp." leave alone."""
    return _site(first) == _site(second)


def _site(url: str) -> list[str]:
    return (_split_host(url) or "").split(".")[-2:]


def _split_host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _has_path(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

"""One address for one article: what names the page is kept, what names the visit is dropped."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from tldextract import TLDExtract
from w3lib.url import canonicalize_url

_HOST = re.compile(r"[^\s/\\\\?#@%<>\"^`{|}]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 2000
"""Longer addresses are traps or data; browsers and servers stop near here."""


def canonical_url(url: str, base: str | None = None) -> str | None:
    """The address that stands for every spelling of `url`; None when it is not http or https.

    Tracking parameters, fragments, default ports, user names and the forms made for AMP and for
    mobile devices go; parameters are sorted. Idempotent.

    >>> canonical_url("HTTPS://Example.com:443/a?utm_source=x&id=7#top")
    'https://example.com/a?id=7'
    >>> canonical_url("/a/amp/", "https://m.example.com/")
    'https://www.example.com/a/'
    >>> canonical_url("mailto:desk@example.com") is None
    True
    """
    try:
        parts = urlsplit(urljoin(base or "", url.strip()))
        host = _host(parts)
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(host) or len(url) > _MAX_LENGTH:
        return None
    query = "&".join(_kept(parts.query.split("&")))
    bare = urlunsplit((parts.scheme, host, _plain_path(parts.path), query, ""))
    try:
        return str(canonicalize_url(bare))
    except (ValueError, UnicodeError):
        return None


def site_of(url: str) -> str:
    """The registered domain, or the host where there is none: what counts as the same site.

    >>> site_of("https://news.example.co.uk/a")
    'example.co.uk'
    """
    host = host_of(url)
    return _extractor()(host).top_domain_under_public_suffix or host


def host_of(url: str) -> str:
    """The host of an address in lower case, "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _host(parts: SplitResult) -> str:
    host = _device_free((parts.hostname or "").rstrip("."))
    name = f"[{host}]" if ":" in host else host
    port = parts.port
    return name if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{name}:{port}"


def _device_free(host: str) -> str:
    first, _, rest = host.partition(".")
    rules = _rules()
    if first not in rules["device_hosts"] or host in rules["separate_hosts"]:
        return host
    is_site = _extractor()(rest).top_domain_under_public_suffix == rest
    return f"www.{rest}" if rest and is_site and not _is_number(host) else host


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _plain_path(path: str) -> str:
    """The path of the page itself: `/a/amp/` and `/amp/a/` become `/a/`; `/amp/` stays."""
    rules = _rules()
    for ending in sorted(rules["amp_endings"], key=len, reverse=True):
        if path.endswith(ending) and len(path) > len(ending):
            kept = "/" if ending.endswith("/") else ""
            return _plain_path(path.removesuffix(ending) + kept)
    for beginning in rules["amp_beginnings"]:
        if path.startswith(beginning) and len(path) > len(beginning):
            return _plain_path("/" + path.removeprefix(beginning))
    return path


def _kept(parameters: Iterable[str]) -> list[str]:
    return [parameter for parameter in parameters if parameter and not _is_tracking(parameter)]


def _is_tracking(parameter: str) -> bool:
    name, value = parameter.lower().partition("=")[::2]
    names, prefixes, pairs = _tracking()
    return name in names or name.startswith(prefixes) or (name, value) in pairs


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...], frozenset[tuple[str, str]]]:
    words = _rules()["parameters"]
    names = frozenset(word for word in words if "=" not in word and "*" not in word)
    prefixes = tuple(word.rstrip("*") for word in words if word.endswith("*"))
    pairs = frozenset((name, value) for name, _, value in (word.partition("=") for word in words))
    return names, prefixes, frozenset(pair for pair in pairs if pair[1])


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(
        (Path(__file__).parent / "rules" / "tracking.toml").read_text(encoding="utf-8")
    )


@cache
def _extractor() -> TLDExtract:
    """Reads the list of public suffixes that comes with the package: nothing is fetched."""
    return TLDExtract(suffix_list_urls=(), cache_dir=None)

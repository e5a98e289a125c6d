"""Decoded pages: the text behind the bytes, whatever the page says its encoding is."""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

SAMPLE_BYTES = 65_536
"""How much of a page of unknown encoding is looked at to guess it."""
MOSTLY_UTF8 = 0.995
"""Share of readable characters from which broken bytes in UTF-8 are taken for damage."""

_ASCII_COMPATIBLE = re.compile(r"(?i)utf-?8|ascii|iso-?8859|cp125|windows-125|latin|koi8|mac")
_NON_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class DecodedPage:
    """A page's text and how it was decoded."""

    text: str
    encoding: str
    """Python's name of the codec."""
    problems: tuple[str, ...] = ()
    """What was doubtful: a wrong declaration, broken bytes, a guess."""


def decode_page(body: bytes, content_type: str | None = None) -> DecodedPage:
    """The text of an HTML page: byte order mark, then what decodes without error, then a guess.

    UTF-8 rarely decodes by chance, so bytes that are valid UTF-8 are UTF-8 whatever the header
    or the meta tag says; of two declarations a multi-byte one that fits wins for the same reason.
    """
    encoding, mark = read_bom(body)
    if encoding is not None and mark is not None:
        text = body[len(mark) :].decode(encoding, "replace")
        return DecodedPage(text=text, encoding=encoding)
    declared = declared_encodings(body, content_type)
    if not _NON_ASCII.search(body) and not _needs_escapes(declared):
        return DecodedPage(text=body.decode("ascii"), encoding="ascii")
    return _strict_utf8(body, declared) or _as_declared(body, declared) or _guessed(body)


def declared_encodings(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Codec names from the header and the page's head, in that order, unknown names left out."""
    names = (
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(body[:8192]),
    )
    known = (resolve_encoding(name) for name in names if name)
    return tuple(dict.fromkeys(name for name in known if name))


def _needs_escapes(declared: tuple[str, ...]) -> bool:
    """Whether plain ASCII bytes may stand for other letters (ISO-2022-JP, HZ, UTF-7)."""
    return any(name.startswith(("iso2022", "hz", "utf-16", "utf_16")) for name in declared)


def _strict_utf8(body: bytes, declared: tuple[str, ...]) -> DecodedPage | None:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    others = [name for name in declared if name != "utf-8"]
    if not _NON_ASCII.search(body):
        return _as_declared(body, declared)
    problems = (f"the page says it is {others[0]}, but it is utf-8",) if others else ()
    return DecodedPage(text=text, encoding="utf-8", problems=problems)


def _as_declared(body: bytes, declared: tuple[str, ...]) -> DecodedPage | None:
    """The first declared encoding without error, those of several bytes a letter first."""
    for name in sorted(declared, key=lambda name: bool(_ASCII_COMPATIBLE.match(name))):
        text = _decode(body, name)
        if text is not None:
            wrong = [other for other in declared if other != name]
            problems = (f"the page says {wrong[0]} and {name}; read as {name}",) if wrong else ()
            return DecodedPage(text=text, encoding=name, problems=problems)
    return None


def _decode(body: bytes, encoding: str) -> str | None:
    """Strictly decoded text; C1 control characters count as an error."""
    try:
        text = body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if re.search(r"[\x80-\x84\x86-\x9f]", text) else text


def _is_western(body: bytes) -> bool:
    """Whether the bytes may be Windows-1252 with few letters beyond ASCII, as in English text."""
    sample = body[:SAMPLE_BYTES]
    return len(_NON_ASCII.findall(sample)) < 0.1 * len(sample) and bool(_decode(body, "cp1252"))


def _likeliest(body: bytes) -> str:
    best = from_bytes(body[:SAMPLE_BYTES]).best()
    return best.encoding if best else "cp1252"


def _guessed(body: bytes) -> DecodedPage:
    text = body.decode("utf-8", "replace")
    letters = max(1, sum(1 for char in text if char > "\x7f"))
    broken = text.count("\ufffd")
    if broken / letters < 0.05 or broken < (1 - MOSTLY_UTF8) * len(text) / 10:
        return DecodedPage(text=text, encoding="utf-8", problems=(f"{broken} broken characters",))
    encoding = "cp1252" if _is_western(body) else _likeliest(body)
    problem = f"the page's encoding is not stated or wrong; read as {encoding}"
    return DecodedPage(
        text=body.decode(encoding, "replace"), encoding=encoding, problems=(problem,)
    )

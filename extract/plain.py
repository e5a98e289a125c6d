"""Text for the grammars: digits, spaces, dashes and marks of any script as their ASCII twins."""

import re
from dataclasses import dataclass

_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_TWINS = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("‐‑‒−﹣－", "-"),
        "–": "–",
        "—": "—",
        "，": ",",
        "。": ".",
        "、": ",",
        "￥": "¥",
        "￡": "£",
        "￦": "₩",
        "￠": "¢",
        "﹩": "$",
        "﹪": "%",
        "〜": "~",
        "～": "~",
        "’": "'",
        "‘": "'",
    }
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text as the grammars read it, and where each character stands in the original."""

    text: str
    offsets: tuple[int, ...] | None
    """Original offset of each character and of the end; None where both texts align."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `start:end` of the plain text stands for."""
        if self.offsets is None:
            return start, end
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return self.offsets[start], last


def plain_text(text: str) -> PlainText:
    """The text with full-width and odd characters as ASCII, without soft hyphens and the like.

    >>> plain_text("５０\\u00a0bil\\u00adlion").text
    '50 billion'
    """
    plain = text.translate(_TWINS)
    if not _INVISIBLE.search(plain):
        return PlainText(plain, None)
    kept = [i for i, char in enumerate(plain) if not _INVISIBLE.match(char)]
    return PlainText("".join(plain[i] for i in kept), (*kept, len(plain)))


def lowered(text: str) -> str:
    """The text in lower case, each character at its old offset.

    Patterns on it need no `IGNORECASE`, which makes a scan of a whole text three times slower.
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in text)

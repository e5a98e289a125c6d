"""Where quotation marks open and close: straight, curly, single, guillemets, over paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", "``": "''"}
PARAGRAPH = re.compile(r"[^\n]+")
MARK = re.compile(r"``|''|[\"“”„«»‹›‘’'＂]")
LONGEST_SINGLE = 600
"""Characters between single marks; what is longer is two apostrophes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The characters between two quotation marks, marks excluded."""

    start: int
    end: int
    closed: bool = True
    """False where the paragraph ends first: the speech goes on in the next, or a mark is lost."""


def find_stretches(text: str) -> list[Stretch]:
    """Every outermost stretch in quotation marks, in order. Never raises.

    >>> text = 'He said "it\\'s ours," and left.'
    >>> [text[s.start : s.end] for s in find_stretches(text)]
    ["it's ours,"]
    """
    return [
        stretch for match in PARAGRAPH.finditer(text) for stretch in _paragraph(text, *match.span())
    ]


def _paragraph(text: str, start: int, end: int) -> Iterator[Stretch]:
    here = start
    while mark := MARK.search(text, here, end):
        here = mark.end()
        if not _opens(text, mark, start):
            continue
        closer = _closer(text, mark, end)
        inner = closer.start() if closer else end
        lost = _reopened(text, mark, inner + 1 if closer else end)
        if lost is not None:
            closer, inner = None, lost
        if closer is None and (mark.group() in "'‘" or inner - here < 12):
            continue
        if text[here:inner].strip():
            first = here + len(text[here:inner]) - len(text[here:inner].lstrip())
            yield Stretch(start=first, end=len(text[:inner].rstrip()), closed=closer is not None)
        here = closer.end() if closer else inner


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    kind = mark.group()
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end() : mark.end() + 1] or " "
    if kind in "“„«‹``":
        return True
    if kind in "”»›''" and kind != "'":
        return False
    if kind in '"＂':
        return not after.isspace() or before.isspace()
    return (before.isspace() or before in "([—–-") and after.isalnum()


def _closer(text: str, mark: re.Match[str], end: int) -> re.Match[str] | None:
    kind = mark.group()
    if kind in "'‘":
        return _single_closer(text, mark.end(), end)
    depth = 1
    for other in MARK.finditer(text, mark.end(), end):
        depth += _step(kind, other)
        if depth == 0:
            return other
    return None


def _reopened(text: str, mark: re.Match[str], inner: int) -> int | None:
    """Where the same mark opens a second time, so that the closing one between is lost."""
    kind = mark.group()
    if kind in "'‘":
        return None
    for other in MARK.finditer(text, mark.end(), inner):
        if other.group() == kind and _only_opens(text, other):
            return other.start()
    return None


def _only_opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark stands between the end of a sentence and the first letter of the next."""
    before = text[max(mark.start() - 2, 0) : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    return before[-1:].isspace() and before[:1] in {".", "!", "?"} and after.isalnum()


def _step(kind: str, other: re.Match[str]) -> int:
    """-1 where a mark closes, +1 where the same kind opens again inside, else 0."""
    if kind in '"＂':
        return -1 if other.group() in {'"', "＂", "”"} else 0
    closing = PAIRS.get(kind, kind)
    if other.group() in closing or (kind == "“" and other.group() == '"'):
        return -1
    return 1 if other.group() == kind else 0


def _single_closer(text: str, start: int, end: int) -> re.Match[str] | None:
    """A single mark that no letter follows and that is no plural possessive."""
    for other in re.compile("['’]").finditer(text, start, min(end, start + LONGEST_SINGLE)):
        after = text[other.end() : other.end() + 1]
        before = text[other.start() - 1]
        if after.isalnum() or before.isspace():
            continue
        if before in ".,!?" or not (
            before == "s" and re.match(r"\s\w", text[other.end() : other.end() + 2])
        ):
            return other
    return None

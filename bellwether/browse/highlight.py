"""The text of an article as HTML, with its marks as links and spans. Everything is escaped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from bellwether.browse.marks import Close, Mark, Open, Piece, paragraphs

WIDE = {"quote", "target"}
"""Kinds whose spans hold other marks. They are no links, which can't be nested, but end in one."""


@dataclass(kw_only=True, slots=True)
class _Writer:
    """One pass over an article: what is open, and which anchors have been set.

    It writes plain strings, each value escaped where it goes in: `Markup.format` takes ten times
    as long, and a long article has thousands of marks.
    """

    href: Callable[[Mark], str]
    labels: Mapping[str, str]
    tags: list[str] = field(default_factory=list)
    anchored: set[str] = field(default_factory=set)

    def write(self, piece: Piece) -> str:
        if isinstance(piece, Open):
            return self._open(piece.mark)
        if isinstance(piece, Close):
            return self._close(piece)
        return escape(piece)

    def _open(self, mark: Mark) -> str:
        tag = "span" if mark.kind in WIDE or "a" in self.tags else "a"
        self.tags.append(tag)
        link = f' href="{escape(self.href(mark))}"' if tag == "a" else ""
        reference = " m-reference" if mark.reference else ""
        return (
            f'<{tag} class="m m-{mark.kind}{reference}" data-fact="{escape(mark.id)}"'
            f"{link}{self._anchor(mark)}>"
        )

    def _anchor(self, mark: Mark) -> str:
        """The first place of each fact can be linked to."""
        if mark.id in self.anchored:
            return ""
        self.anchored.add(mark.id)
        return f' id="at-{escape(mark.id)}"'

    def _close(self, piece: Close) -> str:
        closing = f"</{self.tags.pop()}>"
        mark = piece.mark
        if mark.kind not in WIDE or not piece.final or mark.unfinished:
            return closing
        return self._label(mark) + closing

    def _label(self, mark: Mark) -> str:
        """A small letter and number that leads to the fact beside the text."""
        label, key = escape(self.labels.get(mark.id, "")), f'class="key key-{mark.kind}"'
        if "a" in self.tags:
            return f"<span {key}>{label}</span>"
        return f'<a {key} href="#fact-{escape(mark.id)}">{label}</a>'


def highlight(
    text: str,
    marks: Sequence[Mark],
    *,
    href: Callable[[Mark], str],
    labels: Mapping[str, str],
) -> Markup:
    """The text's paragraphs with each mark lit up.

    `href` gives the address behind a mark; `labels` what is printed behind a quote or a target,
    by the mark's id. The element of a fact's first mark has the id "at-" and the mark's id.
    """
    writer = _Writer(href=href, labels=labels)
    return Markup("\n".join(_paragraphs(text, marks, writer)))  # noqa: S704 - escaped by the writer


def _paragraphs(text: str, marks: Sequence[Mark], writer: _Writer) -> Iterator[str]:
    for _, found in paragraphs(text, marks):
        yield f"<p>{''.join(map(writer.write, found))}</p>"


def evidence(text: str, start: int, end: int, sentence: str | None = None) -> Markup:
    """The words of a fact, marked, within their sentence; without one, within their paragraph."""
    first, last = _sentence_span(text, start, end, sentence) or _paragraph_span(text, start, end)
    return Markup("{}<mark>{}</mark>{}").format(text[first:start], text[start:end], text[end:last])


def _sentence_span(text: str, start: int, end: int, sentence: str | None) -> tuple[int, int] | None:
    if not sentence:
        return None
    first = text.find(sentence, max(0, end - len(sentence)), start + len(sentence))
    return (first, first + len(sentence)) if first >= 0 else None


def _paragraph_span(text: str, start: int, end: int) -> tuple[int, int]:
    before, after = text.rfind("\n\n", 0, start), text.find("\n\n", end)
    return (before + 2 if before >= 0 else 0), (after if after >= 0 else len(text))

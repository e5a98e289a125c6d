"""The text of an article as HTML, with its marks as links and spans. Everything is escaped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from bellwether.browse.marks import Close, Mark, Open, Piece, paragraphs

WIDE = {"quote", "target"}
"""Kinds whose spans hold other marks. They are no links, which can't be nested, but end in one."""


@dataclass(kw_only=True, slots=True)
class _Writer:
    """One pass over an article: what is open, and which anchors have been set."""

    href: Callable[[Mark], str]
    labels: Mapping[str, str]
    tags: list[str] = field(default_factory=list)
    anchored: set[str] = field(default_factory=set)

    def write(self, piece: Piece) -> Markup:
        if isinstance(piece, Open):
            return self._open(piece)
        if isinstance(piece, Close):
            return self._close(piece)
        return escape(piece)

    def _open(self, piece: Open) -> Markup:
        mark = piece.mark
        tag = "span" if mark.kind in WIDE or "a" in self.tags else "a"
        self.tags.append(tag)
        link = Markup(' href="{}"').format(self.href(mark)) if tag == "a" else Markup("")
        return Markup('<{} class="m m-{}{}" data-fact="{}"{}{}>').format(
            Markup(tag),  # noqa: S704
            mark.kind,
            " m-reference" if mark.reference else "",
            mark.id,
            link,
            self._anchor(mark),
        )

    def _anchor(self, mark: Mark) -> Markup:
        """The first place of each fact can be linked to."""
        if mark.id in self.anchored:
            return Markup("")
        self.anchored.add(mark.id)
        return Markup(' id="at-{}"').format(mark.id)

    def _close(self, piece: Close) -> Markup:
        closing = Markup("</{}>").format(Markup(self.tags.pop()))  # noqa: S704
        mark = piece.mark
        if mark.kind not in WIDE or not piece.final or mark.unfinished:
            return closing
        return self._label(mark) + closing

    def _label(self, mark: Mark) -> Markup:
        """A small letter and number that leads to the fact beside the text."""
        label = self.labels.get(mark.id, "")
        if "a" in self.tags:
            return Markup('<span class="key key-{}">{}</span>').format(mark.kind, label)
        return Markup('<a class="key key-{}" href="#fact-{}">{}</a>').format(
            mark.kind, mark.id, label
        )


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
    return Markup("\n").join(_paragraphs(text, marks, writer))


def _paragraphs(text: str, marks: Sequence[Mark], writer: _Writer) -> Iterator[Markup]:
    for _, found in paragraphs(text, marks):
        yield Markup("<p>{}</p>").format(Markup("").join(map(writer.write, found)))


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

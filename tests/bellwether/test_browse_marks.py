"""Nested highlights: what crosses is split, what nests is kept, no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bellwether.browse.marks import (
    OUTER_FIRST,
    Close,
    Mark,
    Open,
    Piece,
    paragraph_spans,
    paragraphs,
    pieces,
)


def mark(kind: str, start: int, end: int) -> Mark:
    return Mark(kind=kind, id=f"{kind}{start}", start=start, end=end)  # type: ignore[arg-type]


def drawn(found: list[Piece]) -> str:
    """`<kind>` where a mark opens, `<+kind>` where it resumes, `</>` where it closes."""
    return "".join(
        piece
        if isinstance(piece, str)
        else f"<{'+' * piece.resumed}{piece.mark.kind}>"
        if isinstance(piece, Open)
        else "</>"
        for piece in found
    )


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdefghij"),
        ([("place", 0, 3)], "<place>abc</>defghij"),
        ([("place", 0, 3), ("person", 3, 5)], "<place>abc</><person>de</>fghij"),
        ([("quote", 0, 10), ("figure", 2, 4)], "<quote>ab<figure>cd</>efghij</>"),
        ([("figure", 2, 4), ("target", 2, 4)], "ab<target><figure>cd</></>efghij"),
        (
            [("target", 0, 6), ("quote", 4, 8)],
            "<target>abcd<quote>ef</></><+quote>gh</>ij",
        ),
        (
            [("quote", 0, 4), ("target", 1, 6), ("figure", 2, 8)],
            "<quote>a<target>b<figure>cd</></></><+target><+figure>ef</></><+figure>gh</>ij",
        ),
        ([("figure", 4, 4), ("place", 8, 11), ("person", -1, 2)], "abcdefghij"),
    ],
)
def test_marks_nest_or_split(marks: list[tuple[str, int, int]], expected: str) -> None:
    assert drawn(pieces("abcdefghij", [mark(*m) for m in marks])) == expected


def test_a_quote_over_two_paragraphs_is_in_both() -> None:
    text = "one two\n\nthree four"
    found = paragraphs(text, [mark("quote", 4, 14)])
    assert [(start, drawn(parts)) for start, parts in found] == [
        (0, "one <quote>two</>"),
        (9, "<quote>three</> four"),
    ]


def test_blank_paragraphs_do_not_shift_offsets() -> None:
    text = "a\n\n\n\nb\n\n "
    assert [text[start:end] for start, end in paragraph_spans(text)] == ["a", "b"]


random_marks = st.lists(
    st.builds(mark, st.sampled_from(OUTER_FIRST), st.integers(-2, 30), st.integers(-2, 34)),
    max_size=12,
)


@given(st.text(alphabet="ab <&\n", max_size=30), random_marks)
def test_no_character_is_lost_and_elements_nest(text: str, marks: list[Mark]) -> None:
    found = pieces(text, marks)
    assert "".join(piece for piece in found if isinstance(piece, str)) == text
    stack: list[Mark] = []
    for piece in found:
        if isinstance(piece, Open):
            stack.append(piece.mark)
        elif isinstance(piece, Close):
            assert stack.pop() is piece.mark
    assert not stack


@given(st.text(alphabet="ab <&\n", min_size=1, max_size=30), random_marks)
def test_each_character_carries_the_marks_that_cover_it(text: str, marks: list[Mark]) -> None:
    position = 0
    stack: list[Mark] = []
    inside = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    for piece in pieces(text, marks):
        if isinstance(piece, Open):
            stack.append(piece.mark)
        elif isinstance(piece, Close):
            stack.pop()
        else:
            for offset in range(position, position + len(piece)):
                covering = [m for m in inside if m.start <= offset < m.end]
                assert sorted(map(id, stack)) == sorted(map(id, covering))
            position += len(piece)

"""Speech: rows/quotes.txt, where marks open and close, and any text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quote_marks import find_stretches
from models.facts import Quote
from tests.extract.marked import plain, quotes, rows

ROWS = list(rows("quotes"))

STRETCHES = [
    ("", []), ('"', []), ('""', []), ('"  "', []), ("No marks.", []),
    ('"One" and "two".', ["One", "two"]), ("“One” and «two».", ["One", "two"]),
    ("She said “one.\n\n“Two,” he said.", ["Two,"]),
    ("She said “one two three.\n\n“Two,” he said.", ["one two three.", "Two,"]),
    ("It isn't the boys' game.", []), ("the '90s and '80s", []),
    ("(“one”)", ["one"]), ("“one ”", ["one"]), ("‹one›", ["one"]),
    ('"a" "b" "c', ["a", "b"]),
]  # fmt: skip


def line(quote: Quote) -> str:
    mark = "~ " if quote.kind == "indirect" else ""
    return f"{mark}{quote.speaker or '-'} | {quote.cue or '-'} | {quote.text}"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_speech(text: str, expected: list[str]) -> None:
    indirect = any(row.startswith("~") for row in expected)
    kinds = {"indirect"} if indirect else {"direct"}
    found = [quote for quote in quotes(text) if quote.kind in kinds or expected == ["none"]]
    assert [line(quote) for quote in found] == [row for row in expected if row != "none"]


@pytest.mark.parametrize(("text", "_"), ROWS)
def test_speech_is_found_again_in_the_text(text: str, _: list[str]) -> None:
    for quote in quotes(text):
        assert plain(text)[quote.start : quote.end] == quote.text


@pytest.mark.parametrize(("text", "expected"), STRETCHES)
def test_stretches(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_stretches(text)] == expected


@given(st.text(alphabet="ab .,\n\"'“”„«»‹›‘’`＂s", max_size=60))
def test_stretches_lie_apart_inside_the_text(text: str) -> None:
    end = 0
    for stretch in find_stretches(text):
        assert end <= stretch.start < stretch.end <= len(text)
        assert text[stretch.start : stretch.end].strip() == text[stretch.start : stretch.end]
        assert "\n" not in text[stretch.start : stretch.end]
        end = stretch.end

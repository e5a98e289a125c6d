import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.wordpiece import MOST_PIECES, WordPieces, plain, word_shape

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "##like", "##ly", "skoda",
              "u", ".", "s", "-", "中", "a", "##a"]  # fmt: skip
SHAPES = ["x", "Xx", "XX"]


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY, SHAPES)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("unlikely", ["un", "##like", "##ly"]),
        ("UNLIKELY", ["un", "##like", "##ly"]),
        ("Škoda", ["skoda"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("un-un", ["un", "-", "un"]),
        ("中中", ["中", "中"]),
        ("unhappy", ["[UNK]"]),
        ("un☃", ["un", "[UNK]"]),
        ("", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("\ud800", ["[UNK]"]),
    ],
)
def test_pieces_of_a_word(pieces: WordPieces, word: str, expected: list[str]) -> None:
    assert [VOCABULARY[i] for i in pieces([word])[0].ids] == expected


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("profit", "x"), ("Profit", "Xx"), ("IBM", "XX"), ("McDonald", "XxXx"), ("iPhone", "xXx"),
        ("U.S.", "X.X."), ("2019", "dd"), ("7", "d"), ("Q3", "Xd"), ("—", "—"), ("Ünal", "Xx"),
    ],
)  # fmt: skip
def test_shape(word: str, shape: str) -> None:
    assert word_shape(word) == shape


def test_unlisted_shapes_are_numbered_0(pieces: WordPieces) -> None:
    assert [p.shape for p in pieces(["a", "Aa", "AA", "A1"])] == [1, 2, 3, 0]


def test_a_very_long_word_has_few_pieces(pieces: WordPieces) -> None:
    assert len(pieces(["a" * 50_000])[0].ids) == MOST_PIECES


def test_accents_go_and_letters_stay() -> None:
    assert plain("Ćirić São Œuvre") == "ciric sao œuvre"


@given(st.text(max_size=80))
def test_every_word_has_pieces(word: str) -> None:
    assert 1 <= len(WordPieces(VOCABULARY, SHAPES)([word])[0].ids) <= MOST_PIECES

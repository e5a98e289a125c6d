"""Words to what the encoder reads: word pieces (uncased BERT vocabulary) and a word shape.

The vocabulary is that of MiniLM (and of every uncased BERT): accents and case are dropped before
matching, so the shape carries the case. Words are spaCy tokens; a word is normalised, cut at
punctuation, and each part matched greedily from the left, longest piece first.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

PAD, UNKNOWN, START, END, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
MOST_CHARACTERS = 48
MOST_PIECES = 8
_REMEMBERED = 200_000
_PART = re.compile(r"[^\W_]+|[\W_]")
_WIDE = re.compile("([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f])")
_RUNS = re.compile(r"(.)\1{2,}")


class Pieces(NamedTuple):
    """What the encoder reads of one word: piece numbers (1 to 8) and the number of its shape."""

    ids: tuple[int, ...]
    shape: int


class WordPieces:
    """Reads words as pieces; each distinct word is worked out once and then remembered."""

    def __init__(self, vocabulary: Sequence[str], shapes: Sequence[str]):
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._shapes = {shape: number for number, shape in enumerate(shapes, start=1)}
        self._known: dict[str, Pieces] = {}
        self.pad, self.unknown = self._ids[PAD], self._ids[UNKNOWN]
        self.start, self.end, self.mask = self._ids[START], self._ids[END], self._ids[MASK]

    def __call__(self, words: Iterable[str]) -> list[Pieces]:
        """The pieces of each word, in order."""
        known = self._known
        return [known.get(word) or self._learn(word) for word in words]

    def frame(
        self, words: Sequence[Pieces], breaks: Collection[int], *, most: int | None = None
    ) -> tuple[list[int], list[int], list[int]]:
        """Piece numbers, shape numbers and the places of first pieces, of as many words as fit in
        `most` pieces; a start stands before, an end behind and before each word of `breaks`."""
        ids, shapes, firsts = [self.start], [0], list[int]()
        for number, word in enumerate(words):
            if number in breaks:
                ids.append(self.end)
                shapes.append(0)
            if most is not None and len(ids) + len(word.ids) > most:
                break
            firsts.append(len(ids))
            ids += word.ids
            shapes += [word.shape] * len(word.ids)
        return [*ids, self.end], [*shapes, 0], firsts

    def shape_number(self, word: str) -> int:
        """The number of the word's shape; 0 for a shape too rare to have been listed."""
        return self._shapes.get(word_shape(word), 0)

    def _learn(self, word: str) -> Pieces:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        ids = tuple(piece_ids(word, self._ids, self.unknown))
        self._known[word] = Pieces(ids, self.shape_number(word))
        return self._known[word]


def piece_ids(word: str, ids: Mapping[str, int], unknown: int) -> list[int]:
    """Numbers of the word's pieces: at least one, at most eight.

    >>> vocabulary = {"new": 1, "##s": 2, "-": 3}
    >>> piece_ids("News-New", vocabulary, 0)
    [1, 2, 3, 1]
    >>> piece_ids("~", vocabulary, 0)
    [0]
    """
    found: list[int] = []
    for part in _PART.findall(plain(word[:MOST_CHARACTERS])):
        found.extend(_match(part, ids, unknown))
    return found[:MOST_PIECES] or [unknown]


def plain(word: str) -> str:
    """Lower case without accents and control characters; Chinese characters stand alone.

    >>> plain("Škoda")
    'skoda'
    """
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", _WIDE.sub(r" \1 ", word.lower()))
    return "".join(c for c in letters if unicodedata.category(c)[0] != "C" and not _is_accent(c))


def word_shape(word: str) -> str:
    """Letters as X and x, digits as d, runs cut to two: what the case of a word looks like.

    >>> word_shape("McDonald"), word_shape("U.S."), word_shape("2019"), word_shape("IBM")
    ('XxXx', 'X.X.', 'dd', 'XX')
    """
    marks = "".join(map(_mark, word[:MOST_CHARACTERS]))
    return _RUNS.sub(r"\1\1", marks).replace("xx", "x")


def _mark(character: str) -> str:
    if character.isalpha():
        return "X" if character.isupper() else "x"
    return "d" if character.isdigit() else character


def _is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _match(part: str, ids: Mapping[str, int], unknown: int) -> list[int]:
    if part.isspace():
        return []
    found: list[int] = []
    start = 0
    while start < len(part):
        end = _longest(part, start, ids)
        if end is None:
            return [unknown]
        found.append(ids[_piece(part, start, end)])
        start = end
    return found


def _longest(part: str, start: int, ids: Mapping[str, int]) -> int | None:
    ends = range(len(part), start, -1)
    return next((end for end in ends if _piece(part, start, end) in ids), None)


def _piece(part: str, start: int, end: int) -> str:
    return part[start:end] if start == 0 else "##" + part[start:end]

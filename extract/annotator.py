"""The spaCy component that writes what the trained network reads into a Doc.

Names, sentences, tags, lemmas and the dependency tree come from one pass of one encoder.
Whitespace tokens are not read; each hangs on the token before it, as in spaCy's own pipelines.
Neither are menus, notices and captions: each is a sentence of its own without a tree (tag "XX").
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.tokens import Doc

from extract.agreement import share_evidence
from extract.decoding import Mention, read_mentions, read_tree, sentence_starts, split_at
from extract.encoder import Array, Encoder, Scores, Words
from extract.furniture import KEY
from extract.lemmas import lemma_of, read_lemmas
from extract.spacing import read_spacing, spacing_signs
from extract.weights import WEIGHTS

FACTORY = "bellwether_annotator"
_ATTRIBUTES = [HEAD, DEP, TAG, POS, LEMMA, ENT_IOB, ENT_TYPE]
_HEAD, _DEP, _TAG, _POS, _LEMMA, _IOB, _TYPE = range(len(_ATTRIBUTES))
_BEGIN, _INSIDE, _OUTSIDE = 3, 1, 2


class Annotator:
    """Sets ents, sents, tag_, pos_, lemma_, dep_, head and the tensor of a Doc; what stood there
    goes."""

    def __init__(self, nlp: Language, encoder: Encoder):
        self._encoder = encoder
        self._strings = nlp.vocab.strings
        self._columns = encoder.columns
        labels = encoder.labels
        self._tags = self._hashes(labels["tags"])
        self._parts = np.array([IDS[part] for part in labels["parts"]], np.uint64)
        self._relations = self._hashes(labels["relations"])
        self._root = labels["relations"].index("ROOT")
        self._kinds = {label[2:]: self._strings.add(label[2:]) for label in labels["entities"][1:]}
        self._space = (self._strings.add("dep"), self._strings.add("_SP"), IDS["SPACE"])
        self._unread = (self._strings.add("dep"), self._strings.add("XX"), IDS["X"])
        self._spacing = read_spacing(encoder.folder)
        self._known_lemmas = read_lemmas(encoder.folder / "lemmas.json")
        self._lemmas: dict[tuple[str, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, annotated."""
        if not len(doc):
            return doc
        words, places = read_words(doc)
        scores = self._encoder(words)
        mentions = self._mentions(words, scores)
        starts = self._starts(words, scores, mentions)
        values = np.zeros((len(doc), len(_ATTRIBUTES)), np.uint64)
        values[:, _IOB] = _OUTSIDE
        self._write_syntax(values, places, words, scores, starts)
        self._write_mentions(values, places, split_at(mentions, set(starts)))
        self._write_spaces(values, doc, places)
        self._write_furniture(values, doc)
        doc.from_array(_ATTRIBUTES, values)
        doc.tensor = np.zeros((len(doc), scores.states.shape[1]), np.float16)
        doc.tensor[places] = scores.states
        return doc

    def _mentions(self, words: Words, scores: Scores) -> list[Mention]:
        labels = self._encoder.labels["entities"]
        columns = scores.rows[:, self._columns["entities"]]
        return read_mentions(share_evidence(columns, words.texts, labels), labels)

    def _starts(self, words: Words, scores: Scores, mentions: Sequence[Mention]) -> list[int]:
        odds = scores.rows[:, self._columns["start"]][:, 0]
        odds = spacing_signs(odds, words.texts, words.glued) @ self._spacing
        return sentence_starts(odds, mentions, set(words.breaks))

    def _write_syntax(
        self,
        values: Array,
        places: Array,
        words: Words,
        scores: Scores,
        starts: Sequence[int],
    ) -> None:
        if not len(places):
            return
        heads = self._heads(scores, starts)
        values[places, _HEAD] = (places[heads] - places).astype(np.uint64)
        values[places, _DEP] = self._relations[self._relation_numbers(scores, heads)]
        values[places, _TAG] = self._tags[scores.classes[:, 0]]
        values[places, _POS] = self._parts[scores.classes[:, 1]]
        values[places, _LEMMA] = self._lemma_hashes(words.texts, scores.classes)

    def _heads(self, scores: Scores, starts: Sequence[int]) -> Array:
        dependent, head = (scores.rows[:, self._columns[n]] for n in ("dependent", "head"))
        roots = scores.rows[:, self._columns["root"]][:, 0]
        heads = np.empty(len(roots), np.int64)
        for a, b in pairwise((*starts, len(roots))):
            arcs = dependent[a:b] @ head[a:b, :-1].T + head[a:b, -1]
            heads[a:b] = a + read_tree(arcs, roots[a:b])
        return heads

    def _relation_numbers(self, scores: Scores, heads: Array) -> Array:
        dependent = scores.rows[:, self._columns["label_dependent"]]
        head = scores.rows[heads, self._columns["label_head"]]
        found = _relation_scores(dependent, head, self._encoder.relations)
        found[:, self._root] = -np.inf
        roots = heads == np.arange(len(heads))
        return np.where(roots, self._root, found.argmax(1))

    def _lemma_hashes(self, texts: Sequence[str], classes: Array) -> list[int]:
        known = self._lemmas
        keys = zip(texts, classes[:, 1].tolist(), classes[:, 2].tolist(), strict=True)
        return [known.get(key) or self._learn_lemma(key) for key in keys]

    def _learn_lemma(self, key: tuple[str, int, int]) -> int:
        if len(self._lemmas) > 200_000:
            self._lemmas.clear()
        labels = self._encoder.labels
        part, script = labels["parts"][key[1]], labels["scripts"][key[2]]
        self._lemmas[key] = self._strings.add(lemma_of(key[0], part, script, self._known_lemmas))
        return self._lemmas[key]

    def _write_mentions(self, values: Array, places: Array, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            first, last = places[mention.start], places[mention.end - 1]
            values[first : last + 1, _TYPE] = self._kinds[mention.kind]
            values[first : last + 1, _IOB] = _INSIDE
            values[first, _IOB] = _BEGIN

    def _write_spaces(self, values: Array, doc: Doc, places: Array) -> None:
        if len(places) == len(doc):
            return
        spaces = np.setdiff1d(np.arange(len(doc)), places)
        if len(places):
            before = np.maximum(np.searchsorted(places, spaces) - 1, 0)
            values[spaces, _HEAD] = (places[before] - spaces).astype(np.uint64)
        values[spaces, _DEP], values[spaces, _TAG], values[spaces, _POS] = self._space
        values[spaces, _LEMMA] = [self._strings.add(doc[i].text) for i in spaces.tolist()]

    def _write_furniture(self, values: Array, doc: Doc) -> None:
        for span in doc.spans.get(KEY, ()):
            at = np.arange(span.start, span.end)
            values[at, _HEAD] = (span.start - at).astype(np.uint64)
            values[at, _DEP], values[at, _TAG], values[at, _POS] = self._unread
            values[span.start, _DEP] = self._relations[self._root]

    def _hashes(self, names: Sequence[str]) -> Array:
        return np.array([self._strings.add(name) for name in names], np.uint64)


@Language.factory(FACTORY, default_config={"threads": 1})  # type: ignore[untyped-decorator]
def make_annotator(nlp: Language, name: str, threads: int) -> Annotator:  # noqa: ARG001
    """The component with the weights that the package brings."""
    return Annotator(nlp, Encoder(WEIGHTS, threads=threads))


def read_words(doc: Doc) -> tuple[Words, Array]:
    """The doc's words as the encoder reads them, and the number of each one's token."""
    unread = {token.i for span in doc.spans.get(KEY, ()) for token in span}
    places = [token.i for token in doc if not token.is_space and token.i not in unread]
    breaks = frozenset(
        n
        for n, i in enumerate(places)
        if n and (_is_break(doc, i) or not unread.isdisjoint(range(places[n - 1] + 1, i)))
    )
    glued = frozenset(
        n
        for n, (before, i) in enumerate(pairwise(places), 1)
        if before == i - 1 and not doc[before].whitespace_
    )
    texts = [doc[i].text for i in places]
    return Words(texts=texts, breaks=breaks, glued=glued), np.array(places, np.int64)


def _is_break(doc: Doc, i: int) -> bool:
    return doc[i - 1].is_space and doc[i - 1].text.count("\n") > 1


def _relation_scores(dependent: Array, head: Array, relations: Array) -> Any:
    """words x relations; `relations` is relations x width x width."""
    count, width, _ = relations.shape
    left = dependent @ relations.transpose(1, 0, 2).reshape(width, count * width)
    return np.matmul(left.reshape(-1, count, width), head[:, :, None])[..., 0]

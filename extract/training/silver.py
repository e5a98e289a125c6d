"""Labels unlabelled news with the first stage's weights, for the second stage to learn from.

    python -m extract.training.silver --weights extract/training/work/whole --out silver.jsonl.gz

What one pass over a whole article tells (every mention of a name lends the others its evidence)
is more than the network sees in a window, so it learns from itself; where the labels of a word are
in doubt they count as unknown. Articles of `wikinews_facts` are left out, dev ones and others.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from extract.agreement import share_evidence
from extract.annotator import read_words
from extract.decoding import Mention, read_mentions
from extract.encoder import Encoder

from . import corpora as read
from .labels import ENTITY_TYPES, bilou

SURE = 0.85
"""Labels less likely than this are unknown."""
POLITICS_EVERY = 4
"""All business articles are labelled, and every fourth political one for its names: 1,860."""


def unlabelled(corpora: Path) -> list[dict]:
    """Raw Wikinews articles that nobody annotated: all on business, some on politics."""
    known = {r["id"] for dev in (False, True) for r in read.wikinews_facts(corpora, dev=dev)}
    raw = [r for r in read.read_jsonl(corpora / "raw_wikinews.jsonl.gz") if r["id"] not in known]
    politics = [r for r in raw if r["genre"] == "politics"]
    return [*(r for r in raw if r["genre"] == "economy"), *politics[::POLITICS_EVERY]]


def label(encoder: Encoder, doc: Doc) -> tuple[list[list], list[list[int]]]:
    """(spans, missing) of a text, in characters, as in the corpora."""
    words, places = read_words(doc)
    if not len(places):
        return [], []
    labels = encoder.labels["entities"]
    scores = share_evidence(
        encoder(words).rows[:, encoder.columns["entities"]], words.texts, labels
    )
    likely = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
    mentions = read_mentions(scores, labels)
    chosen = likely[np.arange(len(places)), _path(mentions, len(places))]
    doubted = {int(i) for i in np.flatnonzero(chosen < SURE)}
    spans, missing = [], [_characters(doc, places, i, i + 1) for i in sorted(doubted)]
    for mention in mentions:
        at = _characters(doc, places, mention.start, mention.end)
        if doubted.isdisjoint(range(mention.start, mention.end)):
            spans.append([*at, mention.kind])
        else:
            missing.append(at)
    return spans, missing


def _path(mentions: list[Mention], count: int) -> np.ndarray:
    """The number of each word's label."""
    path = np.zeros(count, np.int64)
    for start, end, kind in mentions:
        path[start:end] = bilou(kind, end - start)
    return path


def _characters(doc: Doc, places: np.ndarray, start: int, end: int) -> list[int]:
    first, last = doc[int(places[start])], doc[int(places[end - 1])]
    return [first.idx, last.idx + len(last.text)]


def labelled(encoder: Encoder, records: list[dict]) -> Iterator[dict]:
    """The records with labels."""
    for record in records:
        spans, missing = label(encoder, read.tokenizer()(record["text"]))
        known = {"labels": list(ENTITY_TYPES), "spans": spans, "missing": missing}
        yield {"id": record["id"], "text": record["text"], **known}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="exported weights of a stage")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = Encoder(arguments.weights)
    with gzip.open(arguments.out, "wt", encoding="utf-8") as out:
        for number, record in enumerate(labelled(encoder, unlabelled(arguments.corpora)), 1):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            if number % 200 == 0:
                print(f"{number} articles labelled", flush=True)


if __name__ == "__main__":
    main()

"""Prints the scores of the shipped pipeline, and checks them against the floors.

    python -m extract.training.evaluate --corpora ../shared/corpora

Names: strict span F1 on running text. Treebanks: gold tokens and the blanks between them, the
pipeline's own sentences; labels with subtypes; LAS over all words (CoNLL), and without punctuation
as spaCy's scorer counts.
"""

import argparse
import json
import os
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from spacy.tokens import Doc

from extract import annotator
from extract.pipeline import load_pipeline

from . import corpora as read
from .labels import ENTITY_TYPES

HERE = Path(__file__).parent
NOT_SCORED = ("gum",)
"""Its documents are also in the treebank's training part."""


@dataclass
class Counts:
    """Right, predicted and true, by label."""

    right: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    true: Counter[str] = field(default_factory=Counter)

    def f1(self, labels) -> float | None:
        right, predicted, true = (
            sum(c[n] for n in labels) for c in (self.right, self.predicted, self.true)
        )
        return 200 * right / (predicted + true) if true else None

    def add(self, true: set, predicted: set) -> None:
        self.right.update(label for _, _, label in true & predicted)
        self.predicted.update(label for _, _, label in predicted)
        self.true.update(label for _, _, label in true)


def name_scores(nlp, records: list[dict]) -> dict[str, float]:
    """F1 by label, and micro over PERSON, ORG and LOC."""
    counts = Counts()
    for record, doc in zip(records, nlp.pipe(r["text"] for r in records), strict=True):
        missing = record.get("missing") or []
        labels = record["labels"]
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in labels}
        found = {e for e in found if not any(e[0] < m[1] and m[0] < e[1] for m in missing)}
        counts.add({tuple(s) for s in record["spans"]}, found)
    scores = {"micro": counts.f1(ENTITY_TYPES[:3])}
    scores |= {label: counts.f1([label]) for label in ENTITY_TYPES}
    return {k: round(v, 2) for k, v in scores.items() if v is not None}


def tree_scores(nlp, documents: list[read.Words]) -> dict[str, float]:
    """LAS, UAS, tags, parts of speech, lemmas and sentence F1, in percent."""
    counts: Counter[str] = Counter()
    annotate = nlp.get_pipe(annotator.FACTORY)
    docs = (annotate(Doc(nlp.vocab, words=d.words, spaces=_spaces(d))) for d in documents)
    for gold, doc in zip(documents, docs, strict=True):
        _count_tree(counts, gold, doc)
    share = {
        k: 100 * counts[k] / counts["words"] for k in ("LAS", "UAS", "tags", "parts", "lemmas")
    }
    share["LAS-nopunct"] = 100 * counts["LAS-nopunct"] / counts["words-nopunct"]
    share["sentences"] = 200 * counts["sents"] / (counts["sents-true"] + counts["sents-found"])
    return {k: round(v, 2) for k, v in share.items()}


def _spaces(document: read.Words) -> list[bool]:
    """Whether a blank follows each word."""
    return [n not in document.glued for n in range(1, len(document.words) + 1)]


def _count_tree(counts: Counter[str], gold: read.Words, doc: Doc) -> None:
    counts["words"] += len(doc)
    for i, token in enumerate(doc):
        attached = token.head.i == gold.heads[i]
        labelled = attached and token.dep_ == gold.relations[i]
        counts["UAS"] += attached
        counts["LAS"] += labelled
        counts["tags"] += token.tag_ == gold.tags[i]
        counts["parts"] += token.pos_ == gold.parts[i]
        counts["lemmas"] += token.lemma_ == gold.lemmas[i]
        if gold.parts[i] != "PUNCT":
            counts["words-nopunct"] += 1
            counts["LAS-nopunct"] += labelled
    true = set(zip(gold.starts, [*gold.starts[1:], len(doc)], strict=True))
    found = {(s.start, s.end) for s in doc.sents}
    counts["sents"] += len(true & found)
    counts["sents-true"] += len(true)
    counts["sents-found"] += len(found)


def speed(nlp, texts: list[str]) -> float:
    """Words a second of one thread's own time, over texts read together."""
    list(nlp.pipe(texts[:5]))
    begun = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.process_time() - begun)


def scores(corpora: Path, *, names: bool = True, trees: bool = True) -> dict[str, dict[str, float]]:
    """Every score, keyed by corpus and split, then by measure."""
    nlp = load_pipeline()
    found: dict[str, dict[str, float]] = {}
    if names:
        dev = read.wikinews_facts(corpora, dev=True)
        found["wikinews dev"] = name_scores(nlp, dev)
        for source in read.NER_SOURCES:
            for split in () if source in NOT_SCORED else ("dev", "test"):
                records = read.ner_records(corpora, source, split)
                found[f"{source} {split}"] = name_scores(nlp, records)
        found["speed"] = {"words/s": round(speed(nlp, [r["text"] for r in dev]))}
    if trees:
        both = []
        for source in read.UD_SOURCES:
            documents = read.treebank(corpora, source, "test")
            found[f"ud {source} test"] = tree_scores(nlp, documents)
            both += documents
        found["ud test"] = tree_scores(nlp, both)
    size = sum(p.stat().st_size for p in annotator.WEIGHTS.rglob("*") if p.is_file())
    found["size"] = {"MB": round(size / 1e6, 1)}
    return found


def table(found: dict[str, dict[str, float]]) -> str:
    """A line a corpus."""
    lines = []
    for name, values in found.items():
        cells = "  ".join(f"{key} {value:g}" for key, value in values.items())
        lines.append(f"{name:16} {cells}")
    return "\n".join(lines)


def below_floors(found: dict[str, dict[str, float]], floors: dict) -> list[str]:
    """What fell below its floor, one message each; "most" are ceilings."""
    wrong = []
    for bound, sign in (("least", 1), ("most", -1)):
        for name, values in floors.get(bound, {}).items():
            for key, limit in values.items():
                value = found.get(name, {}).get(key)
                if value is not None and sign * value < sign * limit:
                    wrong.append(f"{name}: {key} is {value:g}, the {bound} allowed is {limit:g}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpora", type=Path, default=HERE.parents[2] / "shared" / "corpora")
    parser.add_argument("--weights", type=Path, help="another folder of weights than the shipped")
    parser.add_argument("--only", choices=("names", "trees"))
    parser.add_argument("--out", type=Path, help="write the scores there as JSON")
    arguments = parser.parse_args()
    if not arguments.corpora.exists():
        print(f"skipped: no corpora in {arguments.corpora}")
        return
    if arguments.weights:
        annotator.WEIGHTS = arguments.weights
    only = arguments.only
    found = scores(arguments.corpora, names=only != "trees", trees=only != "names")
    print(table(found))
    if arguments.out:
        arguments.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    if not arguments.weights and (wrong := below_floors(found, floors)):
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()

"""Words a second and load time of the shipped pipeline beside a convolutional one, in one run.

    python benchmarks/pipeline.py [--rounds 3]

The other is spaCy's own small design (as in its English "sm" pipelines: one HashEmbedCNN of width
96 shared by tagger, parser and names) with untrained weights, which run as fast as trained ones.
Both read the same texts on one thread; times are the process's own.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import spacy
from spacy.tokens import Doc
from spacy.training import Example

from extract.annotator import WEIGHTS
from extract.encoder import Encoder
from extract.pipeline import load_pipeline

LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
TRANSITIONS = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "nO": None,
    "tok2vec": LISTENER,
}
CONVOLUTIONS = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
TAGGER = {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": LISTENER}
SENTENCE = "Meridian Silicon will spend 9.6 billion ringgit on a third plant in Penang by 2029 ."


def texts(count: int = 15) -> list[str]:
    """Articles of about 400 words, each unlike the others."""
    topics = ("chips", "steel", "solar panels", "batteries", "ships", "trains", "vaccines", "pumps")
    lines = [
        f"Firm{n} Industries said on Thursday that output of {topics[n % 8]} rose {n % 17 + 1} "
        f"percent to {n * 37} units, and that it plans to spend ${n + 2} million in Region{n}. "
        f'"We expect orders to double by {2027 + n % 9}," said Person{n} Smith, who heads it.'
        for n in range(count * 9)
    ]
    return [" ".join(lines[start : start + 9]) for start in range(0, len(lines), 9)]


def convolutional() -> Any:
    """An untrained pipeline of the small convolutional design."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": CONVOLUTIONS})
    nlp.add_pipe("tagger", config={"model": TAGGER})
    nlp.add_pipe("parser", config={"model": TRANSITIONS})
    nlp.add_pipe("ner", config={"model": TRANSITIONS})
    words = SENTENCE.split()
    doc = Doc(nlp.vocab, words=words)
    labels = Encoder(WEIGHTS).labels
    for label in labels["tags"]:
        nlp.get_pipe("tagger").add_label(label)
    for label in labels["relations"]:
        nlp.get_pipe("parser").add_label(label)
    for kind in ("PERSON", "ORG", "LOC", "DATE"):
        nlp.get_pipe("ner").add_label(kind)
    heads = [1, 3, 3, 3, *([3] * (len(words) - 4))]
    gold = {
        "tags": ["NNP"] * len(words),
        "heads": heads,
        "deps": ["dep" if head != n else "ROOT" for n, head in enumerate(heads)],
        "entities": ["O"] * len(words),
    }
    nlp.initialize(lambda: [Example.from_dict(doc, gold)])
    return nlp


def words_per_second(nlp: Any, articles: Sequence[str]) -> float:
    """Over articles read together, after a few to warm up."""
    list(nlp.pipe(articles[:3]))
    begun = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(articles))
    return words / (time.process_time() - begun)


def seconds(load: Callable[[], object]) -> float:
    """Processor time of one call."""
    begun = time.process_time()
    load()
    return time.process_time() - begun


def main() -> None:
    """Print a line a pipeline, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = range(parser.parse_args().rounds)
    articles, other = texts(), convolutional()
    load = load_pipeline.__wrapped__
    load()
    with tempfile.TemporaryDirectory() as folder:
        other.to_disk(folder)
        pairs = [(seconds(lambda: spacy.load(folder)), seconds(load)) for _ in rounds]
    loads = [statistics.median(times) for times in zip(*pairs, strict=True)]
    ours = load()
    paired = [(words_per_second(other, articles), words_per_second(ours, articles)) for _ in rounds]
    speeds = [statistics.median(found) for found in zip(*paired, strict=True)]
    for name, speed, spent in zip(("convolutional", "bellwether"), speeds, loads, strict=True):
        print(f"{name:14}{speed:9.0f} words/s   load {spent:5.2f} s")
    print(f"{'ratio':14}{speeds[1] / speeds[0]:9.2f}           load {loads[1] / loads[0]:5.2f}")


if __name__ == "__main__":
    main()

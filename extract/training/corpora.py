"""The corpora as streams of words with what is known about each; see the corpora's own README."""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import spacy

from .labels import ANY, OUTSIDE, OUTSIDE_OR_DATE, bilou

NER_SOURCES = ("crossner", "gum", "multiner", "redocred", "uner_ewt", "wikigold")
UD_SOURCES = ("ewt", "gum")
DEV_EVERY = 5
_DATE_WORD = re.compile(
    r"(?i)^(\W*\d{1,4}(st|nd|rd|th|s)?\W*|(mon|tues|wednes|thurs|fri|satur|sun)day'?s?|"
    r"jan(uary)?\.?|feb(ruary)?\.?|march|mar\.|april|apr\.?|may|june?\.?|july?\.?|aug(ust)?\.?|"
    r"sept?(ember)?\.?|oct(ober)?\.?|nov(ember)?\.?|dec(ember)?\.?|today|tomorrow|yesterday|"
    r"tonight|days?|weeks?|weekend|months?|years?|quarters?|decades?|century|centuries|spring|"
    r"summer|autumn|fall|winter|fiscal|annual|christmas|easter|mid-\S+|early|late|last|next|"
    r"first|second|third|fourth|h[12]|q[1-4]|half|ago|morning|evening|\d{4}-\S+|\S*-\d{2,4})$"
)


@dataclass
class Words:
    """A document: words in order, and for each what is known.

    `entities` are bit masks of allowed labels. `heads` count within the document, a root being its
    own head; syntax lists are empty where the source has none.
    """

    name: str
    words: list[str] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    """Words that begin a paragraph."""
    glued: set[int] = field(default_factory=set)
    """Words that no blank parts from the one before; known of treebanks alone."""
    entities: list[int] = field(default_factory=list)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Words that begin a sentence, in order."""


@cache
def tokenizer():
    return spacy.blank("en").tokenizer


def read_jsonl(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def wikinews_facts(corpora: Path, *, dev: bool) -> list[dict]:
    """The annotated Wikinews articles; every fifth by sorted id is dev, the others are train."""
    records = sorted(read_jsonl(corpora / "wikinews_facts.jsonl.gz"), key=lambda r: r["id"])
    return [r for i, r in enumerate(records) if (i % DEV_EVERY == 0) == dev]


def ner_records(corpora: Path, source: str, split: str) -> list[dict]:
    records = read_jsonl(corpora / f"ner_{source}.jsonl.gz")
    return [r for r in records if r["split"] == split]


def without_treebank_tests(corpora: Path, records: list[dict]) -> list[dict]:
    """Records none of whose text stands in a treebank's dev or test part, so that the parser is
    measured on texts that no head has seen (GUM and EWT are in both kinds of corpus)."""
    seen = {
        key
        for source in UD_SOURCES
        for split in ("dev", "test")
        for sentence in conllu(corpora / f"ud_{source}-{split}.conllu.gz")
        for key in _chunks("".join(row[1] for row in sentence["rows"]))
    }
    return [r for r in records if not seen.intersection(_chunks("".join(r["text"].split())))]


def _chunks(text: str, width: int = 60) -> set[str]:
    text = re.sub(r"\W", "", text.lower())
    return (
        {text[i : i + width] for i in range(len(text) - width + 1)} if len(text) > width else set()
    )


def entity_words(record: dict) -> Words:
    """Words and entity labels of an entity-annotated record."""
    doc = tokenizer()(record["text"])
    kept = [t for t in doc if not t.is_space]
    out = Words(record["id"], [t.text for t in kept])
    number = {t.i: n for n, t in enumerate(kept)}
    out.breaks = {n for t, n in number.items() if t and doc[t - 1].text.count("\n") > 1}
    out.entities = _outside(out.words, "DATE" in record["labels"])
    for start, end in record.get("missing") or []:
        for n in _inside(doc, number, start, end):
            out.entities[n] = ANY
    for start, end, kind in record["spans"]:
        if found := _inside(doc, number, start, end):
            out.mentions.append((found[0], found[-1] + 1, kind))
            for n, label in zip(found, bilou(kind, len(found)), strict=True):
                out.entities[n] = 1 << label
    return out


def _outside(words: list[str], dates_known: bool) -> list[int]:
    if dates_known:
        return [OUTSIDE] * len(words)
    dated = [n for n, word in enumerate(words) if _DATE_WORD.match(word)]
    near = {n + d for n in dated for d in (-2, -1, 0, 1, 2)}
    return [OUTSIDE_OR_DATE if n in near else OUTSIDE for n in range(len(words))]


def _inside(doc, number: dict[int, int], start: int, end: int) -> list[int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return [number[t.i] for t in span if t.i in number] if span is not None else []


def conllu(path: Path) -> Iterator[dict]:
    """Sentences: `rows` (columns of the words), `text`, and `new` where a document begins."""
    sentence: dict = {"rows": [], "new": False, "text": ""}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (line.rstrip("\n") for line in lines):
            if line.startswith("#"):
                sentence["new"] |= line.startswith("# newdoc")
                sentence["text"] = line[9:] if line.startswith("# text = ") else sentence["text"]
            elif not line and sentence["rows"]:
                yield sentence
                sentence = {"rows": [], "new": False, "text": ""}
            elif line:
                row = line.split("\t")
                if row[0].isdigit():
                    sentence["rows"].append(row)


def treebank(corpora: Path, source: str, split: str) -> list[Words]:
    """Documents of a treebank."""
    documents: list[Words] = []
    for sentence in conllu(corpora / f"ud_{source}-{split}.conllu.gz"):
        if sentence["new"] or not documents:
            documents.append(Words(f"{source}-{split}-{len(documents)}"))
        _add_sentence(documents[-1], sentence["rows"])
    return documents


def _add_sentence(out: Words, rows: list[list[str]]) -> None:
    base = len(out.words)
    out.starts.append(base)
    out.glued.update(base + n for n, row in enumerate(rows, 1) if "SpaceAfter=No" in row[9])
    for i, row in enumerate(rows):
        head = int(row[6])
        out.words.append(row[1])
        out.entities.append(ANY)
        out.heads.append(base + i if head == 0 else base + head - 1)
        out.relations.append("ROOT" if head == 0 else row[7])
        out.tags.append(row[4])
        out.parts.append(row[3])
        out.lemmas.append(row[2] if row[2] != "_" else row[1])

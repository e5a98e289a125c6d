"""The one place where the English pipeline is put together."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from extract import annotator, furniture, names
from extract.weights import WEIGHTS

WIDE_MARKS = "[，。、；：？！（）《》「」『』]"
"""Punctuation that East Asian pages write without a blank behind it."""
_RULES = Path(__file__).parent / "rules"


@cache
def load_pipeline(*, threads: int = 1) -> Language:
    """spaCy's English tokenizer, what finds menus and notices, the trained annotator, and what
    mends its names; loaded once, then the same object.

    A Doc gets ents (PERSON, ORG, LOC, DATE), sents, tag_ (Penn Treebank), pos_ (UPOS), lemma_,
    dep_ (Universal Dependencies with subtypes; the root is "ROOT") and head. `threads` is how many
    cores one text may use. Raises WeightsMissing.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10_000_000
    nlp.add_pipe(furniture.FACTORY)
    infixes = [*nlp.Defaults.infixes, WIDE_MARKS]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.add_pipe(annotator.FACTORY, config={"threads": threads})
    nlp.add_pipe(names.FACTORY)
    return nlp


@cache
def pipeline_version() -> str:
    """The package's version and a hash of weights and rules, such as "0.1.0+w3f2a91c".

    What was read by another version is worth reading again.
    """
    digest = hashlib.blake2b(digest_size=4)
    for path in _versioned_files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{version('bellwether')}+w{digest.hexdigest()[:7]}"


def _versioned_files() -> Iterator[Path]:
    for folder in (WEIGHTS, _RULES):
        files = (path for path in folder.rglob("*") if path.is_file())
        yield from sorted(path for path in files if path.suffix not in {".md", ".pyc"})

"""The pipeline as it is shipped: what a Doc holds, whatever the text."""

import re
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extract.encoder import Encoder
from extract.pipeline import load_pipeline, pipeline_version
from extract.weights import WeightsMissing


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


NEWS = [
    (
        "Tomas Lindqvist, chief executive of Vestra Steel, said it would build a plant in Poland.",
        {("Tomas Lindqvist", "PERSON"), ("Vestra Steel", "ORG"), ("Poland", "LOC")},
    ),
    (
        "The Ministry of Trade and Industry fined Harlow Motors $12 million in 2019.",
        {("Ministry of Trade and Industry", "ORG"), ("Harlow Motors", "ORG"), ("2019", "DATE")},
    ),
    (
        "Deng Xiaoqing, deputy director of the China Cement Association, spoke in Wuhan.",
        {("Deng Xiaoqing", "PERSON"), ("China Cement Association", "ORG"), ("Wuhan", "LOC")},
    ),
    ("© 2021 Vestra Group Inc. All Rights Reserved.", set()),
]


@pytest.mark.parametrize(("text", "names"), NEWS)
def test_names(nlp: Language, text: str, names: set[tuple[str, str]]) -> None:
    found = {(ent.text, ent.label_) for ent in nlp(text).ents}
    assert names <= found
    assert not any("Rights" in name for name, _ in found)


def test_grammar(nlp: Language) -> None:
    doc = nlp("The plant was sold by its owners. Profits have fallen sharply since March.")
    assert [s.text for s in doc.sents][1].startswith("Profits")
    words = {t.text: t for t in doc}
    assert (words["plant"].dep_, words["plant"].head.text) == ("nsubj:pass", "sold")
    assert (words["owners"].dep_, words["its"].dep_) == ("obl:agent", "nmod:poss")
    assert (words["sold"].dep_, words["sold"].tag_, words["sold"].lemma_) == ("ROOT", "VBN", "sell")
    assert (words["Profits"].pos_, words["Profits"].lemma_) == ("NOUN", "profit")
    assert words["have"].pos_ == "AUX"


ODD_TEXTS = [
    "", " ", "\n\n", "\t \n", ".", "a", "\n\nWord", "Word\n\n", "x" * 50_000, "\u200b",
    "\x00",
    "🙂🙃", "中文新闻", "אבג", "A" + "\u0301" * 300, "... !!! ???", "a\n\nb\n\nc",
    "  double  space  ",
    "1" * 400, "word " * 3000, "( " * 500, "https://example.org/" + "a/" * 400,
    "\r\n\r\n", "\u2028\u2029",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda t: repr(t[:12]))
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    check(nlp, text)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(text: str) -> None:
    check(load_pipeline(), text)


def check(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert sum(len(sent) for sent in doc.sents) == len(doc)
    for sent in doc.sents:
        assert all(token.head in sent for token in sent)
        assert [t for t in sent if t.dep_ == "ROOT" and t.head == t] == [
            sent.root
        ] or sent.root.is_space


def test_paragraphs_end_sentences_and_names(nlp: Language) -> None:
    doc = nlp("Harlow Motors to cut jobs in Ohio\n\nHarlow Motors said\n\nCanada")
    starts = {sent.start_char for sent in doc.sents}
    assert {m.end() for m in re.finditer("\n\n", doc.text)} <= starts
    assert not any("\n" in ent.text for ent in doc.ents)


def test_one_by_one_or_together_reads_the_same(nlp: Language) -> None:
    texts = [text for text, _ in NEWS] + ["", "Sales rose.", " ".join(t for t, _ in NEWS) * 4]
    together = [doc.to_json() for doc in nlp.pipe(texts)]
    apart = [nlp(text).to_json() for text in texts]
    for one, other in zip(together, apart, strict=True):
        assert one["ents"] == other["ents"]
        assert one["sents"] == other["sents"]


def test_it_can_be_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    text = NEWS[0][0]
    assert [t.dep_ for t in again(text)] == [t.dep_ for t in nlp(text)]


def test_it_is_loaded_once() -> None:
    assert load_pipeline() is load_pipeline()


def test_version_names_package_and_weights() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\+w[0-9a-f]{7}", pipeline_version())


def test_missing_weights_say_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match="pip install --force-reinstall bellwether"):
        Encoder(tmp_path)

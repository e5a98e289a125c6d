"""What training reads and what it learns choices with; the network itself needs torch."""

import doctest
import gzip
import random
from pathlib import Path

import pytest

from extract.training import corpora, labels
from extract.training.choices import choice_labels
from extract.training.evaluate import below_floors
from extract.training.own import fill, own_words

CONLLU = """\
# newdoc id = a
# text = Orders rose.
1\tOrders\torder\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_
2\trose\trise\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# text = It paid.
1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\tpaid\tpay\tVERB\tVBD\t_\t0\troot\t_\t_

# newdoc id = b
# text = Yes
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

"""
DATA = Path(labels.__file__).parent / "data"
NAMES = {
    "org": {"patterns": ["the {a} Works"], "a": ["Kestrel"]},
    "person": {"patterns": ["Bo Li"]},
}


def test_treebank_documents_have_heads_within_the_document(tmp_path):
    with gzip.open(tmp_path / "ud_toy-train.conllu.gz", "wt", encoding="utf-8") as out:
        out.write(CONLLU)
    first, second = corpora.treebank(tmp_path, "toy", "train")
    assert first.words == ["Orders", "rose", ".", "It", "paid"]
    assert first.heads == [1, 1, 1, 4, 4]
    assert first.starts == [0, 3]
    assert first.glued == {2}, "no blank stands between the verb and the full stop"
    assert first.relations == ["nsubj", "ROOT", "punct", "nsubj", "ROOT"]
    assert second.words == ["Yes"]


def test_names_become_bilou_labels_and_the_unknown_stays_open():
    record = {
        "id": "x", "text": "Kestrel Works hired Bo in May.", "labels": ["PERSON", "ORG", "LOC"],
        "spans": [[0, 13, "ORG"], [20, 22, "PERSON"]], "missing": [[14, 19]],
    }  # fmt: skip
    words = corpora.entity_words(record)
    names = labels.ENTITY_NUMBERS
    assert words.entities[:2] == [1 << names["B-ORG"], 1 << names["L-ORG"]]
    assert words.entities[2] == labels.ANY
    assert words.entities[3] == 1 << names["U-PERSON"]
    assert words.entities[5] == labels.OUTSIDE_OR_DATE, "a source without dates says nothing of May"


def test_every_fifth_article_is_left_for_dev(tmp_path):
    rows = [f'{{"id": "a{n}", "text": ""}}' for n in range(10)]
    with gzip.open(tmp_path / "wikinews_facts.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write("\n".join(rows))
    assert [r["id"] for r in corpora.wikinews_facts(tmp_path, dev=True)] == ["a0", "a5"]
    assert len(corpora.wikinews_facts(tmp_path, dev=False)) == 8


@pytest.mark.parametrize("sentence", ["{org} hired {person}.", "[Reis](PERSON) left the {org}."])
def test_made_up_sentences_mark_names_without_the_article(sentence):
    text, spans = fill(sentence, NAMES, random.Random(1))
    marked = {(text[start:end], kind) for start, end, kind in spans}
    assert ("Kestrel Works", "ORG") in marked
    assert "the the" not in text


def test_the_recipes_own_sentences_all_read(monkeypatch):
    monkeypatch.setattr("extract.training.own.DOCUMENTS", 40)
    documents = own_words(DATA)
    assert len(documents) == 40
    assert all(document.mentions for document in documents)


def test_doctests_of_labels():
    assert doctest.testmod(labels).failed == 0


def test_forms_and_features_seen_often_get_numbers():
    possible = {"spots": [], "form": "year", "features": ["often", "verb=rise"], "right": 1.0}
    rare = possible | {"form": "month", "features": ["often", "verb=fall"]}
    choices = [{"task": "period", "place": [3, 2, None], "possible": [possible] * 3 + [rare]}]
    labels = choice_labels([{"id": "x", "words": [], "breaks": [], "choices": choices}])
    assert labels.forms["period"] == ["year"]
    assert labels.features["period"] == ["often", "verb=rise"]
    assert labels.features["metric"] == []


def test_floors_name_what_fell():
    floors = {"least": {"dev": {"ORG": 90}}, "most": {"size": {"MB": 40}}}
    assert below_floors({"dev": {"ORG": 91.0}, "size": {"MB": 39.0}}, floors) == []
    wrong = below_floors({"dev": {"ORG": 89.0}, "size": {"MB": 41.0}}, floors)
    assert len(wrong) == 2
    assert "ORG is 89" in wrong[0]

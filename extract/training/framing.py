"""Learns the weights in `extract/trained/framing/` from annotated business news.

    python -m extract.training.framing ../shared/corpora/wikinews_facts.jsonl.gz [--docs DOCS]
        [--tasks subject,metric]

The corpus is a .jsonl.gz of articles with `figures` and `targets`; every fifth by sorted id is left
out. DOCS is a file of docs already parsed (spaCy's DocBin, `user_data["id"]` each); without it the
pipeline reads the texts first, which takes minutes.
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin

from extract import ranker
from extract.aims import read_aims
from extract.anchors import Anchor, anchor_of, verb_anchor
from extract.context import Context
from extract.dates import read_periods
from extract.deadlines import deadline_candidates, read_deadline
from extract.measures import Measure
from extract.metrics import read_metric
from extract.money import read_measures
from extract.names import read_entities
from extract.pledges import pledge_signs
from extract.quotes import read_quotes
from extract.reading import Reading, read_reading
from extract.statuses import STATUSES, status_features, status_signs
from extract.subjects import read_subject, subject_candidates
from extract.timing import period_candidates, read_period
from extract.wordings import Wording, wordings

from .choices import Group, learn
from .likeness import alike, days, likeness, same_days

LEAVE_OUT_EVERY = 5
PULLS = {"actor": 15.0, "pledge": 3.0, "metric": 4.0, "subject": 8.0, "period": 4.0, "status": 2.0}
"""How strongly the weights of a task are pulled to zero, where 1 isn't best by cross-validation."""
Groups = dict[str, list[Group]]


def articles(corpus: Path) -> list[dict[str, Any]]:
    """The articles to learn from, by id."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        found = sorted((json.loads(line) for line in lines), key=lambda article: article["id"])
    return [article for number, article in enumerate(found) if number % LEAVE_OUT_EVERY]


def parsed(found: list[dict[str, Any]], docs: Path | None) -> Iterator[tuple[dict[str, Any], Doc]]:
    """Each article with its doc."""
    by_id = {article["id"]: article for article in found}
    if docs is None:
        from extract.pipeline import load_pipeline

        texts = ((article["text"], article["id"]) for article in found)
        for doc, name in load_pipeline().pipe(texts, as_tuples=True):
            yield by_id[name], doc
        return
    for doc in DocBin(store_user_data=True).from_disk(docs).get_docs(spacy.blank("en").vocab):
        if doc.user_data["id"] in by_id:
            yield by_id[doc.user_data["id"]], doc


def reading_of(article: dict[str, Any], doc: Doc) -> Reading:
    """All that is read before figures."""
    context = Context(published=date.fromisoformat(article["published"]), title=article["title"])
    entities = read_entities(doc, context)
    measures, periods = read_measures(doc, context), read_periods(doc, context)
    return read_reading(doc, measures, periods, entities, read_quotes(doc, entities), context)


def annotated(
    article: dict[str, Any], measures: list[Measure]
) -> Iterator[tuple[Measure, dict[str, Any] | None]]:
    """Each measure with the annotated figure that it is, if any."""
    for measure in measures:
        figures = (figure for figure in article["figures"] if is_same(figure, measure))
        yield measure, next(figures, None)


def is_same(figure: dict[str, Any], measure: Measure) -> bool:
    """Whether measure and annotation share characters and an amount."""
    start, end = figure["at"]
    ours = {float(x) for x in (measure.amount, measure.amount_high) if x is not None}
    theirs = {float(x) for x in (figure["amount"], figure["high"]) if x is not None}
    near = any(abs(a - b) <= 1e-3 * abs(b) for a in ours for b in theirs)
    return near and measure.start < end and start < measure.end


def figure_groups(article: dict[str, Any], reading: Reading, groups: Groups) -> None:
    """What the figures of one article teach, given the weights learnt so far."""
    previous: dict[str, str | None] = {"metric": None, "subject": None, "period": None}
    for measure, figure in annotated(article, list(reading.measures)):
        anchor = anchor_of(reading, measure)
        if figure is not None:
            add_metric(groups, reading, anchor, figure, previous["metric"])
            add_status(groups, reading, anchor, figure)
            wording = read_metric(reading, anchor, previous["metric"])
            subjects = subject_candidates(reading, anchor, wording, previous["subject"])
            add(
                groups,
                "subject",
                [c.features for c in subjects],
                [named(reading, figure["subject"], c.name) for c in subjects],
            )
            add_period(groups, reading, anchor, figure, wording, previous["period"])
            previous["subject"] = read_subject(reading, anchor, wording, previous["subject"])
            previous["metric"] = wording.text if wording else None
            previous["period"] = read_period(
                reading, anchor, figure["status"], wording, previous["period"]
            )


def target_groups(article: dict[str, Any], reading: Reading, groups: Groups) -> None:
    """What the targets of one article teach: which aims to keep, whose they are, by when."""
    for target in article["targets"]:
        for anchor in target_anchors(reading, target):
            candidates = subject_candidates(reading, anchor, None, None)
            add(
                groups,
                "actor",
                [c.features for c in candidates],
                [named(reading, target["actor"], c.name) for c in candidates],
            )
            kind = target["kind"] if target["value"] is not None else "pledge"
            times = deadline_candidates(reading, anchor, kind)
            labels = [same_days(target["deadline"], when.iso, last_only=True) for when in times]
            add(groups, "deadline", [when.features for when in times], labels)
    measured = {measure.start for measure in reading.measures}
    for aim in read_aims(reading):
        start, end = reading.clauses.starts[aim.cue], reading.clauses.ends[aim.verb]
        said = [t for t in article["targets"] if t["at"][0] < end and start < t["at"][1]]
        if any(t["value"] is not None for t in said) or (
            not said and any(end < m < end + 40 for m in measured)
        ):
            continue
        deadline = read_deadline(reading, verb_anchor(reading, aim.cue, aim.verb), "pledge")
        signs = pledge_signs(reading, aim, deadline)
        add(groups, "pledge", [signs, []], [bool(said), not said])


def target_anchors(reading: Reading, target: dict[str, Any]) -> Iterator[Anchor]:
    """The amount of a target with a value, else the first aim within its words."""
    start, end = target["at"]
    if target["value"] is not None:
        figure = {"at": (start, end), "amount": target["value"], "high": target["high"]}
        measure = next((m for m in reading.measures if is_same(figure, m)), None)
        if measure is not None:
            yield anchor_of(reading, measure)
        return
    for aim in read_aims(reading):
        if start <= reading.clauses.starts[aim.verb] < end:
            yield verb_anchor(reading, aim.cue, aim.verb)
            return


def add(groups: Groups, task: str, features: list[Any], labels: Sequence[float]) -> None:
    groups[task].append((features, labels))


def add_metric(
    groups: Groups, reading: Reading, anchor: Anchor, figure: dict[str, Any], previous: str | None
) -> None:
    found = list(wordings(reading, anchor, previous))
    wanted = figure["metric"]
    labels = [alike(wanted, w.text) * likeness(wanted, w.text) for w in found]
    add(groups, "metric", [wording.features for wording in found], labels)


def add_status(groups: Groups, reading: Reading, anchor: Anchor, figure: dict[str, Any]) -> None:
    signs = list(status_signs(reading, anchor))
    add(
        groups,
        "status",
        [status_features(s, signs) for s in STATUSES],
        [s == figure["status"] for s in STATUSES],
    )


def add_period(
    groups: Groups,
    reading: Reading,
    anchor: Anchor,
    figure: dict[str, Any],
    wording: Wording | None,
    previous: str | None,
) -> None:
    """The period; for what is reported without one, any that holds the day of publication."""
    found = period_candidates(reading, anchor, figure["status"], wording, previous)
    if figure["period"] is None and figure["status"] == "reported":
        labels = [holds(candidate.iso, reading.context.published) for candidate in found]
    else:
        labels = [same_days(figure["period"], candidate.iso) for candidate in found]
    add(groups, "period", [candidate.features for candidate in found], labels)


def named(reading: Reading, wanted: str | None, found: str) -> bool:
    """Whether a name, or another name of the same, is the one wanted."""
    same = reading.named.get(found)
    return alike(wanted, found) or any(
        alike(wanted, name) for name in (same.aliases if same else ())
    )


def holds(iso: str | None, day: date | None) -> bool:
    """Whether a period of at most a year holds the day."""
    span = days(iso) if iso else None
    if span is None or day is None or span[0] is None or span[1] is None:
        return False
    return span[0] <= day <= span[1] and (span[1] - span[0]).days <= 366


def collect(read: list[tuple[dict[str, Any], Reading]]) -> Groups:
    """The choices of all articles, by task."""
    groups: Groups = defaultdict(list)
    for article, reading in read:
        figure_groups(article, reading, groups)
        target_groups(article, reading, groups)
    return groups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--tasks", help="learn only these, comma between; the others stay")
    arguments = parser.parse_args()
    only = arguments.tasks.split(",") if arguments.tasks else None
    found = articles(arguments.corpus)
    read = [(article, reading_of(article, doc)) for article, doc in parsed(found, arguments.docs)]
    for _ in range(2):  # the second time with what the first makes of the figures before
        groups = collect(read)
        groups = {task: found for task, found in groups.items() if not only or task in only}
        weights = {
            task: learn(examples, l2=PULLS.get(task, 1.0)) for task, examples in groups.items()
        }
        for task, learnt in weights.items():
            text = json.dumps(learnt, indent=0, sort_keys=True) + "\n"
            (ranker.FOLDER / f"{task}.json").write_text(text, encoding="utf-8")
        ranker.load_weights.cache_clear()
    for task, examples in groups.items():
        print(f"{task:10s} {len(examples)} choices, {len(weights[task])} weights")


if __name__ == "__main__":
    main()

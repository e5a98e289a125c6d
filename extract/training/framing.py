"""Writes what annotated business news teaches of figures: which candidates are right.

    python -m extract.training.framing --out work/choices.jsonl.gz [--docs DOCS]

Reads `wikinews_facts.jsonl.gz`, of which every fifth by sorted id is left out, and the recipe's own
articles (`articles.py`): all have `figures` and `targets`. A line an article: its words, and for
each figure and target the candidates for metric, subject, period, status, actor, deadline and
whether it is a pledge, with where they stand, what speaks for them and how right each is
(`choices.Choice`). DOCS is a file of docs already parsed (spaCy's DocBin, `user_data["id"]` each);
without it the pipeline reads the texts first, which takes minutes.
"""

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc, DocBin

from extract.actors import actor_candidates
from extract.aims import read_aims
from extract.anchors import Anchor, anchor_of, verb_anchor
from extract.annotator import read_words
from extract.carried import Told
from extract.context import Context
from extract.dates import read_periods
from extract.deadlines import deadline_candidates, read_deadline
from extract.measures import Measure
from extract.metrics import read_metric
from extract.money import read_measures
from extract.names import read_entities
from extract.pledges import pledge_answer
from extract.pointers import Option, spots
from extract.quotes import read_quotes
from extract.ranker import Answer, Candidate, spelled
from extract.reading import Reading, read_reading
from extract.statuses import STATUSES, read_status, status_answers
from extract.subjects import read_subject, subject_candidates
from extract.timing import When, period_candidates, read_period
from extract.wordings import Wording, wordings

from .articles import read_articles
from .choices import Choice, Possible
from .corpora import wikinews_facts
from .likeness import alike, days, likeness, same_days


class Lesson:
    """One article's words, and the choices it teaches."""

    def __init__(self, article: dict[str, Any], doc: Doc):
        self.reading = reading_of(article, doc)
        words, places = read_words(doc)
        self._places = places
        self.words, self.breaks = words.texts, sorted(words.breaks)
        self.choices: list[Choice] = []

    def add(
        self, task: str, anchor: Anchor, found: Sequence[Candidate], right: Sequence[float]
    ) -> None:
        """One choice: the candidates, and how right each is (0 to 1)."""
        possible = [
            Possible(
                spots=[(self._word(s.token), s.bucket) for s in self._spots(anchor, candidate)],
                form=candidate.option.form,
                features=spelled(candidate),
                right=float(share),
            )
            for candidate, share in zip(found, right, strict=True)
        ]
        verb = None if anchor.verb is None else self._word(anchor.verb)
        place = (self._word(anchor.head), self._word(anchor.first), verb)
        self.choices.append(Choice(task=task, place=place, possible=possible))

    def _spots(self, anchor: Anchor, candidate: Candidate) -> Any:
        return spots(anchor.place, candidate.option.tokens, self.reading.clauses.sentence_of)

    def _word(self, token: int) -> int:
        """The number of a token among the words that the network reads."""
        return max(0, int(np.searchsorted(self._places, token, side="right")) - 1)


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
    entities = read_entities(doc)
    measures, periods = read_measures(doc, context), read_periods(doc, context)
    return read_reading(doc, measures, periods, entities, read_quotes(doc, entities), context)


def annotated(
    article: dict[str, Any], measures: Sequence[Measure]
) -> Iterator[tuple[Measure, dict[str, Any]]]:
    """Each measure that is an annotated figure, with it."""
    for measure in measures:
        figure = next((f for f in article["figures"] if is_same(f, measure)), None)
        if figure is not None:
            yield measure, figure


def is_same(figure: dict[str, Any], measure: Measure) -> bool:
    """Whether measure and annotation share characters and, where it is given, an amount."""
    start, end = figure["at"]
    overlap = measure.start < end and start < measure.end
    if "amount" not in figure:
        return overlap
    ours = {float(x) for x in (measure.amount, measure.amount_high) if x is not None}
    theirs = {float(x) for x in (figure["amount"], figure["high"]) if x is not None}
    near = any(abs(a - b) <= 1e-3 * abs(b) for a in ours for b in theirs)
    return near and overlap


def learn_figures(lesson: Lesson, article: dict[str, Any]) -> None:
    """What the figures of one article teach, given what is read of the figures before each."""
    reading = lesson.reading
    earlier: list[Told] = []
    for measure, figure in annotated(article, reading.measures):
        anchor, status = anchor_of(reading, measure), figure["status"]
        add_metric(lesson, anchor, figure, earlier)
        answers = status_answers(reading, anchor, earlier)
        lesson.add("status", anchor, answers, [s == status for s in STATUSES])
        wording = read_metric(reading, anchor, earlier)
        subjects = subject_candidates(reading, anchor, wording, earlier)
        right = [named(reading, figure["subject"], c.name) for c in subjects]
        lesson.add("subject", anchor, subjects, right)
        times = period_candidates(reading, anchor, status, wording, earlier)
        lesson.add("period", anchor, times, right_periods(reading, figure, times))
        told = Told(
            anchor=anchor,
            metric=wording.text if wording else None,
            subject=read_subject(reading, anchor, wording, earlier),
            period=read_period(reading, anchor, status, wording, earlier),
            status=read_status(reading, anchor, earlier),
        )
        earlier.append(told)


def add_metric(
    lesson: Lesson, anchor: Anchor, figure: dict[str, Any], earlier: Sequence[Told]
) -> None:
    found: list[Wording] = list(wordings(lesson.reading, anchor, earlier))
    wanted = figure["metric"]
    right = [alike(wanted, w.text) * likeness(wanted, w.text) for w in found]
    lesson.add("metric", anchor, found, right)


def right_periods(reading: Reading, figure: dict[str, Any], found: Sequence[When]) -> list[bool]:
    """Which are right; of what is reported without one, any that holds the publication's day."""
    if figure["period"] is None and figure["status"] == "reported":
        return [holds(when.iso, reading.context.published) for when in found]
    return [same_days(figure["period"], when.iso) for when in found]


def learn_targets(lesson: Lesson, article: dict[str, Any]) -> None:
    """What the targets of one article teach: which aims to keep, whose they are, by when."""
    reading = lesson.reading
    for target in article["targets"]:
        for anchor in target_anchors(reading, target):
            actors = actor_candidates(reading, anchor)
            right = [named(reading, target["actor"], c.name) for c in actors]
            lesson.add("actor", anchor, actors, right)
            kind = target["kind"] if has_value(target) else "pledge"
            times = deadline_candidates(reading, anchor, kind)
            right = [same_days(target["deadline"], when.iso, last_only=True) for when in times]
            lesson.add("deadline", anchor, times, right)
    learn_pledges(lesson, article)


def learn_pledges(lesson: Lesson, article: dict[str, Any]) -> None:
    """Which aims without an amount are worth a row."""
    reading = lesson.reading
    measured = {measure.start for measure in reading.measures}
    for aim in read_aims(reading):
        start, end = reading.clauses.starts[aim.cue], reading.clauses.ends[aim.verb]
        said = [t for t in article["targets"] if t["at"][0] < end and start < t["at"][1]]
        if any(map(has_value, said)) or (not said and any(end < m < end + 40 for m in measured)):
            continue
        anchor = verb_anchor(reading, aim.cue, aim.verb)
        deadline = read_deadline(reading, anchor, "pledge")
        yes = pledge_answer(reading, aim, deadline)
        no = Answer(features=(), option=Option(form="no"))
        lesson.add("pledge", anchor, [yes, no], [bool(said), not said])


def has_value(target: dict[str, Any]) -> bool:
    """Whether an aim has a number; where none is given its kind tells."""
    return target["value"] is not None if "value" in target else target["kind"] != "pledge"


def target_anchors(reading: Reading, target: dict[str, Any]) -> Iterator[Anchor]:
    """The amount of a target with a value, else the first aim within its words."""
    start, end = target["at"]
    if has_value(target):
        figure = {"at": (start, end)}
        if "value" in target:
            figure |= {"amount": target["value"], "high": target["high"]}
        measure = next((m for m in reading.measures if is_same(figure, m)), None)
        if measure is not None:
            yield anchor_of(reading, measure)
        return
    for aim in read_aims(reading):
        if start <= reading.clauses.starts[aim.verb] < end:
            yield verb_anchor(reading, aim.cue, aim.verb)
            return


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


def lesson_of(article: dict[str, Any], doc: Doc) -> dict[str, Any]:
    """The line of one article."""
    lesson = Lesson(article, doc)
    learn_figures(lesson, article)
    learn_targets(lesson, article)
    choices = [asdict(choice) for choice in lesson.choices]
    return {
        "id": article["id"], "words": lesson.words, "breaks": lesson.breaks, "choices": choices
    }  # fmt: skip


def main() -> None:
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=here.parents[2] / "shared" / "corpora")
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--dev", action="store_true", help="the articles left out instead")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    found = wikinews_facts(arguments.corpora, dev=arguments.dev)
    if not arguments.dev:
        found += read_articles(arguments.corpora)
    with gzip.open(arguments.out, "wt", encoding="utf-8") as out:
        for article, doc in parsed(found, arguments.docs):
            out.write(json.dumps(lesson_of(article, doc), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

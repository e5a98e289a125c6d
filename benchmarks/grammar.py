"""How much grammar and framing cost beside the trained pipeline, per article and in one run.

    python benchmarks/grammar.py [--rounds 5] [--articles FILE.jsonl[.gz]] [--count 40]

Without a file it reads invented articles of 280 to 1,100 words with some 35 amounts and 25 dates a
thousand words, denser than most business news. A file has one JSON object a line, with "text" and
"published". Times are the process's own, on one thread.
"""

import argparse
import gzip
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from spacy.language import Language
from spacy.tokens import Doc

from extract.dates import read_periods
from extract.figures import read_figures
from extract.money import read_measures
from extract.names import read_entities
from extract.pipeline import load_pipeline
from extract.quotes import read_quotes
from extract.reader import article_context
from extract.reading import read_reading
from extract.targets import read_targets
from models.article import Article

MOST = 1 / 3
"""What grammar and framing may cost of the pipeline's own time."""
COUNTED = ("amounts", "dates", "clauses", "figures", "targets")
"""Grammar and framing; names and quotes are read as well, and are told apart."""
PARAGRAPH = """\
The company said on Thursday that revenue rose 8.4 percent to 1.27 trillion yen ($8.6 billion) in
the three months through December, up from 1.17 trillion yen a year earlier. Its chief executive
told analysts that demand had been stronger than the board expected when it met in the autumn.
It plans to invest about $2.5 billion by the end of 2027 and to hire more than 1,200 engineers at
its three plants. The union, which speaks for a third of the workforce, asked for a meeting.
Shares closed at 4,120 yen, while the index lost 0.3 percent. Ministers have promised to raise
installed capacity from 203 GW to 500 GW by 2030, and the industry association called the aim
bold but within reach if permits are granted faster than they have been since last year.
"""
PLAIN = """\
Nobody at the ministry would say whether the rules could still change. Officials who took part in
the talks described them as slow but friendly, and said that both sides wanted to avoid another
public quarrel. The harbour towns, which depend on the yards for work, have long complained that
decisions are taken far away by people who have never stood on a quay. "We were promised a voice,"
said Marta Lind, who leads the council of the largest of them. "What we got was a letter." The
company answered that it had listened to everybody who asked to be heard. Analysts doubt that the
matter is settled, because the board must still approve the plan and several of its members have
spoken against it. The chairman, Per Aldous, is expected to explain the choice to shareholders, some
of whom would rather see the money spent on the older plants along the coast.
"""


class Clock:
    """Adds up the processor time of named steps."""

    def __init__(self) -> None:
        self.spent_s: Counter[str] = Counter()

    def time(self, step: str, call: Any, *arguments: object) -> Any:
        """What `call` returns; its time is added to the step's."""
        start = time.process_time()
        result = call(*arguments)
        self.spent_s[step] += time.process_time() - start
        return result

    def milliseconds(self, *steps: str) -> float:
        """The time of all these steps together."""
        return 1000 * sum(self.spent_s[step] for step in steps)


def invented() -> Iterator[Article]:
    """Two paragraphs, one of them without an amount, once, twice and four times."""
    for times in (1, 2, 4):
        yield Article(text="\n\n".join([PARAGRAPH, PLAIN] * times), published="2026-03-18")


def stored(path: Path) -> Iterator[Article]:
    """The articles of a JSON Lines file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            yield Article(text=fields["text"], published=fields["published"])


def read(clock: Clock, nlp: Language, article: Article) -> None:
    """One article read as `extract.reader` does, each step by the clock."""
    doc: Doc = clock.time("pipeline", nlp, article.text)
    context = article_context(article)
    measures = clock.time("amounts", read_measures, doc, context)
    periods = clock.time("dates", read_periods, doc, context)
    entities = clock.time("names", read_entities, doc)
    quotes = clock.time("quotes", read_quotes, doc, entities)
    parts = (doc, measures, periods, entities, quotes, context)
    reading = clock.time("clauses", read_reading, *parts)
    figures = clock.time("figures", read_figures, reading)
    clock.time("targets", read_targets, reading, figures)


def main() -> None:
    """Print a line an article, then each step's share of the pipeline's time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=Path, help="JSON Lines, with text and published")
    parser.add_argument("--count", type=int, default=40, help="how many of the file's articles")
    options = parser.parse_args()
    articles = stored(options.articles) if options.articles else invented()
    nlp, total = load_pipeline(), Clock()
    read(Clock(), nlp, next(invented()))
    print("   words  pipeline ms  grammar and framing ms  ratio")
    for article in islice(articles, options.count):
        clock = Clock()
        for _ in range(options.rounds):
            read(clock, nlp, article)
        total.spent_s.update(clock.spent_s)
        pipeline, counted = (clock.milliseconds(*s) for s in (("pipeline",), COUNTED))
        rounds = options.rounds
        print(
            f"{article.word_count:8,} {pipeline / rounds:12.1f} {counted / rounds:23.1f}"
            f" {counted / pipeline:6.2f}"
        )
    summary(total)


def summary(total: Clock) -> None:
    """Print what each step costs of the pipeline's time, and whether the sum is small enough."""
    pipeline = total.milliseconds("pipeline")
    for step in (*COUNTED, "names", "quotes"):
        print(f"{step:10s} {total.milliseconds(step) / pipeline:6.1%} of the pipeline's time")
    ratio = total.milliseconds(*COUNTED) / pipeline
    verdict = "under" if ratio < MOST else "OVER"
    print(f"grammar and framing: {ratio:.1%}, {verdict} a third")


if __name__ == "__main__":
    main()

"""Score the facts that bellwether reads against annotated articles and sentences.

    python benchmarks/facts.py [--sets articles,sentences,wikinews,seed] [--misses] [--cases ID,ID]

Reads every text with the shipped pipeline, writes the facts documents under --out and hands them to
the scorer that lies beside the annotated articles. Without that folder it says so and stops.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from crawler.page import read_page, text_article
from extract.pipeline import load_pipeline
from extract.reader import read_articles
from models.article import Article
from models.document import facts_document

FLOORS = Path(__file__).parent / "floors.toml"
SETS = ("articles", "sentences", "wikinews")
Scores = dict[str, dict[str, float]]


def gold_folder() -> Path:
    """Where the annotated articles are, whether they are there or not."""
    shared = Path(os.environ.get("BELLWETHER_SHARED", Path(__file__).parents[2] / "shared"))
    return shared / "gold"


def gold_file(gold: Path, name: str) -> Path:
    """What the scorer compares with."""
    files = {"sentences": gold / "sentences.jsonl", "wikinews": gold / "wikinews-dev.jsonl"}
    return files.get(name, gold)


def articles(gold: Path, name: str) -> Iterator[tuple[str, Article]]:
    """The articles of a set by id: pages as they were fetched, or texts with their dates."""
    if name == "articles":
        for path in sorted(gold.glob("*.html.gz")):
            case = path.name.removesuffix(".html.gz")
            yield case, page_article(gzip.decompress(path.read_bytes()), gold / f"{case}.json")
        return
    for line in gold_file(gold, name).read_text("utf-8").splitlines():
        case = json.loads(line)
        yield case["id"], text_article(case["text"], published=case["published"])


def page_article(html: bytes, document: Path) -> Article:
    """The article of a page, dated by its annotation where the page itself tells no date."""
    known = json.loads(document.read_text("utf-8"))["article"]
    article = read_page(html, url=known.get("url")).article or text_article("-")
    return article if article.published else replace(article, published=known.get("published"))


def read_documents(cases: Iterable[tuple[str, Article]]) -> Iterator[dict[str, Any]]:
    """A facts document with its "id" for each article."""
    known = list(cases)
    facts = read_articles(load_pipeline(), (article for _, article in known))
    for (case, article), found in zip(known, facts, strict=True):
        yield {"id": case, **facts_document(article, found)}


def predict(name: str, gold: Path, out: Path, only: str | None = None) -> Path:
    """Write the documents of a set, one a line; returns the file."""
    wanted = set(only.split(",")) if only else None
    cases = (pair for pair in articles(gold, name) if not wanted or pair[0] in wanted)
    path = out / f"{name}.jsonl"
    lines = (json.dumps(document, ensure_ascii=False) for document in read_documents(cases))
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def run_scorer(name: str, gold: Path, predictions: Path, *options: str) -> str:
    """What the scorer prints."""
    against = ("--gold", str(gold_file(gold, name)))
    command = [sys.executable, str(gold / "score_facts.py"), str(predictions), *against, *options]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def scores_of(name: str, gold: Path, out: Path) -> Scores:
    """F1, precision and recall by kind of fact, between 0 and 1."""
    scores: Scores = json.loads(run_scorer(name, gold, predict(name, gold, out), "--json"))
    return scores


def below_floors(name: str, scores: Scores) -> list[str]:
    """What fell below its floor in floors.toml, a line each."""
    floors = tomllib.loads(FLOORS.read_text("utf-8"))["facts"].get(name, {})
    found = {kind: scores[kind]["f1"] for kind in floors}
    return [
        f"{name}: {kind} is {found[kind]:.3f}, the least allowed is {floor}"
        for kind, floor in floors.items()
        if found[kind] < floor
    ]


def main() -> None:
    """Print the scorer's table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sets", default=",".join(SETS), help="comma-separated")
    parser.add_argument("--cases", help="only these ids, comma between")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--out", type=Path, help="folder for the documents (default: a new one)")
    options = parser.parse_args()
    gold = gold_folder()
    if not gold.is_dir():
        print("skipped: no ../shared")
        return
    out = options.out or Path(mkdtemp(prefix="bellwether-facts-"))
    out.mkdir(parents=True, exist_ok=True)
    flags = ["--misses"] if options.misses else []
    flags += ["--cases", options.cases] if options.cases else []
    for name in options.sets.split(","):
        print(f"## {name}")
        print(run_scorer(name, gold, predict(name, gold, out, options.cases), *flags), flush=True)


if __name__ == "__main__":
    main()

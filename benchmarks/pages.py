"""Score the page reader on real pages, beside other readers, in one call.

    python benchmarks/pages.py [--readers bellwether,trafilatura,...] [--misses]

Bodies are compared as shingles of four words (precision and recall a page, averaged; the measure
of scrapinghub/article-extraction-benchmark), titles by their words, dates by their day, authors
as sets of names. Milliseconds are of the processor; the ratio is to the first reader. Pages come
from ../shared/pages or, with BELLWETHER_SHARED, from elsewhere. newspaper4k and news-please take
part where the extra `peers` is installed.
"""

import argparse
import gzip
import json
import os
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

SHINGLE = 4
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What a reader says of a page."""

    text: str = ""
    title: str = ""
    day: str = ""
    """YYYY-MM-DD."""
    authors: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Found]


@dataclass(kw_only=True, slots=True)
class Scores:
    """One reader's results over all pages."""

    bodies: list[tuple[float, float]] = field(default_factory=list)
    """(precision, recall) of each page."""
    titles: list[bool] = field(default_factory=list)
    days: list[bool] = field(default_factory=list)
    authors: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """Of the processor for each page, so that other programs count little."""
    misses: list[str] = field(default_factory=list)


def bellwether(html: bytes, url: str) -> Found:
    from crawler.page import read_page

    article = read_page(html, url=url).article
    if article is None:
        return Found()
    day = (article.published or "")[:10]
    return Found(text=article.text, title=article.title or "", day=day, authors=article.authors)


def trafilatura(html: bytes, url: str) -> Found:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(html, url=url, with_metadata=True)
    return _trafilatura_found(found)


def trafilatura_precision(html: bytes, url: str) -> Found:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(html, url=url, with_metadata=True, favor_precision=True)
    return _trafilatura_found(found)


def _trafilatura_found(found: Any) -> Found:
    if found is None:
        return Found()
    names = tuple((found.author or "").split("; ")) if found.author else ()
    return Found(
        text=found.text or "", title=found.title or "", day=found.date or "", authors=names
    )


def newspaper4k(html: bytes, url: str) -> Found:
    newspaper: Any = import_module("newspaper")
    article = newspaper.article(url, input_html=html.decode("utf-8", "replace"))
    day = f"{article.publish_date:%Y-%m-%d}" if article.publish_date else ""
    return Found(text=article.text, title=article.title, day=day, authors=tuple(article.authors))


def newsplease(html: bytes, url: str) -> Found:
    newsplease: Any = import_module("newsplease")
    article = newsplease.NewsPlease.from_html(html.decode("utf-8", "replace"), url=url)
    day = f"{article.date_publish:%Y-%m-%d}" if article.date_publish else ""
    return Found(
        text=article.maintext or "",
        title=article.title or "",
        day=day,
        authors=tuple(article.authors or ()),
    )


READERS: dict[str, Reader] = {
    "bellwether": bellwether,
    "trafilatura": trafilatura,
    "trafilatura-precision": trafilatura_precision,
    "newspaper4k": newspaper4k,
    "news-please": newsplease,
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, with how often each comes."""
    words = _TOKEN.findall(text)
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return Counter(tuple(words[start : start + SHINGLE]) for start in starts)


def body_scores(gold: str, found: str) -> tuple[float, float]:
    """(precision, recall) of a body's shingles."""
    wanted, got = shingles(gold), shingles(found)
    common = (wanted & got).total()
    return common / (got.total() or 1), common / (wanted.total() or 1)


def f1(precision: float, recall: float) -> float:
    """Harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def name_key(text: str) -> str:
    """A title or name for comparison: letters and digits in small letters."""
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()))


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    """The pages of one folder of the evaluation data, with their bytes under "html"."""
    for line in (folder / "cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        case["html"] = gzip.decompress((folder / case["html_gz"]).read_bytes())
        yield case


def score_page(scores: Scores, case: dict[str, Any], reader: Reader) -> None:
    """Read one page and add what was right."""
    start = time.process_time()
    found = attempt(scores, case, reader)
    scores.seconds.append(time.process_time() - start)
    precision, recall = body_scores(case["text"], found.text)
    if "title" not in case:
        scores.bodies.append((precision, recall))
        if min(precision, recall) < 0.95:
            scores.misses.append(f"body {precision:.2f} {recall:.2f} {case['url']}")
        return
    score_metadata(scores, case, found)


def attempt(scores: Scores, case: dict[str, Any], reader: Reader) -> Found:
    """What the reader found; a reader that fails on a page found nothing there."""
    try:
        return reader(case["html"], case["url"])
    except Exception as error:
        scores.misses.append(f"{type(error).__name__} {case['url']}")
        return Found()


def score_metadata(scores: Scores, case: dict[str, Any], found: Found) -> None:
    """Add title, day and authors."""
    titles = {name_key(title) for title in (case["title"], *case["title_alts"])}
    scores.titles.append(name_key(found.title) in titles)
    scores.days.append(found.day == case["date"][:10])
    wanted = {name_key(name) for name in case["authors"]}
    got = {name_key(name) for name in found.authors}
    scores.authors.update(right=len(wanted & got), wanted=len(wanted), found=len(got))
    if not (scores.titles[-1] and scores.days[-1] and wanted == got):
        scores.misses.append(f"metadata {found.title!r} {found.day} {found.authors} {case['url']}")


def score_readers(names: Iterable[str], shared: Path) -> dict[str, Scores]:
    """All pages by each reader: page by page in turns, so that what else the machine does weighs
    on all alike. A first page warms each up."""
    scores = {name: Scores() for name in names}
    pages = [case for part in ("body", "metadata") for case in cases(shared / "pages" / part)]
    for name in scores:
        attempt(Scores(), pages[0], READERS[name])
    for case in pages:
        for name, found in scores.items():
            score_page(found, case, READERS[name])
    return scores


def row(name: str, scores: Scores, fastest: float | None) -> str:
    """One line of the table."""
    precision = statistics.mean(precision for precision, _ in scores.bodies)
    recall = statistics.mean(recall for _, recall in scores.bodies)
    right, wanted, found = (scores.authors[key] for key in ("right", "wanted", "found"))
    spent = 1000 * statistics.mean(scores.seconds)
    numbers = (
        f1(precision, recall),
        precision,
        recall,
        statistics.mean(scores.titles),
        statistics.mean(scores.days),
        2 * right / (wanted + found or 1),
    )
    ratio = f"{spent / fastest:6.2f}" if fastest else "      "
    return f"{name:22}" + "".join(f"{number:9.3f}" for number in numbers) + f"{spent:9.1f}{ratio}"


def installed(names: Iterable[str]) -> Iterator[str]:
    """Readers whose package is there; the others are named on standard error."""
    packages = {"newspaper4k": "newspaper", "news-please": "newsplease"}
    for name in names:
        try:
            import_module(packages.get(name, "crawler"))
        except ImportError:
            print(f"{name} is not installed: pip install '.[peers]'", file=sys.stderr)
        else:
            yield name


def shared_folder() -> Path:
    """Where the evaluation data is, whether it is there or not."""
    return Path(os.environ.get("BELLWETHER_SHARED", Path(__file__).parents[2] / "shared"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--readers", default=",".join(READERS), help="comma-separated")
    parser.add_argument("--misses", action="store_true", help="list pages read wrong")
    options = parser.parse_args()
    shared = shared_folder()
    if not (shared / "pages").is_dir():
        print("skipped: no ../shared")
        return
    columns = ("body F1", "prec.", "recall", "title", "day", "authors", "ms/page", "ratio")
    print(" " * 22 + "".join(f"{column:>9}" for column in columns[:-1]) + f"{columns[-1]:>6}")
    fastest = None
    for name, scores in score_readers(installed(options.readers.split(",")), shared).items():
        fastest = fastest or 1000 * statistics.mean(scores.seconds)
        print(row(name, scores, fastest), flush=True)
        for miss in scores.misses if options.misses else ():
            print("   ", miss)


if __name__ == "__main__":
    main()

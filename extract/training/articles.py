"""Articles read for this recipe, figure by figure: their text is in the same file or in a corpus.

    @ own-C001 | 2019-05-14 | Headline
    Paragraphs, with blank lines between them.
    ---
    F|3,200 staff|staff to be made redundant|Littlewoods|-|t
    T|target|is set to make 3,200 staff redundant|Littlewoods|-
    N|ORG|Littlewoods|Littlewoods Group

F is a figure: its words, metric, subject, period and status (reported, forecast, target); T an aim:
kind, words, actor and deadline; N a name in all the forms printed. "-" is none, "#2" the second
place of the same words. An article without a text is one of `raw_wikinews.jsonl.gz`, and its words
are given as characters, "@120-134".
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .corpora import read_jsonl

DATA = Path(__file__).parent / "data" / "articles"
STATUSES = {"r": "reported", "f": "forecast", "t": "target"}
_ROW = re.compile(r"[FTN]\|")
_AT = re.compile(r"@(\d+)-(\d+)")
_PLACE = re.compile(r"#(\d+)$")


def written_articles(folder: Path = DATA) -> list[dict[str, Any]]:
    """Those with a text of their own, in the shape of `wikinews_facts`; `spans` are complete."""
    return [a for path in sorted(folder.glob("*.txt")) for a in parse(path.read_text("utf-8"), {})]


def read_articles(corpora: Path, folder: Path = DATA) -> list[dict[str, Any]]:
    """All of them; those of the corpus without `spans`."""
    raw = {record["id"]: record for record in read_jsonl(corpora / "raw_wikinews.jsonl.gz")}
    return [a for path in sorted(folder.glob("*.txt")) for a in parse(path.read_text("utf-8"), raw)]


def parse(lines: str, raw: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The articles of a file; those that have no text there or in `raw` are left out.

    Raises:
        ValueError: a row that can't be read, or whose words aren't in the text.
    """
    for part in re.split(r"(?m)^@ ", lines)[1:]:
        head, body = part.split("\n", 1)
        text, _, rows = f"\n{body}".partition("\n---\n")
        name, *more = (cell.strip() for cell in head.split("|", 2))
        known = raw.get(name)
        if known is None and not more:
            continue
        text = known["text"] if known is not None else text.strip()
        published, title = (known["published"], known["title"]) if known is not None else more
        article = {
            "id": name, "title": title, "published": published, "text": text,
            "labels": ["PERSON", "ORG", "LOC"], "figures": [], "targets": [], "spans": [],
        }  # fmt: skip
        for row in filter(_ROW.match, rows.split("\n")):
            _add(article, row.split("|"))
        article["spans"] = _apart(article["spans"])
        yield article


def _add(article: dict[str, Any], row: list[str]) -> None:
    """Adds what a row tells to its article."""
    text: str = article["text"]
    match [cell.strip() for cell in row]:
        case ["F", words, metric, subject, period, status]:
            figure = {"metric": metric, "subject": _some(subject), "period": _some(period)}
            where = {"at": _at(text, words), "status": STATUSES[status]}
            article["figures"].append(figure | where)
        case ["T", kind, words, actor, deadline]:
            target = {"kind": kind, "actor": _some(actor), "deadline": _some(deadline)}
            article["targets"].append(target | {"at": _at(text, words)})
        case ["N", label, *forms]:
            article["spans"] += [
                [*match.span(), label]
                for form in forms
                for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text)
            ]
        case _:
            raise ValueError(f"{article['id']}: can't read {'|'.join(row)}")


def _some(cell: str) -> str | None:
    return None if cell in {"-", ""} else cell


def _at(text: str, words: str) -> tuple[int, int]:
    """The characters of the words."""
    if given := _AT.fullmatch(words):
        return int(given[1]), int(given[2])
    number = _PLACE.search(words)
    if number is not None:
        words = words[: number.start()]
    start = -1
    for _ in range(int(number[1]) if number else 1):
        start = text.find(words, start + 1)
        if start < 0:
            raise ValueError(f"not in the text: {words}")
    return start, start + len(words)


def _apart(spans: list[list[Any]]) -> list[list[Any]]:
    """The spans in order, the longest of those that overlap."""
    kept: list[list[Any]] = []
    for span in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)

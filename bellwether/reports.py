"""What a crawl, a reading or the database came to, as tables for the terminal."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bellwether.archives import ArchiveSummary
from bellwether.browse.formats import count_of
from bellwether.read import ReadSummary
from bellwether.status import ProblemStatus, RunStatus, SourceStatus, Status
from bellwether.tables import NUMBER, grid
from crawler.summary import CrawlSummary, SourceSummary
from models.health import Verdict


def crawl_report(summary: CrawlSummary) -> RenderableType:
    """A line a source, and a total; what went wrong stands in the last column."""
    table = grid(
        ("source", {"style": "bold"}),
        ("listed", NUMBER),
        ("stored", NUMBER),
        ("unchanged", NUMBER),
        ("failed", NUMBER),
        ("refused", NUMBER),
        "what went wrong",
    )
    for source in summary.sources:
        table.add_row(source.name, *_counts(source), Text(_trouble(source), style="yellow"))
    parts = [Text(line, style="yellow") for line in _left_alone_lines(summary)]
    return Group(table, *parts, Text(crawl_line(summary), style="dim"))


def _left_alone_lines(summary: CrawlSummary) -> list[str]:
    """Sources that were not asked, until when and why, and how to ask them all the same."""
    lines = [
        f"{name} is {_state(verdict)} until {format_moment(verdict.next_visit)}: {verdict.reason}"
        for name, verdict in summary.left_alone.items()
    ]
    if lines:
        lines.append(ASK_NOW)
    return lines


ASK_NOW = "`bellwether crawl NAME` asks such a source at once; an answer ends its waiting."


def _state(verdict: Verdict) -> str:
    return "paused" if verdict.health == "paused" else "left alone"


def crawl_line(summary: CrawlSummary) -> str:
    """The run in a sentence."""
    pages = count_of(summary.total("pages"), "page")
    line = (
        f"{pages} stored from {count_of(len(summary.sources), 'source')} in {summary.seconds:.1f} s"
    )
    if summary.pending:
        line += f"; {count_of(summary.pending, 'address', 'addresses')} left for the next run"
    if summary.stopped:
        line += "; stopped before the end, the next run goes on from here"
    return line


def archive_report(summary: ArchiveSummary) -> RenderableType:
    """What an archive gave, and why some of its responses gave no page."""
    line = f"{count_of(summary.stored, 'page')} stored as {summary.source}"
    if summary.known:
        line += f", {summary.known:,} known before"
    lines = [Text(f"{line}, in {summary.seconds:.1f} s")]
    reasons = "; ".join(
        f"{reason} ({times:,})" for reason, times in summary.skipped.items() if reason != "damaged"
    )
    if reasons:
        lines.append(Text(f"Left out: {reasons}", style="dim"))
    if summary.damaged:
        damage = f"The file is damaged in {count_of(summary.damaged, 'place')}; that much is lost."
        lines.append(Text(damage, style="red"))
    if summary.interrupted:
        lines.append(Text("Stopped: type the same again for the rest.", style="yellow"))
    return Group(*lines)


def unreachable(source: SourceSummary) -> bool:
    """Whether none of its listings answered, although some failed."""
    return bool(source.failed + source.refused) and not (source.listings or source.pages)


def read_report(summary: ReadSummary) -> RenderableType:
    """How many articles came out new, changed or not at all, and the facts in them."""
    if not (summary.pages or summary.failed):
        return Text("Nothing to read: no page waits. `bellwether crawl` fetches.", style="dim")
    lines = [Text(read_line(summary), style="bold")]
    if any(summary.facts.values()):
        lines.append(Text(counted(summary.facts)))
    if summary.empty:
        lines.append(Text(f"{count_of(summary.empty, 'page')} without an article", style="yellow"))
    if summary.left_out:
        left_out = f"{count_of(summary.left_out, 'article')} left out by the filters of the source"
        lines.append(Text(left_out, style="dim"))
    if summary.failed:
        lines.append(Text(f"{count_of(summary.failed, 'page')} could not be read", style="red"))
    if summary.empty or summary.failed:
        lines.append(Text("`bellwether status` says which and why.", style="dim"))
    if summary.interrupted:
        lines.append(
            Text(f"Stopped; {count_of(summary.left, 'page')} left to read.", style="yellow")
        )
    return Group(*lines)


def read_line(summary: ReadSummary) -> str:
    """The reading in a sentence."""
    kinds = {
        "new": summary.new,
        "new version": summary.versions,
        "read differently": summary.changed,
        "as before": summary.unchanged,
    }
    outcomes = ", ".join(f"{number:,} {kind}" for kind, number in kinds.items() if number)
    speed = f"{summary.words:,} words in {summary.seconds:.1f} s"
    return f"{count_of(summary.pages, 'page')} read: {outcomes or 'no article'} ({speed})"


WORDS = {
    "organizations": ("organisation", None),
    "people": ("person", "people"),
    "waiting": ("waiting", "waiting"),
}
"""What is counted, where its name is no English plural."""


def counted(counts: Mapping[str, Any]) -> str:
    """What was counted, without zeros: "1 organisation, 2 people".

    >>> counted({"organizations": 1, "people": 2, "places": 0, "failed": 3})
    '1 organisation, 2 people, 3 failed'
    """
    numbers = ((name, value) for name, value in counts.items() if isinstance(value, int))
    return ", ".join(_one_count(name, value) for name, value in numbers if value > 0)


def _one_count(name: str, number: int) -> str:
    if name in WORDS:
        return count_of(number, *WORDS[name])
    return count_of(number, name[:-1]) if name.endswith("s") else f"{number:,} {name}"


def status_report(status: Status) -> RenderableType:
    """Where the database stands: sources, reading, problems, and the last runs."""
    reading = status.reading
    facts = counted(reading.facts)
    articles = count_of(reading.articles, "article")
    if reading.versions:
        articles += f" and {count_of(reading.versions, 'earlier version')}"
    waiting = f"{count_of(reading.waiting, 'page')} to read: type `bellwether read`."
    parts: list[RenderableType] = [
        Text(f"{status.path}  {status.size_bytes / 1e6:,.1f} MB", style="bold"),
        Text(f"{articles}: {facts}" if facts else "No articles yet: type `bellwether run`."),
    ]
    if reading.waiting:
        parts.append(Text(waiting, style="yellow"))
    sections = {
        "Sources": _source_table(status.sources) if status.sources else None,
        "Problems": _problem_table(status.problems) if status.problems else None,
        "Last runs": _run_table(status.runs) if status.runs else None,
    }
    for title, table in sections.items():
        if table is not None:
            parts += [Text(f"\n{title}", style="bold"), table]
        if title == "Sources":
            parts += [Text(line, style="yellow") for line in _health_lines(status.sources)]
    return Group(*parts)


HEALTH_STYLES = {
    "ok": "green", "new": "dim", "off": "dim", "paused": "red", "failing": "red",
    "poor": "yellow", "silent": "yellow",
}  # fmt: skip


def _source_table(sources: Iterable[SourceStatus]) -> Table:
    table = grid(
        ("source", {"style": "bold"}),
        "health",
        ("articles", NUMBER),
        ("to fetch", NUMBER),
        "last answer",
        "last article",
        "what fails",
    )
    for source in sources:
        waiting = sum(source.urls.get(state, 0) for state in ("new", "retry"))
        reasons = "; ".join(f"{reason} ({times})" for reason, times in source.reasons)
        health = Text(source.health, style=HEALTH_STYLES[source.health])
        moments = (format_moment(source.last_success), format_moment(source.last_new_article))
        table.add_row(source.name, health, str(source.articles), str(waiting), *moments, reasons)
    return table


def _health_lines(sources: Iterable[SourceStatus]) -> list[str]:
    """Why sources are not well, when those that wait are asked again, and how to ask before."""
    lines = [f"! {source.name}: {_complaint(source)}" for source in sources if source.health_reason]
    if any(source.next_visit for source in sources):
        lines.append(ASK_NOW)
    return lines


def _complaint(source: SourceStatus) -> str:
    when = f"; asked again from {format_moment(source.next_visit)}" if source.next_visit else ""
    return f"{source.health}: {source.health_reason}{when}"


def _problem_table(problems: Iterable[ProblemStatus]) -> Table:
    table = grid("stage", ("reason", {"style": "yellow"}), ("times", NUMBER), "for example")
    for problem in problems:
        example = problem.examples[0] if problem.examples else ""
        table.add_row(problem.stage, problem.reason, str(problem.count), example)
    return table


def _run_table(runs: Iterable[RunStatus]) -> Table:
    table = grid("started", "kind", "state", "what it did")
    for run in runs:
        done = counted(dict(sorted(run.counts.items(), key=_first_counts_first)))
        style = "yellow" if run.state == "interrupted" else ""
        table.add_row(format_moment(run.started_at), run.kind, Text(run.state, style=style), done)
    return table


_FIRST = ("pages", "new", "versions", "changed", "unchanged", "words")


def _first_counts_first(item: tuple[str, Any]) -> int:
    return _FIRST.index(item[0]) if item[0] in _FIRST else len(_FIRST)


def format_moment(moment: datetime | None) -> str:
    """A moment to the minute, in the reader's time zone; "never" for none."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "never"


def _counts(source: SourceSummary) -> list[str]:
    numbers = (source.listed, source.pages, source.unchanged, source.failed, source.refused)
    return [f"{number:,}" for number in numbers]


def _trouble(source: SourceSummary) -> str:
    reasons = [
        reason if times == 1 else f"{reason} (x{times})" for reason, times in source.problems[:4]
    ]
    if source.resting:
        reasons.append("asked to be left alone for now")
    return "; ".join(reasons) or source.why or ""

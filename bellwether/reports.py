"""What a crawl, a reading or the database came to, as tables for the terminal."""

from rich.console import Group, RenderableType
from rich.text import Text

from bellwether.browse.formats import count_of
from bellwether.read import ReadSummary
from bellwether.tables import grid
from crawler.summary import CrawlSummary, SourceSummary

NUMBER = {"justify": "right"}


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
    return Group(table, Text(crawl_line(summary), style="dim"))


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


def unreachable(source: SourceSummary) -> bool:
    """Whether none of its listings answered, although some failed."""
    return bool(source.failed + source.refused) and not (source.listings or source.pages)


def read_report(summary: ReadSummary) -> RenderableType:
    """How many articles came out new, changed or not at all, and the facts in them."""
    if not (summary.pages or summary.failed):
        return Text("Nothing to read: every stored page was read before.", style="dim")
    lines = [Text(read_line(summary), style="bold"), Text(_facts_line(summary))]
    if summary.empty:
        lines.append(Text(f"{count_of(summary.empty, 'page')} without an article", style="yellow"))
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


def _facts_line(summary: ReadSummary) -> str:
    names = {"organizations": "organisations"}
    return ", ".join(
        f"{number:,} {names.get(kind, kind)}" for kind, number in summary.facts.items() if number
    )


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

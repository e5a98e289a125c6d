"""What was found in an article, as tables a person can read in a terminal."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bellwether.browse.formats import format_amount, format_date, format_period
from models.article import Article
from models.facts import (
    Baseline,
    Facts,
    Figure,
    Organization,
    Person,
    Place,
    Quote,
    Share,
    Target,
)

QUOTE_WIDTH = 110
NARROWEST = 100
"""Columns used where the output is no terminal, so that tables in a log stay readable."""
NUMBER = {"justify": "right"}
"""A column of numbers."""
STATUS_STYLES = {"reported": "", "forecast": "yellow", "target": "cyan", "pledge": "magenta"}


def console(*, error: bool = False) -> Console:
    """Where the command line prints; plain and wide enough when it is not a terminal."""
    screen = Console(stderr=error, highlight=False)
    return screen if screen.is_terminal else Console(stderr=error, highlight=False, width=NARROWEST)


def article_tables(article: Article, facts: Facts) -> RenderableType:
    """The article's head and every kind of fact that was found, empty kinds left out."""
    parts: list[RenderableType] = [_head(article)]
    for title, rows, build in _sections(facts):
        if rows:
            parts += [Text(f"\n{title} ({len(rows)})", style="bold"), build(rows)]
    if len(parts) == 1:
        parts.append(
            Text("\nNothing was found: no names, figures, targets or quotes.", style="dim")
        )
    parts += [Text(f"! {problem}", style="yellow") for problem in facts.problems]
    return Group(*parts)


def grid(*columns: str | tuple[str, dict[str, Any]]) -> Table:
    """A table in the one style that the command line uses."""
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 2, 0, 0),
        header_style="dim",
        pad_edge=False,
        show_edge=False,
    )
    for column in columns:
        name, options = column if isinstance(column, tuple) else (column, {})
        table.add_column(name, **options)
    return table


def _sections(facts: Facts) -> list[tuple[str, Sequence[Any], Callable[..., RenderableType]]]:
    return [
        ("Figures", without_restated(facts.figures), _figures),
        ("Targets, forecasts and pledges", facts.targets, _targets),
        ("People", facts.people, _people),
        ("Organisations", facts.organizations, _organizations),
        ("Places", facts.places, _places),
        ("Quotes", [quote for quote in facts.quotes if quote.kind == "direct"], _quotes),
    ]


def _head(article: Article) -> RenderableType:
    title = Text(article.title or "(no title)", style="bold reverse")
    byline = [", ".join(article.authors), format_date(article.published), article.publisher]
    if article.source:
        byline.append(f"credited to {article.source}")
    line = " · ".join(part for part in byline if part)
    count = f"{article.word_count:,} words"
    return Group(title, Text(f"{line} · {count}" if line else count, style="dim"))


def _figures(figures: Sequence[Figure]) -> Table:
    table = grid(
        ("amount", {"style": "bold", "max_width": 34}),
        ("what", {"ratio": 1}),
        ("whose", {"max_width": 28}),
        ("when", {"max_width": 18}),
        "status",
    )
    for figure in figures:
        behind = [
            _labelled("says", figure.attribution),
            _labelled("from", _baseline(figure.baseline)),
            _labelled("which is", _share(figure.share)),
        ]
        status = Text(figure.status, style=STATUS_STYLES[figure.status])
        what = _two_lines(figure.metric, behind)
        when = format_period(figure.period)
        table.add_row(_figure_amount(figure), what, figure.subject, when, status)
    return table


def without_restated(figures: Sequence[Figure]) -> list[Figure]:
    """The figures without those that say the same money again in another currency, right behind
    one that is shown with it in brackets."""
    shown: list[Figure] = []
    for figure in figures:
        if not (shown and figure.sentence == shown[-1].sentence and _restates(figure, shown[-1])):
            shown.append(figure)
    return shown


def _restates(figure: Figure, other: Figure) -> bool:
    same = [(money.amount, money.currency) for money in other.equivalents]
    return (figure.amount, figure.currency) in same


def _two_lines(first: str | None, behind: Iterable[str | None]) -> Text:
    """What matters, and under it in grey what stands behind it."""
    cell = Text(first or "")
    details = " · ".join(part for part in behind if part)
    if details:
        cell.append(f"\n{details}" if first else details, style="dim")
    return cell


def _labelled(label: str, value: str | None) -> str | None:
    return f"{label} {value}" if value else None


def _figure_amount(figure: Figure) -> str:
    words = format_amount(
        figure.amount,
        figure.amount_high,
        currency=figure.currency,
        unit=figure.unit,
        comparator=figure.comparator,
    )
    restated = ", ".join(
        format_amount(money.amount, money.amount_high, currency=money.currency)
        for money in figure.equivalents
    )
    return f"{words} ({restated})" if restated else words


def _baseline(baseline: Baseline | None) -> str:
    if baseline is None:
        return ""
    words = format_amount(
        baseline.amount,
        baseline.amount_high,
        currency=baseline.currency,
        unit=baseline.unit,
        comparator=baseline.comparator,
    )
    return f"{words} ({format_period(baseline.period)})" if baseline.period else words


def _share(share: Share | None) -> str:
    if share is None:
        return ""
    part = format_amount(round(share.fraction * 100, 1), unit="%")
    return f"{part} of {share.of}" if share.of else part


def _aim(target: Target) -> str:
    if target.value is None:
        return target.action or target.text
    value = format_amount(
        target.value,
        target.value_high,
        currency=target.currency,
        unit=target.unit,
        comparator=target.comparator,
    )
    return measured(target.metric, value, target.unit)


def measured(metric: str | None, value: str, unit: str | None) -> str:
    """A value behind what it measures, which is left out where the unit says it.

    >>> measured("exports", "€2 million", None), measured("jobs", "700 jobs", "jobs")
    ('exports: €2 million', '700 jobs')
    """
    return value if metric in (None, "", unit) else f"{metric}: {value}"


def _targets(targets: Iterable[Target]) -> Table:
    table = grid(
        ("who", {"style": "bold", "max_width": 34}),
        ("aim", {"ratio": 1}),
        ("by", {"max_width": 18}),
        "kind",
    )
    for target in targets:
        behind = [
            _labelled("set in", target.instrument),
            _labelled("says", target.attribution if target.attribution != target.actor else None),
            _labelled("from", _baseline(target.baseline)),
        ]
        kind = Text(target.kind, style=STATUS_STYLES[target.kind])
        due = format_period(target.deadline)
        table.add_row(target.actor, _two_lines(_aim(target), behind), due, kind)
    return table


def _people(people: Iterable[Person]) -> Table:
    table = grid(("name", {"style": "bold"}), "role", "organisation", "mentions")
    for person in people:
        role = person.roles[0] if person.roles else None
        title = role.title if role else ""
        if role and role.status != "current" and role.status not in title.lower():
            title = f"{title} ({role.status})"
        organization = role.organization if role else ""
        table.add_row(person.name, title, organization, _count(person))
    return table


def _organizations(organizations: Iterable[Organization]) -> Table:
    table = grid(("name", {"style": "bold"}), "kind", "also", "mentions")
    for body in organizations:
        table.add_row(body.name, body.kind, ", ".join(body.aliases), _count(body))
    return without_empty_columns(table)


def without_empty_columns(table: Table) -> Table:
    """The table without columns in which nothing stands; it is changed."""
    table.columns = [column for column in table.columns if any(map(str, column.cells))]
    return table


def _places(places: Iterable[Place]) -> RenderableType:
    names = [f"{place.name} ({place.country})" if place.country else place.name for place in places]
    return Text(", ".join(names))


def _quotes(quotes: Iterable[Quote]) -> RenderableType:
    table = grid(("who", {"style": "bold"}), "words")
    for quote in quotes:
        table.add_row(quote.speaker or "(not clear)", f"“{quote.text}”")
    return table


def _count(named: Organization | Person) -> str:
    said, meant = len(named.mentions), len(named.references)
    return f"{said} + {meant}" if meant else str(said)

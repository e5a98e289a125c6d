"""What a database holds, as a few tables: what `bellwether demo` ends with."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text
from sqlite_utils import Database

from bellwether.browse.formats import count_of, format_amount, format_date, format_period
from bellwether.tables import NUMBER, STATUS_STYLES, grid, measured

Row = Mapping[str, Any]
NOT_STATED = "–"
ARTICLES = """
SELECT title, source, published_date, version,
  (SELECT count(*) FROM figures WHERE article_id = articles.id) AS figures,
  (SELECT count(*) FROM targets WHERE article_id = articles.id) AS targets,
  (SELECT count(*) FROM quotes WHERE article_id = articles.id) AS quotes
FROM articles WHERE is_current ORDER BY published_date DESC, title
"""
FIGURES = """
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY kind = 'money' DESC,
    period IS NULL, id) AS place
  FROM figures_full WHERE metric IS NOT NULL AND subject IS NOT NULL
) WHERE place = 1 ORDER BY published_date DESC, id LIMIT ?
"""
"""The one of each article that says most, the newest first."""
TARGETS = """
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY article_id ORDER BY value IS NULL, kind = 'forecast',
    id) AS place
  FROM targets_due WHERE actor IS NOT NULL AND deadline_date >= published_date
) WHERE place <= 2 ORDER BY deadline_date, id LIMIT ?
"""
"""Two of each article that were still to come when it appeared, by deadline."""
PEOPLE = """
SELECT DISTINCT person, role, organization, status FROM people_with_roles
ORDER BY published_date DESC, person LIMIT ?
"""
PROBLEMS = "SELECT reason, detail, url FROM open_problems ORDER BY stage, reason, url LIMIT ?"


def overview(db: Database, rows: int = 12) -> RenderableType:
    """The newest articles, and the first `rows` of figures, targets, people and problems."""
    return Group(
        _section(db, "Articles", _articles(db.query(ARTICLES)), "current_articles"),
        _section(db, "Figures", _figures(db.query(FIGURES, [rows])), "figures_full"),
        _section(db, "Targets by deadline", _targets(db.query(TARGETS, [rows])), "targets_due"),
        _section(db, "People", _people(db.query(PEOPLE, [rows])), "people_with_roles"),
        _section(db, "What could not be read", _problems(db.query(PROBLEMS, [rows])), None),
    )


def _section(db: Database, title: str, table: RenderableType, view: str | None) -> RenderableType:
    heading = Text(f"\n{title}", style="bold")
    if view:
        total = db.execute(f"SELECT count(*) FROM {view}").fetchone()[0]  # noqa: S608
        heading.append(f"  {count_of(total, 'row')} in {view}", style="dim not bold")
    return Group(heading, table)


def _articles(rows: Iterable[Row]) -> RenderableType:
    table = grid("date", "title", ("figures", NUMBER), ("targets", NUMBER), ("quotes", NUMBER))
    for row in rows:
        counts = (str(row[kind]) for kind in ("figures", "targets", "quotes"))
        table.add_row(row["published_date"], _headline(row), *counts)
    return table


def _headline(row: Row) -> Text:
    """The title, with what sets the article apart behind it."""
    title = Text(row["title"] or "(no title)", style="bold")
    if row["version"] > 1:
        title.append(f"  version {row['version']}", style="not bold dim")
    if row["source"]:
        title.append(f"  credited to {row['source']}", style="not bold dim")
    return title


def _figures(rows: Iterable[Row]) -> RenderableType:
    table = grid(("amount", {"style": "bold"}), "what", "whose", "when", "status")
    for row in rows:
        table.add_row(
            _amount(row, "amount"),
            row["metric"],
            row["subject"],
            format_period(row["period"]) or NOT_STATED,
            Text(row["status"], style=STATUS_STYLES[row["status"]]),
        )
    return table


def _targets(rows: Iterable[Row]) -> RenderableType:
    table = grid("due", "kind", "who", "what")
    for row in rows:
        kind = Text(row["kind"], style=STATUS_STYLES[row["kind"]])
        table.add_row(format_date(row["deadline_date"]), kind, row["actor"], _aim(row))
    return table


def _aim(row: Row) -> str:
    """The value with what it measures; the article's words where there is no value."""
    if row["value"] is None:
        return str(row["text"])
    return measured(row["metric"], _amount(row, "value"), row["unit"])


def _people(rows: Iterable[Row]) -> RenderableType:
    table = grid(("name", {"style": "bold"}), "role", "organisation")
    for row in rows:
        table.add_row(row["person"], row["role"], row["organization"])
    return table


def _problems(rows: Iterable[Row]) -> RenderableType:
    table = grid(("reason", {"style": "yellow"}), "where")
    for row in rows:
        table.add_row(row["reason"], row["url"])
    return table if table.row_count else Text("nothing", style="dim")


def _amount(row: Row, column: str) -> str:
    return format_amount(
        row[column],
        row[f"{column}_high"],
        currency=row["currency"],
        unit=row["unit"],
        comparator=row["comparator"],
    )

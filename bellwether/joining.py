"""What comes after reading: who is who across articles, and which articles are copies."""

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text
from sqlite_utils import Database

from bellwether.browse.formats import count_of
from models.copies import find_copies
from models.resolution import Resolved, resolve_names


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """What joining came to."""

    names: Resolved
    copies: int
    """Articles that are reprints or excerpts of others."""


def join_articles(db: Database) -> Joined:
    """Joins what articles have in common. Only what has changed since the last time is looked at;
    killed at any moment, the same call does the rest."""
    copies = find_copies(db)
    return Joined(names=resolve_names(db), copies=copies)


def joining_report(joined: Joined) -> RenderableType:
    """What was joined, and what a person is asked; nothing where names are as they were."""
    lines = []
    if joined.names.merged:
        merged = count_of(joined.names.merged, "spelling")
        lines.append(f"{merged} joined to other names; `bellwether entities list` shows them.")
    if joined.names.open:
        asked = count_of(joined.names.open, "pair of names", "pairs of names")
        lines.append(f"{asked} may be the same: type `bellwether entities review`.")
    if joined.names.names and joined.copies:
        lines.append(
            f"{count_of(joined.copies, 'reprint or excerpt', 'reprints or excerpts')} found."
        )
    return Group(*(Text(line, style="dim") for line in lines))

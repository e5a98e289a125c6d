"""The record of a publisher profile: where one site prints what."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Pick:
    """Elements of a page and the part of them that is wanted."""

    css: str
    """CSS selector; the text of each element that matches is a value."""
    attribute: str | None = None
    """Attribute that holds the value instead of the text."""
    pattern: str | None = None
    """Regular expression whose first group is the value; values without a match are left out."""


Picks = tuple[Pick, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """How to read one publisher's pages; what a profile leaves empty the general reader finds.

    The first pick of a field with a value wins. A site that was redesigned has one profile for
    each design, told apart by the dates between which articles with that design were published.
    """

    publisher: str
    """Its usual name."""
    domains: tuple[str, ...]
    """Hosts, each with all below it: "example.com" is also "news.example.com"."""
    valid_from: date | None = None
    """First day of publication that has this design; None from the beginning."""
    valid_until: date | None = None
    """Last day of publication that has this design; None until today."""
    body: Picks = ()
    """Elements whose blocks are the text. A page where none matches is not read by the profile."""
    drop: tuple[str, ...] = ()
    """CSS selectors of what stands inside the body and is no part of it."""
    title: Picks = ()
    authors: Picks = ()
    published: Picks = ()
    modified: Picks = ()
    source: Picks = ()
    section: Picks = ()
    """One value for each step, outermost first."""


def pick(css: str, pattern: str | None = None, attribute: str | None = None) -> Picks:
    """A field read from one selector, the common case."""
    return (Pick(css=css, pattern=pattern, attribute=attribute),)

"""What a reader knows about an article besides its words."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The circumstances that resolve "last year", a bare "$" and "the city"."""

    published: date | None = None
    """The day that relative dates count from; None leaves them unresolved."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the publisher or dateline, which places a bare "$" or "Rs";
    None leaves such currencies unplaced."""
    publisher: str | None = None
    title: str | None = None

"""An article: what a page says once navigation, adverts and footers are gone."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article as its page prints it. All offsets of facts count characters of `text`."""

    url: str | None = None
    """Where the page was fetched; None for a file or standard input without `--url`."""
    canonical_url: str | None = None
    """The address the page names as its own, without tracking parameters."""
    title: str | None = None
    """The headline without the site's name."""
    authors: tuple[str, ...] = ()
    """People or desks named as writer, in the order printed."""
    published: str | None = None
    """ISO 8601 with the time and zone the page gives; a bare date stays a date."""
    modified: str | None = None
    """As `published`; None when the page does not say."""
    publisher: str | None = None
    """Who runs the page."""
    source: str | None = None
    """Whom the page credits for the text, when it is a reprint."""
    section: tuple[str, ...] = ()
    """Breadcrumb or section, outermost first."""
    language: str | None = None
    """ISO 639-1 code."""
    text: str
    """The body: paragraphs joined by one blank line."""

    @property
    def word_count(self) -> int:
        """Number of words in `text`, split at white space."""
        return len(self.text.split())

    @property
    def published_date(self) -> date | None:
        """The day of publication, which "last year" in the text counts from."""
        if not self.published:
            return None
        try:
            return date.fromisoformat(self.published[:10])
        except ValueError:
            return None

"""One stored page -> its article and facts: what a reading worker does."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from babel import Locale

from models.article import Article
from models.facts import Facts
from models.filters import left_out
from models.pages import StoredPage

READ_LANGUAGES = frozenset({"en", None})
"""ISO 639-1 codes of what the pipeline was trained on; an unknown language is tried."""

MOST_CHARACTERS = 60_000
"""A longer text is kept without facts: twice the longest of 108 articles measured."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a page gave."""

    article: Article | None
    facts: Facts
    """Empty, but for the version that read it, where there is no article."""
    problems: tuple[str, ...] = ()
    """What was wrong or doubtful with the page."""
    left_out: str | None = None
    """Why the filters of the source leave the article out; None when they don't."""


ReadStored = Callable[[StoredPage], Reading]


def load_reader() -> ReadStored:
    """The reader with the trained pipeline, loaded once in each worker."""
    from crawler.page import read_page
    from extract.pipeline import load_pipeline, pipeline_version
    from extract.reader import read_articles

    nlp = load_pipeline()
    version = pipeline_version()

    def read(page: StoredPage) -> Reading:
        reading = read_page(page.body, url=page.url, content_type=page.content_type)
        if reading.article is None:
            return Reading(
                article=None, facts=Facts(pipeline_version=version), problems=reading.problems
            )
        article = with_listing(reading.article, page)
        if reason := left_out(article, page.filters):
            return Reading(article=None, facts=Facts(pipeline_version=version), left_out=reason)
        if len(article.text) > MOST_CHARACTERS:
            facts = Facts(problems=(TOO_LONG,), pipeline_version=version)
        elif article.language in READ_LANGUAGES:
            facts = next(read_articles(nlp, [article]))
        else:
            facts = unread_language(article.language, version)
        return Reading(article=article, facts=facts, problems=reading.problems)

    return read


TOO_LONG = f"the text is longer than {MOST_CHARACTERS:,} characters: no facts were read"


def with_listing(article: Article, page: StoredPage) -> Article:
    """What the page leaves out, as the feed or sitemap that listed it and its source say."""
    return replace(
        article,
        title=article.title or page.listed_title,
        published=article.published or page.listed_published,
        publisher=article.publisher or page.publisher,
    )


def unread_language(language: str | None, version: str) -> Facts:
    """No facts, and the reason why."""
    name = Locale("en").languages.get(language or "", "unknown")
    reason = f"the language is {name} ({language}), and only English is read"
    return Facts(problems=(reason,), pipeline_version=version)

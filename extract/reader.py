"""Article -> Facts: the one path that every caller reads through."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.context import Context
from extract.dates import read_periods
from extract.equivalents import with_restated
from extract.figures import read_figures
from extract.furniture import outside
from extract.homes import home_country
from extract.money import read_measures
from extract.names import read_entities
from extract.pipeline import pipeline_version
from extract.quotes import read_quotes
from extract.reading import read_reading
from extract.targets import read_targets
from models.article import Article
from models.derived import doubts
from models.facts import Facts

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def read_articles(nlp: "Language", articles: Iterable[Article]) -> Iterator[Facts]:
    """The facts of each article, in order."""
    pairs = ((article.text, article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=8):
        yield read_doc(doc, article)


def read_doc(doc: "Doc", article: Article) -> Facts:
    """The facts of one article whose text the pipeline has already read into `doc`."""
    context = article_context(article)
    measures = outside(doc, read_measures(doc, context))
    periods = outside(doc, read_periods(doc, context))
    entities = read_entities(doc)
    quotes = outside(doc, read_quotes(doc, entities))
    reading = read_reading(doc, measures, periods, entities, quotes, context)
    figures = read_figures(reading)
    targets = read_targets(reading, figures)
    facts = Facts(
        organizations=entities.organizations,
        people=entities.people,
        places=entities.places,
        figures=tuple(with_restated(doc.text, figures, measures)),
        targets=tuple(targets),
        quotes=tuple(quotes),
        pipeline_version=pipeline_version(),
    )
    return replace(facts, problems=tuple(doubts(facts, context.published)))


def article_context(article: Article) -> Context:
    """What the article's page says that its sentences rely on."""
    return Context(
        published=article.published_date,
        country=home_country(article),
        publisher=article.publisher,
        title=article.title,
    )

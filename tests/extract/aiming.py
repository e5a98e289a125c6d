"""Targets read out of single sentences published on one day, with the shipped pipeline."""

from datetime import date
from functools import cache

from spacy.language import Language

from extract.context import Context
from extract.dates import read_periods
from extract.money import read_measures
from extract.names import read_entities
from extract.pipeline import load_pipeline
from extract.quotes import read_quotes
from extract.reader import read_doc
from extract.reading import Reading, read_reading
from models.article import Article
from models.facts import Target

PUBLISHED = date(2025, 5, 12)


@cache
def pipeline() -> Language:
    """The pipeline, loaded once for all tests."""
    return load_pipeline()


@cache
def targets(text: str) -> tuple[Target, ...]:
    """The targets of a text published on 12 May 2025, in order."""
    article = Article(text=text, published=PUBLISHED.isoformat())
    return read_doc(pipeline()(text), article).targets


def reading(text: str) -> Reading:
    """All that is read of a text before its targets."""
    doc, context = pipeline()(text), Context(published=PUBLISHED)
    entities = read_entities(doc)
    quotes = read_quotes(doc, entities)
    measures, periods = read_measures(doc, context), read_periods(doc, context)
    return read_reading(doc, measures, periods, entities, quotes, context)

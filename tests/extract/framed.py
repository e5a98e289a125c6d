"""Figures of a text whose names are marked, as `marked` reads them, on a fixed day."""

from datetime import date

from extract.context import Context
from extract.dates import read_periods
from extract.figures import read_figures
from extract.money import read_measures
from extract.names import read_entities
from extract.quotes import read_quotes
from extract.reading import read_reading
from models.facts import Figure
from tests.extract.marked import marked

PUBLISHED = date(2024, 5, 20)
"""A Monday."""


def figures(text: str, published: date | None = PUBLISHED) -> dict[str, Figure]:
    """The figures of a text by the words of their amounts."""
    context = Context(published=published)
    doc = marked(text)
    entities = read_entities(doc)
    quotes = read_quotes(doc, entities)
    measures, periods = read_measures(doc, context), read_periods(doc, context)
    reading = read_reading(doc, measures, periods, entities, quotes, context)
    return {figure.text: figure for figure in read_figures(reading)}


def figure(text: str) -> Figure:
    """The first figure of a text."""
    return next(iter(figures(text).values()))

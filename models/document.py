"""The facts document: one article and its facts as plain JSON values."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from models.article import Article
from models.facts import Facts, Person, Place
from models.times import timestamp

ARTICLE_KEYS = (
    "url", "canonical_url", "title", "authors", "published", "modified", "publisher",
    "source", "section", "language", "text", "word_count",
)  # fmt: skip


def facts_document(article: Article, facts: Facts) -> dict[str, Any]:
    """The article and its facts as JSON values; every key is always present."""
    return {
        "article": {key: plain(getattr(article, key)) for key in ARTICLE_KEYS},
        "organizations": records(facts.organizations),
        "people": [_person(person) for person in facts.people],
        "places": [_place(place) for place in facts.places],
        "figures": records(facts.figures),
        "targets": records(facts.targets),
        "quotes": records(facts.quotes),
        "problems": list(facts.problems),
    }


def records(items: Iterable[object]) -> list[dict[str, Any]]:
    """Each record as a dictionary of JSON values, keys in the order of its fields."""
    return [plain(item) for item in items]


def plain(value: object) -> Any:
    """A JSON value: decimals become whole numbers where they are whole, tuples lists, moments
    ISO 8601."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return timestamp(value)
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]
    return value


def _person(person: Person) -> dict[str, Any]:
    first = person.roles[0] if person.roles else None
    return {
        "name": person.name,
        "role": first.title if first else None,
        "organization": first.organization if first else None,
        "aliases": list(person.aliases),
        "mentions": plain(person.mentions),
        "references": plain(person.references),
    }


def _place(place: Place) -> dict[str, Any]:
    return {key: value for key, value in plain(place).items() if key != "country"}

"""Records -> rows: what an article and its facts look like in the database's tables.

Ids within an article are its id, a letter and the characters, so that the same fact has the
same id whenever it is read.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from models.article import Article
from models.derived import Derived, derive
from models.document import plain
from models.facts import Baseline, Facts, Figure, Organization, Person, Place, Quote, Role, Target
from models.ids import organization_key, place_key, stable_id, text_digest
from models.keys import main_country, organization_key_in, person_key_in
from models.periods import period_days

Row = dict[str, object]
EntityTable = Literal["organizations", "people", "places"]
Named = Organization | Person | Place
MAX_INTEGER = 2**63 - 1
FOREIGN_KEYS: Mapping[EntityTable, str] = {
    "organizations": "organization_id",
    "people": "person_id",
    "places": "place_id",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """An organisation, person or place of one article with the id it has across articles."""

    table: EntityTable
    id: str
    key: str
    named: Named

    @property
    def foreign_keys(self) -> Row:
        """One of the three columns filled, the others None."""
        return {column: self.id if table == self.table else None for table, column in _COLUMNS}


_COLUMNS = tuple(FOREIGN_KEYS.items())
_OWNER = re.compile(r"(.+?)(?:['’]s|(?<=s)['’]) ")


@dataclass(kw_only=True, slots=True)
class Links:
    """Finds the entity that a name in a fact means."""

    names: dict[str, Entity] = field(default_factory=dict)
    keys: dict[str, Entity] = field(default_factory=dict)

    def columns(self, prefix: str, name: str | None) -> Row:
        """`prefix`_organization_id and the like; all None when the name is none of ours."""
        found = self.find(name)
        empty: Row = {f"{prefix}_{column}": None for _, column in _COLUMNS}
        if found:
            empty[f"{prefix}_{FOREIGN_KEYS[found.table]}"] = found.id
        return empty

    def employer(self, name: str | None) -> Entity | None:
        """An organisation, or the one whose department or unit the name states
        ("Kern Robotics' China unit")."""
        owner = _OWNER.match(name or "")
        found = self.find(name) or (self.find(owner[1]) if owner else None)
        return found if found and found.table == "organizations" else None

    def find(self, name: str | None) -> Entity | None:
        """By the printed name or alias, else by the organisation's key."""
        if not name:
            return None
        return self.names.get(name) or self.keys.get(organization_key(name))


def entities(facts: Facts, article_id: str, country: str | None = None) -> list[Entity]:
    """Everything named, organisations first, each in the order of the facts. `country` is where
    the article comes from, for ministries of which nothing in it says whose they are."""
    country = main_country(facts.places, country)
    bodies = [
        _entity("organizations", organization_key_in(item.name, country, article_id), item)
        for item in facts.organizations
    ]
    finder = links(bodies)
    return [
        *bodies,
        *(_entity("people", _person_key(item, finder, article_id), item) for item in facts.people),
        *(_entity("places", place_key(item.name, item.country), item) for item in facts.places),
    ]


def _entity(table: EntityTable, key: str, named: Named) -> Entity:
    return Entity(table=table, id=stable_id(table, key), key=key, named=named)


def _person_key(person: Person, finder: Links, article_id: str) -> str:
    employer = next((role.organization for role in person.roles if role.organization), None)
    if employer is None:
        return person_key_in(person.name, None, article_id)
    found = finder.employer(employer)
    return person_key_in(
        person.name, found.key if found else organization_key(employer), article_id
    )


def links(found: Sequence[Entity]) -> Links:
    """Full names win over aliases, organisations over people over places."""
    result = Links()
    for entity in found:
        result.names.setdefault(entity.named.name, entity)
        if entity.table == "organizations":
            result.keys.setdefault(organization_key(entity.named.name), entity)
    for entity in found:
        for alias in entity.named.aliases:
            result.names.setdefault(alias, entity)
    return result


def article_row(article: Article) -> Row:
    """The columns that come from the page alone."""
    published = article.published_date
    return {
        "title": article.title, "publisher": article.publisher, "published": article.published,
        "published_date": published.isoformat() if published else None,
        "modified": article.modified, "authors": as_json(article.authors),
        "section": as_json(article.section), "source": article.source,
        "language": article.language, "word_count": article.word_count, "url": article.url,
        "canonical_url": article.canonical_url, "text": article.text,
        "text_hash": text_digest(article.text),
    }  # fmt: skip


def fact_rows(
    article: Article, facts: Facts, found: Sequence[Entity], article_id: str
) -> dict[str, list[Row]]:
    """Rows by table, in an order that foreign keys allow; `found` are the facts' entities, whose
    own rows are not included."""
    finder = links(found)
    figures = _numbered("f", article_id, (_figure(item, finder) for item in facts.figures))
    targets = _numbered("t", article_id, (_target(item, finder) for item in facts.targets))
    return {
        "appearances": list(_appearances(found, article_id)),
        "mentions": list(_mentions(found, article, article_id)),
        "roles": _numbered("r", article_id, _roles(found, finder, article)),
        "figures": figures,
        "targets": targets,
        "derived": list(_derived(derive(facts, article.published_date), figures, targets)),
        "quotes": _numbered("q", article_id, (_quote(item, finder) for item in facts.quotes)),
    }


def _appearances(found: Iterable[Entity], article_id: str) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for position, entity in enumerate(found):
        named = entity.named
        yield {
            "id": _unique(f"{article_id}-{entity.id}", seen), "article_id": article_id,
            **entity.foreign_keys, "name": named.name, "kind": getattr(named, "kind", None),
            "country": getattr(named, "country", None), "aliases": as_json(named.aliases),
            "mentions": len(named.mentions), "references": len(named.references),
            "position": position,
        }  # fmt: skip


def _mentions(found: Iterable[Entity], article: Article, article_id: str) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    for entity in found:
        columns = entity.foreign_keys
        spans = [
            *((span, "mention") for span in entity.named.mentions),
            *((span, "reference") for span in entity.named.references),
        ]
        for (start, end), kind in spans:
            yield {
                "id": _unique(f"{article_id}-m{start}-{end}", seen), "article_id": article_id,
                **columns, "kind": kind,
                "text": article.text[start:end], "start": start, "end": end,
            }  # fmt: skip


def _roles(found: Iterable[Entity], finder: Links, article: Article) -> Iterator[Row]:
    for entity in found:
        if isinstance(entity.named, Person):
            for position, role in enumerate(entity.named.roles):
                yield _role(role, entity.id, position, finder, article)


def _role(role: Role, person_id: str, position: int, finder: Links, article: Article) -> Row:
    employer = finder.employer(role.organization)
    return {
        "person_id": person_id, "title": role.title, "rank": role.rank, "status": role.status,
        "organization": role.organization,
        "organization_id": employer.id if employer else None,
        "text": article.text[role.start : role.end], "start": role.start, "end": role.end,
        "position": position,
    }  # fmt: skip


def _figure(figure: Figure, finder: Links) -> Row:
    first, last = period_days(figure.period)
    share = figure.share
    return {
        "kind": figure.kind, "subject": figure.subject, "metric": figure.metric,
        "comparator": figure.comparator, "amount": number(figure.amount),
        "amount_high": number(figure.amount_high), "currency": figure.currency,
        "unit": figure.unit, "equivalents": as_json(figure.equivalents), "period": figure.period,
        "period_start": first, "period_end": last, "status": figure.status,
        "attribution": figure.attribution, **_baseline(figure.baseline),
        "share_fraction": number(share.fraction) if share else None,
        "share_of": share.of if share else None, "text": figure.text,
        "sentence": figure.sentence, "start": figure.start, "end": figure.end,
        **finder.columns("subject", figure.subject),
        **finder.columns("attribution", figure.attribution),
    }  # fmt: skip


def _target(target: Target, finder: Links) -> Row:
    return {
        "kind": target.kind, "actor": target.actor, "action": target.action,
        "metric": target.metric, "comparator": target.comparator, "value": number(target.value),
        "value_high": number(target.value_high), "unit": target.unit,
        "currency": target.currency, "deadline": target.deadline,
        "deadline_date": period_days(target.deadline)[1], **_baseline(target.baseline),
        "instrument": target.instrument, "scope": as_json(target.scope),
        "attribution": target.attribution, "text": target.text, "sentence": target.sentence,
        "start": target.start, "end": target.end, **finder.columns("actor", target.actor),
        **finder.columns("attribution", target.attribution),
    }  # fmt: skip


def _derived(
    found: Iterable[Derived], figures: Sequence[Row], targets: Sequence[Row]
) -> Iterator[Row]:
    """Rows that lead to the row of the figure or target that each follows from."""
    seen: Counter[str] = Counter()
    for item in found:
        fact = (figures if item.of == "figure" else targets)[item.number]
        yield {
            "id": _unique(f"{fact['id']}-{item.kind.replace(' ', '-')}", seen),
            "article_id": fact["article_id"],
            "figure_id": fact["id"] if item.of == "figure" else None,
            "target_id": fact["id"] if item.of == "target" else None,
            "kind": item.kind, "value": item.value, "unit": item.unit, "flag": item.flag,
            "explanation": item.explanation,
        }  # fmt: skip


def _quote(quote: Quote, finder: Links) -> Row:
    return {
        "speaker": quote.speaker, "kind": quote.kind, "text": quote.text, "cue": quote.cue,
        "start": quote.start, "end": quote.end, **finder.columns("speaker", quote.speaker),
    }  # fmt: skip


def _baseline(baseline: Baseline | None) -> Row:
    columns = ("amount", "amount_high", "currency", "unit", "comparator", "period")
    values = (getattr(baseline, column, None) for column in columns)
    return {
        f"baseline_{column}": number(value) if isinstance(value, Decimal) else value
        for column, value in zip(columns, values, strict=True)
    }


def _numbered(letter: str, article_id: str, rows: Iterable[Row]) -> list[Row]:
    seen: Counter[str] = Counter()
    return [
        {
            "id": _unique(f"{article_id}-{letter}{row['start']}-{row['end']}", seen),
            "article_id": article_id,
            **row,
        }
        for row in rows
    ]


def _unique(row_id: str, seen: Counter[str]) -> str:
    """The id, with "-2" and so on behind a second of the same characters."""
    seen[row_id] += 1
    return row_id if seen[row_id] == 1 else f"{row_id}-{seen[row_id]}"


def number(value: Decimal | None) -> int | float | None:
    """Whole numbers stay exact up to 19 digits; others are exact to 15 significant digits."""
    if value is None or not value.is_finite():
        return None
    whole = value == value.to_integral_value() and abs(value) <= MAX_INTEGER
    return int(value) if whole else float(value)


def as_json(value: object) -> str:
    """A JSON list, letters of all scripts left readable."""
    return json.dumps(plain(value), ensure_ascii=False)

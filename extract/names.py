"""Doc -> who and what an article names, each once, with every word that stands for it."""

from typing import TYPE_CHECKING

from extract.context import Context
from extract.coreference import link_bodies, link_people
from extract.entities import Entities
from extract.groups import Cast, Group
from extract.junk import without_junk
from extract.labels import settle_labels
from extract.mentions import read_mentions
from extract.organizations import group_organizations, organization_kind
from extract.people import group_people
from extract.places import describe_place, group_places
from extract.repeats import with_repeats
from extract.roles import read_roles
from models.facts import Organization, Person, Place, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def read_entities(doc: "Doc", context: Context) -> Entities:
    """The organisations, people and places of an article, in order of first appearance."""
    mentions = without_junk(doc, read_mentions(doc))
    mentions = with_repeats(doc, settle_labels(doc, mentions))
    del context
    cast = Cast(
        [
            *group_people(doc, mentions),
            *group_organizations(doc, mentions),
            *group_places(doc, mentions),
        ]
    )
    link_bodies(doc, cast)
    roles = read_roles(doc, cast)
    link_people(doc, cast, roles)
    return Entities(
        organizations=tuple(_organization(doc, group) for group in cast.of("ORG")),
        people=tuple(_person(doc, group, roles[group]) for group in cast.of("PERSON")),
        places=tuple(_place(doc, group) for group in cast.of("LOC")),
    )


def _organization(doc: "Doc", group: Group) -> Organization:
    return Organization(
        name=group.name,
        kind=organization_kind(group.name),
        aliases=tuple(group.aliases),
        mentions=_mention_spans(doc, group),
        references=_reference_spans(doc, group),
    )


def _person(doc: "Doc", group: Group, roles: list[Role]) -> Person:
    return Person(
        name=group.name,
        roles=tuple(roles),
        aliases=tuple(group.aliases),
        mentions=_mention_spans(doc, group),
        references=_reference_spans(doc, group),
    )


def _place(doc: "Doc", group: Group) -> Place:
    kind, country = describe_place(group.name)
    return Place(
        name=group.name,
        kind=kind,
        country=country,
        aliases=tuple(group.aliases),
        mentions=_mention_spans(doc, group),
        references=_reference_spans(doc, group),
    )


def _mention_spans(doc: "Doc", group: Group) -> tuple[Span, ...]:
    spans = (doc[mention.start : mention.end] for mention in group.mentions)
    return tuple((span.start_char, span.end_char) for span in spans)


def _reference_spans(doc: "Doc", group: Group) -> tuple[Span, ...]:
    spans = (doc[start:end] for start, end in group.references)
    return tuple((span.start_char, span.end_char) for span in spans)

"""Doc -> who and what an article names, each once, with every word that stands for it."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.coreference import Scene, link_bodies, link_people
from extract.entities import Entities
from extract.groups import Cast, Group
from extract.junk import without_junk
from extract.labels import settle_labels
from extract.mentions import LABELS, Mention, read_mentions
from extract.organizations import group_organizations, organization_kind
from extract.people import group_people
from extract.places import describe_place, group_places
from extract.repeats import with_repeats
from extract.roles import read_roles
from models import facts
from models.facts import Organization, Person, Place, Role

FACTORY = "bellwether_names"


@Language.component(FACTORY)  # type: ignore[untyped-decorator]
def settle_names(doc: Doc) -> Doc:
    """The same Doc, its ents mended: bounds and labels by all that the text says of each name.

    What is no name goes; dates stay. An ent's `id_` is the name meant where that is not what is
    printed.
    """
    mentions = settle_labels(doc, without_junk(doc, read_mentions(doc)))
    named = [Span(doc, m.start, m.end, m.label, span_id=m.name or "") for m in mentions]
    taken = {place for m in mentions for place in range(m.start, m.end)}
    dates = (ent for ent in doc.ents if ent.label_ not in LABELS)
    doc.set_ents([*named, *(d for d in dates if taken.isdisjoint(range(d.start, d.end)))])
    return doc


def read_entities(doc: Doc) -> Entities:
    """The organisations, people and places of an article, in order of first appearance."""
    names = (ent for ent in doc.ents if ent.label_ in LABELS)
    found = [Mention(ent.start, ent.end, ent.label_, ent.id_ or None) for ent in names]
    mentions = with_repeats(doc, found)
    cast = Cast(
        [
            *group_people(doc, mentions),
            *group_organizations(doc, mentions),
            *group_places(doc, mentions),
        ]
    )
    scene = Scene(doc, cast)
    link_bodies(scene)
    roles = read_roles(doc, cast)
    link_people(scene, roles)
    return Entities(
        organizations=tuple(_organization(doc, group) for group in cast.of("ORG")),
        people=tuple(_person(doc, group, roles[group]) for group in cast.of("PERSON")),
        places=tuple(_place(doc, group) for group in cast.of("LOC")),
    )


def _organization(doc: Doc, group: Group) -> Organization:
    return Organization(
        name=group.name,
        kind=organization_kind(group.name),
        aliases=tuple(group.aliases),
        mentions=_mention_spans(doc, group),
        references=_reference_spans(doc, group),
    )


def _person(doc: Doc, group: Group, roles: list[Role]) -> Person:
    return Person(
        name=group.name,
        roles=tuple(roles),
        aliases=tuple(group.aliases),
        mentions=_mention_spans(doc, group),
        references=_reference_spans(doc, group),
    )


def _place(doc: Doc, group: Group) -> Place:
    kind, country = describe_place(group.name)
    return Place(
        name=group.name,
        kind=kind,
        country=country,
        aliases=tuple(group.aliases),
        mentions=_mention_spans(doc, group),
        references=_reference_spans(doc, group),
    )


def _mention_spans(doc: Doc, group: Group) -> tuple[facts.Span, ...]:
    spans = (doc[mention.start : mention.end] for mention in group.mentions)
    return tuple((span.start_char, span.end_char) for span in spans)


def _reference_spans(doc: Doc, group: Group) -> tuple[facts.Span, ...]:
    spans = (doc[start:end] for start, end in group.references)
    return tuple((span.start_char, span.end_char) for span in spans)

"""Whose the figures of an office-holder are: a finance minister's are the country's."""

from extract.reading import Reading
from extract.tables import load_table
from models.facts import FigureStatus, Person, Role


def behind_office(
    reading: Reading, name: str | None, metric: str | None, status: FigureStatus
) -> str | None:
    """The place that somebody governs instead of their own name; else the name.

    A person's own plan, pay, fortune and votes stay theirs.
    """
    person = reading.named.get(name) if name else None
    if not isinstance(person, Person) or status == "target":
        return name
    personal = load_table("references")["personal_figures"]
    if any(word in personal for word in (metric or "").lower().split()):
        return name
    places = {
        form: place.name
        for place in reading.entities.places
        for form in (place.name, *place.aliases)
    }
    governed = (places.get(role.organization or "") for role in person.roles if _governs(role))
    return next(filter(None, governed), name)


def _governs(role: Role) -> bool:
    """Whether it is an office held now in which one speaks for a place."""
    words = role.title.lower().rstrip(".").split()
    return role.status == "current" and words[-1] in load_table("references")["offices"]

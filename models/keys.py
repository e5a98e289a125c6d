"""The keys under which an article's names are kept: the name, and what tells it from namesakes.

A ministry's name is kept with its country, a person's with the employer. Where an article says
neither, a body that many countries have stays within the article, as a common name does; other
people are known by the name alone, and the resolver asks for more before it joins them.
"""

from collections import Counter
from collections.abc import Iterable

from models.facts import Place
from models.ids import organization_key, person_key
from models.organization_names import needs_country
from models.person_names import is_common, person_name


def organization_key_in(name: str, country: str | None, article_id: str) -> str:
    """The key of an organisation in an article that is about a country.

    >>> organization_key_in("Ministry of Finance", "JP", "a")
    'ministry of finance, jp'
    >>> organization_key_in("Norvik Solar Ltd", "JP", "a")
    'norvik solar'
    """
    key = organization_key(name)
    if not needs_country(name):
        return key
    return f"{key}, {country.lower()}" if country else f"{key} @{article_id}"


def person_key_in(name: str, employer: str | None, article_id: str) -> str:
    """The key of a person; `employer` is the key of an organisation.

    >>> person_key_in("Ana Prado", "norvik solar", "a"), person_key_in("Ana Prado", None, "a")
    ('ana prado, norvik solar', 'ana prado')
    >>> person_key_in("Li Wei", None, "a")
    'li wei @a'
    """
    key = person_key(name, article_id)
    if " @" in key:
        return key
    if employer:
        return f"{key}, {employer}"
    return f"{key} @{article_id}" if is_common(person_name(name)) else key


def country_of_key(key: str) -> str | None:
    """The country that the key of an organisation ends with, in capitals."""
    _, comma, country = key.rpartition(", ")
    return country.upper() if comma and len(country) == 2 else None


def main_country(places: Iterable[Place], otherwise: str | None = None) -> str | None:
    """The country an article is about: named twice as often as any other; else the one given."""
    times: Counter[str] = Counter()
    for place in places:
        if place.country:
            times[place.country] += max(1, len(place.mentions))
    ranked = times.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        return ranked[0][0]
    return otherwise if not ranked or otherwise in times else None

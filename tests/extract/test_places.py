"""Places of an article: kind, country, and forms of one place."""

import pytest

from extract.places import country_of_adjective, describe_place, gazetteer
from tests.extract.marked import entities

KNOWN = [
    ("China", "country", "CN"), ("United States", "country", "US"), ("U.S.", "country", "US"),
    ("UK", "country", "GB"), ("South Korea", "country", "KR"), ("Türkiye", "country", "TR"),
    ("Ivory Coast", "country", "CI"), ("Guangzhou", "city", "CN"), ("Munich", "city", "DE"),
    ("Zürich", "city", "CH"), ("Zurich", "city", "CH"), ("Ho Chi Minh City", "city", "VN"),
    ("Guangdong", "region", "CN"), ("Bavaria", "region", "DE"), ("California", "region", "US"),
    ("Europe", "region", "--"), ("Southeast Asia", "region", "--"), ("Pacific", "natural", "--"),
    ("Heathrow", "site", "GB"), ("Pearl River", "natural", "CN"),
    ("Ostby Innovation Park", "park", None), ("Malmo Airport", "site", None),
    ("Ostby Valley", "region", None), ("Lake Ostby", "natural", None),
    ("Fjordland Province", "region", None), ("Ostby Town", "city", None), ("Ostby", None, None),
    ("", None, None),
]  # fmt: skip

ADJECTIVES = [
    ("Canadian", "Canada"), ("british", "United Kingdom"), ("Dutch", "Netherlands"),
    ("Swedish", "Sweden"), ("Ostbian", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "country"), KNOWN)
def test_kind_and_country(name: str, kind: str | None, country: str | None) -> None:
    found = describe_place(name)
    assert found == (kind, None if country == "--" and found[1] is None else country)


@pytest.mark.parametrize(("word", "name"), ADJECTIVES)
def test_adjectives_of_countries(word: str, name: str | None) -> None:
    assert country_of_adjective(word) == name


def test_every_adjective_leads_to_a_known_place() -> None:
    words = ["american", "chinese", "korean", "scottish", "saudi", "ivorian", "czech", "catalan"]
    for word in words:
        assert describe_place(country_of_adjective(word) or "")[0] in {"country", "region"}


def test_forms_of_one_country_are_one_place() -> None:
    found = entities("The [L U.S.] and [L China] spoke. The [L United States] left, [L China] too.")
    assert [(place.name, place.aliases) for place in found.places] == [
        ("United States", ("U.S.",)),
        ("China", ()),
    ]


def test_the_city_stands_for_the_city_named() -> None:
    text = "[L Guangzhou] is growing. The city has 15 million people."
    (place,) = entities(text).places
    assert (place.kind, place.country, len(place.references)) == ("city", "CN", 1)


def test_the_city_is_nobody_where_only_a_country_is_named() -> None:
    (place,) = entities("[L China] is growing. The city has 15 million people.").places
    assert place.references == ()


def test_the_gazetteer_gives_each_place_a_kind() -> None:
    assert all(kind for kind, _ in gazetteer().values())
    assert len(gazetteer()) > 1000

"""Whose post a title is where the phrase itself doesn't print the name."""

from collections import Counter
from typing import TYPE_CHECKING

from extract.groups import Cast, Group
from extract.mentions import Mention
from extract.organizations import is_generic, key_words, organization_kind
from extract.places import country_of_adjective, describe_place
from extract.titles import Title, title_text
from extract.wordlists import phrases, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

NEAR = 60
"""Tokens before a title within which the body spoken of is looked for."""


def owner_of(doc: "Doc", cast: Cast, mention: Mention, title: Title) -> str | None:
    """The owner as printed; the name meant where a reference or nothing stands for it."""
    if title.owner:
        return _printed(doc, cast, *title.owner)
    if title.person_owned:
        return None
    text = title_text(doc, title).casefold()
    if is_office(text):
        return _country(doc, cast, title)
    last = text.split(" of ")[0].split()[-1]
    if text in phrases("roles", "region_titles") or last in words("roles", "region"):
        return _main_place(cast, "region")
    if last in words("roles", "city"):
        return _main_place(cast, "city")
    if last in words("roles", "corporate"):
        return _body_spoken_of(cast, mention)
    return None


def is_office(title: str) -> bool:
    """Whether a title, in small letters, is an office of a country when nothing else is said."""
    head = title.split(" of ")[0].split(" for ")[0]
    return head in phrases("roles", "state_titles") or head.split()[-1] in words("roles", "state")


def _printed(doc: "Doc", cast: Cast, start: int, end: int) -> str | None:
    reference = cast.reference_at(start)
    if reference and (reference[0], reference[1]) == (start, end):
        return reference[2].name
    text = " ".join(doc[start:end].text.split())
    found = cast.at(start)
    if found and all(map(is_generic, key_words(text))):
        return found[1].name
    return text


def _country(doc: "Doc", cast: Cast, title: Title) -> str | None:
    if title.nation is not None:
        return country_of_adjective(doc[title.nation].text)
    return main_country(doc, cast)


def main_country(doc: "Doc", cast: Cast) -> str | None:
    """The country named most, adjectives counted; None when two are named as often."""
    votes: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for group in cast.of("LOC"):
        kind, code = describe_place(group.name)
        if kind == "country" and code:
            votes[code] += len(group.mentions)
            printed[code] = group.name
    for token in doc:
        name = country_of_adjective(token.text)
        code = describe_place(name)[1] if name else None
        if name and code:
            votes[code] += 1
            printed.setdefault(code, name)
    best = votes.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return printed[best[0][0]]


def _main_place(cast: Cast, kind: str) -> str | None:
    places = [group for group in cast.of("LOC") if describe_place(group.name)[0] == kind]
    return max(places, key=lambda group: len(group.mentions)).name if places else None


def _body_spoken_of(cast: Cast, mention: Mention) -> str | None:
    """The body last named before somebody, if it is the one the article names most."""
    bodies = [group for group in cast.of("ORG") if organization_kind(group.name) != "media"]
    near = [
        (m.start, group)
        for group in bodies
        for m in group.mentions
        if mention.start - NEAR < m.start < mention.start
    ]
    if not near:
        return None
    last: Group = max(near, key=lambda row: row[0])[1]
    most = max(len(group.mentions) for group in bodies)
    return last.name if len(last.mentions) == most else None

"""Names by their tokens: those that the entities list, and those that only figures need, such as
"the government" and names of products and indices."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.clauses import Clauses
from extract.entities import Named
from extract.tables import load_table
from models.facts import Organization, Person, Place

_PROPER = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name or reference in the text, by tokens."""

    first: int
    last: int
    named: Named
    is_name: bool
    """Named here, rather than referred to as "the company"."""


def unlisted(clauses: Clauses, taken: set[int]) -> list[Mention]:
    """Runs of proper nouns outside the known names that the text repeats: indices, products.

    One that mostly stands within longer phrases is none: "AI" of "AI companies".
    """
    runs: dict[str, list[tuple[int, int]]] = {}
    within: Counter[str] = Counter()
    place = 0
    while place < len(clauses.words):
        if clauses.tags[place] not in _PROPER:
            place += 1
            continue
        end = place
        while end < len(clauses.words) and end not in taken and _is_proper(clauses, end, place):
            end += 1
        ahead = clauses.tags[end : end + 1]
        dated = clauses.lower[end - 1] in load_table("timing")["named"]
        if end > place and ahead in (["NN"], ["NNS"]):
            within[clauses.slice(place, end)] += 1
        elif end > place and not dated:
            runs.setdefault(clauses.slice(place, end), []).append((place, end))
        place = max(end, place + 1)
    return [
        Mention(
            first=first, last=last, named=Organization(name=name, kind="unlisted"), is_name=True
        )
        for name, spans in runs.items()
        if len(spans) > max(1, within[name]) and len(name) > 1
        for first, last in spans
    ]


def _is_proper(clauses: Clauses, token: int, first: int) -> bool:
    """Whether a token is part of a name; a number may end one, as in "FTSE 100"."""
    if clauses.sentence_of[token] != clauses.sentence_of[first]:
        return False
    if clauses.tags[token] in _PROPER:
        return clauses.words[token][:1].isalpha()
    return token > first and clauses.tags[token] == "CD" and clauses.words[token].isdigit()


def worlds(clauses: Clauses, taken: set[int]) -> Iterator[Mention]:
    """Each "the world", but in "the world's largest"."""
    for token, word in enumerate(clauses.lower):
        if word != "world" or token in taken or clauses.lower[token - 1 : token] != ["the"]:
            continue
        behind = token + 2 if clauses.tags[token + 1 : token + 2] == ["POS"] else None
        ranked = behind is not None and (
            clauses.tags[behind : behind + 1] in (["JJS"], ["RBS"], ["RB"])
            or clauses.lower[behind : behind + 1] in (["first"], ["only"], ["leading"], ["top"])
        )
        if not ranked:
            named = Place(name="world")
            yield Mention(first=token - 1, last=token + 1, named=named, is_name=False)


def governments(
    clauses: Clauses, listed: Sequence[Mention], places: Sequence[Place]
) -> Iterator[Mention]:
    """Each government outside the names `listed`.

    "The US government" and "the government of Denmark" stand for the place, "the Danish
    government" and "the Hale administration" are bodies of their own, and "the government" alone
    stands for the country that the text names most.
    """
    ending = {mention.last: mention for mention in listed if mention.is_name}
    starting = {mention.first: mention for mention in listed if mention.is_name}
    taken = {token for mention in listed for token in range(mention.first, mention.last)}
    for token, word in enumerate(clauses.lower):
        if token in taken:
            continue
        if word == "government":
            found = (
                _of_place(token, ending, starting, clauses)
                or _of_people(clauses, token)
                or _bare(clauses, token, places)
            )
        elif word == "administration":
            found = _of_person(clauses, token, ending)
        else:
            continue
        if found is not None:
            yield found


def _of_place(
    token: int, ending: dict[int, Mention], starting: dict[int, Mention], clauses: Clauses
) -> Mention | None:
    before = ending.get(token)
    if before is not None and isinstance(before.named, Place):
        return Mention(first=before.first, last=token + 1, named=before.named, is_name=False)
    if clauses.lower[token + 1 : token + 2] != ["of"]:
        return None
    after = starting.get(
        token + 3 if clauses.lower[token + 2 : token + 3] == ["the"] else token + 2
    )
    if after is not None and isinstance(after.named, Place):
        return Mention(first=token, last=after.last, named=after.named, is_name=False)
    return None


def _of_people(clauses: Clauses, token: int) -> Mention | None:
    if not token or clauses.lower[token - 1] not in load_table("demonyms")["countries"]:
        return None
    first = token - 1
    while first and clauses.tags[first - 1][:3] == "NNP":
        first -= 1
    return _body(clauses, first, token + 1)


def _of_person(clauses: Clauses, token: int, ending: dict[int, Mention]) -> Mention | None:
    before = ending.get(token)
    if before is not None and isinstance(before.named, Person):
        return _body(clauses, before.first, token + 1)
    return None


def _body(clauses: Clauses, first: int, last: int) -> Mention:
    named = Organization(name=clauses.slice(first, last), kind="government")
    return Mention(first=first, last=last, named=named, is_name=True)


def _bare(clauses: Clauses, token: int, places: Sequence[Place]) -> Mention | None:
    """ "The government", "the state government": the place of that kind named most."""
    table: dict[str, str] = load_table("references")["governments"]
    first = token - 1
    while first > 0 and clauses.lower[first] in table:
        first -= 1
    kind = table.get(clauses.lower[first + 1], "country")
    place = _most_named(place for place in places if place.kind == kind)
    if first >= 0 and clauses.lower[first] == "the" and place is not None:
        return Mention(first=first, last=token + 1, named=place, is_name=False)
    return None


def _most_named(places: Iterable[Place]) -> Place | None:
    """The place named most often; none where two are named alike."""
    ranked = sorted(places, key=lambda place: -len(place.mentions))
    if len(ranked) > 1 and len(ranked[0].mentions) == len(ranked[1].mentions):
        return None
    return ranked[0] if ranked else None

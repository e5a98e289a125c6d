"""Whether two names mean the same organisation, by what is printed and nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from models.ids import name_key, organization_key
from models.lexicon import table, words
from models.slips import is_pinyin, is_slip
from models.verdicts import DIFFERENT, Verdict, same, unsure

_POSSESSIVE = re.compile(r"(?<=\w)['’]s?(?=\s)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
LONGEST_PLACE = 5
SHORTEST_ACRONYM = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganizationName:
    """A name as it is compared."""

    name: str
    words: tuple[str, ...]
    """Without legal form, nationality of a government body, and spelling habits."""
    country: str | None
    """ISO 3166-1 alpha-2, of a body whose name alone does not tell whose it is."""
    generic: bool
    """Many countries have a body of these words."""
    aliases: frozenset[str]
    """Other names that articles give it, in full."""
    squeezed: str
    """The words without blanks."""
    expanded: str
    """As `squeezed`, with ü as ue."""
    initials: frozenset[str]
    """What an acronym of it would be, with and without small words; none for one word."""
    acronym: str | None
    """The name itself in small letters, if it looks like an acronym."""


def organization_name(
    name: str, *, aliases: Sequence[str] = (), country: str | None = None
) -> OrganizationName:
    """The name made ready; `country` is where the body is, if that is known from elsewhere.

    >>> organization_name("China's Commerce Ministry").words
    ('ministry', 'of', 'commerce')
    >>> organization_name("PT Telkom Indonesia Tbk").words
    ('telkom', 'indonesia')
    """
    plain = _words(name)
    body, inside = _without_country(plain)
    generic = is_generic_body(body)
    found = tuple(_portfolio(body) if generic else plain)
    return OrganizationName(
        name=name,
        words=found,
        country=(inside or country) if generic else None,
        generic=generic,
        aliases=frozenset(aliases),
        squeezed="".join(found),
        expanded="".join(_words(name.casefold().translate(_UMLAUTS))),
        initials=_initials(found) | _initials(name_key(name).split()),
        acronym=_acronym(name),
    )


def needs_country(name: str) -> bool:
    """Whether the name alone does not tell whose body it is.

    >>> needs_country("Ministry of Finance"), needs_country("Japan's Ministry of Finance")
    (True, False)
    """
    body, country = _without_country(_words(name))
    return country is None and is_generic_body(body)


def compare_organizations(one: OrganizationName, other: OrganizationName) -> Verdict:
    """The verdict, the same whichever name comes first."""
    if one.generic and other.generic and one.words == other.words:
        return _generic(one, other)
    if other.generic != one.generic and one.words == other.words:
        return unsure(0.5, "the same words, one of them with a country")
    if one.squeezed == other.squeezed or one.expanded == other.expanded:
        return same(0.97, "the same words")
    if _without_ends(one.words) == _without_ends(other.words):
        return same(0.93, "the same words but for “Group”")
    short, full = sorted((one, other), key=lambda name: len(name.words))
    return _acronyms(short, full) or _misspelt(one, other) or _doubtful(short, full) or DIFFERENT


def is_generic_body(body: Sequence[str]) -> bool:
    """Whether the words, without a country, are a body that many countries have."""
    heads = words("organizations", "portfolios")
    if len(body) > 1 and body[0] in heads and body[1] in {"of", "for"}:
        return True
    if len(body) in (2, 3, 4) and body[-1] in heads and not set(body[:-1]) & heads:
        return body[-1] == "ministry" or len(body) == 2
    return " ".join(body) in _generic_bodies()


def known_acronym(name: str) -> tuple[str, str | None] | None:
    """The words without blanks, and the country, that a well-known acronym stands for."""
    return _known().get(name_key(name))


@cache
def known_bodies() -> frozenset[str]:
    """The words, without blanks, of every body that has a well-known acronym."""
    return frozenset(meant[0] for meant in _known().values())


def _generic(one: OrganizationName, other: OrganizationName) -> Verdict:
    if one.country is None or other.country is None:
        return unsure(0.5, "the same words, but of which country is not clear")
    if one.country == other.country:
        return same(0.97, f"the same body of the same country ({one.country})")
    return DIFFERENT


def _acronyms(short: OrganizationName, full: OrganizationName) -> Verdict | None:
    if short.acronym is None:
        return None
    meant = known_acronym(short.acronym)
    if meant:
        means = meant[0] == full.squeezed and (meant[1] is None or meant[1] == full.country)
        return same(0.95, f"{short.name} is known to mean it") if means else None
    if short.acronym not in full.initials:
        return None
    if _keys(full.aliases) & {short.acronym} or full.squeezed in _squeezed(short.aliases):
        return same(0.95, "an article gives the acronym for it")
    if len(short.acronym) < SHORTEST_ACRONYM:
        return None
    return unsure(0.6, "the acronym has its initials")


def _misspelt(one: OrganizationName, other: OrganizationName) -> Verdict | None:
    pairs = list(zip(one.words, other.words, strict=False))
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    if len(one.words) != len(other.words) or len(differing) != 1 or not is_slip(*differing[0]):
        return None
    if any(word in _countries() for word in differing[0]):
        return None
    if all(is_pinyin(word) for word in differing[0]):
        return unsure(0.4, "one letter differs, which may make another Chinese name")
    rest = {word for word, twin in pairs if word == twin} - words("organizations", "weak_words")
    if rest:
        return same(0.9, "one letter differs in one of the words")
    return unsure(0.7, "one letter differs")


def _doubtful(short: OrganizationName, full: OrganizationName) -> Verdict | None:
    if _flipped(short.words, full.words):
        return unsure(0.5, "the same words in another order")
    count = len(short.words)
    extra = full.words[count:]
    if not extra or short.words != full.words[:count] or short.generic:
        return None
    if all(word in _doubtful_ends() for word in extra):
        return unsure(0.55, f"only one is called “{extra[-1].capitalize()}”")
    if name_key(short.name) in _keys(full.aliases):
        return unsure(0.5, "an article calls it so for short")
    return None


def _flipped(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "University of Oxford" and "Oxford University": not always the same (Miami, Washington)."""
    if "university" not in one or len(one) == len(other):
        return False
    return sorted(w for w in one if w != "of") == sorted(w for w in other if w != "of")


def _words(name: str) -> list[str]:
    unowned = _POSSESSIVE.sub(" ", name) if _owner_is_country(name) else name
    found = organization_key(unowned).split()
    while len(found) > 1 and found[0] in words("organizations", "leading_forms"):
        found = found[1:]
    spelt = table("organizations", "same_word")
    return [spelt.get(word, word) for word in found]


def _owner_is_country(name: str) -> bool:
    owner = _POSSESSIVE.search(name)
    return (
        owner is not None and name_key(name[: owner.start()]).removeprefix("the ") in _countries()
    )


def _without_country(body: list[str]) -> tuple[list[str], str | None]:
    """The words without the country that they begin or end with, and its code."""
    for length in range(min(LONGEST_PLACE, len(body) - 1), 0, -1):
        first, last = " ".join(body[:length]), " ".join(body[-length:])
        if first in _countries():
            return body[length:], _countries()[first]
        if last in _countries():
            rest = body[:-length]
            while len(rest) > 1 and rest[-1] in {"of", "the"}:
                rest = rest[:-1]
            return rest, _countries()[last]
    return body, None


def _portfolio(body: list[str]) -> list[str]:
    """ "commerce ministry" as "ministry of commerce"."""
    heads = words("organizations", "portfolios")
    if body[-1] in heads and body[0] not in heads:
        return [body[-1], "of", *body[:-1]]
    if body[0] in heads and body[1] == "for":
        return [body[0], "of", *body[2:]]
    return body


def _without_ends(found: Sequence[str]) -> tuple[str, ...]:
    kept = list(found)
    while len(kept) > 1 and kept[-1] in words("organizations", "droppable_ends"):
        kept.pop()
    return tuple(kept)


def _initials(found: Sequence[str]) -> frozenset[str]:
    large = [word for word in found if word not in words("organizations", "small_words")]
    if len(large) < 2:
        return frozenset()
    return frozenset({"".join(word[0] for word in found), "".join(word[0] for word in large)})


def _acronym(name: str) -> str | None:
    letters = name.strip().removeprefix("the ").replace(".", "")
    capitals = sum(letter.isupper() for letter in letters)
    if " " in letters or not 2 <= len(letters) <= 8 or capitals < max(2, len(letters) - 2):
        return None
    return name_key(letters)


def _keys(names: frozenset[str]) -> set[str]:
    return {name_key(name) for name in names}


def _squeezed(names: frozenset[str]) -> set[str]:
    return {"".join(_words(name)) for name in names}


@cache
def _countries() -> dict[str, str]:
    found = {
        name_key(name): code
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha()
    }
    return {**found, **table("organizations", "nationalities")}


@cache
def _doubtful_ends() -> frozenset[str]:
    spelt = table("organizations", "same_word")
    return frozenset(spelt.get(word, word) for word in words("organizations", "doubtful_ends"))


@cache
def _generic_bodies() -> frozenset[str]:
    spelt = table("organizations", "same_word")
    return frozenset(
        " ".join(spelt.get(word, word) for word in phrase.split())
        for phrase in words("organizations", "generic")
    )


@cache
def _known() -> dict[str, tuple[str, str | None]]:
    full = table("organizations", "acronyms")
    names = {acronym: organization_name(name) for acronym, name in full.items()}
    return {acronym: (name.squeezed, name.country) for acronym, name in names.items()}

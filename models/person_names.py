"""Whether two names mean the same person, by the names and what is known of their bearers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from models.ids import name_key
from models.lexicon import table, words
from models.slips import is_pinyin, is_slip
from models.verdicts import DIFFERENT, Verdict, same, unsure

Likeness = Literal["equal", "order", "middle", "given", "slip", "initial"]
"""How two names are alike: the same, in another order, but for a middle name, but for the form of
a given name (Bill, William), but for a misspelling, or with a given name as an initial."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonName:
    """A name as it is compared, with what tells its bearer from others of that name."""

    name: str
    words: tuple[str, ...]
    """Without generation."""
    generation: str | None
    """jr, sr, ii, iii, iv."""
    employers: frozenset[str]
    """Organisations in which articles give them a post."""
    beside: frozenset[str]
    """All organisations named in articles with them."""
    ranks: frozenset[str]
    """Their posts in normal form."""


def person_name(
    name: str,
    *,
    employers: Collection[str] = (),
    beside: Collection[str] = (),
    ranks: Collection[str] = (),
) -> PersonName:
    """The name made ready. Organisations may be told apart by anything that is equal for the same.

    >>> person_name("Sammy Davis Jr.").generation
    'jr'
    """
    found = name_key(name).split()
    generation = None
    if len(found) > 2 and found[-1] in words("people", "generations"):
        generation = {"junior": "jr", "senior": "sr"}.get(found[-1], found[-1])
        found.pop()
    return PersonName(
        name=name,
        words=tuple(found),
        generation=generation,
        employers=frozenset(employers),
        beside=frozenset(beside) | frozenset(employers),
        ranks=frozenset(ranks),
    )


def is_common(name: PersonName) -> bool:
    """Whether many people bear the name.

    >>> is_common(person_name("Li Wei")), is_common(person_name("Helena Brandão"))
    (True, False)
    """
    alone, given = words("people", "family_names_alone"), words("people", "given_names")
    first, last = name.words[0], name.words[-1]
    if first in alone or (last in alone and len(name.words) > 1 and _is_eastern(name.words[:-1])):
        return True
    return last in words("people", "family_names") and first in given


def compare_people(one: PersonName, other: PersonName) -> Verdict:
    """The verdict, the same whichever name comes first. The same name alone is never enough."""
    if one.generation != other.generation or min(len(one.words), len(other.words)) < 2:
        return DIFFERENT
    likeness = _likeness(one.words, other.words)
    if likeness is None:
        return DIFFERENT
    if likeness == "equal":
        return _namesakes(one, other)
    return _alike(likeness, one, other)


def _namesakes(one: PersonName, other: PersonName) -> Verdict:
    common = is_common(one) or is_common(other)
    posts = one.ranks & other.ranks
    apart = bool(one.employers and other.employers)
    if one.employers & other.employers:
        return same(0.97, "the same name and organisation")
    if posts & words("people", "single_posts") and not apart:
        return same(0.94, "the same name and post")
    near = bool(one.employers & other.beside or other.employers & one.beside)
    if near and (posts or not common):
        return same(0.92, "the same name, and the organisation of one is named with the other")
    if posts and not (apart or common):
        return same(0.9, "the same name and post")
    if apart:
        return unsure(0.5, "the same name, but other organisations")
    return unsure(0.6, "the same name, and nothing else known")


def _alike(likeness: Likeness, one: PersonName, other: PersonName) -> Verdict:
    """For names that are not quite the same: only the organisation joins them."""
    shared = bool(one.employers & other.employers)
    posts = bool(one.ranks & other.ranks)
    near = shared or bool(one.employers & other.beside or other.employers & one.beside)
    strict = likeness in ("slip", "initial") or (likeness == "order" and _either_way(one.words))
    if shared and (posts or not strict):
        return same(0.92 if posts else 0.9, f"{_SAID[likeness]}, and the same organisation")
    if near or (likeness in ("middle", "given") and not (is_common(one) or is_common(other))):
        return unsure(0.55 if near else 0.4, _SAID[likeness])
    return DIFFERENT


_SAID: dict[Likeness, str] = {
    "equal": "the same name",
    "order": "the same name in another order",
    "middle": "the same name but for the middle",
    "given": "another form of the same given name",
    "slip": "one letter differs",
    "initial": "one has an initial for a given name",
}


def _likeness(one: Sequence[str], other: Sequence[str]) -> Likeness | None:
    if "".join(one) == "".join(other):
        return "equal"
    if _turned(one, other) or _turned(other, one):
        return "order"
    if one[-1] == other[-1] and full_given_name(one[0]) == full_given_name(other[0]):
        return _by_middle(one, other)
    if len(one) == len(other):
        return _by_one_word(one, other)
    return None


def _turned(one: Sequence[str], other: Sequence[str]) -> bool:
    """ "Kim Young-ho" and "Young-ho Kim"."""
    return "".join([*one[1:], one[0]]) == "".join(other)


def full_given_name(given: str) -> str:
    """ "william" for "bill", and one spelling for those that are written in several."""
    return table("people", "same_given").get(given, given)


def _by_middle(one: Sequence[str], other: Sequence[str]) -> Likeness | None:
    """The first and last words agree."""
    short, long = sorted((one[1:-1], other[1:-1]), key=lambda middle: ("".join(middle), middle))
    if "".join(short) and not _initials_agree(short, long):
        return None
    return "given" if one[0] != other[0] else "middle"


def _initials_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    if len(one) != len(other):
        return False
    pairs = zip(one, other, strict=True)
    return all(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for a, b in pairs)


def _by_one_word(one: Sequence[str], other: Sequence[str]) -> Likeness | None:
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return None
    first, second = differing[0]
    if one[-1] == other[-1] and first[0] == second[0] and 1 in (len(first), len(second)):
        return "initial"
    eastern = is_pinyin(first) or one[0] in words("people", "family_names_alone")
    return "slip" if is_slip(first, second) and not eastern else None


def _is_eastern(given: Sequence[str]) -> bool:
    """Whether the words look like a Chinese, Korean or Vietnamese given name."""
    korean = ("young", "hyun", "hyeon", "kyung", "kyu", "seung", "sung", "soo", "hee", "ho", "woo")
    return all(is_pinyin(word) or word.startswith(korean) for word in given)


def _either_way(found: Sequence[str]) -> bool:
    """Whether both ends can be the family name: "Li Wei" and "Wei Li" are two names."""
    alone = words("people", "family_names_alone")
    return len(found) == 2 and found[0] in alone and found[1] in alone

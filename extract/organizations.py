"""Which names are the same body, and what kind of body it is."""

import re
from functools import cache
from typing import TYPE_CHECKING

from extract.groups import Group, fold
from extract.mentions import Mention, text_of
from extract.wordlists import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

SMALL = frozenset({"of", "for", "the", "and", "&", "in", "on", "at", "de", "des", "du", "la"})


def group_organizations(doc: "Doc", mentions: list[Mention]) -> list[Group]:
    """The bodies of an article, in order of first appearance."""
    bodies = [mention for mention in mentions if mention.label == "ORG"]
    brackets = bracketed_names(doc, bodies)
    groups: list[Group] = []
    for mention in sorted(bodies, key=lambda m: (-len(key_words(text_of(doc, m))), m.start)):
        group = (
            _owner(doc, mention, groups, brackets)
            or bare_owner(doc, mention, groups)
            or _introduced(doc, mention, groups, bodies)
        )
        if group is None:
            group = Group("ORG", text_of(doc, mention))
            groups.append(group)
        group.mentions.append(mention)
        group.name = max(group.name, text_of(doc, mention), key=len)
        group.settle(doc)
    return sorted(groups, key=lambda group: group.mentions[0].start)


def _owner(
    doc: "Doc", mention: Mention, groups: list[Group], brackets: dict[str, str]
) -> Group | None:
    text = text_of(doc, mention)
    explained = brackets.get(text)
    for group in groups:
        forms = (group.name, *group.aliases)
        if explained in forms or any(same_key(form, text) for form in forms):
            return group
    return next((group for group in groups if is_short_for(text, group.name)), None)


def _introduced(
    doc: "Doc", mention: Mention, groups: list[Group], bodies: list[Mention]
) -> Group | None:
    """The body named in full once or more, and only then by its first word: "Corvid Semiconductor",
    and from there on "Corvid". Where the long name comes again it is another, as a part is."""
    text = text_of(doc, mention)
    word = key_words(text)
    if len(word) != 1 or len(text) < 3 or is_generic(word[0]):
        return None
    first = min(other.start for other in bodies if key_words(text_of(doc, other)) == word)
    longer = [group for group in groups if key_words(group.name)[:1] == word]
    if len(longer) != 1 or len(key_words(longer[0].name)) == 1:
        return None
    full = [m.end for m in longer[0].mentions if len(key_words(text_of(doc, m))) > 1]
    return longer[0] if max(full) <= first else None


def bare_owner(doc: "Doc", mention: Mention, groups: list[Group]) -> Group | None:
    """The body last named whose name has the word that stands alone: "the Commission", "the Bank".

    Nothing without an article or a title behind it, and nothing where the word is no kind of body.
    """
    word = key_words(text_of(doc, mention))
    if len(word) != 1 or word[0] not in words("organizations", "bare"):
        return None
    fitting = [
        (group, m.start) for group in groups for m in group.mentions if m.start < mention.start
    ]
    fitting = [(group, start) for group, start in fitting if word[0] in _heads(group.name)]
    return max(fitting, key=lambda row: row[1])[0] if fitting else None


def _heads(name: str) -> set[str]:
    """The words on which the name of a body of several words turns: its first and its last."""
    found = key_words(name)
    return {found[0], found[-1]} if len(found) > 1 else set()


def bracketed_names(doc: "Doc", bodies: list[Mention]) -> dict[str, str]:
    """Short name -> long name, for every "Long Name (SHORT)" and "SHORT (Long Name)"."""
    starts = {mention.start: mention for mention in bodies}
    found = {}
    for mention in bodies:
        inner = starts.get(mention.end + 1)
        if inner and doc[mention.end].text == "(" and doc[min(inner.end, len(doc) - 1)].text == ")":
            pair = sorted((text_of(doc, mention), text_of(doc, inner)), key=len)
            found[pair[0]] = pair[1]
    return found


def key_words(name: str) -> tuple[str, ...]:
    """The words by which a body is known: no article, legal form or small words.

    >>> key_words("The Walt Disney Company")
    ('walt', 'disney')
    """
    plain = re.sub(r"[^\w&+'-]+", " ", fold(name)).split()
    legal = words("organizations", "legal_after") | {"company", "the"}
    kept = tuple(word for word in plain if word not in legal)
    return kept or tuple(plain)


def same_key(a: str, b: str) -> bool:
    """Whether two forms differ only in articles, legal forms and punctuation."""
    return "".join(key_words(a)).replace("-", "") == "".join(key_words(b)).replace("-", "")


def is_short_for(short: str, full: str) -> bool:
    """Whether `short` is an acronym of `full`, or its beginning or end without generic words.

    >>> is_short_for("GateHouse", "GateHouse Media"), is_short_for("PG&E", "Pacific Gas & Electric")
    (True, True)
    >>> is_short_for("Bank", "Bank of China"), is_short_for("Disney", "Disney Channel")
    (False, False)
    """
    a, b = key_words(short), key_words(full)
    if len(a) >= len(b) and len(short) >= len(full):
        return False
    return is_acronym(short, full) or _begins(a, b) or _ends(a, b)


def _begins(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    rest = full[len(short) :]
    if full[: len(short)] != short or not rest or all(map(is_generic, short)):
        return False
    return all(word in SMALL or _tells_no_other(word) for word in rest)


def _tells_no_other(word: str) -> bool:
    """Whether a word behind a name leaves it the same body: "Media", but not "Committee"."""
    return is_generic(word) and _kind_words().get(word) not in {"government", "association"}


def _ends(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(full) == 2 and full[-1] == short[0] and not is_generic(short[0])


def is_generic(word: str) -> bool:
    """Whether a word tells a kind of body rather than which one."""
    return is_kind_word(word) or word in words("organizations", "generic")


@cache
def _kind_words() -> dict[str, str]:
    kinds: dict[str, str] = rules("organizations")["kinds"]
    found: dict[str, str] = {}
    for kind, text in kinds.items():
        for word in text.split():
            found.setdefault(word, kind)
    return found


def is_kind_word(word: str) -> bool:
    """Whether a word, in small letters, says what kind of body a name is."""
    return word in _kind_words()


def is_acronym(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`, small words counted or not."""
    letters = re.sub(r"[^A-Za-z&]", "", short)
    if len(letters) < 2 or not letters[:2].isupper():
        return False
    target = letters.replace("&", "").casefold()
    names = [word for word in re.split(r"[\s/-]+", full) if word[:1].isalnum()]
    content = [word for word in names if fold(word) not in SMALL]
    legal = words("organizations", "legal_after")
    bare = [word for word in content if fold(word) not in legal]
    return any(
        "".join(fold(word)[:1] for word in chosen).endswith(target) and len(chosen) > 1
        for chosen in (names, content, bare)
    )


def organization_kind(name: str) -> str | None:
    """company, government, association...; None when no word of the name tells.

    >>> organization_kind("Ministry of Finance"), organization_kind("Acme Holdings Ltd")
    ('government', 'company')
    """
    plain = fold(name).replace("'s", "").split()
    head = plain[
        : next((i for i, word in enumerate(plain) if word in {"of", "for", "at", "on"}), None)
    ]
    for word in (*reversed(head), *reversed(plain)):
        if word in _kind_words():
            return _kind_words()[word]
    return None

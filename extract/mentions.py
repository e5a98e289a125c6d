"""Doc -> the stretches that name somebody or something, the recogniser's slips mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.wordlists import phrases, rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS = frozenset({"PERSON", "ORG", "LOC"})
QUOTES = frozenset("\"'“”‘’«»‹›„`")
SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a text; `start` and `end` count tokens, end exclusive."""

    start: int
    end: int
    label: str
    """PERSON, ORG or LOC."""
    name: str | None = None
    """The name meant, where it is not what is printed: "Ministry of Finance" in "the Ministries
    of Finance and Trade"."""


def read_mentions(doc: "Doc") -> list[Mention]:
    """The names of a doc, in order, without titles, articles and possessives."""
    found = [Mention(e.start, e.end, e.label_) for e in doc.ents if e.label_ in LABELS]
    found = [part for mention in found for part in _split(doc, mention)]
    found = _without_overlap(_grown(doc, parted(doc, found)))
    found = branded(doc, [kept for mention in found if (kept := _trimmed(doc, mention))])
    found = _without_overlap([_nicknamed(doc, mention) for mention in found])
    listed = list(coordinated(doc))
    inside = {place for part in listed for place in range(part.start, part.end)}
    found = [m for m in bridged(doc, joined(doc, found)) if not is_unit(doc, m)]
    found = [m for m in found if not inside.intersection(range(m.start, m.end))]
    return _without_overlap([*listed, *found])


def text_of(doc: "Doc", mention: Mention) -> str:
    """The characters of a mention; a line break inside counts as a blank."""
    return mention.name or " ".join(doc[mention.start : mention.end].text.split())


def is_capitalised(token: "Token") -> bool:
    """Whether the word begins with a capital, or a small prefix as in "iPhone" holds one."""
    return any(character.isupper() for character in token.text[:3]) and token.text[0].isalpha()


def _split(doc: "Doc", mention: Mention) -> Iterator[Mention]:
    """ "Qualcom's China investment department" names Qualcom; a line break ends a name."""
    start = mention.start
    for place in range(mention.start, mention.end):
        token = doc[place]
        owning = token.text in POSSESSIVES and not _owned_name(doc, mention, place)
        if owning or "\n" in token.text or _is_list(doc, mention, place):
            if place > start:
                yield replace(mention, start=start, end=place)
            start = place + 1
            if owning and not _is_official(doc, start, mention.end):
                return
    if start < mention.end:
        yield replace(mention, start=start)


def _is_official(doc: "Doc", start: int, end: int) -> bool:
    """Whether what a possessive leads to is a name of its own: "X's Office of the Auditor"."""
    heads = words("organizations", "official_heads")
    rest = [doc[i] for i in range(start, end) if doc[i].text not in {"of", "for", "the", "and"}]
    return any(t.text in heads for t in rest) and all(map(is_capitalised, rest))


def _owned_name(doc: "Doc", mention: Mention, place: int) -> bool:
    """Whether the possessive belongs to a name, as in "Lloyd's of London", "People's Bank"."""
    rest = doc[place + 1 : mention.end]
    owner = doc[place - 1].text.casefold() if place > mention.start else ""
    if place - mention.start > 1 and doc[place - 2].text in {"St", "St."}:
        return len(rest) > 0
    if owner in phrases("organizations", "owners"):
        return len(rest) > 0
    plural = doc[place].text in {"'", "’"} and place == mention.start + 1
    return plural and len(rest) > 0 and rest[-1].text.casefold() in words("organizations", "unions")


def _is_list(doc: "Doc", mention: Mention, place: int) -> bool:
    """Whether a comma parts two people: "John, Bianca", but not "John Hale, Jr."."""
    return (
        mention.label == "PERSON"
        and doc[place].text == ","
        and place + 1 < mention.end
        and doc[place + 1].text not in SUFFIXES
    )


def _nicknamed(doc: "Doc", mention: Mention) -> Mention:
    """A person's name with the surname that follows a nickname: "|Jon| "Jack" |Hale|"."""
    end = mention.end
    if mention.label != "PERSON" or end + 3 >= len(doc):
        return mention
    quoted = doc[end].text in QUOTES and doc[end + 2].text in QUOTES
    if quoted and is_capitalised(doc[end + 1]) and is_capitalised(doc[end + 3]):
        return replace(mention, end=end + 4)
    return mention


def _grown(doc: "Doc", mentions: Iterable[Mention]) -> list[Mention]:
    grown = []
    for mention in mentions:
        if mention.label == "ORG":
            mention = replace(mention, end=_official_end(doc, mention))
            mention = replace(mention, end=_legal_end(doc, mention.end))
        elif mention.label == "PERSON":
            mention = replace(mention, end=_suffix_end(doc, mention.end))
        grown.append(mention)
    return grown


def branded(doc: "Doc", mentions: list[Mention]) -> list[Mention]:
    """The mentions with the 's of a brand: "McDonald's", "Hungry Jack's".

    A name is one when it is listed, or when it always bears the ending and once owns nothing.
    """
    counts: dict[str, list[bool]] = {}
    for mention in mentions:
        counts.setdefault(text_of(doc, mention), []).append(_bears_s(doc, mention))
    brands = {text for text, seen in counts.items() if len(seen) > 1 and all(seen)}
    owning = {text_of(doc, m) for m in mentions if _bears_s(doc, m) and not _owns(doc, m.end + 1)}
    listed = words("organizations", "brands")
    return [
        replace(mention, end=mention.end + 1)
        if mention.label == "ORG"
        and _bears_s(doc, mention)
        and (text in brands & owning or text.casefold().split()[-1] in listed)
        else mention
        for mention in mentions
        for text in (text_of(doc, mention),)
    ]


def _bears_s(doc: "Doc", mention: Mention) -> bool:
    return mention.end < len(doc) and doc[mention.end].text in {"'s", "’s"}


def _owns(doc: "Doc", place: int) -> bool:
    """Whether what follows a possessive may be owned, rather than go on with the sentence."""
    if place >= len(doc):
        return False
    return doc[place].pos_ in {"NOUN", "PROPN", "ADJ", "ADV", "NUM", "VERB", "X", "SYM"}


def parted(doc: "Doc", mentions: list[Mention]) -> Iterator[Mention]:
    """Both bodies of "Acme and Borex", where one of them stands alone elsewhere."""
    known = {text_of(doc, mention) for mention in mentions}
    for mention in mentions:
        inside = range(mention.start + 1, mention.end - 1)
        joint = next((i for i in inside if doc[i].text == "and"), None)
        if joint is None or mention.label != "ORG":
            yield mention
            continue
        left, right = replace(mention, end=joint), replace(mention, start=joint + 1)
        if {text_of(doc, left), text_of(doc, right)} & known:
            yield from (left, right)
        else:
            yield mention


def _legal_end(doc: "Doc", end: int) -> int:
    """The end with the legal form that follows: "DivX" in "DivX, Inc." """
    place = end + 1 if end < len(doc) and doc[end].text == "," else end
    if place < len(doc) and doc[place].text.casefold() in words("organizations", "legal_after"):
        return end if doc[place + 1 : place + 2].text == "-" else place + 1
    return end


def _suffix_end(doc: "Doc", end: int) -> int:
    place = end + 1 if end < len(doc) and doc[end].text == "," else end
    if place < len(doc) and doc[place].text in SUFFIXES:
        return place + 1
    return end


def _official_end(doc: "Doc", mention: Mention) -> int:
    """The end of "Department of Health and Human Services" where only "Department" was seen."""
    heads = words("organizations", "official_heads")
    if doc[mention.end - 1].text not in heads or mention.end + 1 >= len(doc):
        return mention.end
    if doc[mention.end].text not in {"of", "for"} or not is_capitalised(doc[mention.end + 1]):
        return mention.end
    place = mention.end + 1
    while place < len(doc) and _continues(doc, place):
        place += 1
    return place


def _continues(doc: "Doc", place: int) -> bool:
    token = doc[place]
    if is_capitalised(token) and not token.is_sent_start:
        return True
    joins = token.text in {"and", "&", "of", "for", "the"}
    return joins and place + 1 < len(doc) and is_capitalised(doc[place + 1])


def joined(doc: "Doc", mentions: list[Mention]) -> list[Mention]:
    """ "Harbour Development" and "Promotion Association" are one where "and" joins them."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        start = _joined_start(doc, kept[-1] if kept else None, mention)
        if kept and start <= kept[-1].start:
            kept.pop()
        kept.append(replace(mention, start=start))
    return kept


def _joined_start(doc: "Doc", before: Mention | None, mention: Mention) -> int:
    """Where a body begins of whose name only the abstract end was seen."""
    own = [doc[i].text.casefold() for i in range(mention.start, mention.end)]
    abstract = words("organizations", "abstract") | {"and", "of", "&"}
    heads = {word.casefold() for word in words("organizations", "official_heads")}
    known = all(word in abstract or word in heads for word in own)
    if mention.label != "ORG" or not known or own[-1] not in heads or mention.start < 2:
        return mention.start
    if doc[mention.start - 1].text not in {"and", "&"}:
        return mention.start
    if before and before.end == mention.start - 1 and before.label != "PERSON":
        last = doc[before.end - 1].text.casefold()
        return before.start if last in abstract else mention.start
    start = mention.start - 1
    while start > 0 and is_capitalised(doc[start - 1]) and not doc[start].is_sent_start:
        start -= 1
    return start if start < mention.start - 1 else mention.start


def is_unit(doc: "Doc", mention: Mention) -> bool:
    """Whether it is a part named after a possessive: "Qualcom's |China investment department|"."""
    owned = mention.start > 0 and doc[mention.start - 1].text in POSSESSIVES
    last = doc[mention.end - 1].text
    return owned and mention.label == "ORG" and last in words("organizations", "units")


def bridged(doc: "Doc", mentions: list[Mention]) -> list[Mention]:
    """ "Nansha International" AI "Innovation Park" are one where nothing small stands between, and
    so are "Sino-Singapore" "Guangzhou Knowledge City"."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        before = kept[-1] if kept else None
        if before and before.label == mention.label == "LOC" and _bridges(doc, before, mention):
            mention = replace(mention, start=kept.pop().start)
        kept.append(mention)
    return kept


def _bridges(doc: "Doc", before: Mention, mention: Mention) -> bool:
    between = doc[before.end : mention.start]
    kinds, last = rules("places")["kinds"], doc[mention.end - 1].text.casefold()
    if not len(between):
        return (
            mention.end - mention.start > 2 and last in f"{kinds['park']} {kinds['city']}".split()
        )
    park = last in kinds["park"].split()
    return park and len(between) < 4 and all(map(is_capitalised, between))


def coordinated(doc: "Doc") -> Iterator[Mention]:
    """Each body of "the Ministries of Finance and Commerce", with the name it has alone."""
    plurals: dict[str, str] = rules("organizations")["plural_heads"]
    for token in doc:
        head = plurals.get(token.text)
        if head and token.i + 2 < len(doc) and doc[token.i + 1].text == "of":
            yield from _parts(doc, token.i, head)


def _parts(doc: "Doc", start: int, head: str) -> Iterator[Mention]:
    """The first part with the head's tokens, the others alone."""
    begin = first = start + 2
    parts = []
    here = begin
    while here < len(doc) and (is_capitalised(doc[here]) or doc[here].text in {",", "and", "&"}):
        if not is_capitalised(doc[here]):
            parts.append((begin, here))
            begin = here + 1
        here += 1
    parts = [part for part in (*parts, (begin, here)) if part[1] > part[0]]
    if len(parts) > 1:
        for left, right in parts:
            name = f"{head} of {doc[left:right].text}"
            yield Mention(start if left == first else left, right, "ORG", name)


def _without_overlap(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _trimmed(doc: "Doc", mention: Mention) -> Mention | None:
    start, end = mention.start, mention.end
    while start < end and _falls_off(doc[start], mention.label):
        start += 1
    while start < end and (
        doc[end - 1].text in POSSESSIVES
        or doc[end - 1].is_space
        or doc[end - 1].text in ",;:"
        or doc[end - 1].text in QUOTES
        or (mention.label == "LOC" and end - start > 1 and _is_small_region(doc[end - 1]))
        or (mention.label == "PERSON" and doc[end - 1].text.casefold() in words("roles", "letters"))
    ):
        end -= 1
    return replace(mention, start=start, end=end) if start < end else None


def _is_small_region(token: "Token") -> bool:
    """Whether a word only tells what the place is: "Guangdong |province|"."""
    return token.text in words("places", "regions")


def _falls_off(token: "Token", label: str) -> bool:
    if token.text in QUOTES or token.is_space or not any(map(str.isalnum, token.text)):
        return True
    small = token.text.casefold()
    if small in {"the", "a", "an"} or (label == "ORG" and token.text.islower()):
        return True
    return label == "PERSON" and (small in words("roles", "courtesy") or is_title_word(small))


def is_title_word(small: str) -> bool:
    """Whether a word, in small letters, can only be part of a title in front of a name."""
    return small in words("mentions", "front_titles")

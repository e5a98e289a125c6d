"""Person, body or place: each name weighed by all that the article says about it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extract.groups import fold
from extract.mentions import POSSESSIVES, Mention, text_of
from extract.organizations import is_acronym
from extract.people import is_given_name
from extract.places import gazetteer
from extract.title_words import is_head
from extract.wordlists import phrases, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Weights = Counter[str]


def settle_labels(doc: "Doc", mentions: list[Mention]) -> list[Mention]:
    """The mentions with the label that name and surroundings speak for most.

    Every mention gives two points to the label the recogniser gave it; what is read off its own
    words and neighbours counts for every mention of the name, and once more for itself.
    """
    starts = {mention.start: mention for mention in mentions}
    local = [weigh(doc, mention, starts) for mention in mentions]
    article: dict[str, Weights] = defaultdict(Counter)
    for mention, weights in zip(mentions, local, strict=True):
        article[text_of(doc, mention)] += weights
        article[text_of(doc, mention)][mention.label] += 2
    surnames = _surnames(doc, mentions, article)
    for text in _beginnings(doc, mentions) - surnames:
        article[text]["ORG"] += 3
    return [
        replace(mention, label=_best(article[text], weights, mention.label, text in surnames))
        for mention, weights in zip(mentions, local, strict=True)
        for text in (text_of(doc, mention),)
    ]


def _best(article: Weights, local: Weights, own: str, is_surname: bool) -> str:
    total = article + local
    if is_surname and not local["ORG"]:
        total["PERSON"] += 3
    best = max(total.values(), default=0)
    return own if total[own] == best else next(k for k, v in total.items() if v == best)


def _surnames(doc: "Doc", mentions: list[Mention], article: dict[str, Weights]) -> set[str]:
    """The last words of the article's full names of people."""
    full = {text_of(doc, mention) for mention in mentions if mention.end - mention.start > 1}
    people = (text for text in full if article[text].most_common(1)[0][0] == "PERSON")
    return {text.split()[-1] for text in people}


def _beginnings(doc: "Doc", mentions: list[Mention]) -> set[str]:
    """The first words of bodies with several, which are their short names: "Acme" of Acme Media."""
    bodies = (text_of(doc, m).split() for m in mentions if m.label == "ORG")
    return {name[0] for name in bodies if len(name) > 1 and fold(name[0]) not in gazetteer()}


def weigh(doc: "Doc", mention: Mention, starts: dict[int, Mention]) -> Weights:
    """What a mention's words and neighbours say about its label."""
    weights: Weights = Counter()
    for label, points in _by_name(doc, mention):
        weights[label] += points
    for label in _by_neighbours(doc, mention, starts):
        weights[label] += 2
    return weights


def _by_name(doc: "Doc", mention: Mention) -> Iterator[tuple[str, int]]:
    text = text_of(doc, mention)
    small = fold(text)
    last = small.split()[-1] if small else ""
    several = mention.end - mention.start > 1
    if small in phrases("labels", "known_bodies"):
        yield "ORG", 5
    elif gazetteer().get(small):
        yield "LOC", 2
    elif mention.label == "PERSON" and _is_acronym_alone(doc, mention):
        yield "ORG", 3
    elif " of " in small and small.split()[0] in words("labels", "bodies"):
        yield "ORG", 2
    elif several and small.split()[0] in words("labels", "first_words"):
        yield "ORG", 3
    elif several and last in words("organizations", "legal_after") | words("labels", "bodies"):
        yield "ORG", 1 if is_given_name(small.split()[0]) else 2
    elif several and is_given_name(small.split()[0]):
        yield "PERSON", 1


def _is_acronym_alone(doc: "Doc", mention: Mention) -> bool:
    """Whether it is one word in capitals between words that are not."""
    text = text_of(doc, mention)
    around = (doc[i].text for i in (mention.start - 1, mention.end) if 0 <= i < len(doc))
    capitals = any(len(word) > 1 and word.isupper() for word in around)
    return (
        mention.end - mention.start == 1 and text.isupper() and 2 < len(text) < 8 and not capitals
    )


def _by_neighbours(doc: "Doc", mention: Mention, starts: dict[int, Mention]) -> Iterator[str]:
    before = doc[mention.start - 1] if mention.start else None
    if before is not None:
        polite = words("roles", "courtesy") - {"general", "saint", "st"}
        if before.text.casefold() in polite or _is_personal(before):
            yield "PERSON"
        if before.pos_ == "NOUN" and before.text.casefold() in words("labels", "called"):
            yield "ORG"
    if _is_called_body(doc, mention) or _is_traded(doc, mention):
        yield "ORG"
    if _leads_title(doc, mention, starts) or _is_explained(doc, mention, starts):
        yield "ORG"
    follows = doc[mention.end].text.casefold() if mention.end < len(doc) else ""
    if follows in words("labels", "behind_people") or _beside_person(doc, mention, starts):
        yield "PERSON"
    if _is_dateline(doc, mention, starts):
        yield "LOC"
    if mention.end + 1 < len(doc) and doc[mention.end].text == ",":
        follows = doc[mention.end + 1].text
        if follows == "who" or (follows.isdigit() and len(follows) == 2):
            yield "PERSON"


def _is_called_body(doc: "Doc", mention: Mention) -> bool:
    """Whether an apposition calls it a company: "Lambert Hampton, a property |firm|"."""
    here = mention.end + 2
    if here >= len(doc) or doc[mention.end].text != "," or mention.label == "LOC":
        return False
    if doc[mention.end + 1].text.casefold() not in {"a", "an", "the"}:
        return False
    while (
        here + 1 < len(doc)
        and here < mention.end + 8
        and doc[here].pos_ in {"ADJ", "NOUN", "PROPN"}
    ):
        here += 1
    owning = here < len(doc) and doc[here].text in POSSESSIVES
    return not owning and doc[here - 1].text.casefold() in words("labels", "called")


def _is_traded(doc: "Doc", mention: Mention) -> bool:
    """Whether its shares are spoken of: "Ferrol shares", "Ferrol's shareholders"."""
    here = mention.end + (doc[mention.end : mention.end + 1].text in POSSESSIVES)
    follows = doc[here].text.casefold() if here < len(doc) else ""
    return mention.label == "PERSON" and follows in words("labels", "traded")


def _is_personal(token: "Token") -> bool:
    """Whether a word before a name is the post of a person: "economist", but not "operator"."""
    small = token.text.casefold()
    return (
        is_head(token)
        and token.pos_ != "VERB"
        and small.removesuffix("s") not in words("labels", "of_bodies_too")
    )


def _leads_title(doc: "Doc", mention: Mention, starts: dict[int, Mention]) -> bool:
    """Whether a title with another name follows: "|UiPath| chief executive Bo Ek"."""
    here = mention.end
    if here < len(doc) and doc[here].text in POSSESSIVES:
        here += 1
    known = words("roles", "modifiers") | words("roles", "states") | {"and", "&", "-"}
    while here < len(doc) and here < mention.end + 6 and here not in starts:
        if is_head(doc[here]):
            after = here + 1 + (doc[min(here + 1, len(doc) - 1)].text == ",")
            if after in starts:
                return True
        elif doc[here].text.casefold() not in known:
            return False
        here += 1
    return False


def _beside_person(doc: "Doc", mention: Mention, starts: dict[int, Mention]) -> bool:
    """Whether two names with given names are joined: "Roy Disney and |Stanley Gold|"."""
    if mention.end - mention.start < 2 or not is_given_name(doc[mention.start].text.casefold()):
        return False
    if mention.start == 0 or doc[mention.start - 1].text != "and":
        return False
    before = (m for m in starts.values() if m.end == mention.start - 1 and m.label == "PERSON")
    return any(is_given_name(doc[m.start].text.casefold()) for m in before)


def _is_explained(doc: "Doc", mention: Mention, starts: dict[int, Mention]) -> bool:
    """Whether a bracket gives the body's long name: "|Seri| (Social Research Initiative)"."""
    inner = starts.get(mention.end + 1)
    if inner is None or inner.label != "ORG" or doc[mention.end].text != "(":
        return False
    return is_acronym(text_of(doc, mention).upper(), text_of(doc, inner))


def _is_dateline(doc: "Doc", mention: Mention, starts: dict[int, Mention]) -> bool:
    """Whether a paragraph opens with a place and its country: "|BAAR|, SWITZERLAND"."""
    opens = mention.start == 0 or "\n" in doc[mention.start - 1].text
    inner = starts.get(mention.end + 1)
    return opens and inner is not None and inner.label == "LOC" and doc[mention.end].text == ","

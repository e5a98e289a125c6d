"""Words that stand for a name: "the company", "he", "its"; no link where it isn't clear."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.groups import Cast, Group
from extract.organizations import organization_kind
from extract.wordlists import rules, words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def link_references(doc: "Doc", cast: Cast) -> None:
    """Add to each group the token spans that stand for it."""
    for start, end, label, kinds in reference_words(doc, cast):
        group = _antecedent(doc, cast, start, label, kinds)
        if group is not None:
            cast.add_reference(start, end, group)


def reference_words(doc: "Doc", cast: Cast) -> Iterator[tuple[int, int, str, frozenset[str]]]:
    """Each "he", "the company", "its" as (start, end, label wanted, kinds wanted)."""
    nouns = rules("references")["nouns"]
    for token in doc:
        small = token.text.casefold()
        if cast.label_at(token.i):
            continue
        if small in words("references", "personal"):
            yield token.i, token.i + 1, "PERSON", frozenset()
        elif small in {"it", "its", "itself"}:
            yield token.i, token.i + 1, "ORG", frozenset()
        elif small in nouns and token.i and doc[token.i - 1].text.casefold() in {"the", "this"}:
            label, _, kinds = nouns[small].partition(" ")
            yield token.i - 1, token.i + 1, label, frozenset(kinds.split())


def _antecedent(
    doc: "Doc", cast: Cast, place: int, label: str, kinds: frozenset[str]
) -> Group | None:
    """The group last named before a token that fits."""
    fits = [
        (mention.start, group)
        for group in cast.of(label)
        for mention in group.mentions
        if mention.start < place and (not kinds or group_kind(group) in kinds)
    ]
    if not fits:
        return None
    start, group = max(fits, key=lambda row: row[0])
    return group if _is_near(doc, start, place) else None


def _is_near(doc: "Doc", start: int, place: int) -> bool:
    """Whether no more than two paragraphs lie between."""
    return sum("\n" in token.text for token in doc[start:place]) <= 2


def group_kind(group: Group) -> str:
    """The kind of a body as its name tells; company where nothing does."""
    return organization_kind(group.name) or "company"

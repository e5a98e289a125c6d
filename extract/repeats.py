"""Names seen once are names everywhere: the occurrences that the recogniser passed over."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extract.mentions import Mention, is_capitalised, text_of
from extract.people import name_parts
from extract.wordlists import phrases, words

if TYPE_CHECKING:
    from spacy.tokens import Doc


def with_repeats(doc: "Doc", mentions: list[Mention]) -> list[Mention]:
    """The mentions with every further occurrence of the same names, in order."""
    held = {place: m for m in mentions for place in range(m.start, m.end)}
    for form, label in sorted(_forms(doc, mentions).items(), key=lambda row: -len(row[0])):
        for start in _occurrences(doc, form):
            mention = Mention(start, start + len(form), label)
            inside = {held[i] for i in range(mention.start, mention.end) if i in held}
            if all(_is_part(other, mention) for other in inside):
                held.update(dict.fromkeys(range(mention.start, mention.end), mention))
    kept = sorted(set(held.values()), key=lambda mention: mention.start)
    return [mention for mention in kept if not _is_bare(doc, mention, kept)]


def _is_part(part: Mention, whole: Mention) -> bool:
    """Whether a mention is a piece of a longer one of the same label: "Media" of "New Media"."""
    shorter = part.end - part.start < whole.end - whole.start
    inside = whole.start <= part.start and part.end <= whole.end
    return shorter and inside and part.label == whole.label


def _is_bare(doc: "Doc", mention: Mention, mentions: list[Mention]) -> bool:
    """Whether only a common head such as "Office" is left, and no longer name has it."""
    if mention.label != "ORG" or mention.end - mention.start > 1:
        return False
    word = doc[mention.start].text
    if word.casefold() not in words("organizations", "bare"):
        return False
    longer = (text_of(doc, m).split() for m in mentions if m.end - m.start > 1)
    return not any(word in name for name in longer)


def _forms(doc: "Doc", mentions: list[Mention]) -> dict[tuple[str, ...], str]:
    """The token sequences to look for, and their label."""
    forms: dict[tuple[str, ...], str] = {}
    for mention in mentions:
        tokens = tuple(token.text for token in doc[mention.start : mention.end])
        if _is_telling(doc, mention):
            forms.setdefault(tokens, mention.label)
        if mention.label == "PERSON" and len(name_parts(text_of(doc, mention))) > 1:
            forms.setdefault((tokens[-1],), "PERSON")
    for short, label in bracketed(doc, mentions):
        forms[(short,)] = label
    small = {token.text for token in doc if token.text.islower()}
    return {f: label for f, label in forms.items() if len(f) > 1 or f[0].casefold() not in small}


def _is_telling(doc: "Doc", mention: Mention) -> bool:
    """Whether the form can only be that name: two words, or one with a capital inside."""
    if mention.end - mention.start > 1:
        return True
    word = doc[mention.start].text
    inner = any(character.isupper() for character in word[1:])
    return len(word) > 2 and (inner or not doc[mention.start].is_sent_start)


def bracketed(doc: "Doc", mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """(short form, label) for each "Long Name (SHORT)" whose bracket holds one word in capitals."""
    for mention in mentions:
        place = mention.end + 1
        if mention.label != "ORG" or place + 1 >= len(doc) or doc[mention.end].text != "(":
            continue
        word = doc[place].text
        if doc[place + 1].text == ")" and word[:1].isupper() and len(word) > 1:
            yield word, "ORG"


def _occurrences(doc: "Doc", form: tuple[str, ...]) -> Iterator[int]:
    if len(form) == 1 and form[0].casefold() in phrases("mentions", "junk"):
        return
    for start in range(len(doc) - len(form) + 1):
        if doc[start].text != form[0] or not (is_capitalised(doc[start]) or form[0][0].isdigit()):
            continue
        if all(doc[start + i].text == word for i, word in enumerate(form)):
            yield start

"""Doc -> what people are quoted as saying, word for word and in report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.entities import Entities
from extract.quote_marks import Stretch, find_stretches
from extract.reported import read_reported
from extract.speakers import (
    Saying,
    Voices,
    doer,
    is_cue,
    saying_after,
    saying_before,
    speaker_of_sentence,
)
from extract.wordlists import words
from models.facts import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOBODY = Saying(None, None)
ENDS = frozenset({".", ",", "at", "in", "on", "to", "during", "after"})
"""What may follow the verb of a sentence that only tells who spoke."""
FRAGMENT = 14
"""Tokens that a sentence may have which only says who spoke: "Ann Lee, head of Acme, said." """


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A stretch with the tokens around it in which its speaker may stand."""

    stretch: Stretch
    text: str
    rest: str
    """What stands right behind the closing mark."""
    first: int
    """Its first token, and `last` the one after its last."""
    last: int
    begin: int
    """Where the sentence, or what is left of it by the quote before, begins."""
    stop: int
    """Where it ends, or the next quote opens."""


def read_quotes(doc: "Doc", entities: Entities) -> list[Quote]:
    """Every stretch in quotation marks and every reported clause, in order. Never raises."""
    voices = Voices(doc, entities)
    quotes = [*read_direct(doc, voices), *read_reported(doc, voices)]
    return sorted(quotes, key=lambda quote: (quote.start, quote.end))


def read_direct(doc: "Doc", voices: Voices) -> list[Quote]:
    """The stretches in quotation marks with speaker and verb, in order."""
    quotes: list[Quote] = []
    before: tuple[Setting, Saying] | None = None
    for setting in _settings(doc):
        saying = _saying(doc, voices, setting, before)
        before = (setting, saying)
        stretch = setting.stretch
        quotes.append(
            Quote(
                speaker=saying.speaker,
                kind="direct",
                text=setting.text,
                cue=saying.cue,
                start=stretch.start,
                end=stretch.end,
            )
        )
    return quotes


def names_something(doc: "Doc", first: int, last: int) -> bool:
    """Whether the marks stand around a title: the "Freedom to Fish Act"; not if said."""
    names = [token.text for token in doc[first:last] if token.text[0].isalnum()]
    small = [word for word in names if word.islower() and word not in words("cues", "small")]
    told = any(is_cue(token) for token in doc[max(first - 2, 0) : first])
    return len(names) > 1 and not small and not told and any(n[0].isupper() for n in names[1:])


def _settings(doc: "Doc") -> list[Setting]:
    spans = []
    text = doc.text  # made anew each time it is asked for
    for stretch in find_stretches(text):
        span = doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
        if span is not None and len(span) and not names_something(doc, span.start, span.end):
            spans.append((stretch, span.start, span.end))
    settings = []
    for number, (stretch, first, last) in enumerate(spans):
        floor = spans[number - 1][2] if number else 0
        ceiling = spans[number + 1][1] if number + 1 < len(spans) else len(doc)
        begin, stop = sentence_begin(doc, first, floor), _sentence_stop(doc, last, ceiling)
        settings.append(
            Setting(
                stretch=stretch,
                text=text[stretch.start : stretch.end],
                rest=text[stretch.end + 1 : stretch.end + 3].strip(),
                first=first,
                last=last,
                begin=begin,
                stop=stop,
            )
        )
    return settings


def sentence_begin(doc: "Doc", first: int, floor: int) -> int:
    """Where the sentence begins that a token stands in, no earlier than `floor`."""
    here = first
    while here > floor and not _is_break(doc, here - 1, first):
        here -= 1
    return here


def _is_break(doc: "Doc", place: int, first: int) -> bool:
    """Whether a sentence ends at a token: a line break, or a full stop before a new start."""
    token = doc[place]
    if "\n" in token.text:
        return True
    return token.text in {".", "!", "?"} and place < first - 1


def _sentence_stop(doc: "Doc", last: int, ceiling: int) -> int:
    here = last
    while here < ceiling and "\n" not in doc[here].text and doc[here].text not in {".", "!", "?"}:
        here += 1
    return here


def _saying(
    doc: "Doc", voices: Voices, setting: Setting, before: tuple[Setting, Saying] | None
) -> Saying:
    """Who speaks: in the quote's own sentence, else whoever spoke before."""
    own = _in_sentence(doc, voices, setting)
    if own and own.speaker:
        return own
    if _opens_sentence(doc, setting):
        carried = _carried(doc, voices, before, setting)
        carried = Saying(carried.speaker, own.cue) if carried and own else carried
    else:
        carried = _same_sentence(doc, before, setting)
    return carried or own or NOBODY


def _opens_sentence(doc: "Doc", setting: Setting) -> bool:
    return not any(token.is_alpha for token in doc[setting.begin : setting.first])


def _in_sentence(doc: "Doc", voices: Voices, setting: Setting) -> Saying | None:
    ended = _has_ended(doc, setting)
    after = _fragment(doc, voices, setting) if ended else None
    after = after or (None if ended else saying_after(voices, setting.last, setting.stop))
    if _opens_sentence(doc, setting):
        return after
    before = saying_before(voices, setting.begin, setting.first)
    if before and before.speaker:
        return before
    if after and after.speaker and (after.cue or not before):
        return after
    name = None if before else doer(voices, setting.begin, setting.first)
    return before or (Saying(name, None) if name else after)


def _fragment(doc: "Doc", voices: Voices, setting: Setting) -> Saying | None:
    """The speaker told by a sentence that says nothing else: `"..." Ann Lee of Acme said.`"""
    first = next((i for i in range(setting.last, setting.stop) if doc[i].is_alpha), None)
    closed = setting.stop < len(doc) and doc[setting.stop].text == "."
    if first is None or not closed or setting.stop - first > FRAGMENT:
        return None
    cue = next((i for i in range(first, setting.stop) if is_cue(doc[i])), None)
    if cue is None or (cue > first and doc[cue + 1].text not in ENDS):
        return None
    return saying_after(voices, setting.last, setting.stop)


def _has_ended(doc: "Doc", setting: Setting) -> bool:
    """Whether the sentence ends with the quote: a full stop inside or behind the closing mark."""
    if setting.last < len(doc) and doc[setting.last].text in {".", "!"}:
        return True
    closed = setting.text.endswith(".")
    return closed and not setting.rest.startswith(",") and not setting.rest[:1].islower()


def _same_sentence(
    doc: "Doc", before: tuple[Setting, Saying] | None, setting: Setting
) -> Saying | None:
    """The speaker of the quote before in the same sentence: `said "A" and that "B"`."""
    if before is None or setting.begin > before[0].last + 1:
        return None
    between = doc[before[0].last : setting.first]
    broken = any(t.text in {".", "!", "?"} or "\n" in t.text for t in between)
    ended = before[0].text.endswith((".", "!", "?"))
    return None if broken or ended else before[1]


def _carried(
    doc: "Doc", voices: Voices, before: tuple[Setting, Saying] | None, setting: Setting
) -> Saying | None:
    """The last speaker, where the quote stands alone: the speech goes on."""
    start = before[0].last if before else -1
    if told := _told_between(doc, voices, start, setting.begin):
        return told
    return before[1] if before and _paragraphs(doc, max(start, 0), setting.first) <= 1 else None


def _told_between(doc: "Doc", voices: Voices, start: int, end: int) -> Saying | None:
    """Who speaks in the sentence just before the quote, if a whole one lies between."""
    stop = end
    while stop > start and not any(map(str.isalnum, doc[stop - 1].text)):
        stop -= 1
    begin = sentence_begin(doc, stop, max(start, 0))
    while begin < stop and not any(map(str.isalnum, doc[begin].text)):
        begin += 1
    if begin <= start or stop - begin < 3 or _paragraphs(doc, stop, end) > 1:
        return None
    return speaker_of_sentence(voices, begin, stop)


def _paragraphs(doc: "Doc", start: int, end: int) -> int:
    """The line breaks between two tokens."""
    return sum("\n" in token.text for token in doc[start:end])

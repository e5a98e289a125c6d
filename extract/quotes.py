"""Doc -> what people are quoted as saying, word for word and in report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.entities import Entities
from extract.quote_marks import Stretch, find_stretches
from extract.reported import read_reported
from extract.speakers import Saying, Voices, doer, saying_after, saying_before
from models.facts import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch with the tokens around it in which its speaker may stand."""

    stretch: Stretch
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
    direct = read_direct(doc, voices)
    return sorted(
        [*direct, *read_reported(doc, voices)], key=lambda quote: (quote.start, quote.end)
    )


def read_direct(doc: "Doc", voices: Voices) -> list[Quote]:
    """The stretches in quotation marks with speaker and verb, in order."""
    quotes: list[Quote] = []
    before: tuple[Place, Saying] | None = None
    for place in _places(doc):
        saying = _saying(doc, voices, place) or _carried(doc, before, place) or Saying(None, None)
        if (
            saying.speaker is None
            and (carried := _carried(doc, before, place))
            and saying.cue is None
        ):
            saying = carried
        before = (place, saying)
        quotes.append(_quote(doc, place.stretch, saying))
    return quotes


def _quote(doc: "Doc", stretch: Stretch, saying: Saying) -> Quote:
    return Quote(
        speaker=saying.speaker,
        kind="direct",
        text=doc.text[stretch.start : stretch.end],
        cue=saying.cue,
        start=stretch.start,
        end=stretch.end,
    )


def _places(doc: "Doc") -> list[Place]:
    spans = []
    for stretch in find_stretches(doc.text):
        span = doc.char_span(stretch.start, stretch.end, alignment_mode="expand")
        if span is not None and len(span):
            spans.append((stretch, span.start, span.end))
    places = []
    for number, (stretch, first, last) in enumerate(spans):
        floor = spans[number - 1][2] if number else 0
        ceiling = spans[number + 1][1] if number + 1 < len(spans) else len(doc)
        places.append(
            Place(
                stretch=stretch,
                first=first,
                last=last,
                begin=_sentence_begin(doc, first, floor),
                stop=_sentence_stop(doc, last, ceiling),
            )
        )
    return places


def _sentence_begin(doc: "Doc", first: int, floor: int) -> int:
    here = first
    while here > floor and not _is_break(doc, here - 1, first):
        here -= 1
    return here


def _is_break(doc: "Doc", place: int, first: int) -> bool:
    """Whether a sentence ends at a token: a line break, or a full stop before a new start."""
    token = doc[place]
    return "\n" in token.text or (token.text in {".", "!", "?"} and place < first - 1)


def _sentence_stop(doc: "Doc", last: int, ceiling: int) -> int:
    here = last
    while here < ceiling and "\n" not in doc[here].text and doc[here].text not in {".", "!", "?"}:
        here += 1
    return here


def _saying(doc: "Doc", voices: Voices, place: Place) -> Saying | None:
    """The speaker in the quote's own sentence."""
    opens_sentence = not any(t.is_alpha for t in doc[place.begin : place.first])
    ended = _has_ended(doc, place)
    after = None if ended else saying_after(voices, place.last, place.stop)
    if opens_sentence:
        return after
    before = saying_before(voices, place.begin, place.first)
    if before and before.speaker:
        return before
    if after and after.speaker:
        return after
    name = doer(voices, place.begin, place.first)
    return before or (Saying(name, None) if name else after)


def _has_ended(doc: "Doc", place: Place) -> bool:
    """Whether the sentence ends with the quote: a full stop inside the closing mark."""
    text = doc.text[place.stretch.start : place.stretch.end]
    if place.last < len(doc) and doc[place.last].text in {".", "!", "?"}:
        return True
    rest = doc.text[place.stretch.end + 1 : place.stretch.end + 3].strip()
    return text.endswith(".") and not rest.startswith(",") and not rest[:1].islower()


def _carried(doc: "Doc", before: tuple[Place, Saying] | None, place: Place) -> Saying | None:
    """The speaker before, where this quote is the speech going on."""
    if before is None or any(t.is_alpha for t in doc[place.begin : place.first]):
        return None
    between = doc.text[before[0].stretch.end : place.stretch.start]
    if between.count("\n\n") > 1:
        return None
    return before[1]

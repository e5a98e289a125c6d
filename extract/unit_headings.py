"""The headings that a figure's own unit makes: "job cuts", "AI companies registered", "weight"."""

from collections.abc import Iterator
from functools import cache

from extract.anchors import Anchor
from extract.clauses import Clauses
from extract.inflections import regular_forms
from extract.measures import Measure
from extract.noun_phrases import extended, heading
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Place

_BEHIND = frozenset({"of", "in", "for", "on", "with", "from"})
_STOPS = frozenset(".,;:!?()[]\"'“”—–")
_CLAUSES = frozenset({"and", "but", "while", "said", "as", "when", "because", "although", "though"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_HANGING = frozenset({"IN", "DT", "TO", "CC", "MD", "PRP$", "JJ"})
"""Tags of words that a heading doesn't end with."""
_UNSAID = frozenset({"worth", "able", "likely", "available", "due", "more", "less", "enough"})
"""Adjectives that tell nothing of what is counted."""
_PARTICLES = frozenset({"off", "out", "down", "up", "away", "back"})


def unit_forms(reading: Reading, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """What is counted, with the words behind it or the verb above."""
    measure = anchor.measure
    if beside := _comparative(reading.clauses, anchor) or _fewer(reading, anchor):
        yield "comparative", beside
    if measure is not None and measure.per:
        yield from _rated(anchor, measure.per)
    if measure is not None and measure.kind == "money":
        yield from _printed_on(reading.clauses, anchor, measure)
    if measure is None or measure.kind not in {"count", "quantity"}:
        return
    if not measure.unit:
        yield from _said_of(reading.clauses, anchor)
        return
    if anchor.deed in load_table("headings")["counted"]:
        return
    yield "unit", measure.unit
    if dimension := dimension_of(measure):
        yield f"dimension {dimension}", dimension
    if said := said_dimension(reading.clauses, anchor):
        yield "said", said
    if held := _held_by_change(reading.clauses, anchor):
        yield "change of units", f"{held} of {measure.unit}"
    yield from _unit_behind(reading, anchor, measure.unit)
    yield from _unit_done(reading, anchor, measure.unit)


def _comparative(clauses: Clauses, anchor: Anchor) -> str | None:
    """ "reduction in weight" for "15% lighter", "increase in price" for "dearer by 12p"."""
    table: dict[str, str] = load_table("headings")["comparatives"]
    behind = clauses.lower[anchor.last : anchor.last + 2]
    by = anchor.preposition == "by"
    before = clauses.lower[max(0, anchor.first - 3) : anchor.first - 1] if by else []
    for words in (behind, behind[:1], before, before[-1:]):
        if (found := table.get(" ".join(words))) is not None:
            return found
    return None


def _fewer(reading: Reading, anchor: Anchor) -> str | None:
    """ "decrease in vehicles sold" for "sold 3% fewer vehicles", "increase in profit"."""
    clauses, place = reading.clauses, anchor.last
    if anchor.kind != "percent" or anchor.change is None or anchor.verb is None:
        return None
    if clauses.lower[anchor.first - 1] == "worth":
        return f"{anchor.change} in value"  # "worth 9% more"
    if clauses.lower[place : place + 1] not in (["more"], ["fewer"], ["less"]):
        return None
    number = reading.phrase_number(place + 1)
    if number is None:
        return None
    phrase = reading.phrases[number]
    if phrase.head <= place or clauses.tags[phrase.head][:2] != "NN":
        return None
    end = extended(clauses, reading.phrases, number, 1)
    things = heading(clauses, place + 1, end)
    its = (
        end == phrase.last
        and clauses.heads[phrase.head] == anchor.verb
        and clauses.deps[phrase.head] == "obj"
    )
    done = _participle(clauses, anchor.verb) if its and anchor.verb_class == "nominal" else None
    return f"{anchor.change} in {things}{f' {done}' if done else ''}"


def _printed_on(clauses: Clauses, anchor: Anchor, money: Measure) -> Iterator[tuple[str, str]]:
    """ "denomination of note" for a 50-euro note: money that only tells notes apart."""
    table = load_table("headings")["denominations"]
    behind = (lemma for lemma in clauses.lemmas[anchor.last : anchor.last + 2] if lemma != "-")
    noun = next(behind, None)
    if noun in table["nouns"] and money.amount in table["amounts"] and not money.per:
        yield "denomination", f"denomination of {noun}"


def _rated(anchor: Anchor, per: str) -> Iterator[tuple[str, str]]:
    """ "annual spending" of so much a year, "price per barrel", "payment per share"."""
    nominal = anchor.deed
    rhythm = load_table("headings")["rhythms"].get(per)
    if rhythm is None:
        yield "price per", f"price per {per}"
    if nominal:
        yield "nominal per", f"{rhythm} {nominal}" if rhythm else f"{nominal} per {per}"


def dimension_of(measure: Measure | None) -> str | None:
    """What an amount in its unit measures: the weight of 59 kg."""
    if measure is None or measure.kind != "quantity" or not measure.unit:
        return None
    words = measure.unit.lower().split()
    return next((_dimensions()[word] for word in words if word in _dimensions()), None)


def said_dimension(clauses: Clauses, anchor: Anchor) -> str | None:
    """The dimension that is printed: "3 cm |thick|", "weighs 130 lb", "50 cm in |diameter|"."""
    if anchor.kind != "quantity":
        return None
    table = load_table("headings")
    behind = clauses.lower[anchor.last : anchor.last + 2]
    if behind[:1] == ["in"] and behind[1:] and behind[1] in table["dimension_nouns"]:
        return behind[1]
    known: dict[str, str] = table["dimension_words"]
    return known.get(behind[0] if behind else "") or known.get(anchor.verb_lemma)


@cache
def _dimensions() -> dict[str, str]:
    """The dimension of each word of a unit."""
    table: dict[str, list[str]] = load_table("headings")["dimensions"]
    return {word: dimension for dimension, words in table.items() for word in words}


def _unit_behind(reading: Reading, anchor: Anchor, unit: str) -> Iterator[tuple[str, str]]:
    """ "AI companies registered", "rounds of outages", "people who depend on remittances"."""
    clauses, place = reading.clauses, anchor.last
    if place >= len(clauses.words):
        return
    tag = clauses.tags[place] if clauses.lower[place] not in _BEHIND else clauses.lower[place]
    said = past_copula(clauses, place)
    rest = told_until(reading, said, predicate=said > place)
    if rest > said and not _is_whereabouts(reading, said):
        acts = clauses.heads[anchor.head] in {said, clauses.heads[said]}
        link = "that " if acts and clauses.tags[said] in _FINITE else ""
        subject = clauses.child(said, "nsubj", "nsubj:pass")
        if acts or subject is None or subject > said:
            yield f"unit+{tag}", f"{unit} {link}{clauses.slice(said, rest)}"
    if clauses.tags[said] in {"VBN", "VBG", "VBD"} and rest > said + 1:
        yield "unit+participle", f"{unit} {clauses.words[said]}"


def past_copula(clauses: Clauses, place: int) -> int:
    """The token past "are now", where a unit is said to be something: "people |out of work|"."""
    if clauses.lemmas[place] != "be":
        return place
    end = clauses.sentence(place)[1] - 1
    place = min(end, place + 1)
    while place < end and clauses.tags[place] == "RB":
        place += 1
    return place


def _held_by_change(clauses: Clauses, anchor: Anchor) -> str | None:
    """The noun of change that things are counted of: "the |loss| of 3,100 jobs"."""
    noun = anchor.first - 2
    of = noun >= 0 and clauses.lower[anchor.first - 1] == "of"
    lemma = clauses.lemmas[noun] if of else ""
    return lemma if lemma in load_table("headings")["unit_changes"] else None


def _said_of(clauses: Clauses, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """ "jobless" for a bare number of whom it is said: "161,000 were jobless"."""
    said = anchor.verb
    if said is None or clauses.tags[said] != "JJ" or clauses.lemmas[said] in _UNSAID:
        return
    if clauses.child(said, "cop") is not None and clauses.heads[anchor.head] == said > anchor.head:
        yield "predicate", clauses.words[said]


def _is_whereabouts(reading: Reading, place: int) -> bool:
    """Whether the words behind a unit only name whose it is: "in Oslo", "by the union"."""
    link = reading.clauses.lower[place]
    the = link == "by" and reading.clauses.lower[place + 1 : place + 2] == ["the"]
    named = place + 1 + the
    mention = reading.mention_at(named) if link in {"in", "by"} else None
    return mention is not None and (link == "by" or isinstance(mention.named, Place))


def told_until(reading: Reading, place: int, limit: int = 6, *, predicate: bool = False) -> int:
    """The end of the words behind a unit, or of what is said of it, that tell which are counted."""
    clauses = reading.clauses
    last = clauses.sentence(place)[1]
    end = place
    while (
        end < min(last, place + limit)
        and clauses.words[end] not in _STOPS
        and end not in reading.measure_tokens
    ):
        if end in reading.period_tokens or clauses.lower[end] in _CLAUSES:
            break
        if clauses.lower[end : end + 3] == ["by", "the", "time"]:
            break
        end += 1
    while end < last and end > place and (end in clauses.joints or end - 1 in clauses.joints):
        end += 1
    hanging = _HANGING - {"JJ"} if predicate else _HANGING
    while end > place and (clauses.tags[end - 1] in hanging or clauses.lower[end - 1] == "worth"):
        end -= 1
    return end


def _unit_done(reading: Reading, anchor: Anchor, unit: str) -> Iterator[tuple[str, str]]:
    """ "cut in jobs", "workers laid off"."""
    verb = anchor.verb
    if verb is None or not reading.clauses.tags[verb].startswith("VB"):
        return
    noun = anchor.change or anchor.deed
    if noun and " " in unit:
        yield "noun-in-unit", f"{noun} in {unit}"
    elif noun in {"cut", "reduction"} and unit.lower() in load_table("headings")["people"]:
        yield "unit-noun", "job cuts"
    elif noun:
        yield "unit-noun", f"{_one(reading.clauses, anchor, unit)} {_many(noun)}"
    done = _participle(reading.clauses, verb)
    if done and (noun or anchor.verb_class != "level"):
        yield "unit+verb", f"{unit} {done}"


def _one(clauses: Clauses, anchor: Anchor, unit: str) -> str:
    """The unit's lemma: "company" for "companies"."""
    tokens = range(anchor.first, anchor.last)
    return next((clauses.lemmas[i] for i in tokens if clauses.words[i] == unit), unit)


def _many(noun: str) -> str:
    """ "cuts" for "cut"."""
    ending = "es" if noun.endswith(("s", "sh", "ch", "x")) else "s"
    return noun if noun.endswith("s") and not noun.endswith("ss") else noun + ending


def _participle(clauses: Clauses, verb: int) -> str | None:
    """The past participle as printed, or by rule, with its particle: "laid off", "employed"."""
    word, tag, lemma = clauses.lower[verb], clauses.tags[verb], clauses.lemmas[verb]
    regular = tag == "VBN" or (tag == "VBD" and word.endswith("ed"))
    if not regular and not lemma.isalpha():
        return None
    done = word if regular else _forms().get(lemma) or regular_forms(lemma)[2]
    following = clauses.lower[verb + 1] if verb + 1 < len(clauses.words) else ""
    amount = clauses.lower[verb + 1 : verb + 3] == ["up", "to"]  # "save up to 5m"
    return f"{done} {following}" if following in _PARTICLES and not amount else done


@cache
def _forms() -> dict[str, str]:
    """The irregular participle of a lemma."""
    forms: dict[str, str] = load_table("irregular")["participles"]
    return forms

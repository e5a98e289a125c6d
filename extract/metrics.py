"""What a figure measures, as a column heading: "investment in AI research and development"."""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.anchors import Anchor, change_noun, nominal_noun
from extract.clauses import is_verb
from extract.phrases import Phrase, extended, heading
from extract.ranker import best
from extract.reading import Reading

_BEHIND = frozenset({"of", "in", "for", "on", "with", "from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A possible heading and what speaks for it."""

    text: str
    features: tuple[str, ...]
    phrase: Phrase | None = None
    """The noun phrase it is made of; None for one made of the verb."""


def read_metric(reading: Reading, anchor: Anchor) -> Wording | None:
    """The best heading for a measure; None when its sentence has no noun for one."""
    wordings = list(metric_wordings(reading, anchor))
    number = best("metric", [wording.features for wording in wordings])
    return wordings[number] if number is not None else None


def metric_wordings(reading: Reading, anchor: Anchor) -> Iterator[Wording]:
    """Every heading that the measure's sentence offers, nearest phrases first."""
    yield from _unit_wordings(reading, anchor)
    yield from _verb_wordings(anchor)
    sentence = reading.clauses.sentence_of[anchor.head]
    near = [
        n for n, p in enumerate(reading.phrases) if reading.clauses.sentence_of[p.first] == sentence
    ]
    near = [n for n in near if _is_heading(reading, reading.phrases[n])]
    near.sort(key=lambda n: _distance(anchor, reading.phrases[n]))
    before = after = 0
    for number in near[:8]:
        phrase = reading.phrases[number]
        if phrase.first < anchor.first:
            before += 1
            place = -before
        else:
            after += 1
            place = after
        yield from _phrase_wordings(reading, anchor, number, place)


def _distance(anchor: Anchor, phrase: Phrase) -> int:
    return anchor.first - phrase.last if phrase.first < anchor.first else phrase.first - anchor.last


def _is_heading(reading: Reading, phrase: Phrase) -> bool:
    return reading.clauses.tags[phrase.head][:2] in {"NN", "FW", "CD"}


def _features(anchor: Anchor, form: str, *more: str) -> tuple[str, ...]:
    kind, verb = anchor.kind, anchor.verb_class
    base = (f"form={form}", f"form={form} kind={kind}", f"form={form} verb={verb}")
    lemma = f"form={form} lemma={anchor.verb_lemma}"
    return (*base, f"form={form} prep={anchor.preposition}", lemma, *more)


def _unit_wordings(reading: Reading, anchor: Anchor) -> Iterator[Wording]:
    """What is counted, with the words behind it or the verb above."""
    measure = anchor.measure
    if measure is None or measure.kind not in {"count", "quantity"} or not measure.unit:
        return
    unit = measure.unit
    yield Wording(text=unit, features=_features(anchor, "unit"))
    for form, text in (*_unit_behind(reading, anchor, unit), *_unit_done(reading, anchor, unit)):
        yield Wording(text=text, features=_features(anchor, form))


def _unit_behind(reading: Reading, anchor: Anchor, unit: str) -> Iterator[tuple[str, str]]:
    """ "AI companies registered", "rounds of outages"."""
    clauses, place = reading.clauses, anchor.last
    if place >= len(clauses.words):
        return
    if clauses.tags[place] in {"VBN", "VBG", "VBD"}:
        yield f"unit+{clauses.tags[place]}", f"{unit} {clauses.words[place]}"
    if clauses.lower[place] in _BEHIND:
        number = next((n for n, p in enumerate(reading.phrases) if p.first == place + 1), None)
        if number is not None:
            end = extended(clauses, reading.phrases, number, 1)
            text = heading(clauses, place + 1, end)
            yield f"unit+{clauses.lower[place]}", f"{unit} {clauses.lower[place]} {text}"


def _unit_done(reading: Reading, anchor: Anchor, unit: str) -> Iterator[tuple[str, str]]:
    """ "cut in jobs", "workers laid"."""
    if anchor.verb is None:
        return
    noun = change_noun(anchor.verb_lemma) or nominal_noun(anchor.verb_lemma)
    if noun:
        yield "noun-in-unit", f"{noun} in {unit}"
    word, tag = reading.clauses.words[anchor.verb], reading.clauses.tags[anchor.verb]
    done = _participle(word, tag, anchor.verb_lemma) if tag.startswith("VB") else None
    if done and anchor.verb_class != "level":
        yield "unit+verb", f"{unit} {done}"


def _participle(word: str, tag: str, lemma: str) -> str | None:
    """The past participle as printed, or by rule: "employ" -> "employed"."""
    if tag == "VBN" or (tag == "VBD" and word.endswith("ed")):
        return word.lower()
    if not lemma.isalpha():
        return None
    return f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed"


def _verb_wordings(anchor: Anchor) -> Iterator[Wording]:
    noun = nominal_noun(anchor.verb_lemma)
    if noun:
        yield Wording(text=noun, features=_features(anchor, "verb"))


def _phrase_wordings(
    reading: Reading, anchor: Anchor, number: int, place: int
) -> Iterator[Wording]:
    clauses, phrases = reading.clauses, reading.phrases
    phrase = phrases[number]
    skip = range(*phrase.owner) if phrase.owner else ()
    relation = _relation(reading, anchor, phrase)
    long_end = extended(clauses, phrases, number)
    plain = heading(clauses, phrase.first, phrase.last, skip)
    if not plain:
        return
    more = _phrase_features(reading, anchor, phrase, relation, place)
    for form, text in _forms(
        reading, anchor, phrase, plain, heading(clauses, phrase.first, long_end, skip)
    ):
        features = _features(anchor, f"{form}:{relation}", *(f"{form} {m}" for m in more), *more)
        yield Wording(text=text, features=features, phrase=phrase)


def _forms(
    reading: Reading, anchor: Anchor, phrase: Phrase, plain: str, longer: str
) -> Iterator[tuple[str, str]]:
    """The ways a noun phrase makes a heading: alone, or behind the noun of the verb."""
    yield "plain", plain
    if longer != plain:
        yield "long", longer
    if phrase.owner:
        yield "owned", heading(reading.clauses, phrase.first, phrase.last)
    change, nominal = change_noun(anchor.verb_lemma), nominal_noun(anchor.verb_lemma)
    if change:
        yield "change", f"{change} in {longer}"
    if nominal:
        link = phrase.link if phrase.link in {"on", "in", "for", "to", "from"} else "of"
        yield "nominal", f"{nominal} {link} {longer}"
    if anchor.kind == "percent":
        yield "share", f"share of {longer}"
    if anchor.kind == "money":
        yield "price", f"price of {plain}"


def _phrase_features(
    reading: Reading, anchor: Anchor, phrase: Phrase, relation: str, place: int
) -> list[str]:
    clauses = reading.clauses
    lemma = clauses.lemmas[phrase.head]
    gap = (
        range(phrase.last, anchor.first)
        if phrase.first < anchor.first
        else range(anchor.last, phrase.first)
    )
    between = clauses.lower[gap.start : gap.stop]
    features = [f"rel={relation}", f"place={place}", f"noun={lemma}", f"link={phrase.link}"]
    features.append(f"verbs={min(2, sum(is_verb(clauses, i) for i in gap))}")
    if "," in between or ";" in between:
        features.append("comma")
    if len(between) <= 2:
        features.append("gap=" + " ".join(between))
    if clauses.tags[phrase.head] in {"NNP", "NNPS"}:
        features.append("proper")
    if any(m.first <= phrase.head < m.last for m in reading.mentions):
        features.append("named")
    return features


def _relation(reading: Reading, anchor: Anchor, phrase: Phrase) -> str:
    """How a phrase stands to the measure: its head noun, subject, object, ..."""
    inside = range(phrase.first, phrase.last)
    if any(i in inside for i in anchor.path[1:3]):
        return "holder"
    if anchor.subject is not None and anchor.subject in inside:
        return "subject"
    if anchor.object is not None and anchor.object in inside:
        return "object"
    if reading.clauses.heads[phrase.head] == anchor.head:
        return "part"
    if anchor.verb is not None and reading.clauses.heads[phrase.head] == anchor.verb:
        return "oblique"
    if phrase.last == anchor.first or phrase.first == anchor.last:
        return "beside"
    return "other"

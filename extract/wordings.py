"""The headings that a sentence offers for a figure, each with what speaks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.anchors import Anchor, change_noun, nominal_noun
from extract.clauses import Clauses, is_verb
from extract.noun_phrases import Phrase, extended, heading
from extract.pointers import Option
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Organization, Person

_BEHIND = frozenset({"of", "in", "for", "on", "with", "from"})
_STOPS = frozenset(".,;:!?()\"'“”—–")
_PARTICLES = frozenset({"off", "out", "down", "up", "away", "back"})
_NEAREST = 9
"""How many noun phrases around the amount are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A possible heading and what speaks for it."""

    text: str
    features: tuple[str, ...]
    phrase: Phrase | None = None
    """The noun phrase it is made of; None for one made of the unit or the verb."""

    @property
    def option(self) -> Option:
        """The noun of its phrase, and how the heading is made of it."""
        return Option(tokens=(self.phrase.head,) if self.phrase else (), form=self.features[0])


def wordings(reading: Reading, anchor: Anchor, previous: str | None = None) -> Iterator[Wording]:
    """Every heading that the sentence offers; `previous` is the metric of the figure before."""
    plain_forms = (
        *_unit_forms(reading, anchor),
        *_verb_forms(anchor),
        *_default_forms(reading, anchor),
    )
    for form, text in plain_forms:
        yield Wording(text=text, features=_features(anchor, form, f"words={len(text.split())}"))
    if previous:
        yield Wording(text=previous, features=_features(anchor, "previous"))
    before = after = 0
    for number in _near(reading, anchor):
        if reading.phrases[number].first < anchor.first:
            before += 1
            place = -before
        else:
            after += 1
            place = after
        yield from _phrase_wordings(reading, anchor, number, place, previous)


def _near(reading: Reading, anchor: Anchor) -> list[int]:
    """The noun phrases of the sentence, nearest first."""
    clauses, phrases = reading.clauses, reading.phrases
    sentence = clauses.sentence_of[anchor.head]
    numbers = (n for n, p in enumerate(phrases) if clauses.sentence_of[p.first] == sentence)
    near = [n for n in numbers if clauses.tags[phrases[n].head][:2] in {"NN", "FW", "CD"}]
    return sorted(near, key=lambda n: _distance(anchor, phrases[n]))[:_NEAREST]


def _distance(anchor: Anchor, phrase: Phrase) -> int:
    if phrase.first < anchor.first:
        return anchor.first - phrase.last
    return phrase.first - anchor.last


def _features(anchor: Anchor, form: str, *more: str) -> tuple[str, ...]:
    base = f"form={form}"
    per = bool(anchor.measure and anchor.measure.per)
    return (
        base,
        f"{base} {anchor.kind}",
        f"{base} {anchor.verb_class}",
        f"{base} prep={anchor.preposition}",
        f"{base} verb={anchor.verb_lemma}",
        f"{base} per={per}",
        *more,
    )


def _unit_forms(reading: Reading, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """What is counted, with the words behind it or the verb above."""
    measure = anchor.measure
    if measure is not None and measure.per:
        yield "price per", f"price per {measure.per}"
        nominal = nominal_noun(anchor.verb_lemma)
        if nominal:
            yield "nominal per", f"{nominal} per {measure.per}"
    if measure is None or measure.kind not in {"count", "quantity"} or not measure.unit:
        return
    yield "unit", measure.unit
    yield from _unit_behind(reading, anchor, measure.unit)
    yield from _unit_done(reading, anchor, measure.unit)


def _unit_behind(reading: Reading, anchor: Anchor, unit: str) -> Iterator[tuple[str, str]]:
    """ "AI companies registered", "rounds of outages", "people who depend on remittances"."""
    clauses, place = reading.clauses, anchor.last
    if place >= len(clauses.words):
        return
    rest = _rest(reading, place)
    if rest > place:
        tag = clauses.tags[place] if clauses.lower[place] not in _BEHIND else clauses.lower[place]
        yield f"unit+{tag}", f"{unit} {clauses.slice(place, rest)}"
    if clauses.tags[place] in {"VBN", "VBG", "VBD"} and rest > place + 1:
        yield "unit+participle", f"{unit} {clauses.words[place]}"


def _rest(reading: Reading, place: int, limit: int = 6) -> int:
    """The end of the words behind a unit that still tell which are counted."""
    clauses = reading.clauses
    last = min(clauses.sentence(place)[1], place + limit)
    end = place
    while end < last and clauses.words[end] not in _STOPS and end not in reading.measure_tokens:
        if end in reading.period_tokens or clauses.lower[end] in {"and", "but", "while", "said"}:
            break
        end += 1
    while end > place and clauses.tags[end - 1] in {"IN", "DT", "TO", "CC", "MD", "PRP$", "JJ"}:
        end -= 1
    return end


def _unit_done(reading: Reading, anchor: Anchor, unit: str) -> Iterator[tuple[str, str]]:
    """ "cut in jobs", "workers laid off"."""
    verb = anchor.verb
    if verb is None or not reading.clauses.tags[verb].startswith("VB"):
        return
    noun = change_noun(anchor.verb_lemma) or nominal_noun(anchor.verb_lemma)
    if noun:
        yield "noun-in-unit", f"{noun} in {unit}"
    done = _participle(reading.clauses, verb)
    if done and anchor.verb_class != "level":
        yield "unit+verb", f"{unit} {done}"


def _participle(clauses: Clauses, verb: int) -> str | None:
    """The past participle as printed, or by rule, with its particle: "laid off", "employed"."""
    word, tag, lemma = clauses.lower[verb], clauses.tags[verb], clauses.lemmas[verb]
    regular = tag == "VBN" or (tag == "VBD" and word.endswith("ed"))
    if not regular and not lemma.isalpha():
        return None
    done = (
        word
        if regular
        else _forms().get(lemma) or (f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed")
    )
    following = clauses.lower[verb + 1] if verb + 1 < len(clauses.words) else ""
    return f"{done} {following}" if following in _PARTICLES else done


@cache
def _forms() -> dict[str, str]:
    """The irregular participle of a lemma."""
    forms: dict[str, str] = load_table("irregular")["participles"]
    return forms


def _verb_forms(anchor: Anchor) -> Iterator[tuple[str, str]]:
    noun = nominal_noun(anchor.verb_lemma)
    if noun:
        yield "verb", noun


def _default_forms(reading: Reading, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """The headings that a verb and the kind of amount bring along, said or not.

    "Acme fell 4%" is about its share price, "closed at $12" about the closing one.
    """
    nature = _subject_nature(reading, anchor)
    for row in load_table("headings")["default"]:
        fits = anchor.kind in row["kinds"] and nature in row.get("subjects", [nature])
        if fits and anchor.verb_lemma in row.get("verbs", [anchor.verb_lemma]):
            change = change_noun(anchor.verb_lemma)
            for text in row["headings"]:
                if change or "{change}" not in text:
                    yield f"default {text} {nature}", text.format(change=change)


def _subject_nature(reading: Reading, anchor: Anchor) -> str:
    """What the clause speaks of: a body, an index, a person, a place or a thing."""
    token = anchor.subject
    if token is None:
        return "none"
    mention = reading.mention_at(token)
    if mention is None:
        index = reading.clauses.lemmas[token] in load_table("headings")["indices"]
        return "index" if index else "thing"
    named = mention.named
    words = named.name.lower().split()
    if set(words) & set(load_table("headings")["indices"]):
        return "index"
    if isinstance(named, Organization):
        return "unlisted" if named.kind == "unlisted" else "body"
    return "person" if isinstance(named, Person) else "place"


def _phrase_wordings(
    reading: Reading, anchor: Anchor, number: int, place: int, previous: str | None
) -> Iterator[Wording]:
    clauses, phrase = reading.clauses, reading.phrases[number]
    skip = range(*phrase.owner) if phrase.owner else ()
    plain = heading(clauses, phrase.first, phrase.last, skip)
    if not plain:
        return
    longer = heading(clauses, phrase.first, extended(clauses, reading.phrases, number), skip)
    relation = relation_of(reading, anchor, phrase)
    more = list(_phrase_features(reading, anchor, phrase, relation, place))
    forms = _forms_of(reading, anchor, phrase, plain, longer, previous)
    for form, text in (*forms, *_joint_forms(reading, anchor, phrase, longer)):
        crossed = (f"{form} {feature}" for feature in more)
        words = f"{form} words={min(6, len(text.split()))}"
        features = _features(anchor, f"{form}:{relation}", words, *crossed, *more)
        yield Wording(text=text, features=features, phrase=phrase)


def _forms_of(
    reading: Reading, anchor: Anchor, phrase: Phrase, plain: str, longer: str, previous: str | None
) -> Iterator[tuple[str, str]]:
    """The ways a noun phrase makes a heading: alone, or behind the noun of the verb."""
    yield "plain", plain
    if longer != plain:
        yield "long", longer
    if phrase.owner:
        yield "owned", heading(reading.clauses, phrase.first, phrase.last)
    if previous and longer == plain and reading.clauses.lemmas[phrase.head] in measured("change"):
        yield "of previous", f"{plain} in {previous}"
    change, nominal = change_noun(anchor.verb_lemma), nominal_noun(anchor.verb_lemma)
    if change:
        yield "change", f"{change} in {longer}"
    if nominal:
        link = phrase.link if phrase.link in {"on", "in", "for", "to", "from"} else "of"
        yield "nominal", f"{nominal} {link} {longer}"
    if anchor.kind == "percent":
        yield "share", f"share of {longer}"
    if anchor.kind == "money":
        yield "cost", f"cost of {longer}"
        yield "price", f"price of {plain}"
        if anchor.measure and anchor.measure.per:
            yield "per", f"{plain} price per {anchor.measure.per}"


def _joint_forms(
    reading: Reading, anchor: Anchor, phrase: Phrase, longer: str
) -> Iterator[tuple[str, str]]:
    """Headings of a phrase and what the clause says of it.

    "debt stands at 60% of GDP" -> "debt as share of GDP"; "the economy grew" -> "economic growth"
    """
    clauses = reading.clauses
    subject = _subject_phrase(reading, anchor)
    whole = clauses.lower[anchor.last : phrase.first] == ["of"] and anchor.kind == "percent"
    if subject is not None and whole and subject.last <= anchor.first and _is_level(anchor):
        yield "as share", f"{_plain(clauses, subject)} as share of {longer}"
    change = change_noun(anchor.verb_lemma) or nominal_noun(anchor.verb_lemma)
    adjective = load_table("headings")["adjectives"].get(clauses.lemmas[phrase.head])
    if change and adjective:
        yield "adjective", f"{adjective} {change}"
    mention = reading.mention_at(phrase.head)
    if mention is not None and (anchor.kind == "percent" or anchor.verb_class == "nominal"):
        nominal = nominal_noun(anchor.verb_lemma) or "stake"
        yield "named", f"{nominal} {'in' if nominal == 'stake' else 'of'} {mention.named.name}"


def _is_level(anchor: Anchor) -> bool:
    """Whether the clause gives the level of its subject: "debt stands at", "the deficit was"."""
    return anchor.verb_class in {"level", "change"}


def _subject_phrase(reading: Reading, anchor: Anchor) -> Phrase | None:
    token = anchor.subject
    if token is None:
        return anchor.doer
    return next((p for p in reading.phrases if p.first <= token < p.last), anchor.doer)


def _plain(clauses: Clauses, phrase: Phrase) -> str:
    """A phrase as a heading without its possessor."""
    return heading(clauses, phrase.first, phrase.last, range(*phrase.owner or (0, 0)))


@cache
def measured(table: str) -> frozenset[str]:
    """Nouns of one kind that figures measure: money, percent, change or vague."""
    return frozenset(load_table("measured")[table])


def _phrase_features(
    reading: Reading, anchor: Anchor, phrase: Phrase, relation: str, place: int
) -> Iterator[str]:
    clauses = reading.clauses
    lemma = clauses.lemmas[phrase.head]
    ahead = phrase.first < anchor.first
    gap = range(phrase.last, anchor.first) if ahead else range(anchor.last, phrase.first)
    between = clauses.lower[gap.start : gap.stop]
    yield f"rel={relation}"
    yield f"place={place}"
    yield f"noun={lemma}"
    yield f"link={phrase.link}"
    yield f"verbs={min(2, sum(is_verb(clauses, i) for i in gap))}"
    yield f"measures={min(2, reading.measures_in(gap))}"
    for table in ("money", "percent", "change", "vague"):
        if lemma in measured(table):
            yield f"{table} noun"
            yield f"{table} noun {relation} {anchor.kind}"
    if "," in between or ";" in between:
        yield "comma"
    if len(between) <= 2:
        yield "gap=" + " ".join(between)
    if clauses.tags[phrase.head] in {"NNP", "NNPS"}:
        yield "proper"
    if reading.mention_at(phrase.head) is not None:
        yield "named"


def relation_of(reading: Reading, anchor: Anchor, phrase: Phrase) -> str:
    """How a phrase stands to the measure: its head noun, subject, object, ..."""
    clauses, inside = reading.clauses, range(phrase.first, phrase.last)
    if any(i in inside for i in anchor.path[1:3]):
        return "holder"
    if anchor.subject is not None and anchor.subject in inside:
        return "subject"
    if anchor.object is not None and anchor.object in inside:
        return "object"
    if clauses.heads[phrase.head] == anchor.head:
        return "part"
    if anchor.doer is not None and anchor.doer.first == phrase.first:
        return "doer"
    if anchor.verb is not None and clauses.heads[phrase.head] == anchor.verb:
        return "oblique"
    if phrase.last == anchor.first or phrase.first == anchor.last:
        return "beside"
    return "other"

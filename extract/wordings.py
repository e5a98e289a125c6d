"""The headings that a sentence offers for a figure, each with what speaks for it."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.anchors import Anchor
from extract.carried import Told, carried, carrying_signs, sentences_back
from extract.clauses import is_verb
from extract.measured import is_change, is_measured_noun, measured, without_change
from extract.noun_phrases import Phrase, extended, heading
from extract.phrase_headings import (
    change_held,
    funds,
    phrase_headings,
    plain_heading,
    subject_phrase,
)
from extract.pointers import Option
from extract.reading import Reading
from extract.tables import load_table
from extract.unit_headings import told_until, unit_forms
from models.facts import Organization, Person

_NEAREST = 9
"""How many noun phrases around the amount are looked at."""
_FROM_BEFORE = 3
"""How many of the sentence before, from its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A possible heading and what speaks for it."""

    text: str
    form: str
    """How it is made."""
    features: Collection[str]
    crossed: Collection[str]
    """What speaks for it if it is made in this way."""
    phrase: Phrase | None = None
    """The noun phrase it is made of; None for one made of the unit or the verb."""
    token: int | None = None
    """Where it stands: its noun, or the figure that it is carried on from."""
    relation: str = ""
    """How its phrase stands to the measure, see `relation_of`."""

    @property
    def circumstances(self) -> tuple[str]:
        """How it is made."""
        return (self.form,)

    @property
    def option(self) -> Option:
        """Where it stands, and how the heading is made."""
        return Option(tokens=() if self.token is None else (self.token,), form=self.form)


def wordings(reading: Reading, anchor: Anchor, earlier: Sequence[Told] = ()) -> Iterator[Wording]:
    """Every heading that the sentence offers, with those of earlier figures."""
    signs = _signs(anchor)
    plain_forms = (
        *unit_forms(reading, anchor),
        *_verb_forms(anchor),
        *_default_forms(reading, anchor),
        *_purposes(reading, anchor),
    )
    for form, text in plain_forms:
        words = f"words={min(6, len(text.split()))}"
        yield Wording(text=text, form=form, features={form}, crossed={words, *signs})
    yield from _carried_wordings(reading, anchor, earlier)
    for form, text, phrase in _by_the_figure_before(reading, anchor, earlier):
        yield Wording(text=text, form=form, features={form}, crossed=signs, phrase=phrase)
    yield from _sentence_before(reading, anchor)
    previous = earlier[-1].metric if earlier else None
    before = after = 0
    for number in _near(reading, anchor):
        if reading.phrases[number].first < anchor.first:
            before += 1
            place = -before
        else:
            after += 1
            place = after
        yield from _phrase_wordings(reading, anchor, number, place, previous)


def _carried_wordings(
    reading: Reading, anchor: Anchor, earlier: Sequence[Told]
) -> Iterator[Wording]:
    """ "a rise from 3 billion": the heading of a figure before."""
    for place, (known, told) in enumerate(carried(earlier, "metric")):
        form = "earlier" if place else "previous"
        if _counts(told, known) and anchor.kind == "money":
            continue
        text = _turned(anchor, known)
        signs = {*_signs(anchor), *carrying_signs(reading, told, anchor)}
        token = told.anchor.head
        yield Wording(text=text, form=form, features={form}, crossed=signs, token=token)
        if not place and _is_its_change(reading, told, anchor) and (thing := without_change(text)):
            text = f"{anchor.change} in {thing}"
            yield Wording(text=text, form="its change", features={form}, crossed=signs, token=token)


def _counts(told: Told, heading: str) -> bool:
    """Whether a heading is of things counted, as no money is: "lenders fined"."""
    measure = told.anchor.measure
    unit = measure.unit if measure is not None and measure.kind == "count" else None
    return bool(unit) and heading.startswith(str(unit))


def _turned(anchor: Anchor, known: str) -> str:
    """The heading of a change before, where the amount moves the other way: "shares fell 5% but
    |are up 48%| this year"."""
    falls = load_table("verbs")["falls"]
    words = known.split()
    change = next((word for word in (words[0], words[-1]) if word in measured("change")), None)
    if anchor.kind != "percent" or anchor.change is None or change is None:
        return known
    if (anchor.change in falls) == (change in falls):
        return known
    thing = _what_changed(known)
    return f"{thing} {anchor.change}" if change == words[-1] else f"{anchor.change} in {thing}"


def _by_the_figure_before(
    reading: Reading, anchor: Anchor, earlier: Sequence[Told]
) -> Iterator[tuple[str, str, Phrase | None]]:
    """What the change right before an amount leaves no doubt of: "fell 5% |to 3bn|" is of what
    fell, and in "sales fell 5% and |costs 3%|" costs fell."""
    clauses = reading.clauses
    told = _change_before(reading, anchor, earlier)
    if told is None or told.metric is None:
        return
    thing = _what_changed(told.metric)
    if thing and thing != told.metric and _is_led_to(reading, told, anchor):
        yield "moved", thing, None
    phrase = reading.phrase_at(anchor.first - 1)
    if phrase is None or phrase.last != anchor.first or anchor.kind != told.anchor.kind:
        return
    gap = range(told.anchor.last, phrase.first)
    joined = bool(gap) and clauses.lower[gap[-1]] in {",", "and", "while", "but"}
    if joined and told.anchor.change and not any(is_verb(clauses, token) for token in gap):
        plain = plain_heading(clauses, phrase)
        if plain and reading.mention_at(phrase.head) is None:
            yield "gapped", f"{told.anchor.change} in {plain}", phrase


def _is_led_to(reading: Reading, told: Told, anchor: Anchor) -> bool:
    """Whether a change led to an amount: "fell 5% |to 3bn|", "a 5% drop last month, |to 3bn|",
    "closed 4% |higher at $21|"."""
    clauses, measure = reading.clauses, anchor.measure
    if measure is None or measure.per or anchor.kind not in {"money", "percent"}:
        return False
    gap = range(told.anchor.last, anchor.first)
    led = [clauses.lower[i] for i in gap if i not in reading.period_tokens]
    if len(led) < len(gap):
        led = [word for word in led if word not in {",", "in", "its"}]
    while led and led[-1] in {"a", "an", "the", "new", "record", "all-time"}:
        led.pop()
    if led[-1:] == ["at"] and anchor.kind != "money":
        return False
    aside = clauses.lower[gap.stop - 2 : gap.stop] == [",", "to"]
    if aside and not any(is_verb(clauses, token) for token in gap):
        return True
    return led in (["to"], ["from", "to"], ["at"], ["higher", "at"], ["lower", "at"])


def _what_changed(change: str) -> str:
    """The heading of what a change is of: "sales" for "rise in sales", "share price" for "share
    price fall"."""
    thing = without_change(change)
    before, _, noun = change.rpartition(" ")
    return before if thing == change and noun in measured("change") else thing


def _change_before(reading: Reading, anchor: Anchor, earlier: Sequence[Told]) -> Told | None:
    """The last change told of in the sentence."""
    for told in reversed(earlier):
        if sentences_back(reading, told.anchor, anchor):
            return None
        if told.metric and is_change(told.metric):
            return told
    return None


def _is_its_change(reading: Reading, told: Told, anchor: Anchor) -> bool:
    """Whether a participle tells how far the thing of the figure before it in the sentence moved:
    "was 4.6bn after having fallen 15%"."""
    clauses, verb = reading.clauses, anchor.verb
    if verb is None or anchor.verb_class != "change" or anchor.kind != "percent":
        return False
    subject = clauses.child(verb, "nsubj", "nsubj:pass", "obj")
    return (
        subject is None
        and clauses.deps[verb] == "advcl"
        and clauses.tags[verb] in {"VBG", "VBN"}
        and not sentences_back(reading, told.anchor, anchor)
    )


def _sentence_before(reading: Reading, anchor: Anchor) -> Iterator[Wording]:
    """What the sentence before speaks of, if figures measure it: "It stood at 5%"."""
    clauses, phrases = reading.clauses, reading.phrases
    start = clauses.sentence(anchor.head)[0]
    behind = bisect_left(phrases, start, key=lambda phrase: phrase.first)
    number, found = behind - 1, 0
    while number >= 0 and found < _FROM_BEFORE:
        phrase = phrases[number]
        if clauses.sentence_of[phrase.first] != clauses.sentence_of[anchor.head] - 1:
            return
        if is_measured_noun(clauses.lemmas[phrase.head]):
            found += 1
            yield from _wordings_before(reading, anchor, number, found)
        number -= 1


def _wordings_before(
    reading: Reading, anchor: Anchor, number: int, place: int
) -> Iterator[Wording]:
    clauses, phrase = reading.clauses, reading.phrases[number]
    lemma = clauses.lemmas[phrase.head]
    skip = range(*phrase.owner) if phrase.owner else ()
    text = heading(clauses, phrase.first, extended(clauses, reading.phrases, number), skip)
    if text:
        more = (clauses.deps[phrase.head], f"noun={lemma} {anchor.kind}", f"place={place}")
        signs = {*_signs(anchor), *more}
        yield Wording(
            text=text, form="before", features={"before"}, crossed=signs, phrase=phrase,
            token=phrase.head,
        )  # fmt: skip


def _near(reading: Reading, anchor: Anchor) -> list[int]:
    """The noun phrases of the sentence, nearest first."""
    clauses, phrases = reading.clauses, reading.phrases
    first, last = (
        bisect_left(phrases, token, key=lambda phrase: phrase.first)
        for token in clauses.sentence(anchor.head)
    )
    near = [
        n for n in range(first, last) if clauses.tags[phrases[n].head][:2] in {"NN", "FW", "CD"}
    ]
    return sorted(near, key=lambda n: _distance(anchor, phrases[n]))[:_NEAREST]


def _distance(anchor: Anchor, phrase: Phrase) -> int:
    if phrase.first < anchor.first:
        return anchor.first - phrase.last
    return phrase.first - anchor.last


def _signs(anchor: Anchor) -> list[str]:
    """What a figure's place tells of the ways to make its heading."""
    per = bool(anchor.measure and anchor.measure.per)
    return [
        anchor.kind,
        anchor.verb_class,
        f"prep={anchor.preposition}",
        f"verb={anchor.verb_lemma}",
        f"per={per}",
    ]


def _verb_forms(anchor: Anchor) -> Iterator[tuple[str, str]]:
    """ "spending" for "spend", "output" for "produce"."""
    for place, noun in enumerate(anchor.deeds):
        yield ("verb other" if place else "verb"), noun


def _purposes(reading: Reading, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """ "funding to repair schools" for "set aside 5m to repair schools"."""
    clauses, link = reading.clauses, anchor.last
    if not funds(clauses, anchor) or clauses.tags[link : link + 2] != ["TO", "VB"]:
        return
    end = told_until(reading, link + 1)
    if end > link + 2:
        yield "funding", f"funding to {clauses.slice(link + 1, end)}"


def _default_forms(reading: Reading, anchor: Anchor) -> Iterator[tuple[str, str]]:
    """The headings that a verb and the kind of amount bring along, said or not.

    "Acme fell 4%" is about its share price, "closed at $12" about the closing one.
    """
    nature = _subject_nature(reading, anchor)
    is_level = anchor.preposition in {"to", "at"}
    change = anchor.change or change_held(reading, anchor)
    if nature == "index":
        change = change or load_table("verbs")["quoted"].get(anchor.verb_lemma)
    about = subject_phrase(reading, anchor)
    name = plain_heading(reading.clauses, about) if about else None
    for row in load_table("headings")["default"]:
        fits = anchor.kind in row["kinds"] and nature in row.get("subjects", [nature])
        if fits and anchor.verb_lemma in row.get("verbs", [anchor.verb_lemma]):
            for text in _by_name(row["headings"], nature, name):
                if is_level and ("{change}" in text or is_change(text)):
                    continue
                if (change or "{change}" not in text) and (name or "{name}" not in text):
                    yield f"default {text} {nature}", text.format(change=change, name=name)


def _by_name(headings: Sequence[str], nature: str, name: str | None) -> Iterator[str]:
    """Without "fall in index" where the index has a name."""
    named = nature == "index" and name is not None and name[:1].isupper()
    return (text for text in headings if not (named and text.endswith("in index")))


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
    words = {*named.name.lower().split()}
    table = load_table("headings")
    if words & {*table["indices"]} - {*table["goods"]} or words <= {*table["indices"]}:
        return "index"
    if isinstance(named, Organization):
        return "unlisted" if named.kind == "unlisted" else "body"
    return "person" if isinstance(named, Person) else "place"


def _phrase_wordings(
    reading: Reading, anchor: Anchor, number: int, place: int, previous: str | None
) -> Iterator[Wording]:
    made = phrase_headings(reading, anchor, number, previous)
    if not made:
        return
    phrase = reading.phrases[number]
    relation = relation_of(reading, anchor, phrase)
    more = [*_phrase_features(reading, anchor, phrase, relation, place)]
    crossed = {*more, *_signs(anchor)}
    for form, text in made:
        words = f"{form} words={min(6, len(text.split()))}"
        yield Wording(
            text=text, form=form, features=(form, words, *more), crossed=crossed, phrase=phrase,
            token=phrase.head, relation=relation,
        )  # fmt: skip


def _phrase_features(
    reading: Reading, anchor: Anchor, phrase: Phrase, relation: str, place: int
) -> Iterator[str]:
    clauses = reading.clauses
    lemma = clauses.lemmas[phrase.head]
    ahead = phrase.first < anchor.first
    gap = range(phrase.last, anchor.first) if ahead else range(anchor.last, phrase.first)
    between = clauses.lower[gap.start : gap.stop]
    yield f"rel={relation}"
    yield f"rel={relation} {anchor.kind}"
    yield f"rel={relation} {anchor.verb_class}"
    yield f"rel={relation} verb={anchor.verb_lemma}"
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
    if any(is_verb(clauses, i) for i in range(anchor.last, phrase.first)):
        return "other"
    if clauses.heads[phrase.head] == anchor.head:
        return "part"
    if anchor.doer is not None and anchor.doer.first == phrase.first:
        return "doer"
    if anchor.verb is not None and clauses.heads[phrase.head] == anchor.verb:
        return "oblique"
    if phrase.last == anchor.first or phrase.first == anchor.last:
        return "beside"
    return "other"

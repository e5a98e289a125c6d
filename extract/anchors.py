"""Where a measure stands in its clause: the verb it belongs to, that verb's subject and object."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extract.clauses import Clauses, head_of, path_up, predicate_of, subject_of
from extract.measures import Measure
from extract.noun_phrases import Phrase
from extract.pointers import Place
from extract.reading import Reading
from extract.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The place of an amount, or of a verb without one, in its sentence; in tokens."""

    kind: str
    """money, percent, count or quantity; "pledge" for a verb."""
    measure: Measure | None
    first: int
    last: int
    """First token of the amount and the one after its last, comparator and equivalents included."""
    head: int
    verb: int | None
    """The predicate of the clause; None when the sentence has none."""
    verb_lemma: str
    verb_class: str
    """change, level, nominal, other or none."""
    subject: int | None
    doer: Phrase | None
    """The nearest free-standing noun phrase before the verb: its subject by word order."""
    object: int | None
    preposition: str
    """The preposition right before the amount, else ""."""
    deeds: Sequence[str]
    """The nouns that name what the verb does with the amount, the best first: "spending"."""
    change: str | None
    """The noun for how what is measured moves: "rise" for "climbed 5%" and "up 5%"."""
    path: tuple[int, ...]
    """The amount's head word and its heads upwards."""

    @property
    def deed(self) -> str | None:
        """The best of `deeds`."""
        return next(iter(self.deeds), None)

    @property
    def place(self) -> Place:
        """Where the network looks for it."""
        return Place(self.head, self.first, self.verb)


def anchor_of(reading: Reading, measure: Measure) -> Anchor:
    """The place of a measure in its sentence; worked out once."""
    known = reading.anchors.get(measure.start)
    if known is None or known.measure is not measure:
        known = reading.anchors[measure.start] = _anchor_of(reading, measure)
    return known


def _anchor_of(reading: Reading, measure: Measure) -> Anchor:
    clauses = reading.clauses
    first, last = clauses.tokens(measure.outer_start, measure.outer_end)
    head = head_of(clauses, *clauses.tokens(measure.start, measure.end))
    verb = predicate_of(clauses, head)
    return _anchor(reading, (first, last), head, verb, measure)


def acts(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether an amount is itself who or what its clause speaks of: "|44% of parents| agreed",
    ", |64 percent| backed it"."""
    if anchor.subject is not None and anchor.first <= anchor.subject < anchor.last:
        return True
    ahead = clauses.lower[anchor.first - 1 : anchor.first]
    behind = clauses.tags[anchor.last : anchor.last + 1]
    return ahead in ([","], ["that"], ["while"]) and behind in (["VBD"], ["VBP"], ["VBZ"])


def verb_anchor(reading: Reading, first: int, verb: int) -> Anchor:
    """The place of a verb that says what is aimed at; `first` is where its cue begins."""
    return _anchor(reading, (first, verb + 1), verb, verb, None)


def _anchor(
    reading: Reading, tokens: tuple[int, int], head: int, verb: int | None, measure: Measure | None
) -> Anchor:
    clauses, (first, last) = reading.clauses, tokens
    lemma = clauses.lemmas[verb] if verb is not None else ""
    return Anchor(
        kind=measure.kind if measure else "pledge",
        measure=measure,
        first=first,
        last=last,
        head=head,
        verb=verb,
        verb_lemma=lemma,
        verb_class=verb_class(lemma) if verb is not None else "none",
        subject=subject_of(clauses, verb) if verb is not None else None,
        doer=_doer(reading, verb),
        object=_object(clauses, verb, first, last),
        preposition=_preposition(clauses, first),
        deeds=_deeds(lemma, measure),
        change=_turn(clauses, measure, first, last) or _change(clauses, measure, tokens, verb),
        path=tuple(path_up(clauses, head)),
    )


def _turn(clauses: Clauses, measure: Measure | None, first: int, last: int) -> str | None:
    """The noun for the adverb beside an amount: "up 5%", "5% lower", "5% more"."""
    if measure is None:
        return None
    turns: dict[str, dict[str, str]] = load_table("verbs")["turns"]
    before = clauses.lower[first - 1] if first else ""
    if before == "by" and first > 1:
        before = clauses.lower[first - 2]  # "will go up by 30 crowns"
    if before == "up" and first > 1 and clauses.lemmas[first - 2] in turns["apart"]:
        before = ""  # "made up 6%"
    after = clauses.lower[last] if last < len(clauses.words) else ""
    than = clauses.lower[last + 1 : last + 2] == ["than"]
    behind = turns["behind" if than or measure.kind == "percent" else "before"]
    return turns["before"].get(before) or behind.get(after)


def _change(
    clauses: Clauses, measure: Measure | None, tokens: tuple[int, int], verb: int | None
) -> str | None:
    """The noun for a verb of change; none for a crop: "farmers |grow half of| its rice"."""
    if verb is None:
        return None
    first, last = tokens
    part = (
        measure is not None
        and measure.kind == "percent"
        and clauses.lower[last : last + 1] == ["of"]
    )
    crop = part and clauses.lemmas[verb] == "grow" and first == verb + 1
    return None if crop else change_noun(clauses.lemmas[verb])


@cache
def verb_class(lemma: str) -> str:
    """change ("rise"), level ("reach"), nominal ("spend"), or other."""
    verbs = load_table("verbs")
    if lemma in verbs["change"]:
        return "change"
    if lemma in verbs["level"]:
        return "level"
    return "nominal" if lemma in verbs["nominal"] else "other"


def change_noun(lemma: str) -> str | None:
    """The noun for a verb of change: "rise" for "climb"."""
    noun: str | None = load_table("verbs")["change"].get(lemma)
    return noun


def _deeds(lemma: str, measure: Measure | None) -> Sequence[str]:
    """The nouns that name what a verb does: "spending" for "spend".

    Those that name whom it counts, "employees" for "employ", only where people are counted.
    """
    nouns: list[str] = load_table("verbs")["nominal"].get(lemma, [])
    if measure is None or measure.kind == "percent":
        return nouns
    unit = measure.unit.split()[-1].lower() if measure.unit else None
    if measure.kind != "money" and (unit is None or unit in _people()):
        return nouns
    return [noun for noun in nouns if noun not in load_table("headings")["counted"]]


@cache
def _people() -> frozenset[str]:
    return frozenset(load_table("headings")["people"])


def _doer(reading: Reading, verb: int | None) -> Phrase | None:
    if verb is None:
        return None
    first = reading.clauses.sentence(verb)[0]
    number = bisect_left(reading.phrases, verb, key=lambda phrase: phrase.first) - 1
    while number >= 0 and (phrase := reading.phrases[number]).first >= first:
        if phrase.last <= verb and not phrase.link:
            return phrase
        number -= 1
    return None


def _object(clauses: Clauses, verb: int | None, first: int, last: int) -> int | None:
    if verb is None:
        return None
    objects = (i for i in clauses.children[verb] if clauses.deps[i] in {"obj", "iobj"})
    return next((i for i in objects if not first <= i < last), None)


def _preposition(clauses: Clauses, first: int) -> str:
    before = first - 1
    if before >= 0 and clauses.tags[before] in {"DT", "RB", "JJ"}:
        before -= 1
    return (
        clauses.lower[before] if before >= 0 and clauses.tags[before] in {"IN", "TO", "RP"} else ""
    )

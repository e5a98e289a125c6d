"""What a figure measures, as a column heading: "investment in AI research and development"."""

from collections.abc import Callable, Sequence
from functools import partial

from extract.anchors import Anchor, acts
from extract.carried import Told, sentences_back
from extract.clauses import Clauses, is_verb
from extract.measured import is_change, is_measured_noun
from extract.noun_phrases import Phrase
from extract.phrase_headings import change_held, plain_heading, subject_phrase
from extract.ranker import best, weigh
from extract.reading import Reading
from extract.respective import goes_on
from extract.tables import load_table
from extract.unit_headings import said_dimension
from extract.wordings import Wording, wordings

_LONGER = 0.9
"""What speaks for a noun with the phrases behind it, "investment in AI research": it tells a figure
from others better than the noun alone, which is often half right too."""
_OWN = frozenset({"subject", "doer", "object", "holder"})
_SETTLED = frozenset(
    {
        "worth",
        "denomination",
        "bought",
        "stake",
        "listed",
        "its change",
        "comparative",
        "moved",
        "gapped",
        "funding",
        "change of units",
    }
)
"""Ways to make a heading that only words which settle it allow."""
_CARRIED = frozenset({"previous", "earlier"})
_TRADED = frozenset({"buy", "be", "reach", "hit", "touch"})
_LEVELS = frozenset({"below", "above", "under", "past", "beyond"})


def read_metric(reading: Reading, anchor: Anchor, earlier: Sequence[Told] = ()) -> Wording | None:
    """The best heading for a measure; None when nothing makes one.

    `earlier` are the figures before it, whose headings it may share.
    """
    every = list(wordings(reading, anchor, earlier))
    sure = (
        _one_in(reading, anchor)
        or _of_those(reading, anchor, every, earlier)
        or _shared(reading, anchor, every, earlier)
    )
    found = _narrowed(reading, anchor, sure or every)
    if len(found) == 1:
        return found[0]
    weights = weigh(reading.pointers, "metric", anchor.place, found)
    told = [w + (_LONGER if f.form == "long" else 0.0) for w, f in zip(weights, found, strict=True)]
    number = best(told)
    return found[number] if number is not None else None


def _one_in(reading: Reading, anchor: Anchor) -> list[Wording]:
    """The share of those behind the amount: "|six in ten families| have a car"."""
    clauses, phrase = reading.clauses, reading.phrase_at(anchor.last)
    if anchor.kind != "percent" or "in" not in clauses.lower[anchor.first : anchor.last]:
        return []
    if phrase is None or phrase.first != anchor.last or clauses.tags[phrase.head] != "NNS":
        return []
    text = f"share of {plain_heading(clauses, phrase)}"
    return [Wording(text=text, form="of counted", features=(), crossed=(), phrase=phrase)]


def _of_those(
    reading: Reading, anchor: Anchor, found: Sequence[Wording], earlier: Sequence[Told]
) -> list[Wording]:
    """The headings of a percentage that acts: "43% |of voters| liked it" and, of the same voters,
    "while 13% did not"."""
    if anchor.kind != "percent" or not acts(reading.clauses, anchor):
        return []
    clauses = reading.clauses
    if clauses.lower[anchor.last : anchor.last + 1] == ["of"]:
        near = range(anchor.last + 1, anchor.last + 3)
        shares = [w for w in found if w.form in {"share", "stake"} and w.phrase]
        return [w for w in shares if w.phrase and w.phrase.first in near]
    return _of_those_before(reading, anchor, found, earlier)


def _of_those_before(
    reading: Reading, anchor: Anchor, found: Sequence[Wording], earlier: Sequence[Told]
) -> list[Wording]:
    """The share of those whom a figure before counts: "of 2,000 firms, |38 percent| agreed"."""
    for told in reversed(earlier):
        if sentences_back(reading, told.anchor, anchor) > 1:
            break
        if (told.metric or "").startswith("share of "):
            return [w for w in found if w.text == told.metric and w.form in _CARRIED]
        unit = told.anchor.measure.unit if told.anchor.measure else None
        if told.anchor.kind == "count" and unit and (told.metric or "").startswith(unit):
            text = f"share of {unit}"
            return [Wording(text=text, form="of counted", features=(), crossed=())]
    return []


def _shared(
    reading: Reading, anchor: Anchor, found: Sequence[Wording], earlier: Sequence[Told]
) -> list[Wording]:
    """The heading of the figure before, where this is so much of the same: "owns 14% of Tessel; the
    family |has 9%|", "Oslo held 19 percent, |Bergen 15|", "spent 5m and |another 3m|"."""
    if not earlier or sentences_back(reading, earlier[-1].anchor, anchor):
        return []
    told, clauses = earlier[-1], reading.clauses
    same = (
        _is_another(clauses, anchor, told)
        or _is_still_owned(clauses, anchor, told)
        or _is_measured_by(clauses, anchor, told)
        or _is_it(clauses, anchor, told)
        or goes_on(reading, anchor, earlier)
    )
    return [w for w in found if w.form == "previous"] if same else []


def _is_another(clauses: Clauses, anchor: Anchor, told: Told) -> bool:
    """Whether an amount is added to the one before: "plans |another| 600m"."""
    another = "another" in clauses.lower[anchor.first - 1 : anchor.first + 1]
    return another and anchor.kind == told.anchor.kind == "money"


def _is_measured_by(clauses: Clauses, anchor: Anchor, told: Told) -> bool:
    """Whether it is the goal or forecast that the amount before is held against: "5.2 percent,
    |against a target of 4.8|"."""
    place = anchor.first - 3
    while place > told.anchor.last and clauses.tags[place] in {"DT", "JJ", "PRP$", "VBN"}:
        place -= 1
    if clauses.lower[anchor.first - 3 : anchor.first] == ["short", "of", "the"]:
        return told.anchor.kind == anchor.kind
    outlook = clauses.lemmas[anchor.first - 2] in load_table("aims")["outlooks"]
    named = outlook and clauses.lower[anchor.first - 1] == "of"
    held = clauses.lower[place] in {"against", "versus", "below", "above", "than"}
    return named and held and place >= told.anchor.last and told.anchor.kind == anchor.kind


def _is_it(clauses: Clauses, anchor: Anchor, told: Told) -> bool:
    """Whether "it" is what the figure before in the sentence measures: "last year |it was 1%|"."""
    it = clauses.lower[anchor.first - 2 : anchor.first] in (["it", "was"], ["it", "is"])
    return it and told.anchor.kind == anchor.kind


def _is_still_owned(clauses: Clauses, anchor: Anchor, told: Told) -> bool:
    """Whether it is a stake in the firm of the figure before, which isn't named again."""
    owned = anchor.kind == "percent" and anchor.verb_lemma in load_table("verbs")["owning"]
    named = clauses.lower[anchor.last : anchor.last + 1] == ["of"]
    return owned and not named and (told.metric or "").startswith("stake in ")


def _narrowed(reading: Reading, anchor: Anchor, found: list[Wording]) -> list[Wording]:
    """The headings that the words around the amount allow; all where they allow none."""
    tests: list[Callable[[Wording], bool]] = []
    if _is_difference(reading.clauses, anchor):
        tests.append(partial(_is_of_change, anchor))
    if anchor.verb_lemma == "put" and anchor.preposition == "at":
        tests.append(partial(_is_right_behind, anchor))
    if _has_receiver(reading.clauses, anchor):
        tests.append(lambda wording: wording.relation != "object")
    if _is_received(reading.clauses, anchor):
        tests.append(lambda w: w.relation != "subject" or w.form in {"nominal", "cost"})
        tests.append(lambda wording: wording.form != "cost")
    if _is_done_to(reading.clauses, anchor):
        tests.append(lambda wording: wording.phrase is None and "unit" in wording.form)
    if said_dimension(reading.clauses, anchor):
        tests.append(lambda wording: wording.form == "said of")
        tests.append(lambda wording: wording.form in {"said of", "said"})
    if _is_exchanged(reading, anchor):
        tests.append(lambda wording: wording.text == "exchange rate")
    held = _held_change(reading, anchor)
    if held is not None:
        tests.append(lambda wording: wording.phrase == held or is_change(wording.text))
    if anchor.verb_class == "change" and anchor.preposition == "to":
        tests.append(lambda wording: wording.form != "change")
        tests.append(partial(_is_before, reading, anchor))
    tests.append(partial(_is_tied, reading, anchor))
    for fits in tests:
        found = list(filter(fits, found)) or found
    return found


def _is_done_to(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether things are counted to which the verb does something: "plant 200,000 trees"."""
    measure = anchor.measure
    counted = anchor.kind == "count" and measure is not None and measure.unit
    its = clauses.deps[anchor.head] == "obj" and clauses.heads[anchor.head] == anchor.verb
    return bool(counted) and its and not anchor.preposition and anchor.verb_class != "level"


def _has_receiver(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the verb's other object gets or owes the money: "charges |customers| 5 a ton"."""
    own = anchor.verb in {clauses.heads[anchor.head], anchor.head}
    return _is_given(anchor) and own and anchor.object is not None


def _is_received(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the clause is about those who get or owe the money: "staff |are offered| 5,000"."""
    verb = anchor.verb
    passive = verb is not None and clauses.child(verb, "aux:pass") is not None
    return passive and _is_given(anchor)


def _is_given(anchor: Anchor) -> bool:
    """Whether the amount is money that the verb gives to somebody or takes from them."""
    given = anchor.verb_lemma in load_table("verbs")["giving"]
    return given and anchor.kind == "money" and not anchor.preposition


def _is_right_behind(anchor: Anchor, wording: Wording) -> bool:
    """Whether a heading is of what stands right behind the verb: "puts |the cost| at 5m"."""
    phrase = wording.phrase
    return phrase is not None and anchor.verb is not None and phrase.first == anchor.verb + 1


def _is_exchanged(reading: Reading, anchor: Anchor) -> bool:
    """Whether the amount is what a currency costs: "the euro traded at $1.34"."""
    phrase = subject_phrase(reading, anchor)
    if phrase is None or anchor.kind != "money" or _is_difference(reading.clauses, anchor):
        return False
    currency = reading.clauses.lemmas[phrase.head].lower() in load_table("headings")["traded"]
    return currency and (
        anchor.preposition in {"at", "to", "above", "below", "worth"}
        or anchor.verb_lemma in _TRADED
    )


def _held_change(reading: Reading, anchor: Anchor) -> Phrase | None:
    """The change whose size the amount before it is: "a 9% |funding increase|"."""
    phrase = reading.phrase_at(anchor.last)
    if phrase is None or phrase.first != anchor.last or phrase.head not in anchor.path[1:2]:
        return None
    return phrase if change_held(reading, anchor) else None


def _is_difference(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the amount is how far something moves: "rose $5.33", "will increase by a dollar",
    but not "fell below $66"."""
    if anchor.verb is None or anchor.verb_class != "change" or anchor.kind == "count":
        return False
    if not _LEVELS.isdisjoint(clauses.lower[anchor.first : anchor.first + 2]):
        return False
    moving = anchor.verb_lemma in load_table("verbs")["moving"]
    return anchor.preposition == "by" or (moving and anchor.first == anchor.verb + 1)


def _is_before(reading: Reading, anchor: Anchor, wording: Wording) -> bool:
    """Whether a heading is of nothing in a clause behind: "rose to 5m, leaving a |surplus|"."""
    if wording.phrase is None or wording.phrase.first < anchor.last:
        return True
    between = range(anchor.last, wording.phrase.first)
    clauses = reading.clauses
    return not any(clauses.words[i] == "," or is_verb(clauses, i) for i in between)


def _is_of_change(anchor: Anchor, wording: Wording) -> bool:
    """Whether a heading is of the change of what the clause speaks of; for a share of it, of
    anything, which the weights tell better."""
    own = wording.phrase is None or wording.relation in _OWN or anchor.kind == "percent"
    return own and is_change(wording.text)


def _totalled(clauses: Clauses, anchor: Anchor) -> int | None:
    """The noun whose level a participle gives: "investment in AI totalling 5m"."""
    verb = anchor.verb
    if verb is None or anchor.verb_class != "level" or clauses.tags[verb] != "VBG":
        return None
    return clauses.heads[verb] if clauses.deps[verb] == "acl" else None


def _is_price(anchor: Anchor) -> bool:
    """Whether the verb gives the price of its subject: "will start at $499"."""
    priced = anchor.verb_lemma in load_table("verbs")["pricing"]
    return priced and anchor.kind == "money" and anchor.preposition in {"at", "from", "for"}


def _is_deal(anchor: Anchor) -> bool:
    """Whether the amount is what an object is bought or sold for: "sell two halls for 60m"."""
    dealt = anchor.verb_lemma in {"buy", "sell", "acquire", "purchase", "auction"}
    return dealt and anchor.kind == "money" and anchor.preposition == "for"


def _is_priced(clauses: Clauses, anchor: Anchor, wording: Wording) -> bool:
    """Whether it is the price of what the clause is about, or of a pronoun."""
    unnamed = anchor.subject is None or clauses.tags[anchor.subject] == "PRP"
    own = wording.form == "price" and wording.relation == "subject"
    return own or (unnamed and wording.text == "price")


def _is_moved(clauses: Clauses, phrase: Phrase, anchor: Anchor) -> bool:
    """Whether a forecast or target is moved to the amount: "cut their growth forecast to 3%"."""
    last = phrase.last - 1
    outlook = clauses.lemmas[last] in load_table("aims")["outlooks"]
    moved = clauses.lower[phrase.last : anchor.first] in (["to"], ["at"], ["from"])
    return outlook and moved and last > phrase.first


def _is_tied(reading: Reading, anchor: Anchor, wording: Wording) -> bool:
    """Whether "of", "worth" or a participle ties the amount to its noun: "savings of 900"."""
    clauses, phrase = reading.clauses, wording.phrase
    if wording.form in _SETTLED:
        return True
    if _is_price(anchor):
        return _is_priced(clauses, anchor, wording)
    if _is_deal(anchor):
        return wording.form in {"price", "bought"} and wording.relation == "object"
    if anchor.verb_lemma in {"value", "cost"} and wording.form == "nominal":
        is_object = anchor.verb_lemma == "value" and anchor.object is not None
        return wording.relation == ("object" if is_object else "subject")
    if phrase is not None and phrase.head == _totalled(clauses, anchor):
        return True
    if phrase is not None and _is_moved(clauses, phrase, anchor):
        return wording.form == "plain"
    link = anchor.first - 1
    if phrase is None or link < 1 or clauses.lower[link] != "of" or phrase.last != link:
        return False
    lemma = clauses.lemmas[phrase.head]
    return is_measured_noun(lemma)

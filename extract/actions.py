"""What is to be done, in the words of the article: "open an office in Lagos"."""

from extract.aims import Aim
from extract.clauses import Clauses, subject_of
from extract.noun_phrases import Phrase, extended, heading
from extract.reading import Reading

_LONGEST = 14
"""Words of an action; what follows only explains."""
_LINKS = frozenset({"IN", "TO", ",", "DT"})
_EMPTY = frozenset({"PRP", "WDT", "WP", "DT", "EX"})


def read_action(reading: Reading, aim: Aim, last: int) -> str | None:
    """The words from the verb to its time or the end of the clause; what is planned for a noun.

    "plans a launch for 2025" -> "launch"; "will open a shop in May" -> "open a shop"
    """
    if aim.family == "date" and aim.verb == aim.cue:
        planned = _planned_thing(reading, aim)
        if planned:
            return planned
    end = _before_time(reading, aim.verb, last)
    return reading.clauses.slice(
        _passive_start(reading.clauses, aim), min(end, aim.verb + _LONGEST)
    )


def _passive_start(clauses: Clauses, aim: Aim) -> int:
    """Where the verb begins, with the "be" of a passive: "be closed"."""
    before = aim.verb - 1
    passive = before > aim.cue and clauses.lower[before] == "be" and clauses.tags[aim.verb] == "VBN"
    return before if passive else aim.verb


def _before_time(reading: Reading, verb: int, last: int) -> int:
    """The end without the time, and without the preposition or comma that led to it."""
    clauses, times = reading.clauses, reading.period_tokens
    end = next((i for i in range(verb + 1, last) if i in times), last)
    while end > verb + 1 and (clauses.tags[end - 1] in _LINKS or end - 1 in times):
        end -= 1
    return end


def _planned_thing(reading: Reading, aim: Aim) -> str | None:
    """The noun phrase that is planned: what the participle describes, its object or its subject."""
    clauses, phrases = reading.clauses, reading.phrases
    if aim.form.startswith("dated VB"):
        return None
    number = _planned_number(reading, aim)
    if number is None or clauses.sentence_of[phrases[number].head] != clauses.sentence_of[aim.verb]:
        return None
    end = extended(clauses, phrases, number, 1)
    if phrases[number].first < aim.verb:
        end = max(phrases[number].last, min(end, aim.verb))
    thing = phrases[number]
    within = thing.first < aim.verb < thing.head  # "its planned merger"
    return heading(clauses, aim.verb + 1 if within else thing.first, end, {aim.verb}) or None


def _planned_number(reading: Reading, aim: Aim) -> int | None:
    clauses, phrases = reading.clauses, reading.phrases
    if clauses.tags[aim.verb] in {"VBG", "VBZ", "VBP"}:
        return reading.phrase_number(clauses.child(aim.verb, "obj"))
    head = clauses.heads[aim.verb]
    if aim.form == "planned thing" or (clauses.deps[aim.verb] == "amod" and head > aim.verb):
        return next((n for n, p in enumerate(phrases) if p.head > aim.verb), None)
    before = _number_before(phrases, aim.verb)
    if clauses.child(aim.verb, "aux", "aux:pass", "cop") is None and before is not None:
        return _first_of(phrases, before)
    number = reading.phrase_number(subject_of(clauses, aim.verb))
    thing = phrases[number] if number is not None else None
    if thing is not None and thing.first < aim.verb and not _is_empty(clauses, thing):
        return number
    return _first_of(phrases, before)


def _first_of(phrases: list[Phrase], number: int | None) -> int | None:
    """The phrase that another belongs to: "version" of "version of the service"."""
    while number and phrases[number].link == "of":
        if phrases[number].first - phrases[number - 1].last > 1:
            break
        number -= 1
    return number


def _number_before(phrases: list[Phrase], verb: int) -> int | None:
    return next((n for n in range(len(phrases) - 1, -1, -1) if phrases[n].last <= verb), None)


def _is_empty(clauses: Clauses, phrase: Phrase) -> bool:
    return clauses.tags[phrase.head] in _EMPTY


def read_object(reading: Reading, verb: int, last: int) -> str | None:
    """The thing that the action is done to, as a heading; None where only a pronoun is named."""
    clauses, phrases = reading.clauses, reading.phrases
    behind = (n for n, p in enumerate(phrases) if verb < p.first < last)
    number = next((n for n in behind if not _is_empty(clauses, phrases[n])), None)
    if number is None:
        return None
    phrase = phrases[number]
    between = clauses.tags[verb + 1 : phrase.first]
    if "IN" in between or "," in between or phrase.head in reading.period_tokens:
        return None
    end = min(last, extended(clauses, phrases, number, 1))
    return heading(clauses, phrase.first, end) or None

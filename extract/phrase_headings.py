"""The headings that a noun phrase makes: alone, or with what its clause says of it."""

from bisect import bisect_left
from collections.abc import Iterator

from extract.anchors import Anchor, acts
from extract.clauses import Clauses, is_verb
from extract.measured import is_measured_noun, measured, without_change
from extract.noun_phrases import TIMES, Phrase, extended, heading
from extract.reading import Reading
from extract.statuses import is_seen_at
from extract.tables import load_table
from extract.unit_headings import dimension_of, said_dimension
from models.facts import Organization, Place

_WHEREABOUTS = frozenset({"at", "by", "from"})
"""What leads to a name that is whose a figure is rather than part of its heading."""
_DURING = frozenset({"over", "within", "through", "during"})
"""What leads to how long it takes: "spend 5m |over three years|"."""
_UNTOLD = TIMES | {"average"}
"""Nouns that tell nothing of what is measured: "64 cents |for the day|"."""
_CAUSES = frozenset({"as", "because", "after", "while", "when", "since", "although", "though"})
_BEHIND = frozenset({"in", "for", "on"})
_KEPT_LINKS = frozenset({"on", "in", "for", "to", "from"})
_UNNAMED = frozenset({"CD", "PRP", "EX", "WDT", "WP", "DT"})
"""Tags of what is no thing that a heading could name."""


def phrase_headings(
    reading: Reading, anchor: Anchor, number: int, previous: str | None
) -> list[tuple[str, str]]:
    """The headings of phrase `number` and how each is made; none where nothing is left of it.

    `previous` is the heading of the figure before.
    """
    clauses, phrase = reading.clauses, reading.phrases[number]
    if clauses.lemmas[phrase.head] in TIMES and phrase.link in _DURING:
        return []
    if _is_apart(clauses, anchor, phrase):
        return []
    skip = range(*phrase.owner) if phrase.owner else ()
    plain = _whole_name(reading, phrase) or plain_heading(clauses, phrase)
    if not plain:
        return []
    longer = heading(clauses, phrase.first, _end_of_thing(reading, number), skip)
    if longer == plain:
        longer = _told_behind(reading, anchor, phrase, plain)
    return [
        *_alone(reading, anchor, phrase, plain, longer),
        *_changes(reading, anchor, phrase, plain, longer, previous),
        *_deeds(reading, anchor, phrase, plain, longer),
        *_stakes(reading, anchor, number),
        *_parts(reading, anchor, phrase, longer),
        *_rates(reading, anchor, phrase, plain),
    ]


def _alone(
    reading: Reading, anchor: Anchor, phrase: Phrase, plain: str, longer: str
) -> Iterator[tuple[str, str]]:
    yield "plain", _quoted(reading, anchor, phrase, plain) or plain
    if longer != plain:
        yield "long", longer
    if phrase.owner:
        yield "owned", heading(reading.clauses, phrase.first, phrase.last)
    if reading.clauses.lower[phrase.last : anchor.first] == ["worth"]:
        yield "worth", f"value of {plain}"
    dimension = dimension_of(anchor.measure)
    if dimension and plain.rpartition(" ")[2] not in load_table("headings")["dimension_nouns"]:
        yield "dimension", f"{dimension} of {longer}"
    said = said_dimension(reading.clauses, anchor)
    if said and subject_phrase(reading, anchor) == phrase:
        yield "said of", f"{said} of {plain}"


def _quoted(reading: Reading, anchor: Anchor, phrase: Phrase, plain: str) -> str | None:
    """What a market quotes of a thing: "price of crude oil", "share price"."""
    if anchor.kind != "money":
        return None
    lemma = reading.clauses.lemmas[phrase.head]
    moved = anchor.verb_class in {"level", "change"} and anchor.preposition in {"at", "to"}
    if moved and lemma in {"share", "stock"}:
        return "share price"
    last = phrase.head == phrase.last - 1
    traded = last and lemma in load_table("headings")["indices"]
    return f"price of {plain}" if traded else None


def _changes(
    reading: Reading,
    anchor: Anchor,
    phrase: Phrase,
    plain: str,
    longer: str,
    previous: str | None,
) -> Iterator[tuple[str, str]]:
    """ "rise in sales", "economic growth", and what changes where the noun for the change stands
    alone: "shares took a 12% slump"."""
    lemma = reading.clauses.lemmas[phrase.head]
    if longer == plain and lemma in measured("change"):
        thing = _subject_changed(reading, anchor)
        if previous and (before := without_change(previous)) and before != plain:
            yield "of previous", f"{plain} in {before}"
        if thing and thing != plain:
            yield "of subject", f"{plain} in {thing}"
    if anchor.change and _is_listed(reading, anchor, phrase):
        yield "listed", f"share price {anchor.change}"
    elif (
        anchor.change
        and reading.clauses.tags[phrase.head] not in _UNNAMED
        and (changed := without_change(longer))
    ):
        yield "change", f"{anchor.change} in {changed}"
    change = anchor.change or change_held(reading, anchor)
    adjective = load_table("headings")["adjectives"].get(lemma)
    if change and adjective:
        yield "adjective", f"{adjective} {change}"


def _is_listed(reading: Reading, anchor: Anchor, phrase: Phrase) -> bool:
    """Whether a firm itself falls or gains, as only its shares can: "Acme lost 4%"."""
    mention = reading.mention_at(phrase.head)
    if mention is None or not isinstance(mention.named, Organization):
        return False
    if anchor.kind not in {"money", "percent"} or anchor.preposition in {"to", "at"}:
        return False
    doer = anchor.doer
    if doer is not None and doer.last == anchor.verb and doer != phrase:
        return False  # "Acme said |its profit| fell 4%"
    moves = anchor.verb_lemma in load_table("verbs")["trading"]
    words = {
        *reading.clauses.lower[phrase.first : phrase.last],
        *mention.named.name.lower().split(),
    }
    index = mention.named.kind == "unlisted" or words & set(load_table("headings")["indices"])
    return moves and not index and subject_phrase(reading, anchor) == phrase


def _subject_changed(reading: Reading, anchor: Anchor) -> str | None:
    """The thing that the clause is about, without a name of its own."""
    about = subject_phrase(reading, anchor)
    if about is None or reading.mention_at(about.head) is not None:
        return None
    named = reading.clauses.tags[about.head] not in _UNNAMED
    if anchor.verb_lemma in load_table("verbs")["wishing"]:
        return None  # "workers want a rise of 5%"
    return without_change(plain_heading(reading.clauses, about)) if named else None


def _deeds(
    reading: Reading, anchor: Anchor, phrase: Phrase, plain: str, longer: str
) -> Iterator[tuple[str, str]]:
    """ "spending on roads", "price paid for Acme", "cost of the bridge"."""
    if funds(reading.clauses, anchor) and phrase.first - anchor.last == 1 and phrase.link == "for":
        yield "funding", f"funding for {longer}"
    if _goes_on(reading.clauses, anchor, phrase):
        yield "funding", f"spending on {longer}"
    lemma, nominal = reading.clauses.lemmas[phrase.head], anchor.deed
    bought = load_table("verbs")["bought"].get(anchor.verb_lemma)
    if bought and _is_named_aim(reading, anchor, phrase):
        yield "bought", f"{bought} for {longer}"
    elif (
        nominal
        and nominal != lemma
        and not _is_done(reading, anchor, phrase)
        and not _is_beyond(reading.clauses, anchor, phrase)
    ):
        acts = anchor.subject is not None and phrase.first <= anchor.subject < phrase.last
        link = phrase.link if phrase.link in _KEPT_LINKS and not acts else "of"
        yield "nominal", f"{nominal} {link} {longer}"
    if anchor.kind == "money" and not is_measured_noun(lemma):
        yield "cost", f"cost of {longer}"
        yield "price", f"price of {plain}"
    mention = reading.mention_at(phrase.head)
    tied = anchor.kind == "percent" or (anchor.kind == "money" and anchor.verb_class == "nominal")
    if mention is not None and tied:
        noun = nominal or "stake"
        yield "named", f"{noun} {'in' if noun == 'stake' else 'of'} {mention.named.name}"


def _goes_on(clauses: Clauses, anchor: Anchor, phrase: Phrase) -> bool:
    """Whether the amount is money that goes on something: "|5m will go| on roads"."""
    verb = anchor.verb
    if anchor.kind != "money" or verb is None or anchor.verb_lemma != "go":
        return False
    spent = phrase.link in {"on", "to", "towards", "toward", "into", "for"}
    return acts(clauses, anchor) and spent and phrase.first - verb == 2


def funds(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the amount is money given a purpose: "|set aside 5m| for schools"."""
    verb = anchor.verb
    if anchor.kind != "money" or verb is None or anchor.preposition not in {"", "aside"}:
        return False
    if anchor.verb_lemma not in load_table("verbs")["funding"]:
        return False
    aside = clauses.lower[verb + 1 : verb + 2] == ["aside"]
    return aside or anchor.verb_lemma not in {"set", "put"}


def _is_named_aim(reading: Reading, anchor: Anchor, phrase: Phrase) -> bool:
    """Whether something with a name is what is paid for: "paid 6bn for Acme"."""
    gap = range(anchor.last, phrase.first)
    if phrase.link != "for" or any(is_verb(reading.clauses, token) for token in gap):
        return False
    return bool(gap) and any(map(reading.mention_at, range(phrase.first, phrase.last)))


def _is_beyond(clauses: Clauses, anchor: Anchor, phrase: Phrase) -> bool:
    """Whether another deed stands between: "fined it 5m |for charging| fees"."""
    between = range(anchor.last, phrase.first)
    return any(clauses.tags[i] == "VBG" and clauses.tags[i - 1] == "IN" for i in between)


def _is_done(reading: Reading, anchor: Anchor, phrase: Phrase) -> bool:
    """Whether the verb only helps a noun for a change: "took a 12% slump"."""
    behind = anchor.verb is not None and phrase.first > anchor.verb
    return behind and not phrase.link and reading.clauses.lemmas[phrase.head] in measured("change")


def _is_apart(clauses: Clauses, anchor: Anchor, phrase: Phrase) -> bool:
    """Whether a clause of cause behind the amount is about it: "lost 5m as |costs| rose"."""
    behind = phrase.first > anchor.last and clauses.lower[phrase.first - 1] in _CAUSES
    own = clauses.heads[phrase.head] in {anchor.verb, anchor.head}
    return behind and clauses.deps[phrase.head].startswith("nsubj") and not own


def _stakes(reading: Reading, anchor: Anchor, number: int) -> Iterator[tuple[str, str]]:
    """ "stake in Acme": who owns "20% of Acme", "of its shares", "of the shares in it"."""
    clauses, phrase = reading.clauses, reading.phrases[number]
    owned = anchor.kind == "percent" and anchor.verb_lemma in load_table("verbs")["owning"]
    if not owned or clauses.lower[anchor.last : phrase.first] != ["of"]:
        return
    firm = phrase
    if clauses.lemmas[phrase.head] in {"share", "stock"}:
        if phrase.owner:
            firm = Phrase(first=phrase.owner[0], last=phrase.owner[1], head=phrase.owner[1] - 1)
        elif clauses.lower[phrase.last : phrase.last + 1] in (["in"], ["of"]):
            firm = reading.phrases[min(number + 1, len(reading.phrases) - 1)]
    mention = reading.mention_at(firm.head)
    if mention is not None and isinstance(mention.named, Organization):
        yield "stake", f"stake in {mention.named.name}"
    elif firm is not phrase and clauses.tags[firm.head] not in _UNNAMED:
        yield "stake", f"stake in {plain_heading(clauses, firm)}"


def _parts(
    reading: Reading, anchor: Anchor, phrase: Phrase, longer: str
) -> Iterator[tuple[str, str]]:
    """ "share of exports"; "debt stands at 60% of GDP" -> "debt as share of GDP"."""
    clauses = reading.clauses
    if anchor.kind != "percent" or clauses.lemmas[phrase.head] in measured("stakes"):
        return
    yield "share", f"share of {longer}"
    subject = subject_phrase(reading, anchor)
    whole = clauses.lower[anchor.last : phrase.first] == ["of"]
    ahead = subject is not None and subject.last <= anchor.first
    if subject is not None and ahead and whole and _is_level(clauses, anchor):
        yield "as share", f"{plain_heading(clauses, subject)} as share of {longer}"


def _rates(
    reading: Reading, anchor: Anchor, phrase: Phrase, plain: str
) -> Iterator[tuple[str, str]]:
    """ "annual revenue" of so much a year, "crude price per barrel", "fare per passenger"."""
    per = anchor.measure.per if anchor.measure else None
    if not per:
        return
    rhythm = load_table("headings")["rhythms"].get(per)
    if rhythm:
        yield "rhythm", f"{rhythm} {plain}"
    elif anchor.object == phrase.head and anchor.verb_lemma in load_table("verbs")["giving"]:
        return  # "charges |customers| 5m a ton"
    elif is_measured_noun(reading.clauses.lemmas[phrase.head]):
        yield "per measured", f"{plain} per {per}"
    else:
        yield "per", f"{plain} price per {per}"


def _told_behind(reading: Reading, anchor: Anchor, phrase: Phrase, plain: str) -> str:
    """The heading with what the words behind the amount add: "a decline of 20% |in remittances|".

    "savings of 5m |in net savings|" are net savings.
    """
    clauses, link = reading.clauses, anchor.last
    if clauses.lower[phrase.last : anchor.first] != ["of"]:
        return plain
    if link >= len(clauses.words) or clauses.lower[link] not in _BEHIND:
        return plain
    number = bisect_left(reading.phrases, link + 1, key=lambda found: found.first)
    if number == len(reading.phrases) or reading.phrases[number].first != link + 1:
        return plain
    thing = reading.phrases[number]
    mention = reading.mention_at(thing.head)
    place = mention is not None and isinstance(mention.named, Place)
    if place or clauses.tags[thing.head] in _UNNAMED or clauses.lemmas[thing.head] in _UNTOLD:
        return plain
    if thing.last + 1 in reading.measure_tokens and clauses.lower[thing.last] == "of":
        return plain  # "a profit of 5m on |revenue of 90m|"
    behind = heading(clauses, link + 1, _end_of_thing(reading, number))
    if clauses.lemmas[thing.head] in clauses.lemmas[phrase.first : phrase.last]:
        return behind if thing.last - thing.first > 1 else plain
    return f"{plain} {clauses.lower[link]} {behind}"


def _end_of_thing(reading: Reading, number: int) -> int:
    """The end of a phrase with those behind it, short of a name that only tells where or by whom.

    "investment in Oslo" has its heading without the place, which is whose it is.
    """
    clauses, phrases = reading.clauses, reading.phrases
    end = extended(clauses, phrases, number, times=_attributes(reading, phrases, number))
    if end == phrases[number].last:
        return end
    stake = clauses.lemmas[phrases[number].head] in measured("stakes")
    for phrase in phrases[number + 1 :]:
        if phrase.first >= end:
            break
        mention = reading.mention_at(phrase.head)
        link = clauses.lower[phrase.first - 1]
        place = mention is not None and isinstance(mention.named, Place)
        away = link in _WHEREABOUTS or (link == "in" and place) or (link == "to" and stake)
        if mention is not None and away:
            return phrase.first - 1
    return end


def _attributes(reading: Reading, phrases: list[Phrase], number: int) -> range:
    """The tokens of a time that stands before the noun behind a preposition: "drop in
    |second-quarter| revenue"."""
    clauses, link = reading.clauses, phrases[number].last
    end = link + 1
    while end in reading.period_tokens:
        end += 1
    if clauses.lower[link : link + 1] not in (["in"], ["of"]) or end - link < 2:
        return range(0)
    hyphened = "-" in clauses.lower[link:end] or clauses.tags[end - 1] == "JJ"
    return range(link + 1, end) if hyphened else range(0)


def _is_level(clauses: Clauses, anchor: Anchor) -> bool:
    """Whether the clause gives the level of its subject: "debt stands at", "the deficit was"."""
    held = anchor.deed is not None
    moved = anchor.verb_class == "change" and anchor.preposition in {"at", "to", "from"}
    level = anchor.verb_class == "level" or moved
    return (level and not held) or is_seen_at(clauses, anchor)


def subject_phrase(reading: Reading, anchor: Anchor) -> Phrase | None:
    """The noun phrase that the measure's clause is about."""
    token = anchor.subject
    if token is None:
        return anchor.doer
    return reading.phrase_at(token) or anchor.doer


def _whole_name(reading: Reading, phrase: Phrase) -> str | None:
    """The name that a phrase is only the end of: "Inc." of "Acme, Inc."."""
    mention = reading.mention_at(phrase.head)
    cut = mention is not None and mention.is_name and mention.first < phrase.first
    return mention.named.name if mention is not None and cut else None


def plain_heading(clauses: Clauses, phrase: Phrase) -> str:
    """A phrase as a heading without its possessor."""
    return heading(clauses, phrase.first, phrase.last, range(*phrase.owner or (0, 0)))


def change_held(reading: Reading, anchor: Anchor) -> str | None:
    """The change that an amount is the size of: "slump" in "took a 12% slump"."""
    lemmas = (reading.clauses.lemmas[token] for token in anchor.path[1:2])
    return next((lemma for lemma in lemmas if lemma in measured("change")), None)

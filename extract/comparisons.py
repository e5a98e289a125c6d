"""Measures that stand for another's past or part: "up from 26 billion", "a third of the total"."""

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from extract.anchors import anchor_of
from extract.clauses import Clauses, past_description, path_up
from extract.measures import Measure
from extract.periods import PeriodMention
from extract.reading import Reading
from extract.tables import load_table
from models.facts import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """Which measure is compared with which, by their numbers in `Reading.measures`."""

    baselines: dict[int, int]
    """The measure before -> the measure it became."""
    carried: dict[int, int]
    """A measure said of "that number" or "this share" -> the one before, which it takes up."""
    shares: dict[int, int]
    """A percentage of something -> the amount that is this part of it."""


def read_comparisons(reading: Reading) -> Comparisons:
    """The baselines and shares among a doc's measures."""
    baselines: dict[int, int] = {}
    shares: dict[int, int] = {}
    carried: dict[int, int] = {}
    for number, measure in enumerate(reading.measures):
        taken_up = _taken_up(reading, number)
        if taken_up is not None:
            carried[number] = taken_up
            compared = _compares(reading, number)
            baselines[number if compared else taken_up] = taken_up if compared else number
            continue
        main = _main_of_baseline(reading, number, measure)
        if main is not None:
            baselines[number] = main
        elif number not in baselines.values():
            earlier = _risen_from(reading, number, baselines)
            if earlier is not None:
                baselines[earlier] = number
        whole = _owner_of_share(reading, number, measure)
        if whole is not None:
            shares[number] = whole
    return Comparisons(baselines=baselines, carried=carried, shares=shares)


@cache
def _before_patterns() -> re.Pattern[str]:
    """What stands right before an amount that another one is compared with."""
    links = "|".join(re.escape(link) for link in load_table("comparisons")["baseline"])
    return re.compile(
        rf"\b(?P<link>{links})\W*(?:(?:a|an|the|just|only|its|their)\s+)*(?:[\w-]+\s+){{0,3}}$",
        re.IGNORECASE,
    )


def _main_of_baseline(reading: Reading, number: int, measure: Measure) -> int | None:
    clauses = reading.clauses
    first, last = clauses.tokens(measure.outer_start, measure.outer_end)
    opening = clauses.starts[clauses.sentence(first)[0]]
    before = clauses.text[opening : measure.outer_start]
    found = _before_patterns().search(before)
    if not found or reading.measure_tokens & set(
        range(clauses.token_at(opening + found.start()), first)
    ):
        return None
    link = found["link"].lower()
    if clauses.lower[last : last + 1] in (["who"], ["that"]):
        return None  # "64 percent, against 22 percent |who| opposed it"
    if "to" in found[0][len(link) :].lower().split():
        return None  # "from March |to| 9.8bn"
    if _is_other(reading, found[0], last):
        return None
    if link.endswith("from"):
        after = _nearest(reading, number, 1)
        if after is not None and _leads_to(clauses, last, reading.measures[after]):
            return after
    previous = _nearest(reading, number, -1)
    if link == "from" and not _is_aside(before[: found.start()]):
        return previous if _is_level(reading, previous, first) else None
    return previous


def _is_level(reading: Reading, previous: int | None, first: int) -> bool:
    """Whether the amount before is the new level: "to 40,000 tonnes |from 35,000", "growth of 2%
    |from 3.5%|"."""
    if previous is None:
        return False
    clauses, other = reading.clauses, reading.measures[previous]
    start, end = clauses.tokens(other.outer_start, other.outer_end)
    between = [token for token in range(end, first) if token not in reading.period_tokens]
    return len(between) <= 4 and clauses.lower[max(0, start - 1)] in {"to", "of"}


def _is_other(reading: Reading, link: str, last: int) -> bool:
    """Whether the comparison is with a forecast, or with somebody else: "6% in Utopia"."""
    clauses = reading.clauses
    if set(re.findall(r"\w+", link.lower())) & set(load_table("comparisons")["expected"]):
        return True
    placed = clauses.lower[last : last + 1] in (["in"], ["for"], ["at"])
    definite = clauses.lower[last + 1 : last + 2] == ["the"]
    name = past_description(clauses, last)
    if not placed or name >= len(clauses.words) or name in reading.period_tokens:
        return False
    return definite or reading.mention_at(name) is not None


def _taken_up(reading: Reading, number: int) -> int | None:
    """The measure of the sentence before that "that number was 2,895" speaks of again."""
    clauses, measure = reading.clauses, reading.measures[number]
    first = clauses.sentence(clauses.token_at(measure.start))[0]
    before = clauses.lower[first : clauses.token_at(measure.outer_start)]
    table = load_table("comparisons")
    points = any(
        one in {"that", "this"} and other in table["vague"]
        for one, other in itertools.pairwise(before)
    )
    if not number or not points or len(before) > 9:
        return None
    other = reading.measures[number - 1]
    near = clauses.sentence_of[first] - clauses.sentence_of[clauses.token_at(other.start)]
    return number - 1 if near == 1 and _comparable(measure, other) else None


def _compares(reading: Reading, number: int) -> bool:
    """Whether the measure is what another is compared with, rather than what became of it."""
    clauses, measure = reading.clauses, reading.measures[number]
    opening = clauses.starts[clauses.sentence(clauses.token_at(measure.start))[0]]
    return bool(_before_patterns().search(clauses.text[opening : measure.outer_start]))


def _risen_from(reading: Reading, number: int, taken: Collection[int]) -> int | None:
    """The amount before in the sentence from which "is expected to grow to 5m" goes on.

    Only where the verb has no subject of its own, or both count the same things.
    """
    clauses, measure = reading.clauses, reading.measures[number]
    before = _nearest(reading, number, -1)
    anchor = anchor_of(reading, measure)
    if before is None or before in taken or anchor.verb is None:
        return None
    other = reading.measures[before]
    if clauses.token_at(other.start) > anchor.verb or not _is_ahead(clauses, anchor.verb):
        return None
    listed = not set(range(*clauses.tokens(other.start, other.end))).isdisjoint(anchor.path[1:])
    listed = listed or clauses.lower[anchor.first - 1] in {"and", ",", "whom", "which", "them"}
    listed = listed or clauses.lemmas[anchor.first - 2] in load_table("aims")["outlooks"]
    if listed or anchor.preposition == "by":
        return None
    chain = [i for i in path_up(clauses, anchor.verb, 3) if _is_chained(clauses, anchor.verb, i)]
    under = path_up(clauses, clauses.token_at(other.start))
    own = any(_has_subject(clauses, i, under) for i in chain)
    between = range(clauses.tokens(other.outer_start, other.outer_end)[1], anchor.verb)
    own = own or any(clauses.deps[i].startswith("nsubj") and _is_noun(clauses, i) for i in between)
    if clauses.deps[anchor.verb] == "advcl":
        return None
    alike = measure.unit is not None and measure.unit == other.unit != "%"
    if clauses.deps[anchor.verb] == "conj" and clauses.tags[clauses.heads[anchor.verb]] == "VB":
        return None  # "will cut 3,000 and eliminate 5,600"
    rises = anchor.verb_class == "change" and anchor.preposition == "to"
    reaches = anchor.verb_lemma in load_table("comparisons")["reaching"]
    return before if alike or ((rises or reaches) and not own) else None


def _has_subject(clauses: Clauses, verb: int, under: Collection[int]) -> bool:
    """Whether a verb has a subject of its own: no pronoun, and none that is `under` discussion."""
    own = clauses.child(verb, "nsubj", "nsubj:pass")
    return own is not None and own not in under and _is_noun(clauses, own)


def _is_noun(clauses: Clauses, token: int) -> bool:
    """Whether a subject is no pronoun."""
    return clauses.tags[token] not in {"WDT", "WP", "PRP", "DT"}


def _is_chained(clauses: Clauses, verb: int, above: int) -> bool:
    """Whether a verb is the other, or what it is the complement of: "is expected to grow"."""
    return above == verb or (clauses.deps[verb] == "xcomp" and clauses.heads[verb] == above)


def _is_ahead(clauses: Clauses, verb: int) -> bool:
    """Whether a verb, or one above it, speaks of what is expected."""
    cues = {*load_table("aims")["forecast"], *load_table("aims")["aim"], "will"}
    path = path_up(clauses, verb, 4)
    below = (child for place in path[:2] for child in clauses.children[place])
    return any(clauses.lemmas[place] in cues for place in (*path, *below))


def _is_aside(before: str) -> bool:
    """Whether "from" opens a bracket or follows a noun of change: "to 245m (from 161m)"."""
    words = before.lower().split()
    changed = bool(words) and words[-1] in load_table("measured")["change"]
    return before.rstrip().endswith(("(", ",")) or changed


def _leads_to(clauses: Clauses, last: int, later: Measure) -> bool:
    """Whether "to" stands between, as in "from 9.4bn last year to 22bn"."""
    first = clauses.token_at(later.outer_start)
    between = clauses.lower[last:first]
    return len(between) <= 10 and bool({"to", "into"} & set(between))


def _nearest(reading: Reading, number: int, step: int) -> int | None:
    """The next measure of the same kind in the sentence, forwards or backwards."""
    clauses, measure = reading.clauses, reading.measures[number]
    sentence = clauses.sentence_of[clauses.token_at(measure.start)]
    place = number + step
    while 0 <= place < len(reading.measures):
        other = reading.measures[place]
        if clauses.sentence_of[clauses.token_at(other.start)] != sentence:
            return None
        if _comparable(measure, other):
            return place
        place += step
    return None


def _comparable(one: Measure, other: Measure) -> bool:
    if one.kind in {"count", "quantity"}:
        return other.kind in {"count", "quantity"}
    return one.kind == other.kind and (
        one.currency == other.currency or None in (one.currency, other.currency)
    )


def _owner_of_share(reading: Reading, number: int, measure: Measure) -> int | None:
    """The amount beside a percentage that is this part of a whole, before or behind it.

    "1.6m, which is 27 percent of the cost", "73 percent of the cost, or 4.5m"
    """
    clauses = reading.clauses
    last = clauses.tokens(measure.outer_start, measure.outer_end)[1]
    of = clauses.lower[last : last + 2]
    if (
        measure.kind != "percent"
        or of[:1] != ["of"]
        or of[-1] in {"which", "whom", "them", "those"}
    ):
        return None
    before, behind = _beside(reading, number, -1), _beside(reading, number, 1)
    if before is not None:
        end = reading.measures[before].outer_end
        if _share_patterns()[0].match(clauses.text[end : measure.outer_start]):
            return before
    if behind is not None:
        start = reading.measures[behind].outer_start
        if _share_patterns()[1].match(clauses.text[measure.outer_end : start]):
            return behind
    return None


def _beside(reading: Reading, number: int, step: int) -> int | None:
    """The next measure in the sentence, unless it is a percentage itself."""
    clauses, place = reading.clauses, number + step
    if not 0 <= place < len(reading.measures):
        return None
    one, other = reading.measures[number], reading.measures[place]
    same = clauses.sentence(clauses.token_at(one.start)) == clauses.sentence(
        clauses.token_at(other.start)
    )
    return place if same and other.kind != "percent" else None


@cache
def _share_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between an amount and its percentage, and between percentage and amount."""
    table = load_table("comparisons")
    ahead, behind = ("|".join(map(re.escape, table[name])) for name in ("part", "equal"))
    return (
        re.compile(rf"(?: [\w' -]{{0,40}}?)?\W*\b(?:{ahead}) $|\s*[,(–—-]+\s*$", re.IGNORECASE),
        re.compile(rf" of [\w' -]{{2,40}}?(?:, (?:{behind}) | ?\()$", re.IGNORECASE),
    )


def own_period(reading: Reading, figure: Figure) -> PeriodMention | None:
    """The period printed right behind an amount, with nothing but an aside between."""
    clauses = reading.clauses
    last = clauses.tokens(figure.start, figure.end)[1]
    end = clauses.sentence(last - 1)[1]
    stops = [clauses.token_at(m.start) for m in reading.measures if m.start >= figure.end]
    stop = next((s for s in stops if not _is_part(clauses, last, s)), end)
    for mention in reading.periods:
        first = clauses.token_at(mention.start)
        if last <= first < min(end, stop, last + 9):
            speech = load_table("verbs")["speech"]
            between = range(last, first)
            told = any(clauses.lemmas[token] in speech for token in between)
            return None if told or _goes_on(clauses, between) else mention
    return None


def _goes_on(clauses: Clauses, between: range) -> bool:
    """Whether something else is spoken of behind a comma: "from 5m, as a |strike| in May"."""
    commas = (token for token in between if clauses.lower[token] == ",")
    comma = next(commas, between.stop)
    return any(clauses.tags[token][:2] == "NN" for token in range(comma, between.stop))


def _is_part(clauses: Clauses, last: int, token: int) -> bool:
    """Whether a measure behind stands in brackets or dashes, as a restatement or share does."""
    return token - last <= 4 and bool({"(", "-", "–", "—"} & set(clauses.lower[last:token]))


def is_expected(reading: Reading, figure: Figure) -> bool:
    """Whether the words beside an amount say that it is a forecast: "a projected 3.7%"."""
    clauses = reading.clauses
    first, last = clauses.tokens(figure.start, figure.end)
    near = (*range(max(0, first - 3), first), *range(last, min(last + 3, len(clauses.words))))
    return any(clauses.lemmas[i] in load_table("aims")["forecast"] for i in near)

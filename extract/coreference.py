"""Words that stand for a name: "the company", "he", "its"; no link where it isn't clear."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from extract.groups import Cast, Group, fold
from extract.organizations import organization_kind
from extract.people import gender_of
from extract.places import describe_place
from extract.quote_marks import find_stretches
from extract.title_words import is_head
from extract.wordlists import rules, words
from models.facts import Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FALLING = (2.0, 1.5, 0.8, 0.3)
"""What a mention counts that lies none, one, two, three sentences back."""
SUBJECT, SPEAKING, OPENING, OFTEN = 1.0, 0.5, 0.5, 0.12
"""What is added for the subject of a clause, of a verb of saying, for the first name of a sentence,
and for each mention."""
BOUND = 1.0
"""What is added for the subject of the clause that "its" stands in, or that "it" depends on."""
MARGIN = 0.3
"""How much better the best antecedent must be than the next; less is not clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A word that stands for something, and what it can stand for."""

    start: int
    end: int
    labels: frozenset[str]
    kinds: frozenset[str] = frozenset()
    """Kinds of body or place; empty for any."""
    gender: str | None = None


class Scene:
    """A doc with its names, and where sentences and quotations lie."""

    def __init__(self, doc: "Doc", cast: Cast) -> None:
        self.doc = doc
        self.cast = cast

    @cached_property
    def sentence(self) -> list[int]:
        """The number of the sentence of each token; line breaks end one."""
        starts = (
            bool(token.is_sent_start) or (token.i > 0 and "\n" in self.doc[token.i - 1].text)
            for token in self.doc
        )
        return list(accumulate(map(int, starts)))

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The tokens inside quotation marks."""
        spans = (
            self.doc.char_span(stretch.start, stretch.end, alignment_mode="contract")
            for stretch in find_stretches(self.doc.text)
        )
        return frozenset(token.i for span in spans if span is not None for token in span)

    def binder(self, place: int) -> int | None:
        """The subject of the nearest clause over "its" or "it" that has another subject."""
        if place not in self._binders:
            self._binders[place] = _binder(self.doc[place])
        return self._binders[place]

    @cached_property
    def _binders(self) -> dict[int, int | None]:
        return {}

    @cached_property
    def opening(self) -> frozenset[int]:
        """The first name of each sentence, by its first token."""
        first: dict[int, int] = {}
        for group in self.cast.groups:
            for mention in group.mentions:
                if self.doc[mention.end : mention.end + 1].text in {"-", "–"}:
                    continue  # "|Oslo|-based grocer Acme"
                number = self.sentence[mention.start]
                first[number] = min(first.get(number, mention.start), mention.start)
        return frozenset(first.values())


def link_bodies(scene: Scene) -> None:
    """Let "the company", "the city", "its" stand for the body or place they mean."""
    for wanted in body_words(scene):
        if group := antecedent(scene, wanted):
            scene.cast.add_reference(wanted.start, wanted.end, group)


def link_people(scene: Scene, roles: dict[Group, list[Role]]) -> None:
    """Let "he", "her", "the minister" stand for the person they mean."""
    for wanted in person_words(scene):
        if group := antecedent(scene, wanted):
            scene.cast.add_reference(wanted.start, wanted.end, group)
    for start, end, head in title_words(scene):
        if group := _holder(scene, roles, start, head):
            scene.cast.add_reference(start, end, group)


def body_words(scene: Scene) -> Iterator[Wanted]:
    """Each "the company", "its" outside a name."""
    nouns: dict[str, str] = rules("references")["nouns"]
    for token in scene.doc:
        small = token.text.casefold()
        if scene.cast.label_at(token.i):
            continue
        if small in {"it", "its", "itself"} and token.i not in scene.quoted:
            yield Wanted(start=token.i, end=token.i + 1, labels=frozenset({"ORG", "LOC"}))
        elif small in nouns and (start := _article(scene, token.i)) is not None:
            label, _, kinds = nouns[small].partition(" ")
            kept = frozenset(kinds.split())
            yield Wanted(start=start, end=token.i + 1, labels=frozenset({label}), kinds=kept)


def _article(scene: Scene, noun: int) -> int | None:
    """Where "the company" begins; None without "the", or where a name follows the noun."""
    before = scene.doc[noun - 1].text.casefold() if noun else ""
    follows = scene.cast.at(noun + 1)
    named = follows is not None and follows[0].start == noun + 1 and follows[1].label == "ORG"
    return noun - 1 if before in {"the", "this"} and not named else None


def person_words(scene: Scene) -> Iterator[Wanted]:
    """Each "he", "her" outside quotation marks."""
    for token in scene.doc:
        gender = rules("references")["personal"].get(token.text.casefold())
        if gender and token.i not in scene.quoted and not scene.cast.label_at(token.i):
            labels = frozenset({"PERSON"})
            yield Wanted(start=token.i, end=token.i + 1, labels=labels, gender=str(gender))


def antecedent(scene: Scene, wanted: Wanted) -> Group | None:
    """The group a word stands for; None when two fit about as well."""
    groups = [group for label in sorted(wanted.labels) for group in scene.cast.of(label)]
    if _is_bound_elsewhere(scene, groups, wanted.start):
        return None
    scored = [(score, group) for group in groups if (score := _score(scene, group, wanted)) > 0]
    scored.sort(key=lambda row: -row[0])
    telling = bool(wanted.kinds) and "company" not in wanted.kinds
    if not scored or (telling and organization_kind(scored[0][1].name) not in wanted.kinds):
        only = _only_one(groups, wanted)
        if only is not None or not scored:
            return only
    if len(scored) > 1 and scored[0][0] - scored[1][0] < _margin(wanted):
        return None
    return scored[0][1]


def _only_one(groups: Sequence[Group], wanted: Wanted) -> Group | None:
    """The one body named before, however far, whose name tells that it is "the ministry"."""
    named = [
        group
        for group in groups
        if group.label == "ORG"
        and organization_kind(group.name) in wanted.kinds
        and group.mentions[0].start < wanted.start
    ]
    return named[0] if len(named) == 1 else None


def _is_bound_elsewhere(scene: Scene, groups: Sequence[Group], place: int) -> bool:
    """Whether "it" goes with a body that is none of the names: "the council said |it|"."""
    binder = scene.binder(place)
    if binder is None or scene.cast.label_at(binder):
        return False
    bodies = {*rules("references")["nouns"], "government"}
    spans = (span for group in groups for span in group.references)
    stands = any(start <= binder < end for start, end in spans)
    return scene.doc[binder].lemma_ in bodies and not stands


def _margin(wanted: Wanted) -> float:
    return 0.0 if wanted.gender else MARGIN


def _score(scene: Scene, group: Group, wanted: Wanted) -> float:
    """How well a group fits: near, subject, outside quotes, often named."""
    if not _fits(group, wanted):
        return 0.0
    spans = [(mention.start, mention.end) for mention in group.mentions]
    near = [
        points
        for start, end in (*spans, *group.references)
        if end <= wanted.start and (points := _points(scene, start, end, wanted.start)) > 0
    ]
    return max(near) + OFTEN * min(len(group.mentions), 6) - _doubt(group, wanted) if near else 0.0


def _is_joined(scene: Scene, end: int) -> bool:
    """Whether another name of the same kind is joined on: "|Acme| and Borex"."""
    joint = end + 1 < len(scene.doc) and scene.doc[end].text in {"and", "&", ","}
    return joint and scene.cast.label_at(end + 1) == scene.cast.label_at(end - 1)


def _doubt(group: Group, wanted: Wanted) -> float:
    """What is taken off where the name does not tell that it is "the agency"."""
    if group.label != "ORG" or not wanted.kinds or organization_kind(group.name):
        return 0.0
    return 0.2 if "company" in wanted.kinds else 0.8


def _points(scene: Scene, start: int, end: int, place: int) -> float:
    back = scene.sentence[place] - scene.sentence[start]
    if back >= len(FALLING):
        return 0.0
    points = FALLING[back]
    if any(is_subject(scene.doc[i]) for i in range(start, end)):
        points += SUBJECT + SPEAKING * any(speaks(scene.doc[i]) for i in range(start, end))
    if start in scene.opening and not _is_joined(scene, end):
        points += OPENING
    if start in scene.quoted and place not in scene.quoted:
        points -= 1.2
    binder = scene.binder(place)
    if binder is not None and start <= binder < end:
        points += BOUND
    return points


def _binder(token: "Token") -> int | None:
    if token.text.casefold() not in {"it", "its", "itself"}:
        return None
    for above in token.ancestors:
        subjects = [t for t in above.lefts if is_clause_subject(t) and not _covers(t, token)]
        if subjects and above.sent == token.sent:
            return subjects[0].i
    return None


def _covers(subject: "Token", token: "Token") -> bool:
    return subject == token or subject.is_ancestor(token)


def is_clause_subject(token: "Token") -> bool:
    """Whether a word is itself the subject of a clause."""
    return token.dep_ in {"nsubj", "nsubj:pass"}


def is_subject(token: "Token") -> bool:
    """Whether a word is the subject of a clause, or its name beside it: "the chair, Bo Ek"."""
    return _subject_beside(token, {"appos", "flat", "conj"}) is not None


def _subject_beside(token: "Token", links: Collection[str]) -> "Token | None":
    """The subject of a clause that a word is, or is tied to by one of the links."""
    for _ in range(3):
        if is_clause_subject(token):
            return token
        if token.dep_ not in links:
            return None
        token = token.head
    return None


def speaks(token: "Token") -> bool:
    """Whether a word is the subject of a verb of saying, or its name: "grocer |Acme| said"."""
    subject = _subject_beside(token, {"appos", "flat"})
    if subject is None or subject.dep_ != "nsubj":
        return False
    return subject.head.lemma_ in words("cues", "say")


def _fits(group: Group, wanted: Wanted) -> bool:
    if wanted.gender and group.label == "PERSON":
        own = gender_of(group)
        return own is None or own == wanted.gender
    if not wanted.kinds:
        return True
    if group.label == "LOC":
        return (describe_place(group.name)[0] or "city") in wanted.kinds
    kind = organization_kind(group.name)
    return kind is None or kind in wanted.kinds


def title_words(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Each "the Republican governor", "the bank chief" as (start, end, last word)."""
    for token in scene.doc:
        small = token.text.casefold()
        if small not in words("roles", "heads") or scene.cast.label_at(token.i):
            continue
        start = token.i
        while (
            start > 0
            and token.i - start < 4
            and scene.doc[start - 1].pos_ in {"ADJ", "NOUN", "PROPN"}
        ):
            start -= 1
        if (
            start
            and scene.doc[start - 1].text.casefold() == "the"
            and not _is_taken(scene, token.i)
        ):
            yield start - 1, token.i + 1, small


def _is_taken(scene: Scene, place: int) -> bool:
    """Whether the title goes on, or stands beside the name it belongs to."""
    after = scene.doc[place + 1] if place + 1 < len(scene.doc) else None
    return after is not None and (
        after.text.casefold() in {"of", "for", ",", "-"}
        or is_head(after)
        or scene.cast.label_at(place + 1) is not None
    )


def _holder(scene: Scene, roles: dict[Group, list[Role]], place: int, head: str) -> Group | None:
    """The person last named whose title turns on that word."""
    holders = [group for group in scene.cast.of("PERSON") if _holds(roles.get(group, ()), head)]
    before = [
        (mention.start, group)
        for group in holders
        for mention in group.mentions
        if mention.start < place
    ]
    return max(before, key=lambda row: row[0])[1] if before else None


def _holds(roles: Iterable[Role], head: str) -> bool:
    abbreviations: dict[str, str] = rules("roles")["abbreviations"]
    for role in roles:
        for word in fold(role.title).split():
            if word == head or abbreviations.get(f"{word}.") == head:
                return True
    return False

"""A doc's words and parse as plain lists, read once, and the clauses and phrases in them.

Every position is a token's index in the doc unless it says characters. The parse is taken as a
hint: no head crosses a sentence end, and a doc without a parse has every word as its own head.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.inflections import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROOT = "ROOT"
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis", "conj"})
FINITE = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})
"""Tags of verbs that make a clause, infinitives taken in."""
_DESCRIBED = 4
"""Words that may describe a name before it, with the preposition."""
_CLOSERS = frozenset(".!?。！？:;\n\"”’'")
_HYPHENS = frozenset("-‐‑")
_ENDS = frozenset({".", "!", "?", "。", "！", "？"})
_LEFT_OF_NOUN = frozenset(
    {"det", "amod", "compound", "nmod:poss", "nummod", "advmod", "case", "flat", "nmod", "punct",
     "det:predet", "compound:prt", "obl", "obl:npmod", "nmod:npmod", "goeswith", "dep", "cc",
     "conj"}
)  # fmt: skip
_RIGHT_OF_NOUN = frozenset({"nmod", "flat", "fixed", "goeswith", "conj", "cc", "compound"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """The words of a doc, with tags and heads, as parallel lists."""

    text: str
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    """Penn Treebank tags."""
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    starts: list[int]
    """First character of each token."""
    ends: list[int]
    """The character after each token."""
    sentences: list[tuple[int, int]]
    """First token and the one after the last."""
    sentence_of: list[int]
    """Which of `sentences` each token stands in."""
    joints: frozenset[int]
    """Hyphens without blanks around them, which join the parts of a word."""

    def token_at(self, char: int) -> int:
        """The token that holds the character, or the nearest before it."""
        return max(0, bisect_right(self.starts, char) - 1)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that the characters touch: first, and the one after the last."""
        first = self.token_at(start)
        return first, max(first + 1, bisect_left(self.starts, end))

    def slice(self, first: int, last: int) -> str:
        """The characters from token `first` up to `last`, line breaks as blanks."""
        if last <= first:
            return ""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())

    def sentence(self, token: int) -> tuple[int, int]:
        """The tokens of the sentence a token stands in."""
        return self.sentences[self.sentence_of[token]]

    def sentence_text(self, token: int) -> str:
        """The sentence a token stands in, as printed, line breaks as blanks."""
        return self.slice(*self.sentence(token))

    def child(self, token: int, *deps: str) -> int | None:
        """The first dependent with one of the relations."""
        return next((child for child in self.children[token] if self.deps[child] in deps), None)


def read_clauses(doc: "Doc") -> Clauses:
    """The words and parse of a doc; one without a parse gets sentences by punctuation."""
    tokens = list(doc)
    words = [token.text for token in tokens]
    sentences = _sentences(doc, words)
    sentence_of = [number for number, (a, b) in enumerate(sentences) for _ in range(a, b)]
    heads = [token.head.i for token in tokens]
    heads = [h if sentence_of[h] == sentence_of[i] else i for i, h in enumerate(heads)]
    children: list[list[int]] = [[] for _ in words]
    for place, head in enumerate(heads):
        if head != place:
            children[head].append(place)
    starts = [token.idx for token in tokens]
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Clauses(
        text=doc.text,
        words=words,
        lower=[token.lower_ for token in tokens],
        lemmas=[lemma_of(token.lower_, token.tag_, token.lemma_) for token in tokens],
        tags=[token.tag_ for token in tokens],
        deps=[t.dep_ if heads[i] != i else ROOT for i, t in enumerate(tokens)],
        heads=heads,
        children=children,
        starts=starts,
        ends=ends,
        sentences=sentences,
        sentence_of=sentence_of,
        joints=frozenset(_joints(words, starts, ends)),
    )


def _joints(words: list[str], starts: list[int], ends: list[int]) -> Iterator[int]:
    for place in range(1, len(words) - 1):
        glued = ends[place - 1] == starts[place] and ends[place] == starts[place + 1]
        if words[place] in _HYPHENS and glued:
            yield place


def _sentences(doc: "Doc", words: list[str]) -> list[tuple[int, int]]:
    parsed = doc.has_annotation("SENT_START")
    starts = [0] if words else []
    starts += [place for place in range(1, len(words)) if _starts(doc, words, place, parsed)]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _starts(doc: "Doc", words: list[str], place: int, parsed: bool) -> bool:
    if _breaks(words, place):
        return True
    if parsed:
        return bool(doc[place].is_sent_start) and _may_start(words, place)
    return _ended(words, place)


def _may_start(words: list[str], place: int) -> bool:
    """Whether a sentence can begin here: not with a small letter in the middle of a line."""
    return words[place - 1][-1:] in _CLOSERS or not words[place][:1].islower()


def _breaks(words: list[str], place: int) -> bool:
    return "\n\n" in words[place - 1]


def _ended(words: list[str], place: int) -> bool:
    return words[place - 1] in _ENDS and words[place][:1].isupper()


def is_verb(clauses: Clauses, token: int) -> bool:
    """Whether the token is tagged as a verb or auxiliary."""
    return clauses.tags[token][:2] in {"VB", "MD"}


def is_noun(clauses: Clauses, token: int) -> bool:
    """Whether the token is tagged as a common or proper noun."""
    return clauses.tags[token][:2] == "NN"


def past_description(clauses: Clauses, link: int) -> int:
    """Where a name behind a preposition may begin: "for |the market leader| Acme"."""
    place = link + 1
    place += clauses.lower[place : place + 1] == ["the"]
    while clauses.tags[place : place + 1] in (["NN"], ["JJ"]) and place - link < _DESCRIBED:
        place += 1
    return place


def head_of(clauses: Clauses, first: int, last: int) -> int:
    """The token of a stretch that the rest of the sentence attaches to."""
    inside = range(first, last)
    tops = [i for i in inside if clauses.heads[i] == i or clauses.heads[i] not in inside]
    tops = [i for i in tops if clauses.deps[i] not in {"punct", "case", "advmod"}] or tops
    return tops[-1] if tops else last - 1


def path_up(clauses: Clauses, token: int, limit: int = 8) -> list[int]:
    """The token and its heads, upwards to the root of the sentence."""
    path = [token]
    while len(path) < limit and clauses.heads[path[-1]] != path[-1]:
        path.append(clauses.heads[path[-1]])
    return path


def predicate_of(clauses: Clauses, token: int) -> int | None:
    """The verb, or the noun or adjective with a copula, whose clause the token stands in.

    A verb with a subject is its own: "spending doubled".
    """
    if is_verb(clauses, token) and clauses.child(token, "nsubj", "nsubj:pass", "csubj") is not None:
        return token
    for place in path_up(clauses, token)[1:]:
        if is_verb(clauses, place) and clauses.deps[place] not in {
            "aux",
            "aux:pass",
            "amod",
            "case",
        }:
            return place
        if clauses.child(place, "cop") is not None:
            return place
    if clauses.child(token, "cop") is not None:
        return token
    return _nearest_verb(clauses, token)


def _nearest_verb(clauses: Clauses, token: int) -> int | None:
    first, last = clauses.sentence(token)
    for place in (*range(token - 1, first - 1, -1), *range(token + 1, last)):
        if clauses.tags[place][:2] == "VB" and clauses.deps[place] not in {
            "aux",
            "aux:pass",
            "case",
        }:
            return place
    return None


def subject_of(clauses: Clauses, verb: int) -> int | None:
    """The head word of what the verb is said of, found through control and coordination."""
    seen = verb
    for _ in range(5):
        own = clauses.child(seen, "nsubj", "nsubj:pass", "nsubj:outer", "csubj")
        if own is not None and not _is_stray(clauses, seen, own):
            return _antecedent(clauses, own, seen)
        dep, head = clauses.deps[seen], clauses.heads[seen]
        if dep in {"acl", "acl:relcl"}:
            return head
        if dep == "xcomp" and (thing := clauses.child(head, "obj")) is not None and thing < seen:
            return thing
        if dep not in CLAUSAL and dep not in {"obl", "nmod"}:
            return None
        seen = head
    return None


def _is_stray(clauses: Clauses, verb: int, subject: int) -> bool:
    """Whether a subject is another verb's, misread: it follows with a verb in between."""
    return any(is_verb(clauses, i) for i in range(verb + 1, subject))


def _antecedent(clauses: Clauses, subject: int, verb: int) -> int:
    """What a relative pronoun stands for; any other subject itself."""
    if clauses.tags[subject] in {"WDT", "WP"} or clauses.lower[subject] in {"which", "who"}:
        for place in path_up(clauses, verb, 4):
            if clauses.deps[place].startswith("acl"):
                return clauses.heads[place]
    return subject


def phrase(clauses: Clauses, noun: int) -> list[int]:
    """The tokens of the phrase around a noun, without relative clauses, appositions and marks."""
    return sorted({noun, *_left(clauses, noun), *_right(clauses, noun)})


def _left(clauses: Clauses, noun: int) -> list[int]:
    kept: list[int] = []
    for child in clauses.children[noun]:
        if child < noun and clauses.deps[child] in _LEFT_OF_NOUN:
            kept += subtree(clauses, child)
    return [i for i in kept if i < noun]


def _right(clauses: Clauses, noun: int) -> list[int]:
    kept: list[int] = []
    for child in clauses.children[noun]:
        if child > noun and (clauses.deps[child] in _RIGHT_OF_NOUN or clauses.tags[child] == "POS"):
            kept += [child, *_left(clauses, child), *_right(clauses, child)]
            kept += [
                i for i in clauses.children[child] if clauses.deps[i] in {"case", "cc", "fixed"}
            ]
    return kept


def subtree(clauses: Clauses, token: int) -> list[int]:
    """The token with everything below it, in order."""
    found, waiting = [token], [token]
    while waiting:
        below = clauses.children[waiting.pop()]
        found += below
        waiting += below
    return sorted(found)

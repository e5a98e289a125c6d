"""Which clauses without an amount are commitments or expectations worth a row."""

from collections.abc import Iterator

from extract.aims import Aim
from extract.anchors import Anchor, verb_anchor
from extract.clauses import Clauses
from extract.ranker import probability
from extract.reading import Reading
from extract.subjects import anaphor_of

_STOPS = frozenset({".", ";", ":", "!", "?", "”", '"', "''", "—", "--", "(", ")"})
_OPENERS = frozenset(
    {"which", "who", "but", "said", "says", "according", "while", "although", "because", "whereas",
     "if", "unless", "after", "when", "since", "as"}
)  # fmt: skip


def is_pledge(reading: Reading, aim: Aim) -> bool:
    """Whether an aim without an amount is a commitment or expectation worth keeping."""
    return probability("pledge", pledge_signs(reading, aim)) >= 0.5


def pledge_signs(reading: Reading, aim: Aim) -> list[str]:
    """What tells: the cue and its form, the verb, who acts, when, and where it stands."""
    signs = list(_signs(reading, aim))
    return ["", *signs, *(f"{aim.family}|{sign}" for sign in signs)]


def _signs(reading: Reading, aim: Aim) -> Iterator[str]:
    clauses = reading.clauses
    anchor = verb_anchor(reading, aim.cue, aim.verb)
    yield f"form={aim.form}"
    yield f"family={aim.family}"
    yield f"cue tag={clauses.tags[aim.cue]}"
    yield f"verb={clauses.lemmas[aim.verb]}"
    yield f"verb tag={clauses.tags[aim.verb]}"
    yield f"who={anaphor_of(reading, anchor)}"
    yield f"actor={_actor_label(reading, anchor)}"
    first, last = clauses.sentence(aim.verb)
    for word in clauses.lower[max(first, aim.cue - 4) : min(last, aim.verb + 3)]:
        if word in {"not", "n't", "if", "would", "could", "never", "no", "that", "when", "whether"}:
            yield f"word={word}"
    yield f"time={_time(reading, aim)}"
    yield f"above={_above(clauses, aim)}"
    yield f"quoted={_quoted(reading, aim)}"
    yield f"sentence={min(6, clauses.sentence_of[aim.verb] // 2)}"


def _actor_label(reading: Reading, anchor: Anchor) -> str:
    token = (
        anchor.subject if anchor.subject is not None else anchor.doer.head if anchor.doer else None
    )
    mention = next(
        (m for m in reading.mentions if token is not None and m.first <= token < m.last), None
    )
    return type(mention.named).__name__ if mention else "none"


def _time(reading: Reading, aim: Aim) -> str:
    """Whether the sentence names a time to come, and how near."""
    published = reading.context.published
    clauses = reading.clauses
    sentence = clauses.sentence_of[aim.verb]
    found = "none"
    for mention in reading.periods:
        token = clauses.token_at(mention.start)
        end = mention.period.end or mention.period.start
        if clauses.sentence_of[token] != sentence or end is None or published is None:
            continue
        if end > published:
            return "future near" if 0 < token - aim.cue < 25 else "future"
        found = "past"
    return found


def _above(clauses: Clauses, aim: Aim) -> str:
    """The verb that the aim's clause depends on."""
    head = clauses.heads[aim.cue]
    return (
        clauses.lemmas[head] if head != aim.cue and clauses.tags[head].startswith("VB") else "none"
    )


def _quoted(reading: Reading, aim: Aim) -> bool:
    start = reading.clauses.starts[aim.cue]
    return any(q.kind == "direct" and q.start <= start < q.end for q in reading.quotes)


def clause_end(clauses: Clauses, verb: int) -> int:
    """The token after the clause that a verb opens: a full stop, or a comma before a new clause."""
    last = clauses.sentence(verb)[1]
    for place in range(verb + 1, last):
        if clauses.words[place] in _STOPS and not clauses.words[place].isalnum():
            return place
        if clauses.lower[place] in _OPENERS and place > verb + 1:
            return place - 1 if clauses.words[place - 1] == "," else place
        if clauses.words[place] == "," and clauses.tags[place + 1 : place + 2] in (
            ["CC"],
            ["PRP"],
            ["WDT"],
            ["WP"],
            ["VBG"],
        ):
            return place
    return last


def clause_start(anchor: Anchor) -> int:
    """The first token of the clause: its subject where that stands near, else the cue."""
    starts = [anchor.first]
    if anchor.doer is not None and anchor.first - anchor.doer.last <= 6:
        starts.append(anchor.doer.first)
    return min(starts)

"""Whose plan or goal a clause speaks of: "the ministry's goal is to build 10 parks"."""

from extract.anchors import Anchor
from extract.noun_phrases import Phrase, heading
from extract.reading import Reading
from extract.tables import load_table


def is_plan(name: str) -> bool:
    """Whether a thing is an aim itself: "goal", "revised forecast", "track" of "on track"."""
    return name.rpartition(" ")[2].lower() in load_table("aims")["plans"]


def planner(reading: Reading, anchor: Anchor) -> str | None:
    """Whose goal or plan the clause speaks of: "Acme's goal is to", "its target is"."""
    token = anchor.subject if anchor.subject is not None else anchor.first
    phrase = reading.phrase_at(token)
    if phrase is None or not is_plan(reading.clauses.lower[phrase.head]):
        return None
    owner = phrase.owner or _plan_owner(reading, phrase) or (phrase.first, phrase.first + 1)
    mention = reading.mention_at(owner[1] - 1) or reading.mention_at(owner[0])
    if mention is not None:
        return mention.named.name
    return heading(reading.clauses, *owner) or None if phrase.owner else None


def _plan_owner(reading: Reading, goal: Phrase) -> tuple[int, int] | None:
    """Whose plan the sentence cites before a goal that nobody is said to have: "According to the
    ministry's Growth Plan, the goal is to"."""
    here = reading.clauses.sentence_of
    cited = (
        phrase.owner
        for phrase in reading.phrases
        if phrase.last <= goal.first
        and here[phrase.first] == here[goal.first]
        and reading.clauses.words[phrase.head] in load_table("instruments")["nouns"]
    )
    return next(cited, None)

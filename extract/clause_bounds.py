"""Where the clause of a verb begins and ends."""

from extract.anchors import Anchor
from extract.clauses import Clauses

_STOPS = frozenset({".", ";", ":", "!", "?", "—", "--", "(", ")", "”", '"', "''"})
_OPENING, _QUOTES = "“", frozenset({'"', "”", "''"})
_OPENERS = frozenset(
    {"which", "who", "but", "said", "says", "according", "while", "although", "though", "because",
     "whereas", "if", "unless", "after", "when", "since", "as"}
)  # fmt: skip
_AFTER_COMMA = frozenset({"CC", "PRP", "WDT", "WP", "VBG"})
_AFTER_AND = frozenset({"MD", "PRP", "EX", "VBZ", "VBD"})


def clause_end(clauses: Clauses, verb: int) -> int:
    """The token after the clause that a verb opens.

    It ends at a stop, before a new clause, or where a quotation ends that began before the verb.
    """
    last = clauses.sentence(verb)[1]
    inside = False
    for place in range(verb + 1, last):
        word = clauses.words[place]
        if word == _OPENING or (word in _QUOTES and (inside or _opens(clauses, place))):
            inside = word == _OPENING or not inside
        elif word in _STOPS:
            return place
        elif not inside and place > verb + 1 and clauses.lower[place] in _OPENERS:
            return place - 1 if clauses.words[place - 1] == "," else place
        elif not inside and _leads_on(clauses, place):
            return place
    return last


def _opens(clauses: Clauses, place: int) -> bool:
    """Whether a straight quotation mark stands before a word, after a blank."""
    if clauses.words[place] != '"' or place + 1 >= len(clauses.words):
        return False
    apart = clauses.starts[place] > clauses.ends[place - 1]
    return apart and clauses.starts[place + 1] == clauses.ends[place]


def _leads_on(clauses: Clauses, place: int) -> bool:
    """Whether a comma or "and" begins another clause: ", which", "and it", "and could"."""
    follows = clauses.tags[place + 1] if place + 1 < len(clauses.tags) else ""
    if clauses.words[place] == ",":
        return follows in _AFTER_COMMA
    return clauses.tags[place] == "CC" and follows in _AFTER_AND


def clause_start(anchor: Anchor) -> int:
    """The first token of the clause: its subject where that stands near, else the cue."""
    starts = [anchor.first]
    if anchor.doer is not None and anchor.first - anchor.doer.last <= 6:
        starts.append(anchor.doer.first)
    return min(starts)

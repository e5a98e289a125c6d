"""Whether the words around a date speak of what is to come or of what has been."""

import re

from extract.moment import WEEKDAYS
from extract.tables import any_of, load_table

_TABLE = load_table("dates")
_AHEAD = re.compile(rf"(?<![a-z]){any_of(_TABLE['ahead'])}(?![a-z])")
_SCHEDULED = re.compile(
    rf"(?<![a-z]){any_of(_TABLE['scheduled'])}(?: results| earnings| trading)?"
    r" (?:(?:in|on|from|at|by|until|again|early|late|some ?time|only)(?: in| on)? )*"
    r"(?:(?:the )?(?:end|start|beginning|middle|close) of )?(?:the )?$"
)
_SAID = re.compile(rf"(?<![a-z]){any_of(_TABLE['behind'])}(?![a-z])")
_PLANS = any_of(_TABLE["planned"])
_HELD = re.compile(
    rf"\b(?:was|were|ha[sd] been) (?!{_PLANS}\b)\w+"
    r"(?: (?!will\b|would\b|could\b|may\b|might\b|to\b|can\b|should\b|must\b)\w+){0,4}"
    r" (?:(?:in|on|at|over) )?(?:the )?$"
)
_DID = re.compile(
    rf"(?<!be )(?<!to )(?<!is )(?<!are )\b(?!{_PLANS}\b)(?:\w{{2,}}ed|{any_of(_TABLE['did'])})"
    r" (?:in|on|at|over|during) (?:the |its )?$"
)
_PAST = re.compile(rf"\b(?!{_PLANS}\b)(?:\w{{2,}}ed|had|was|were|{any_of(_TABLE['did'])})\b")
_TOLD_OF = re.compile(
    rf",? (?:which|who|where|when) (?:\w+ )?(?:\w{{2,}}ed|had|was|were|{any_of(_TABLE['did'])})\b"
)
"""A clause that tells what was of something: ", which stood at"."""
_BEGAN = re.compile(rf"\b{any_of(_TABLE['over'])}\b[^,;:]{{0,60}}\b(?:on|in) (?:the )?$")
_TO_COME = re.compile(
    r"\b(?:was|were) (?=(?:now |also )?"
    r"(?:forecast|expected|projected|planned|due|scheduled|set|slated)\b)"
)
_DELIVERED = re.compile(r" (?:delivery|futures|deadline|expiry)\b")
_PASSIVE = re.compile(r"^ \w+ed\b|\bbe \w+")
"""What "will be released" and "due to be published" have behind the word that looks ahead."""
_RECORD = re.compile(r"\b(?:first|only|biggest|best|worst|most|least|\w{3,}est)\b[^,;:]*$")
_BACK = re.compile(r"\b(?:since|last) (?:the )?(?:[a-z]+ of )?$")
_TRADED = re.compile(r"'s (?:\w+ ){0,2}(?:clos(?:e|ing)|finish|settlement|session)\b")
_NOUN_BEHIND = re.compile(r" (?!(?:to|for|in|on|by|at|until|from|as|that|this|next)\b)[a-z]")
_DUE = re.compile(
    r"\b(by|until|till|through|before|from|starting|beginning|effective|ahead of|prior to"
    r"|later than)(?: noon| midnight|(?: the)? (?:close of business|end of trading))?"
    r"(?: in| on| at least| about| around)?"
    r"(?: (?:the )?(?:end|start|beginning|middle|close) of)?(?: the| its)? $"
)
_HAD = re.compile(r"[^.;\n]{0,50}\b(?:had|was|were)\b")
COMPARED = re.compile(
    r"\b(?:up|down|rise|rose|fell|drop\w*|increase\w*|higher|lower|compared)"
    r" (?:[\w.%]+ ){0,3}from $"
)
"""What makes "from" name what a figure is compared with."""
_UP_TO = ("until", "till", "through")
_DUE_AHEAD, _FROM_AHEAD = 8, 4
"""Months: "by November" said in January is likelier last year's, "from December" in May too."""


def looks_ahead(before: str, behind: str) -> bool:
    """Whether a date lies ahead, by the words of the sentence before and behind it."""
    scheduled = _SCHEDULED.search(before) and not _PAST.match(behind.lstrip())
    if scheduled or _DELIVERED.match(behind) or before.endswith("delivery in "):
        return True
    cues = [cue for cue in _AHEAD.finditer(before) if not _is_attribute(before, cue)]
    if cues:
        since = before[cues[-1].end() :]
        return not (_SAID.search(_PASSIVE.sub("", since)) or _TOLD_OF.search(since))
    behind = _TO_COME.sub("", behind)
    ahead, said = _AHEAD.search(behind), _SAID.search(behind)
    if ahead is None or _SAID.search(before):
        return False
    return said is None or said.start() > ahead.start()


def _is_attribute(before: str, cue: re.Match[str]) -> bool:
    """Whether a cue only tells what a past verb is about, "began four |planned| outages", or is a
    plural that opens the sentence: "|Starts| in April were low"."""
    if not cue.start() and cue[0].endswith("s") and before.startswith((" in ", " of "), cue.end()):
        return True
    noun = _NOUN_BEHIND.match(before, cue.end())
    return cue[0].endswith("ed") and bool(noun) and is_past(before[: cue.start()])


def lies_behind(before: str, word: str, behind: str) -> bool:
    """Whether "since" or "last" right before a date, or "as of" before a weekday, ends it, or the
    market's close behind a weekday: "Friday's closing price"."""
    traded = bool(_TRADED.match(behind)) or before.endswith("as of ")
    return bool(_BACK.search(before)) or (word in WEEKDAYS and traded)


def is_told(before: str) -> bool:
    """Whether a verb right before a date tells what was: "was held on", "talks began in"."""
    if _HELD.search(before) or _DID.search(before):
        return True
    began = _BEGAN.search(before)
    return began is not None and not _AHEAD.search(before, began.start())


def is_record(before: str) -> bool:
    """Whether something is the first or lowest of its kind "in ten years"."""
    return bool(_RECORD.search(before))


def is_past(before: str) -> bool:
    """Whether a verb anywhere in the clause tells what was: "sold 300 by the end of March"."""
    return bool(_PAST.search(before))


def due_months(before: str, behind: str) -> int:
    """How many months ahead "by", "until" or "from" let a month without a year lie."""
    found = _DUE.search(before)
    if not found or behind.startswith("'s") or COMPARED.search(before) or _HAD.match(behind):
        return 0
    if found[1] in _UP_TO and _HELD.search(before):
        return 0
    return _FROM_AHEAD if found[1] == "from" else _DUE_AHEAD

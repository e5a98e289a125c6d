"""What the resolver says of two names."""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["same", "different", "unsure"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether two names mean the same, how sure that is, and why."""

    answer: Answer
    score: float
    """Between 0 and 1; only sorts what a person is asked about, and which merge comes first."""
    reason: str


def same(score: float, reason: str) -> Verdict:
    """Joined without asking."""
    return Verdict(answer="same", score=score, reason=reason)


def unsure(score: float, reason: str) -> Verdict:
    """Left apart until a person says what is right."""
    return Verdict(answer="unsure", score=score, reason=reason)


DIFFERENT = Verdict(answer="different", score=0.0, reason="nothing speaks for it")

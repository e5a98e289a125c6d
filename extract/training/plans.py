"""The settings of the two stages of training; see `train.py`."""

from dataclasses import dataclass, field

from .windows import Variation


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How often a word of each kind of text is drawn, relative to the others."""

    names: float
    """The open corpora with names."""
    facts: float
    """The annotated business news."""
    trees: float
    own: float
    """The sentences made for this recipe."""
    written: float = 0.0
    """The articles written for this recipe."""
    silver: float = 0.0
    """News that the stage before labelled."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Settings of a stage."""

    steps: int
    encoder_rate: float
    head_rate: float
    shares: Shares
    variation: Variation = field(default_factory=Variation)
    warm_up: float = 0.04
    pieces: int = 1600
    seed: int = 7
    checkpoint_s: float = 300
    workers: int = 2
    threads: int = 1
    articles: int = 0
    """How many articles with choices each step reads besides; none before there are names."""
    chooser_rate: float = 1.2e-3
    feature_rate: float = 4e-3


STAGES = {
    "whole": Plan(
        steps=3325, encoder_rate=1.3e-4, head_rate=1.2e-3,
        shares=Shares(names=1.0, facts=3.0, trees=2.0, own=0.35),
    ),
    "polish": Plan(
        steps=2500, encoder_rate=8e-5, head_rate=4e-4, seed=11, pieces=1000, articles=4,
        warm_up=0.05, variation=Variation(swapped=0.4, masked_words=0.05),
        shares=Shares(names=0.5, facts=4.5, trees=3.0, own=0.25, written=1.0, silver=2.5),
    ),
}  # fmt: skip
BEFORE = {"polish": "whole"}
"""The stage whose end another starts from."""

"""What is read out of an article: names, figures, targets and quotes, each with its characters.

Spans are `(start, end)` in characters of the article's text, end exclusive. Amounts are exact
decimals in whole units: 62.58 billion yuan is `Decimal("62580000000")`, CNY.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Span = tuple[int, int]
"""First character and the one after the last, in the article's text."""

Comparator = Literal["=", "~", ">", ">=", "<", "<="]
FigureKind = Literal["money", "count", "percent", "quantity"]
FigureStatus = Literal["reported", "forecast", "target"]
TargetKind = Literal["target", "forecast", "pledge"]
QuoteKind = Literal["direct", "indirect"]
RoleStatus = Literal["current", "former", "acting", "future"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization:
    """A company, ministry, association, university or other body that is named."""

    name: str
    """The fullest form the article prints, without leading "the" and trailing 's."""
    kind: str | None = None
    """company, government, association, university, fund, media, exchange, park, party, team;
    None when nothing tells."""
    aliases: tuple[str, ...] = ()
    """Other names of the same body, in order of appearance."""
    mentions: tuple[Span, ...] = ()
    """Where it is named."""
    references: tuple[Span, ...] = ()
    """Where "the company", "its" stand for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A post somebody holds, held or will hold."""

    title: str
    """As printed, without the organisation and without "the": "deputy director"."""
    organization: str | None = None
    """Whose post it is, as printed; None when not stated."""
    rank: str | None = None
    """The title in a normal form that can be counted: "chief executive"; None when not known."""
    status: RoleStatus = "current"
    start: int
    end: int
    """The characters that state it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody named in the article."""

    name: str
    """The fullest form printed, without title."""
    roles: tuple[Role, ...] = ()
    """The one that identifies them first."""
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    references: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A country, region, city, site or natural place that is named."""

    name: str
    kind: str | None = None
    """country, region, city, park, site, natural; None when not known."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code; None when not known."""
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    references: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Money:
    """The same money said again in another currency."""

    amount: Decimal
    amount_high: Decimal | None = None
    currency: str | None = None
    """ISO 4217; None when a bare symbol can't be placed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline:
    """What a figure is compared with: "up from about 26 billion yuan last year"."""

    amount: Decimal
    amount_high: Decimal | None = None
    currency: str | None = None
    unit: str | None = None
    comparator: Comparator = "="
    period: str | None = None
    """ISO 8601, as in `Figure.period`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """The part a figure is of a whole: "a third of China's total"."""

    fraction: Decimal
    """Between 0 and 1."""
    of: str | None = None
    """The whole, as printed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number with what it measures, whose it is, when, and who says so."""

    kind: FigureKind
    amount: Decimal
    amount_high: Decimal | None = None
    """Closes a range; None for a single value."""
    currency: str | None = None
    """ISO 4217, money only; None when a bare symbol can't be placed."""
    unit: str | None = None
    """What is counted, or the unit of measure; "%" for percents."""
    comparator: Comparator = "="
    equivalents: tuple[Money, ...] = ()
    metric: str | None = None
    """What is measured, as a column heading: "AI sales revenue"."""
    subject: str | None = None
    """Whose it is, resolved to a name where the article has one."""
    period: str | None = None
    """ISO 8601 year, month, day, or start/end; either side of the slash may be empty."""
    status: FigureStatus = "reported"
    attribution: str | None = None
    """Who says so, resolved to a name."""
    baseline: Baseline | None = None
    share: Share | None = None
    text: str
    """The characters that state the amount."""
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """An aim, forecast or pledge, with the words behind it."""

    kind: TargetKind
    """target: the actor's own aim, with a number; forecast: expected, with a number;
    pledge: a commitment without one."""
    actor: str | None = None
    action: str | None = None
    metric: str | None = None
    comparator: Comparator | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str | None = None
    currency: str | None = None
    deadline: str | None = None
    """ISO 8601, as precise as the article is."""
    baseline: Baseline | None = None
    instrument: str | None = None
    """The plan, law, strategy or agreement that sets it."""
    scope: tuple[str, ...] = ()
    """Where or on whom it applies."""
    attribution: str | None = None
    text: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What somebody is quoted as saying."""

    speaker: str | None = None
    """The person or body meant, resolved to a name."""
    kind: QuoteKind = "direct"
    text: str
    """The words between the marks (direct), or the reported clause (indirect)."""
    cue: str | None = None
    """The verb or phrase that introduces it: "said", "according to"."""
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Everything read out of one article."""

    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    targets: tuple[Target, ...] = ()
    quotes: tuple[Quote, ...] = ()
    problems: tuple[str, ...] = ()
    """What could not be read, or was doubtful."""
    pipeline_version: str = ""
    """Which rules and weights read it."""

"""A measure: an amount as printed and what it means, not yet tied to whose it is."""

from dataclasses import dataclass
from decimal import Decimal

from models.facts import Comparator, FigureKind, Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One amount of money, percentage, count or quantity in a text."""

    kind: FigureKind
    amount: Decimal
    """In whole units; a loss or fall stays positive, the words around it say the direction."""
    amount_high: Decimal | None = None
    currency: str | None = None
    unit: str | None = None
    """The noun counted ("AI companies") or the unit of measure; "%" for percents."""
    per: str | None = None
    """What a price is for: "share", "barrel", "MWh"; None for a plain amount."""
    comparator: Comparator = "="
    restated: tuple["Measure", ...] = ()
    """The same money said again in other currencies, each with its own characters."""
    start: int
    end: int
    """The characters of the amount with its currency or unit, without the comparator."""
    outer_start: int
    outer_end: int
    """The same with comparator before and restatements behind."""

    @property
    def money(self) -> Money:
        """The sum alone."""
        return Money(amount=self.amount, amount_high=self.amount_high, currency=self.currency)

    @property
    def equivalents(self) -> tuple[Money, ...]:
        """The sums of `restated`."""
        return tuple(each.money for each in self.restated)

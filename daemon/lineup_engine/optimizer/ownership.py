"""The user's rules about how many others will have the players of a lineup: sums and products of ownership."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from typing import ClassVar

from lineup_engine.optimizer.cases import PlayerRow, RowWish
from lineup_engine.optimizer.model import Range
from lineup_engine.optimizer.rule import Lineup

LOG_UNITS = 1_000_000
"""Units in one natural logarithm: a product is met to about one part in a hundred thousand, and never exceeded."""

LEAST_SHARE = Decimal("0.0001")
"""Ownership below one hundredth of a per cent counts as that in products: 0 would make every product 0."""


@dataclass(frozen=True, slots=True)
class OwnershipSum(RowWish):
    """The ownership of the players sums up to something from `low` to `high` units; `shares` has one for each player."""

    prefix: ClassVar[str] = "ownership"

    shares: tuple[int, ...]
    low: int | None = None
    high: int | None = None

    def rows(self) -> tuple[PlayerRow, ...]:
        """One row over all players."""
        return (PlayerRow(tuple(enumerate(self.shares)), Range(self.low, self.high)),)

    def allows(self, lineup: Lineup) -> bool:
        """Whether the sum lies within the bounds."""
        return Range(self.low, self.high).holds(sum(self.shares[player] for player in lineup))


@dataclass(frozen=True, slots=True)
class OwnershipProduct(OwnershipSum):
    """The product of the players' ownership, as a sum of logarithms: each rounded up, the limit down."""

    prefix: ClassVar[str] = "ownership_product"


def log_of_share(share: Decimal) -> int:
    """The logarithm of a part of 1 in units, rounded up."""
    return _log(max(share, LEAST_SHARE), ROUND_CEILING)


def log_of_limit(product: Decimal) -> int:
    """The logarithm of the largest product allowed in units, rounded down."""
    return _log(product, ROUND_FLOOR)


def _log(value: Decimal, rounding: str) -> int:
    """Decimal arithmetic is the same on every machine; a logarithm of floats need not be."""
    with localcontext(Context(prec=40)):
        return int((value.ln() * LOG_UNITS).to_integral_value(rounding))

"""The user's rules about how many others will have the players of a lineup: sums and products of ownership."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext
from typing import ClassVar

from lineup_engine.optimizer.cases import PlayerRow, RowWish
from lineup_engine.optimizer.loosening import Looser, bounds
from lineup_engine.optimizer.model import Range
from lineup_engine.optimizer.rule import Lineup

OWNERSHIP_UNITS = 1_000_000
"""Units in one per cent of ownership: enough for any printed figure, and sums of them are exact."""

LOG_UNITS = 1_000_000
"""Units in one natural logarithm: a product is met to about one part in a hundred thousand, and never exceeded."""

_PLACES = Decimal("0.0001")
"""Per cents are told to so many places."""

LEAST_SHARE = Decimal("0.0001")
"""Ownership below one hundredth of a per cent counts as that in products: 0 would make every product 0."""


@dataclass(frozen=True, slots=True)
class OwnershipSum(RowWish):
    """The ownership of the players sums up to something from `low` to `high` units; `shares` has one for each player.

    Its words speak of the sum divided by `players`: of an average where that is not 1.
    """

    prefix: ClassVar[str] = "ownership"

    shares: tuple[int, ...]
    low: int | None = None
    high: int | None = None
    players: int = 1

    def rows(self) -> tuple[PlayerRow, ...]:
        """One row over all players."""
        return (PlayerRow(tuple(enumerate(self.shares)), Range(self.low, self.high)),)

    def allows(self, lineup: Lineup) -> bool:
        """Whether the sum lies within the bounds."""
        return Range(self.low, self.high).holds(sum(self.shares[player] for player in lineup))

    def looser(self) -> Iterator[Looser]:
        """A wider range."""
        yield from bounds(enumerate(self.shares), Range(self.low, self.high), self._within)

    def _within(self, span: Range) -> "OwnershipSum":
        """A bound that is moved becomes one that can be written, rounded outwards."""
        unit = OWNERSHIP_UNITS * self.players
        low, high = span.low, span.high
        if low is not None and low != self.low:
            low = int(_written(low, unit, ROUND_FLOOR) * unit)
        if high is not None and high != self.high:
            high = int(_written(high, unit, ROUND_CEILING) * unit)
        words = f"{self.words.partition(' at ')[0]} {share_words(low, high, self.players)}"
        return replace(self, words=words, low=low, high=high)


def share_words(low: int | None, high: int | None, players: int) -> str:
    """`at least 3% and at most 120%`."""
    unit = OWNERSHIP_UNITS * players
    sides = [] if low is None else [f"at least {_written(low, unit, ROUND_FLOOR):f}%"]
    return " and ".join(sides if high is None else [*sides, f"at most {_written(high, unit, ROUND_CEILING):f}%"])


def _written(units: int, unit: int, rounding: str) -> Decimal:
    """A number of units in per cent, as people write it."""
    return (Decimal(units) / unit).quantize(_PLACES, rounding).normalize()


@dataclass(frozen=True, slots=True)
class OwnershipProduct(OwnershipSum):
    """The product of the players' ownership, as a sum of logarithms: each rounded up, the limit down."""

    prefix: ClassVar[str] = "ownership_product"

    def _within(self, span: Range) -> "OwnershipProduct":
        """The limit becomes a number of three digits, rounded up."""
        product = _product_of(span.high or 0)
        words = f"{self.words.partition(' at ')[0]} at most {product:g}"
        return replace(self, words=words, high=log_of_limit(product))


def _product_of(units: int) -> Decimal:
    """The smallest number of three digits whose logarithm is at least so many units."""
    with localcontext(Context(prec=40)):
        product = (Decimal(units) / LOG_UNITS).exp()
    return Context(prec=3, rounding=ROUND_CEILING).plus(product).normalize()


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

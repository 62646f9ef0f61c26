"""A contest as the simulation needs it. Money is in milli-cents, places count from 1."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_ENTRIES = 1 << 24
"""More than any contest has."""

MOST_PRIZE = 3_000_000_000_000
"""Thirty million dollars: the square of its cents fits into 63 bits."""

LEAST_MOST_TRIALS = 100_000
"""A contest that pays so much that fewer trials could be summed up is refused."""

_LARGEST_SUM = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Band:
    """Neighbouring places with one prize."""

    first: int
    last: int
    prize: int

    @property
    def pool(self) -> int:
        """What all its places pay."""
        return (self.last - self.first + 1) * self.prize


@dataclass(frozen=True, slots=True)
class Payouts:
    """What the places pay: bands from place 1 on without a gap, no prize above the one before."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        following = 1
        least = MOST_PRIZE
        for band in self.bands:
            if band.first != following or band.last < band.first or not 0 <= band.prize <= least:
                raise ValueError(f"no band of prizes can be here: {band}")
            following, least = band.last + 1, band.prize

    @property
    def places(self) -> int:
        """How many places pay something."""
        return max((band.last for band in self.bands if band.prize), default=0)

    @property
    def pool(self) -> int:
        """What all places pay together."""
        return sum(band.pool for band in self.bands)

    def prize(self, place: int) -> int:
        """What one place pays."""
        return next((band.prize for band in self.bands if band.first <= place <= band.last), 0)

    def share(self, rank: int, sharing: int) -> int:
        """What each of so many entries on one rank wins: the mean of the places they take, rounded down."""
        last = rank + sharing - 1
        overlaps = ((min(band.last, last) - max(band.first, rank) + 1, band.prize) for band in self.bands)
        return sum(count * prize for count, prize in overlaps if count > 0) // sharing

    def prefix(self) -> NDArray[np.int64]:
        """Sums of the prizes of the first 0, 1, 2, ... paid places [places + 1]."""
        prizes = np.fromiter(self._each(), np.int64, self.places)
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(prizes)])

    def _each(self) -> Iterator[int]:
        for band in self.bands:
            if band.prize:
                yield from (band.prize for _ in range(band.first, band.last + 1))


@dataclass(frozen=True, slots=True)
class Contest:
    """Entries, the user's own included; what one costs; how many one user may have; what is paid."""

    entries: int
    fee: int
    max_per_user: int
    payouts: Payouts

    def __post_init__(self) -> None:
        if not 1 <= self.entries <= MOST_ENTRIES or self.fee < 0 or self.max_per_user < 1:
            raise ValueError(f"no contest can have {self.entries} entries at {self.fee}, {self.max_per_user} each")
        if self.payouts.places > self.entries or self.most_trials < LEAST_MOST_TRIALS:
            raise ValueError("the payouts do not fit the contest")

    @property
    def fees(self) -> int:
        """What all entries cost together."""
        return self.entries * self.fee

    @property
    def overlay(self) -> int:
        """What is paid beyond the fees; 0 where the site keeps something."""
        return max(0, self.payouts.pool - self.fees)

    @property
    def most_trials(self) -> int:
        """Over so many trials everything that is won can be summed up in 64 bits."""
        return _LARGEST_SUM // max(1, self.payouts.pool, self.fees)

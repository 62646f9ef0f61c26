"""The bound on every portfolio, by column generation: prices make lineups, lineups make prices.

Each round lists the best lineups under the prices, which proves a bound in integers whatever the prices are, and gives
the linear problem over the known lineups some that it lacks; its solution gives the next prices. Where both meet, no
better bound of this kind exists.
"""

from collections.abc import Sequence

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.joint.columns import Columns
from lineup_engine.optimizer.joint.distances import has_distances, spread
from lineup_engine.optimizer.joint.exposures import Counted, values_of
from lineup_engine.optimizer.joint.master import Known, Master, Mixed
from lineup_engine.optimizer.joint.prices import Prices, Wanted, bound_of
from lineup_engine.optimizer.joint.pricing import Offer, Pricing
from lineup_engine.optimizer.portfolio import ExposureOf
from lineup_engine.units import POINT_UNITS

CHARGES = (0.125, 1, 16, 1024)
"""What a broken exposure costs, in best lineups: where more does not mend it, nothing does."""

_STEP = 0.7
"""How far prices go from the best known ones to those of the linear problem: all the way they swing."""

_SHORTEST = 0.05

_CLOSE = 1e-5
WHOLE = 1e-6
"""Less is broken only by rounding."""

_MOST_ROUNDS = 60
_FIRST_LISTED = 300
_LEAST_LISTED = 60
_DEPTH = 12


class Relaxation:
    """The lineups known, the best bound and the prices that prove it."""

    def __init__(self, job: CompiledJob, exposures: Sequence[ExposureOf]) -> None:
        low = np.array([exposure.low for exposure in exposures], np.int64)
        high = np.array([exposure.high for exposure in exposures], np.int64)
        self.wanted = Wanted(job.lineups, low, high)
        self.columns = Columns(job, Counted(exposures, len(job.players)))
        self.prices = Prices(np.zeros(len(exposures), np.int64))
        self.bound: int | None = None
        self.is_all = False
        self.spread: dict[int, None] = {}
        self._job = job
        self._pricing = Pricing(job, exposures)
        self._master = Master(self.wanted, job.size)
        self._portion = max(2 * job.lineups, _LEAST_LISTED)
        self._depth = _DEPTH if has_distances(job) else 1

    @property
    def unit(self) -> float:
        """The value of the best lineup in points, or 1."""
        return max(float(np.abs(self.columns.value).max(initial=0)) / POINT_UNITS, 1.0)

    def begin(self) -> bool:
        """List the best lineups; whether there are any."""
        self._offer(self.prices, max(self._portion, _FIRST_LISTED))
        return len(self.columns) > 0

    def solve(self) -> Mixed:
        """The best shares of lineups, with nothing broken that can be kept; afterwards the bound is as good as it gets."""
        for charge in CHARGES[:-1]:
            mixed = self._converge(charge)
            if mixed.broken < WHOLE:
                return mixed
        return self._converge(CHARGES[-1])

    def deepen(self, times: int) -> None:
        """List so many times as many lineups as in a round, under the best prices."""
        self._offer(self.prices, times * self._portion)

    def net(self) -> IntArray:
        """What the known lineups are worth after they have paid the best prices."""
        return self.prices.net(self.columns.value, self.columns.counts)

    def _converge(self, charge: float) -> Mixed:
        self._master.charge(charge * self.unit)
        step, mixed = _STEP, self._master.solve()
        for _ in range(_MOST_ROUNDS):
            if self._is_met(mixed):
                break
            proven = self.bound
            prices = self._pricing.payable(self.prices.between(mixed.prices, step))
            is_new = self._offer(prices, self._portion) > 0
            if not is_new and self.bound == proven and step == 1:
                break
            mixed = self._master.solve()
            step = _next_step(step, is_new=is_new, is_better=self.bound != proven)
        if self.is_all:
            self._offer(mixed.prices, self._portion)
        return mixed

    def _is_met(self, mixed: Mixed) -> bool:
        return self.bound is not None and self.bound - mixed.value <= _CLOSE * abs(self.bound)

    def _offer(self, prices: Prices, most: int) -> int:
        """List the best lineups under these prices; answers how many are new."""
        offer = Offer(self.columns.lineups, None) if self.is_all else self._pricing.best(prices, most * self._depth)
        self.is_all |= offer.rest is None
        self._improve(prices, offer)
        known = len(self.columns)
        if self._depth > 1:
            self.spread.update(dict.fromkeys(self.columns.add(spread(self._job, offer.lineups))))
        self.columns.add(offer.lineups if self.is_all else offer.lineups[:most])
        if not self.is_all:
            self.columns.add(self._pricing.guess(prices, most))
        new = slice(known, None)
        self._master.add(Known(self.columns.value[new], self.columns.counts[new]))
        return len(self.columns) - known

    def _improve(self, prices: Prices, offer: Offer) -> None:
        """Keep the prices if they prove a better bound."""
        net = prices.net(values_of(self._job, offer.lineups), self.columns.counted(offer.lineups))
        bound = bound_of(net, offer.rest, self.wanted, prices.refund(self.wanted))
        if bound is not None and (self.bound is None or bound < self.bound):
            self.bound, self.prices = bound, prices


def _next_step(step: float, *, is_new: bool, is_better: bool) -> float:
    """Shorter steps where the last one proved nothing; all the way where it showed nothing either."""
    if is_better:
        return _STEP
    return max(step / 2, _SHORTEST) if is_new else 1.0

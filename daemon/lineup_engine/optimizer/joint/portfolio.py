"""The joint portfolio of a job: the largest total under all exposures, how close to the bound it is, or what clashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from lineup_engine.errors import InternalError, NoPortfolio
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.fast.listing import TooMuchWork
from lineup_engine.optimizer.joint.clash import smallest_change
from lineup_engine.optimizer.joint.distances import groups_of, has_distances, too_close
from lineup_engine.optimizer.joint.exposures import exposures_of
from lineup_engine.optimizer.joint.master import Known, Mixed, Picked, pick
from lineup_engine.optimizer.joint.relaxation import CHARGES, WHOLE, Relaxation
from lineup_engine.optimizer.rule import Lineup

_FIRST = 2
"""Among how many lineups whole ones are sought first, in those wanted: the more, the longer it takes."""

_EFFORTS = ((6, 0), (12, 4), (48, 16), (96, 64))
"""The same for when that was not good enough, and how many times as many are listed before.

The last ones are only for when nothing was found.
"""

_FEWEST = 200
_CLOSE = 2_000


@dataclass(frozen=True, slots=True)
class Joint:
    """Lineups, best first, what they are worth together, and what no other portfolio is worth more than, in units."""

    lineups: tuple[Lineup, ...]
    value: int
    bound: int

    @property
    def is_close(self) -> bool:
        """Whether nothing much better can exist."""
        return (self.bound - self.value) * _CLOSE <= abs(self.bound)

    @property
    def method(self) -> str:
        """The proven gap in words, rounded up."""
        ten_thousandths = ceil(Fraction(10**6 * (self.bound - self.value), max(abs(self.bound), 1)))
        return f"joint: gap {ten_thousandths / 10_000:g} %"


def joint_portfolio(job: CompiledJob, *, is_any_enough: bool = False) -> Joint | None:
    """The best portfolio that keeps all exposures; None when no single lineup keeps the job's rules.

    Where any is enough the search ends with the first one. Raises `NoPortfolio` when there are lineups and no such
    portfolio of them.
    """
    try:
        return _Build(job).portfolio(is_any_enough=is_any_enough)
    except TooMuchWork as work:
        message = "order: joint cannot be followed here: the other rules exclude nearly all of the best lineups"
        raise NoPortfolio(message, "loosen them, or use max only with order: greedy") from work


class _Build:
    """One search for a portfolio."""

    def __init__(self, job: CompiledJob) -> None:
        self._job = job
        self._exposures = exposures_of(job)
        self._relaxation = Relaxation(job, self._exposures)

    def portfolio(self, *, is_any_enough: bool) -> Joint | None:
        relaxation = self._relaxation
        if not relaxation.begin():
            return None
        mixed = relaxation.solve()
        joint, picked = self._pick(mixed, _FIRST)
        is_last = relaxation.is_all or mixed.broken > WHOLE
        if not is_last and (joint is None or not (is_any_enough or joint.is_close)):
            joint, picked = self._try_harder(mixed, joint, picked)
        if joint is None:
            _, picked = self._pick(mixed, _EFFORTS[0][0], CHARGES[-1])
            raise NoPortfolio(*self._words(picked, mixed))
        return joint

    def _try_harder(self, mixed: Mixed, joint: Joint | None, picked: Picked) -> tuple[Joint | None, Picked]:
        """The best of several searches among more and more lineups."""
        for most, times in _EFFORTS:
            if times:
                self._relaxation.deepen(times)
            other, picked = self._pick(mixed, most)
            joint = max(filter(None, (joint, other)), key=lambda one: one.value, default=None)
            if self._relaxation.is_all or (joint is not None and (times or joint.is_close)):
                break
        return joint, picked

    def _pick(self, mixed: Mixed, most: int, charge: float = CHARGES[2]) -> tuple[Joint | None, Picked]:
        """The best whole lineups of those with a share, and of some that are worth most after payment."""
        relaxation, columns = self._relaxation, self._relaxation.columns
        has_share = np.zeros(len(columns), np.bool_)
        has_share[: len(mixed.shares)] = mixed.shares > 0
        order = np.lexsort((-relaxation.net(), ~has_share))
        is_far = has_distances(self._job)
        if not relaxation.is_all:
            order = order[np.isin(order, list(relaxation.spread))] if is_far else order
            order = order[: max(most * self._job.lineups, _FEWEST)]
        apart = groups_of(too_close(self._job, columns.lineups[order])) if is_far else ()
        known = Known(columns.value[order], columns.counts[order])
        picked = pick(relaxation.wanted, known, apart, (charge * relaxation.unit, self._job.size))
        return self._joint(order[list(picked.numbers)].tolist()) if picked.is_complete else None, picked

    def _joint(self, numbers: Sequence[int]) -> Joint:
        columns, bound = self._relaxation.columns, self._relaxation.bound
        lineups = [tuple(row) for row in columns.lineups[numbers].tolist()]
        keys = self._job.players.tie_key
        lineups.sort(key=lambda lineup: (-self._job.players.worth_of(lineup), int(keys[list(lineup)].sum()), lineup))
        value = sum(map(self._job.players.worth_of, lineups))
        if bound is None or value > bound or not self._is_right(lineups):
            raise InternalError("the joint portfolio is not what its proof says")
        return Joint(tuple(lineups), value, bound)

    def _is_right(self, lineups: Sequence[Lineup]) -> bool:
        """Everything about several lineups once more; that about single ones is looked at in every result."""
        counts = [sum(map(one.counts, lineups)) for one in self._exposures]
        is_kept = all(one.low <= count <= one.high for count, one in zip(counts, self._exposures, strict=True))
        is_apart = not too_close(self._job, np.array(lineups, np.int32)).any()
        return is_kept and is_apart and len(set(lineups)) == self._job.lineups

    def _words(self, picked: Picked, mixed: Mixed) -> tuple[str, str]:
        change = smallest_change(self._job, self._exposures, picked, mixed.prices)
        if self._relaxation.is_all or mixed.broken > WHOLE:
            return (
                f"no {self._job.lineups} lineups keep all exposures: {change}",
                "loosen just that, or what is against it",
            )
        message = f"no {self._job.lineups} lineups were found that keep all exposures, though there may be some"
        return f"{message}: {change}", "loosen that, or ask for fewer lineups"

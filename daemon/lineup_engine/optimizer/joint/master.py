"""The only place that speaks to HiGHS about whole portfolios: which of the known lineups, or which shares of them.

Exposures may be broken for a charge, so there always is an answer, and what is broken tells what would have to change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import BoolArray, IntArray
from lineup_engine.optimizer.highs import silence_banner
from lineup_engine.optimizer.joint.prices import Prices, Wanted
from lineup_engine.units import POINT_UNITS

Floats = NDArray[np.float64]

_OPTIONS: dict[str, Any] = {"output_flag": False, "threads": 1, "random_seed": 0}

# The gap is told from integers afterwards; below this the search for better portfolios ends.
# The sub-searches for good lineups cost more than they save.
_WHOLE: dict[str, Any] = {
    "mip_rel_gap": 1e-4,
    "mip_max_nodes": 300,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


@dataclass(frozen=True, slots=True)
class Mixed:
    """The best shares of known lineups: their value in units, less what is charged for `broken` bounds, and the prices."""

    shares: Floats
    value: float
    prices: Prices
    broken: float


@dataclass(frozen=True, slots=True)
class Picked:
    """Whole lineups by number; by how many each exposure has too few or too many, and how many lineups are missing."""

    numbers: tuple[int, ...]
    too_few: IntArray
    too_many: IntArray
    missing: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is broken."""
        return not (self.missing or self.too_few.any() or self.too_many.any())


@dataclass(frozen=True, slots=True)
class Known:
    """Lineups to choose from: what each is worth, and which exposures count it."""

    value: IntArray
    counts: BoolArray


class Master:
    """The linear problem, which grows with the lineups known."""

    def __init__(self, wanted: Wanted, size: int) -> None:
        self._solver, self._rows, self._size = _solver(_OPTIONS), len(wanted.low), size
        _add_rows(self._solver, wanted)

    def add(self, known: Known) -> None:
        """Take further lineups into account."""
        _add_lineups(self._solver, known)

    def charge(self, points: float) -> None:
        """Let every lineup too many or too few of an exposure cost so many points."""
        _charge(self._solver, self._rows, points, self._size)

    def solve(self) -> Mixed:
        """The best shares, from where the last search ended."""
        self._solver.run()
        solution = self._solver.getSolution()
        columns = np.array(solution.col_value)
        breaks = 2 * self._rows + 1
        prices = np.rint(np.array(solution.row_dual[: self._rows]) * POINT_UNITS).astype(np.int64)
        value = self._solver.getInfo().objective_function_value * POINT_UNITS
        return Mixed(columns[breaks:], value, Prices(prices), float(columns[:breaks].sum()))


def pick(wanted: Wanted, known: Known, apart: Iterable[Sequence[int]], charge: tuple[float, int]) -> Picked:
    """The best whole lineups, of each group in `apart` at most one; `charge`: points, and players of a lineup."""
    solver = _solver(_OPTIONS | _WHOLE)
    _add_rows(solver, wanted)
    rows, first = len(wanted.low), 2 * len(wanted.low) + 1
    _charge(solver, rows, *charge)
    _add_lineups(solver, known)
    count = first + len(known.value)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, np.uint8))
    for group in apart:
        members = np.array(group, np.int32) + np.int32(first)
        solver.addRow(-highspy.kHighsInf, 1, len(members), members, np.ones(len(members)))
    solver.run()
    values = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
    numbers = tuple(np.flatnonzero(values[first:]).tolist())
    return Picked(numbers, values[:rows], values[rows : 2 * rows], int(values[2 * rows]))


def _solver(options: dict[str, Any]) -> Any:
    silence_banner()
    # highspy declares no types for its solver.
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, option in options.items():
        solver.setOptionValue(name, option)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    return solver


def _add_rows(solver: Any, wanted: Wanted) -> None:
    """A row per exposure and one for the number of lineups; a column for each way of breaking one of them."""
    nothing, rows = np.zeros(0, np.int32), len(wanted.low)
    for low, high in zip([*wanted.low, wanted.lineups], [*wanted.high, wanted.lineups], strict=True):
        solver.addRow(float(low), float(high), 0, nothing, np.zeros(0))
    for sign in (1.0, -1.0):
        for row in range(rows):
            solver.addCol(0.0, 0.0, highspy.kHighsInf, 1, np.array([row], np.int32), np.array([sign]))
    solver.addCol(0.0, 0.0, highspy.kHighsInf, 1, np.array([rows], np.int32), np.ones(1))


def _charge(solver: Any, rows: int, points: float, size: int) -> None:
    """A missing lineup costs as much as one in which everybody is too many.

    No two exposures cost the same, so that one is broken further rather than another too.
    """
    for column in range(2 * rows):
        solver.changeColCost(column, -points * (1 + column % rows / rows / 100))
    solver.changeColCost(2 * rows, -points * size * 2)


def _add_lineups(solver: Any, known: Known) -> None:
    number = len(known.value)
    with_all = np.hstack((known.counts, np.ones((number, 1), np.bool_)))
    rows = np.nonzero(with_all)[1].astype(np.int32)
    ends = np.cumsum(with_all.sum(axis=1))
    starts = np.concatenate(([0], ends))[:number].astype(np.int32)
    value = known.value / POINT_UNITS
    solver.addCols(number, value, np.zeros(number), np.ones(number), len(rows), starts, rows, np.ones(len(rows)))

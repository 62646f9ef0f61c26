"""What lineups win trial by trial: only where they win, so that thousands of lineups and trials fit into memory."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.graph import IntArray

MOST_TRIALS = 1 << 16
"""So many trials can a range have: their numbers fit into 16 bits."""

_MOST_CENTS = np.int64((1 << 32) - 1)

Numbers = NDArray[np.uint16]
Cents = NDArray[np.uint32]


class Cells(NamedTuple):
    """Who wins in each of consecutive trials: `candidate` and `cents` of trial t at `starts[t]:starts[t + 1]`.

    Cents are whole ones, rounded down. Six bytes for each cell; parts of a range are put together by `join_cells`.
    """

    starts: IntArray
    candidate: Numbers
    cents: Cents


class Winnings(NamedTuple):
    """The same by candidate: his trials, rising, and what he wins there, at `starts[c]:starts[c + 1]`.

    Trials are counted from the first of the range, which has at most `MOST_TRIALS`.
    """

    starts: IntArray
    trial: Numbers
    cents: Cents


def no_cells(trials: int, candidates: int) -> Cells:
    """Room for the cells of so many trials, even if every candidate wins in each."""
    if candidates > 1 << 16:
        raise ValueError(f"{candidates} candidates: their numbers have to fit into 16 bits")
    most = trials * candidates
    return Cells(np.zeros(trials + 1, np.int64), np.empty(most, np.uint16), np.empty(most, np.uint32))


def used(cells: Cells) -> Cells:
    """A copy without the room that was not needed."""
    stop = int(cells.starts[-1])
    return Cells(cells.starts.copy(), cells.candidate[:stop].copy(), cells.cents[:stop].copy())


def join_cells(parts: list[Cells]) -> Cells:
    """The cells of a range of trials from those of its parts, in their order."""
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    candidate = np.concatenate([part.candidate[: part.starts[-1]] for part in parts])
    return Cells(starts, candidate, np.concatenate([part.cents[: part.starts[-1]] for part in parts]))


@njit(cache=True)
def by_candidate(cells: Cells, candidates: int) -> Winnings:
    """The cells of so many candidates, each one's together; of at most `MOST_TRIALS` trials."""
    trials, count = len(cells.starts) - 1, cells.starts[-1]
    starts = np.zeros(candidates + 1, np.int64)
    for cell in range(count):
        starts[cells.candidate[cell] + 1] += 1
    for candidate in range(candidates):
        starts[candidate + 1] += starts[candidate]
    following = starts[:-1].copy()
    trial, cents = np.empty(count, np.uint16), np.empty(count, np.uint32)
    for number in range(trials):
        for cell in range(cells.starts[number], cells.starts[number + 1]):
            place = following[cells.candidate[cell]]
            trial[place], cents[place] = number, cells.cents[cell]
            following[cells.candidate[cell]] = place + 1
    return Winnings(starts, trial, cents)


@njit(cache=True)
def add_cells(cells: Cells, weight: int, out_of: int, sums: IntArray) -> None:
    """Add the cells of one contest, each `weight` parts `out_of` so many, to the sums of all [candidates, trials].

    Who wins something wins a cent at least: by coverage he is paid, not how much.
    """
    for number in range(sums.shape[1]):
        for cell in range(cells.starts[number], cells.starts[number + 1]):
            sums[cells.candidate[cell], number] += max(np.int64(cells.cents[cell]) * weight // out_of, 1)


@njit(cache=True)
def from_sums(sums: IntArray) -> Winnings:
    """The winnings that these cents are [candidates, trials]; more than 32 bits can hold is as much as they hold."""
    candidates, trials = sums.shape
    starts = np.zeros(candidates + 1, np.int64)
    for candidate in range(candidates):
        starts[candidate + 1] = starts[candidate] + np.count_nonzero(sums[candidate])
    trial, cents = np.empty(starts[candidates], np.uint16), np.empty(starts[candidates], np.uint32)
    place = 0
    for candidate in range(candidates):
        for number in range(trials):
            if sums[candidate, number]:
                trial[place], cents[place] = number, min(sums[candidate, number], _MOST_CENTS)
                place += 1
    return Winnings(starts, trial, cents)

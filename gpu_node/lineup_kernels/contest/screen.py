"""Blocks of trials of a contest: lineups entered alone or together, for sums or trial by trial."""

import numpy as np

from lineup_kernels.contest.cells import Cells, no_cells
from lineup_kernels.contest.forms import Points
from lineup_kernels.contest.layout import Field, Lineups
from lineup_kernels.contest.prizes import Prizes
from lineup_kernels.contest.room import Room
from lineup_kernels.contest.settle import add_up_all, settle
from lineup_kernels.contest.sums import no_sums
from lineup_kernels.graph import IntArray


def screen(
    points: Points, trials: int, field: Field, candidates: Lineups, prizes: Prizes, room: Room, sums: IntArray
) -> None:
    """Add to `sums` what each candidate wins when it is entered alone, in the first `trials` lanes of points."""
    add_up_all(points, field, candidates, room)
    won = np.empty(trials, np.int64)
    settle(field, prizes, room, len(prizes.until), False, sums, won, no_cells(0, 0))


def enter_together(
    points: Points, field: Field, own: Lineups, prizes: Prizes, room: Room, sums: IntArray, won: IntArray
) -> None:
    """Add to `sums` what each own entry wins when all are entered at once, and put into `won` what all win together.

    `won` has a place for each trial: the first lanes of points. `room.most` and `room.cash` then tell the totals of the
    winner and of the last paid place, lane by lane.
    """
    add_up_all(points, field, own, room)
    settle(field, prizes, room, len(prizes.until), True, sums, won, no_cells(0, 0))


def pay_cells(
    points: Points, field: Field, candidates: Lineups, prizes: Prizes, room: Room, within: int, cells: Cells
) -> None:
    """Fill `cells` (of `no_cells`) with what each candidate wins when it is entered alone, in the first lanes of points.

    Only places up to `within` are kept, and only paid ones.
    """
    add_up_all(points, field, candidates, room)
    won = np.empty(len(cells.starts) - 1, np.int64)
    settle(field, prizes, room, min(within, len(prizes.until)), False, no_sums(0), won, cells)

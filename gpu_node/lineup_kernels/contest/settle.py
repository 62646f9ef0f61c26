"""Settling a block of trials: own lineups are ranked, paid, and what they win is summed up or kept by trial."""

import numpy as np
from numba import njit

from lineup_kernels.contest.cells import Cells
from lineup_kernels.contest.forms import Points
from lineup_kernels.contest.layout import Field, Lineups
from lineup_kernels.contest.prizes import CENT, Prizes, prize_of
from lineup_kernels.contest.ranking import rank_own
from lineup_kernels.contest.room import Room
from lineup_kernels.contest.sums import (
    CASHES,
    PAYOUT,
    SQUARES_HIGH,
    SQUARES_LOW,
    TOP_HUNDREDTH,
    TOP_TENTH,
    TOP_THOUSANDTH,
    WINS,
)
from lineup_kernels.contest.totals import add_up
from lineup_kernels.graph import IntArray

_LOW_32 = np.uint64(0xFFFFFFFF)
_BY_32 = np.uint64(32)
_CENT = np.uint64(CENT)


@njit(cache=True)
def add_up_all(points: Points, field: Field, own: Lineups, room: Room) -> None:
    """The totals of the field and of own lineups in all lanes; raises IndexError where one passes the room's largest."""
    room.most[:] = 0
    add_up(field.lineups, points, room, room.field)
    add_up(own, points, room, room.own)
    for lane in range(len(room.most)):
        if np.int64(room.most[lane]) >> room.coarse >= len(room.entries):
            raise IndexError("a lineup scores more than the room was made for")


@njit(cache=True)
def settle(
    field: Field,
    prizes: Prizes,
    room: Room,
    depth: int,
    together: bool,
    sums: IntArray,
    won: IntArray,
    cells: Cells,
) -> None:
    """Place own lineups whose totals are in the room, within so many places, in the first len(`won`) lanes.

    What they win is added to `sums` [own, COLUMNS], put into `won` for all of them together, and into `cells`; where
    sums or cells have no room, there is nothing to do.
    """
    filled, paid = 0, prizes.paid if together else 0
    for lane in range(len(won)):
        placed = rank_own(lane, field, depth, paid, together, room)
        if len(sums):
            won[lane] = _note(placed, prizes, room, sums)
        if len(cells.candidate):
            filled = _keep(placed, prizes, room, cells, filled)
            cells.starts[lane + 1] = filled


@njit(cache=True)
def _note(placed: int, prizes: Prizes, room: Room, sums: IntArray) -> int:
    """Add the placed lineups of one trial to their sums; answers what all of them win."""
    tops, won = prizes.tops, 0
    for place in range(placed):
        number, ahead = room.who[place], room.ahead[place]
        money = prize_of(np.int64(ahead), np.int64(room.level[place]), prizes)
        cents = np.uint64(money) // _CENT
        square = cents * cents
        sums[number, PAYOUT] += money
        sums[number, SQUARES_HIGH] += np.int64(square >> _BY_32)
        sums[number, SQUARES_LOW] += np.int64(square & _LOW_32)
        sums[number, WINS] += ahead == 0
        sums[number, TOP_THOUSANDTH] += ahead < tops[0]
        sums[number, TOP_HUNDREDTH] += ahead < tops[1]
        sums[number, TOP_TENTH] += ahead < tops[2]
        sums[number, CASHES] += money > 0
        won += money
    return won


@njit(cache=True)
def _keep(placed: int, prizes: Prizes, room: Room, cells: Cells, filled: int) -> int:
    """Put the placed lineups of one trial that win something into cells; answers how many are filled then."""
    for place in range(placed):
        money = prize_of(np.int64(room.ahead[place]), np.int64(room.level[place]), prizes)
        cells.candidate[filled] = room.who[place]
        cells.cents[filled] = money // CENT
        filled += money > 0
    return filled

"""What lineups win over many trials, as whole sums: they can be added up in any order and split."""

import numpy as np
from numba import njit

from lineup_kernels.contest.forms import Points
from lineup_kernels.contest.layout import Field, Lineups
from lineup_kernels.contest.prizes import CENT, Prizes, prize_of
from lineup_kernels.contest.ranking import rank_own
from lineup_kernels.contest.room import Room
from lineup_kernels.contest.totals import add_up
from lineup_kernels.graph import IntArray

PAYOUT = 0
SQUARES_HIGH = 1
SQUARES_LOW = 2
WINS = 3
TOP_THOUSANDTH = 4
TOP_HUNDREDTH = 5
TOP_TENTH = 6
CASHES = 7
COLUMNS = 8
"""The columns of sums: milli-cents won; squares of whole cents won, in two parts (`squares_of`); how often first, in the
top 0.1, 1 and 10 per cent, and paid."""

_LOW_32 = np.uint64(0xFFFFFFFF)
_BY_32 = np.uint64(32)
_CENT = np.uint64(CENT)


def no_sums(own: int) -> IntArray:
    """Sums over no trials, for so many lineups [own, COLUMNS]."""
    return np.zeros((own, COLUMNS), np.int64)


def squares_of(sums: IntArray) -> list[int]:
    """The sum of the squared cents of each lineup, exactly."""
    return [(int(row[SQUARES_HIGH]) << 32) + int(row[SQUARES_LOW]) for row in sums]


@njit(cache=True)
def screen(
    points: Points, trials: int, field: Field, candidates: Lineups, prizes: Prizes, room: Room, sums: IntArray
) -> None:
    """Add to `sums` what each candidate wins when it is entered alone, in the first `trials` lanes of points."""
    add_up_all(points, field, candidates, room)
    for lane in range(trials):
        for place in range(rank_own(lane, field, len(prizes.until), False, room)):
            note(place, prizes, room, sums)


@njit(cache=True)
def enter_together(
    points: Points,
    trials: int,
    field: Field,
    own: Lineups,
    prizes: Prizes,
    room: Room,
    sums: IntArray,
    won: IntArray,
) -> None:
    """Add to `sums` what each own entry wins when all are entered at once, and put into `won` [trials] what all win."""
    add_up_all(points, field, own, room)
    for lane in range(trials):
        won[lane] = 0
        for place in range(rank_own(lane, field, len(prizes.until), True, room)):
            won[lane] += note(place, prizes, room, sums)


@njit(cache=True)
def add_up_all(points: Points, field: Field, own: Lineups, room: Room) -> None:
    """The totals of the field and of own lineups in all lanes; raises IndexError where one passes the room's largest."""
    room.most[:] = 0
    add_up(field.lineups, points, room, room.field)
    add_up(own, points, room, room.own)
    for lane in range(len(room.most)):
        if np.int64(room.most[lane]) >> room.coarse >= len(room.entries):
            raise IndexError("a lineup scores more than the room was made for")


@njit(cache=True, inline="always")
def note(place: int, prizes: Prizes, room: Room, sums: IntArray) -> int:
    """Add one placed lineup to its sums; answers what it wins."""
    number, ahead, tops = room.who[place], room.ahead[place], prizes.tops
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
    return money

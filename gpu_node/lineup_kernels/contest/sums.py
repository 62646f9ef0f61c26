"""What lineups win over many trials, as whole sums: they can be added up in any order and split in any way."""

import numpy as np

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


def no_sums(own: int) -> IntArray:
    """Sums over no trials, for so many lineups [own, COLUMNS]."""
    return np.zeros((own, COLUMNS), np.int64)


def squares_of(sums: IntArray) -> list[int]:
    """The sum of the squared cents of each lineup, exactly."""
    return [(int(row[SQUARES_HIGH]) << 32) + int(row[SQUARES_LOW]) for row in sums]

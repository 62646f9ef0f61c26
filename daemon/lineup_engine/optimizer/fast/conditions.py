"""Rows over players as arrays: conditions on rosters that are finished."""

from collections.abc import Sequence

import numpy as np

from lineup_engine.optimizer.cases import PlayerRow
from lineup_kernels.listing import Conditions

UNBOUNDED = 1 << 62


def to_conditions(rows: Sequence[PlayerRow], players: int) -> Conditions:
    """The rows as arrays."""
    coefficient = np.zeros((players, len(rows)), np.int64)
    for number, row in enumerate(rows):
        for player, weight in row.weights:
            coefficient[player, number] = weight
    low = np.array([-UNBOUNDED if row.range.low is None else row.range.low for row in rows], np.int64)
    high = np.array([UNBOUNDED if row.range.high is None else row.range.high for row in rows], np.int64)
    return Conditions(coefficient, low, high)


def joined(first: Conditions, second: Conditions) -> Conditions:
    """Both, in this order."""
    return Conditions(
        np.hstack((first.coefficient, second.coefficient)),
        np.concatenate((first.low, second.low)),
        np.concatenate((first.high, second.high)),
    )

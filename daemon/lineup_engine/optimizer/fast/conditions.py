"""Rows as conditions on rosters that are finished, in the order in which a kernel reads them."""

import numpy as np

from lineup_engine.optimizer.fast.rows import Rows
from lineup_kernels.limits import IN_A_WORD, LARGEST, Limits, pack_limits
from lineup_kernels.listing import Conditions

_MOST_LIMITS = 6 * IN_A_WORD
"""Every word takes time at each step."""


def to_conditions(rows: Rows) -> Conditions:
    """All conditions of a player lie beside each other."""
    return Conditions(np.ascontiguousarray(rows.weight.T), rows.low, rows.high)


def to_limits(conditions: Conditions, size: int) -> Limits:
    """Those of the conditions on rosters of a size that a search keeps on its way: at most so many of some.

    At least so many of some are at most so many of the others.
    """
    counts, least, most = conditions
    fewest, largest = counts.min(axis=0, initial=0), counts.max(axis=0, initial=0)
    are_small = (fewest >= 0) & (largest <= LARGEST) & (most >= 0) & (most <= LARGEST)
    some = np.flatnonzero(are_small)[:_MOST_LIMITS]
    are_others = (fewest >= 0) & (largest <= 1) & (least > 0) & (least <= size)
    others = np.flatnonzero(are_others)[: _MOST_LIMITS - len(some)]
    return pack_limits(
        np.hstack((counts[:, some], 1 - counts[:, others])), np.hstack((most[some], size - least[others]))
    )


def joined(first: Conditions, second: Conditions) -> Conditions:
    """Both, in this order."""
    return Conditions(
        np.hstack((first.coefficient, second.coefficient)),
        np.concatenate((first.low, second.low)),
        np.concatenate((first.high, second.high)),
    )

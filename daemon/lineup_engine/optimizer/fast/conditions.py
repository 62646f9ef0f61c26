"""Rows as conditions on rosters that are finished, in the order in which a kernel reads them."""

import numpy as np

from lineup_engine.optimizer.fast.rows import Rows
from lineup_kernels.listing import Conditions


def to_conditions(rows: Rows) -> Conditions:
    """All conditions of a player lie beside each other."""
    return Conditions(np.ascontiguousarray(rows.weight.T), rows.low, rows.high)


def joined(first: Conditions, second: Conditions) -> Conditions:
    """Both, in this order."""
    return Conditions(
        np.hstack((first.coefficient, second.coefficient)),
        np.concatenate((first.low, second.low)),
        np.concatenate((first.high, second.high)),
    )

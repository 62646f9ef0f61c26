"""Lineups counted: each one once, with how many entries have it."""

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.field_tables import Lineups

Weights = NDArray[np.int32]


def distinct_lineups(lineups: Lineups) -> tuple[Lineups, Weights]:
    """The different lineups in ascending order, and how often each is there."""
    if not len(lineups):
        return lineups, np.zeros(0, np.int32)
    # Big-endian words side by side compare like the rows do.
    words = np.ascontiguousarray(lineups, dtype=">u2")
    rows = words.view(f"V{words.shape[1] * 2}").reshape(-1)
    order = np.argsort(rows, kind="stable")
    ordered = lineups[order]
    begins = np.concatenate([[True], (ordered[1:] != ordered[:-1]).any(axis=1)])
    first = np.flatnonzero(begins)
    weight = np.diff(np.concatenate([first, [len(lineups)]])).astype(np.int32)
    return ordered[first], weight

"""Places in a field: of its own entries, and of lineups that were not entered and are set among them."""

from dataclasses import dataclass

import numpy as np

from lineup_engine.standings.model import IntArray


@dataclass(frozen=True, slots=True)
class Places:
    """The place of each, from 1, and how many share it, itself included."""

    place: IntArray
    tied: IntArray


def place_among(field: IntArray, points: IntArray) -> Places:
    """The places of these points among those of a field that has them in it."""
    rising = np.sort(field)
    above = len(rising) - np.searchsorted(rising, points, side="right")
    at_least = len(rising) - np.searchsorted(rising, points, side="left")
    return Places((above + 1).astype(np.int64), (at_least - above).astype(np.int64))


def place_with(field: IntArray, points: IntArray) -> Places:
    """The places that further entries with these points would have, all of them entered together."""
    return place_among(np.concatenate([field, points]), points)

"""A standard normal number for every random word: whole numbers, by a table with a fine end, equal on every machine.

The first bit of a word is the sign. The other 31 say how much of the half lies nearer to the middle: twelve of them
choose a place in the table, and in the outermost place, beyond 3.67 standard deviations, the next twelve choose one in
a table of its own, so that numbers reach 5.75. Between two places lies a straight line.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.quantiles import upper_quantiles_at

NORMAL_BITS = 12
"""A standard deviation is 2 to the power of 12."""

MOST_NORMAL = 23_552
"""No number is larger: 5.75 standard deviations, so that the outermost place, from 5.42 on, has the right mean."""

_PLACES = 12
_LAST = (1 << _PLACES) - 1
_MAGNITUDE_BITS = 31
_BODY_REST = _MAGNITUDE_BITS - _PLACES
_TAIL_REST = _BODY_REST - _PLACES
_TAIL_SHIFT = _BODY_REST - _TAIL_REST
_HALF = 1 << (_BODY_REST - 1)

NormalTable = NDArray[np.int16]
"""The ends of all places of the body, then those of the tail: shape (2 x 4,097)."""


def normal_table() -> NormalTable:
    """The table that `normal_of` reads."""
    steps = np.arange((1 << _PLACES) + 1, dtype=np.float64) / (1 << _PLACES)
    body, tail = steps[:-1] / 2, (_LAST + steps[:-1]) / (2 << _PLACES)
    most = np.array([MOST_NORMAL / (1 << NORMAL_BITS)])
    ends = [upper_quantiles_at(body), most, upper_quantiles_at(tail), most]
    table: NormalTable = np.rint(np.concatenate(ends) * (1 << NORMAL_BITS)).astype(np.int16)
    return table


@njit(cache=True, inline="always")
def normal_of(word: np.uint32, table: NormalTable) -> np.int32:
    """The normal number of a word of 32 bits, in parts of 2 to the power of `NORMAL_BITS`.

    Choices are made by masks of all bits or none: half of all branches would be taken, and no processor guesses that.
    """
    sign = np.int32(-np.int32(word >> np.uint32(_MAGNITUDE_BITS)))
    bits = np.int32(word & np.uint32((1 << _MAGNITUDE_BITS) - 1))
    place, rest = np.int32(bits >> np.int32(_BODY_REST)), np.int32(bits & np.int32((1 << _BODY_REST) - 1))
    is_tail = np.int32(np.int32(np.int32(_LAST - 1) - place) >> np.int32(31))
    far = np.int32(np.int32(_LAST + 2) + (rest >> np.int32(_TAIL_REST)))
    rest_far = np.int32((rest & np.int32((1 << _TAIL_REST) - 1)) << np.int32(_TAIL_SHIFT))
    place = np.int32(place ^ ((place ^ far) & is_tail))
    rest = np.int32(rest ^ ((rest ^ rest_far) & is_tail))
    low, high = np.int32(table[np.uint32(place)]), np.int32(table[np.uint32(place) + np.uint32(1)])
    size = np.int32(low + ((np.int32(high - low) * rest + np.int32(_HALF)) >> np.int32(_BODY_REST)))
    return np.int32((size ^ sign) - sign)

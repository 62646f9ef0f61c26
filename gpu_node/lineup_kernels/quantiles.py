"""The quantiles of the normal distribution as whole numbers, equal on every machine.

Only sums, differences, products and quotients of whole arrays are made, which IEEE 754 defines to the last bit; no
function of the C library, whose last bits differ from one system to the next, and no fused operation.
"""

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.draws import NORMAL_BITS
from lineup_kernels.graph import IndexArray

COUNT = 1 << 15
"""So many quantiles above the middle, and as many below."""

_ROOT_OF_TWO_PI = 2.5066282746310002
_COARSE = 256
_COARSE_STEPS = 40
_STEPS = 16
_FAR_STEPS = 48
_TERMS = 60
_HALVINGS = 4

_Floats = NDArray[np.float64]


def upper_quantiles(count: int = COUNT) -> IndexArray:
    """The quantiles of the probabilities 1/2 + (k + 1/2) / (2 count) in parts of 2 to the power of `NORMAL_BITS`."""
    coarse = _approach(np.arange(_COARSE, dtype=np.float64) / (2.0 * _COARSE), np.zeros(_COARSE), _COARSE_STEPS)
    below = coarse[np.arange(count) * _COARSE // count]
    found = _approach((np.arange(count, dtype=np.float64) + 0.5) / (2.0 * count), below, _STEPS)
    return np.rint(found * float(1 << NORMAL_BITS)).astype(np.int32)


def upper_quantiles_at(areas: _Floats) -> _Floats:
    """The quantiles of the probabilities 1/2 + area, in standard deviations, for areas from 0 to 1/2 - 2**-25."""
    return _approach(areas, np.zeros(len(areas)), _FAR_STEPS)


def _approach(wanted: _Floats, below: _Floats, steps: int) -> _Floats:
    """The quantiles from values below them: Newton's steps stay below, for the distribution bends down on this side."""
    found = below
    for _ in range(steps):
        density = _density(found)
        found = found + (wanted - density * _series(found)) / density
    return found


def _density(z: _Floats) -> _Floats:
    """exp(-z*z/2) / sqrt(2 pi), the exponential by its series for a small part of the exponent, squared again."""
    part = z * z * (0.5 / (1 << _HALVINGS))
    power, term = np.ones(len(z)), np.ones(len(z))
    for number in range(1, 26):
        term = term * part / number
        power = power + term
    for _ in range(_HALVINGS):
        power = power * power
    return 1.0 / (power * _ROOT_OF_TWO_PI)


def _series(z: _Floats) -> _Floats:
    """The area between 0 and z, divided by the density at z: z + z^3/3 + z^5/15 + ..."""
    square = z * z
    term = z.copy()
    total = z.copy()
    for number in range(1, _TERMS):
        term = term * square / (2 * number + 1)
        total = total + term
    return total

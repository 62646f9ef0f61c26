"""The normal distribution on a fine grid: places, shares and the way from shares back, for preparing tables once."""

from functools import lru_cache
from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.scores import KNOTS, KNOTS_PER_DEVIATION

Floats = NDArray[np.float64]

PARTS = 4
"""Cells of the grid between two knots of a table."""

_WIDTH = 1.0 / (KNOTS_PER_DEVIATION * PARTS)
_REACH = (KNOTS - 1) / (2 * KNOTS_PER_DEVIATION)


@lru_cache(maxsize=1)
def knot_places() -> Floats:
    """Where the knots of a table of scores are, in standard deviations."""
    return np.linspace(-_REACH, _REACH, KNOTS, dtype=np.float64)


@lru_cache(maxsize=1)
def cell_places() -> Floats:
    """The middles of the cells of the grid."""
    return _ends()[:-1] + _WIDTH / 2


@lru_cache(maxsize=1)
def cell_shares() -> Floats:
    """The share of the normal distribution that lies in each cell; the outermost have what lies beyond, too."""
    ends = _known_shares()[1].copy()
    ends[0], ends[-1] = 0.0, 1.0
    return np.diff(ends)


def below(places: Floats) -> Floats:
    """The share of the normal distribution below each place."""
    return np.array([0.5 * (1.0 + erf(place / sqrt(2.0))) for place in places.ravel()]).reshape(places.shape)


def place_of(shares: Floats) -> Floats:
    """The place below which each share lies, within the grid; good to a thousandth of a standard deviation."""
    ends, known = _known_shares()
    return np.interp(shares, known, ends)


@lru_cache(maxsize=1)
def _known_shares() -> tuple[Floats, Floats]:
    """The ends of the cells, and the shares below them."""
    return _ends(), below(_ends())


def _ends() -> Floats:
    return -_REACH + _WIDTH * np.arange((KNOTS - 1) * PARTS + 1, dtype=np.float64)


@lru_cache(maxsize=1)
def knot_shares() -> Floats:
    """The share of the normal distribution below each knot."""
    return below(knot_places())

"""Numbers of a grade: quotients of whole numbers, rounded once, so that equal inputs give equal text everywhere."""

from fractions import Fraction
from math import sqrt

from lineup_engine.units import POINT_UNITS

MONEY_UNITS = 100_000
"""Milli-cents in a dollar."""

_DECIMALS = 6


def ratio(part: int, whole: int, scale: int = 1) -> float:
    """`scale` times part of whole to six decimals; Python's division of whole numbers is rounded correctly."""
    return rounded(Fraction(scale * part, whole))


def rounded(number: Fraction | float) -> float:
    """A number to six decimals; never a negative zero, which JSON would show."""
    return round(float(number), _DECIMALS) + 0.0


def as_points(units: int) -> float:
    """Units as points."""
    return units / POINT_UNITS


def as_dollars(milli_cents: int) -> float:
    """Milli-cents as dollars."""
    return milli_cents / MONEY_UNITS


def deviation(total: int, squares: int, count: int) -> Fraction:
    """The mean square distance from the mean of so many whole numbers, from their sum and the sum of their squares."""
    return Fraction(count * squares - total * total, count * count)


def root(number: Fraction) -> float:
    """A square root to six decimals; IEEE 754 defines it to the last bit."""
    return rounded(sqrt(float(number)))

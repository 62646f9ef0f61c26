"""The engine's units: points as integers of 1e-5, salaries as whole dollars."""

from decimal import ROUND_HALF_EVEN, Decimal

POINT_UNITS = 100_000
"""Units in one fantasy point."""

_STEP = Decimal(1) / POINT_UNITS


def to_units(points: Decimal) -> int:
    """Fantasy points as integer units, rounded to the nearest 1e-5 (half to even)."""
    return int((points / _STEP).to_integral_value(ROUND_HALF_EVEN))


def to_points(units: int) -> float:
    """Units as fantasy points; exact to the last printed digit for any possible lineup."""
    return units / POINT_UNITS

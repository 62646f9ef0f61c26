"""The logarithm of whole numbers to the base 2, in whole numbers: equal on every machine, and never convex."""

import numpy as np
from numba import njit

from lineup_kernels.graph import IntArray

FRACTION_BITS = 32
"""Logarithms are in parts of 2 to the power of 32."""

SLACK = 2
"""What a sum adds to a logarithm is never more than so many of these parts above what it adds to that of a smaller
number: logarithms lie on a concave curve, each rounded down by hardly more than one part."""

_STEP_BITS = 10
_STEPS = 1 << _STEP_BITS
_EXACT_BITS = 64


def make_logarithms() -> IntArray:
    """log2(1 + k/1024) for k from 0 to 1024, by squaring: each bit tells whether the square passes 2."""
    return np.array([_logarithm(_STEPS + step) for step in range(_STEPS)] + [1 << FRACTION_BITS], np.int64)


def _logarithm(number: int) -> int:
    one = 1 << _EXACT_BITS
    value, found = number << (_EXACT_BITS - _STEP_BITS), 0
    for _ in range(FRACTION_BITS):
        value = (value * value) >> _EXACT_BITS
        found <<= 1
        if value >= 2 * one:
            value >>= 1
            found += 1
    return found


@njit(cache=True, inline="always")
def logarithm(value: int, logarithms: IntArray) -> int:
    """log2 of a number from 1 on: exact at 1,025 places between two powers of 2, straight between them.

    Rounded down; it is off by less than 2e-7.
    """
    power = 0
    rest = value
    for bits in (32, 16, 8, 4, 2, 1):
        if rest >> bits:
            rest >>= bits
            power += bits
    # 42 bits of the number below its first one: more are not told apart, and products stay in 64 bits.
    shift = power - 40
    mantissa = value >> shift if shift > 0 else value << -shift
    below = mantissa - (1 << 40)
    step = below >> (40 - _STEP_BITS)
    part = below & ((1 << (40 - _STEP_BITS)) - 1)
    low, high = int(logarithms[step]), int(logarithms[step + 1])
    return (power << FRACTION_BITS) + low + (((high - low) * part) >> (40 - _STEP_BITS))

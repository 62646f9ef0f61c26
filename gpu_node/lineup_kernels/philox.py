"""Random words by counting: Philox4x32-10, where a word depends on the key and its number alone, never on other words."""

import numpy as np
from numba import njit

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_FIRST = np.uint64(0xD2511F53)
_SECOND = np.uint64(0xCD9E8D57)
_KEY_FIRST = np.uint64(0x9E3779B9)
_KEY_SECOND = np.uint64(0xBB67AE85)
_ROUNDS = 10

FourWords = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
"""Four words of 32 bits, each in 64."""


@njit(cache=True, inline="always")
def four_words(key: np.uint64, trial: np.uint64, block: np.uint64, stream: np.uint64) -> FourWords:
    """The four words of one count: key (64 bits), trial (64 bits), block and stream (32 bits each)."""
    first, second, third, fourth = trial & _LOW, trial >> _HALF, block & _LOW, stream & _LOW
    low_key, high_key = key & _LOW, key >> _HALF
    for _ in range(_ROUNDS):
        one, two = first * _FIRST, third * _SECOND
        first, second = (two >> _HALF) ^ second ^ low_key, two & _LOW
        third, fourth = (one >> _HALF) ^ fourth ^ high_key, one & _LOW
        low_key = (low_key + _KEY_FIRST) & _LOW
        high_key = (high_key + _KEY_SECOND) & _LOW
    return first, second, third, fourth

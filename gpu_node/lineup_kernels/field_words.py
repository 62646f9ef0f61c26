"""The random words of one entry of a field, one after the other."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.philox import four_words

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(1)


class Origin(NamedTuple):
    """Where random words come from: the seed, and one use of it."""

    key: np.uint64
    stream: np.uint64


class EntryWords(NamedTuple):
    """`counter` is key, trial, stream and the next block; `words` are those of the last one, `used[0]` of them are used."""

    counter: NDArray[np.uint64]
    words: NDArray[np.uint64]
    used: NDArray[np.int64]


@njit(cache=True)
def room_for_words() -> EntryWords:
    """Room for the words of one entry at a time."""
    return EntryWords(np.zeros(4, np.uint64), np.zeros(4, np.uint64), np.zeros(1, np.int64))


@njit(cache=True, inline="always")
def begin_words(room: EntryWords, key: np.uint64, trial: np.uint64, stream: np.uint64) -> None:
    """Begin with the first word of an entry."""
    room.counter[0], room.counter[1], room.counter[2], room.counter[3] = key, trial, stream, np.uint64(0)
    room.used[0] = 4


@njit(cache=True, inline="always")
def next_word(room: EntryWords) -> np.uint64:
    """The next word of 32 bits."""
    if room.used[0] == 4:
        counter = room.counter
        one, two, three, four = four_words(counter[0], counter[1], counter[3], counter[2])
        room.words[0], room.words[1], room.words[2], room.words[3] = one, two, three, four
        counter[3] += _ONE
        room.used[0] = 0
    word = room.words[room.used[0]]
    room.used[0] += 1
    return np.uint64(word)


@njit(cache=True, inline="always")
def below(word: np.uint64, total: np.uint64) -> np.uint64:
    """A number from 0 to below the total, in proportion to the word: the product's upper bits, exactly."""
    return np.uint64(word * (total >> _HALF) + ((word * (total & _LOW)) >> _HALF))


@njit(cache=True, inline="always")
def place_in(cumulative: NDArray[np.uint64], count: int, wanted: np.uint64) -> int:
    """The first of so many sums that is above a number."""
    first, last = 0, count - 1
    while first < last:
        middle = (first + last) >> 1
        if cumulative[middle] > wanted:
            last = middle
        else:
            first = middle + 1
    return first

"""The memory that a block of trials is worked in: made once, used for every block, as large as entries times lanes."""

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.contest.forms import Points, lane_type
from lineup_kernels.graph import IndexArray

STRIP = 128
"""So many lineups are added up at a time: their totals stay in the nearest memory until they are turned."""

MOST_BINS = 1 << 20
"""More different totals are ranked by their highest bits first, and exactly among those that agree in them."""

LANES = 64
"""Trials side by side: with fewer each lineup is looked up more often, with more the totals leave the cache."""

LEAST_LANES = 16
MOST_BYTES = 20 << 20
"""Totals take no more, but for fields that do so with the fewest lanes: 64 narrow lanes of 163,000 lineups."""

Words = NDArray[np.uint64]
Numbers = NDArray[np.uint32]


class Totals(NamedTuple):
    """What lineups score: a row per lane, a column per lineup; `words` is the same memory, several lineups in a word.

    Words are [lanes / k, k, columns / k], where k lanes of points fill one.
    """

    rows: Points
    words: Words


class Room(NamedTuple):
    """`strip`: totals of some lineups as they are added up, a row per lineup; `most`: the largest total of each lane.

    `cash`: the total at the last paid place of each lane, where own lineups are entered together; 0 where none is paid.
    `entries` with a total and `above` it are by bin: a total without its `coarse` lowest bits. Own lineups that are placed in a trial
    stand in `who`, with the number of entries `ahead` of them and `level` with them. `head` and `after` are lists of
    the field's lineups by bin, where bins hold several totals.
    """

    strip: Points
    strip_words: Words
    most: Points
    cash: Points
    field: Totals
    own: Totals
    entries: IndexArray
    above: IndexArray
    coarse: int
    who: Numbers
    ahead: Numbers
    level: Numbers
    head: IndexArray
    after: IndexArray


def lanes_for(lineups: int, total: int) -> int:
    """How many trials are worked on side by side, for a field of so many lineups that score at most `total` quanta."""
    lanes, each = LANES, lane_type(total).itemsize
    while lanes > LEAST_LANES and lineups * lanes * each > MOST_BYTES:
        lanes //= 2
    return lanes


class Size(NamedTuple):
    """A field of so many lineups and so many own ones, none of which scores more than `total` quanta.

    Trials are worked on in blocks of `lanes`, a multiple of 4; `most_bins` different totals are told apart at once.
    """

    field: int
    own: int
    lanes: int
    total: int
    most_bins: int = MOST_BINS


def make_room(field: int, own: int, lanes: int, total: int, most_bins: int = MOST_BINS) -> Room:
    """Room for one contest of this size."""
    (room,) = make_rooms([Size(field, own, lanes, total, most_bins)])
    return room


def make_rooms(sizes: Sequence[Size]) -> list[Room]:
    """Rooms of contests with one memory for the totals of their fields: work is done in one of them at a time."""
    memory = np.zeros(max(prod(_shape(size.field, size)) for size in sizes), np.uint64)
    return [_make_room(size, memory) for size in sizes]


def _make_room(size: Size, memory: Words) -> Room:
    kind, each, lanes = lane_type(size.total), _each(size), size.lanes
    if lanes % each or lanes <= 0:
        raise ValueError(f"{lanes} lanes: has to be a multiple of {each}")
    coarse = max(0, size.total.bit_length() - (size.most_bins.bit_length() - 1))
    bins = (size.total >> coarse) + 1
    strip = np.zeros((STRIP, lanes), kind)
    return Room(
        strip=strip,
        strip_words=strip.view(np.uint64).reshape(STRIP // each, each, lanes // each),
        most=np.zeros(lanes, kind),
        cash=np.zeros(lanes, kind),
        field=_totals(size.field, size, memory),
        own=_totals(size.own, size, np.zeros(prod(_shape(size.own, size)), np.uint64)),
        entries=np.zeros(bins, np.int32),
        above=np.zeros(bins, np.int32),
        coarse=coarse,
        who=np.zeros(size.own, np.uint32),
        ahead=np.zeros(size.own, np.uint32),
        level=np.zeros(size.own, np.uint32),
        head=np.full(bins if coarse else 0, -1, np.int32),
        after=np.zeros(size.field + size.own if coarse else 0, np.int32),
    )


def _each(size: Size) -> int:
    """Totals in a word."""
    return 8 // lane_type(size.total).itemsize


def _shape(lineups: int, size: Size) -> tuple[int, int, int]:
    """Words of totals. One line of memory more: rows whose distance is a power of 2 push each other out of the cache."""
    each = _each(size)
    return size.lanes // each, each, -(-lineups // each) + 8


def _totals(lineups: int, size: Size, memory: Words) -> Totals:
    shape = _shape(lineups, size)
    words = memory[: prod(shape)].reshape(shape)
    return Totals(words.view(lane_type(size.total)).reshape(size.lanes, -1), words)

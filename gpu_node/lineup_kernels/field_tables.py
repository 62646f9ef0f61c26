"""What a simulated field is drawn from: whole numbers that are made once by calibration and then stay as they are.

A lineup is drawn slot by slot. A player's chance is his weight times the look-ahead: the sum, over all ways to fill the
other slots, of the products of their weights and of the weight of the money that is left at the end. So nearly every
draw ends within the cap and leaves about as much as the field does. Who may not come beside those before him is left out
of the draw, though not of the look-ahead; what goes wrong with the money so is mended by drawing some lineups again by
what they leave. Players stand in order of their numbers on the slate.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

IndexArray = NDArray[np.int32]
IntArray = NDArray[np.int64]

Words = NDArray[np.uint32]
"""Weights, or chances in parts of 2 to the power of 32."""

Lineups = NDArray[np.uint16]
"""A row per lineup: its players' numbers in ascending order."""

WEIGHT_BITS = 28
"""A weight is below 2 to the power of 28; the largest of a class is near it."""

AHEAD_BITS = 24
"""A number of the look-ahead is below 2 to the power of 24, so that sums of 2,048 products stay below 2^63."""

MOST_MEMBERS = 1 << (63 - WEIGHT_BITS - AHEAD_BITS)
"""So many players may be eligible for one slot."""

SPREAD_BITS = 16
"""A factor of 1 of the ownership noise is 2 to the power of 16."""

SHARE_BITS = 12
"""An ownership of 1, for balancing, is 2 to the power of 12."""

STREAM = 0x4649_454C
"""The first of the streams of random numbers that fields use; simulated scores have small ones."""

AT_MOST = 0
AT_LEAST = 1


class Roster(NamedTuple):
    """Who may fill which slot, and what a lineup must keep. Money is in steps; slots of one kind take the same players.

    Kind k is filled by `member[member_start[k]:member_start[k + 1]]`, in order of their cost. A state is what slots are
    still to fill: 0 is all of them, the last one none. Kind `first_kind[s]` is filled next in state s, and filling kind
    k leads to `after[s, k]`. In state s there may be from `low[s]` to `high[s]` left. Where slots of one kind follow each
    other, `follows[s]` is 1: the next player comes from behind the one before, so that a set is drawn in one order only.
    The look-ahead of state s begins in row `row[s]`; where an order is kept it has one for each place to go on from, and
    one behind the last. Choosing player p bars
    `bar[bar_start[p]:...]`, the forms of his person, and `rival[rival_start[p]:...]`, his rivals. Limit l is
    `limit_kind[l]` (`AT_MOST` players of one group, or players of `AT_LEAST` so many) `limit_count[l]`, over the groups
    `group[l]` of all players, -1 for who is not counted; there are `groups` at most.
    """

    player: NDArray[np.uint16]
    person: IndexArray
    cost: IndexArray
    member: IndexArray
    member_start: IndexArray
    first_kind: IndexArray
    after: IndexArray
    low: IndexArray
    high: IndexArray
    row: IndexArray
    follows: IndexArray
    bar: IndexArray
    bar_start: IndexArray
    rival: IndexArray
    rival_start: IndexArray
    limit_kind: IndexArray
    limit_count: IndexArray
    group: IndexArray
    groups: int


class Law(NamedTuple):
    """How likely lineups are: weights per builder class of each player and of each amount of money that is left.

    `spread[c, n]`: the equally likely factors of the weights of class c in one field, for ownership that is uncertain.
    `keeps_rivals` is the chance of an entry to have rivals together. A lineup that leaves b is `accepted[b]` or drawn
    again.
    """

    weight: Words
    ending: Words
    spread: Words
    accepted: Words
    keeps_rivals: int


class Stacks(NamedTuple):
    """Templates: with chance `chance[t] - chance[t - 1]` a lineup stacks `sizes[t]` players of a first and a second team.

    The teams are drawn by `team_weight[c]`; or, where there are anchors, they are the `team` of the one who is chosen
    first, and its `opponent`. Team t has the stacked players at `place[place_start[t]:place_start[t + 1]]` of
    `Roster.member`, which are there for the kinds `place_kind`; behind the last team stand the anchors.
    """

    chance: Words
    sizes: IndexArray
    team: IndexArray
    team_weight: Words
    opponent: IndexArray
    has_anchor: bool
    place: IndexArray
    place_kind: IndexArray
    place_start: IndexArray


class Trains(NamedTuple):
    """Lineups that one user enters several times: train t has the entries from `start[t]` to before `start[t + 1]`.

    The first `balanced` ones are each the best of `candidates` for an ownership of `share`, in parts of 2 to the power
    of `SHARE_BITS`. The entries behind the last train have lineups of their own.
    """

    start: IntArray
    balanced: int
    candidates: int
    share: IntArray


class FieldTables(NamedTuple):
    """A frozen field. `size` players make a lineup; `last_resort` is one that is legal, should draws fail."""

    size: int
    roster: Roster
    law: Law
    stacks: Stacks
    trains: Trains
    last_resort: NDArray[np.uint16]


class OpenField(NamedTuple):
    """One field of many: its weights, and the look-ahead of each class, row and amount left."""

    weight: Words
    team_weight: Words
    ahead: NDArray[np.uint32]


class Room(NamedTuple):
    """What drawing one lineup works in, made once for many.

    `is_open` tells who may still be chosen, `counts[l, g]` how many of group g are, `groups[l]` how many groups are met.
    """

    is_open: NDArray[np.uint8]
    sums: NDArray[np.uint64]
    counts: IndexArray
    groups: IndexArray
    chosen: IndexArray

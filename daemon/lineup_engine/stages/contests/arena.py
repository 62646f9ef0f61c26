"""The contests of a job ready for trials: fields laid out, prizes, and blocks of trials that take turns between fields.

Trial t is played in field (t // 64) modulo the number of fields, whichever task it belongs to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.scenarios.compiled import Compiled
from lineup_engine.specification import ContestTerms
from lineup_engine.stages.container import Array
from lineup_engine.stages.contests.terms import contests_in
from lineup_engine.stages.scores import Parts, scenarios_in, source_in
from lineup_engine.unwanted import heed
from lineup_kernels.contest.forms import Forms, Points, form_points, lane_type, largest_points, make_forms
from lineup_kernels.contest.layout import (
    Field,
    Lineups,
    entries_of,
    largest_sum,
    lay_out_field,
    lay_out_lineups,
    pack_field,
    popularity,
    unpack_field,
)
from lineup_kernels.contest.prizes import Prizes, make_prizes, top_places
from lineup_kernels.contest.room import Room, Size, lanes_for, make_rooms

BLOCK = 64
"""Trials that are worked on together in one field."""

_WORK_OF_A_TASK = 200_000_000
"""Entries times trials: less than half a second."""

_WORK_OF_OWN = 64
"""An own lineup counts as so many entries: each is placed, and what it wins is kept until the choice."""

_ODD = np.uint64(0x9E3779B97F4A7C15)

FIELD = "field"
"""Parts of the inputs are called `field.0.0`, `field.0.1` (contest, field) and so on."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A field in its fastest order, and the rank of each player that makes the order."""

    field: Field
    rank: NDArray[np.uint16]

    def copies_of(self, lineups: NDArray[np.int32]) -> list[int]:
        """How many entries of others have each of these lineups [n, size], whatever the order of their players."""
        halves, half_of, rests = self.field.lineups
        # Sums of odd numbers tell nearly all lineups apart; those that they do not are compared.
        code = (np.arange(len(self.rank), dtype=np.uint64) + np.uint64(1)) ** np.uint64(7) * _ODD
        sums = code[halves].sum(axis=1)[half_of]
        for column in rests.T:
            sums += code[column]
        found: dict[tuple[int, ...], int] = {}
        for place in np.flatnonzero(np.isin(sums, code[lineups].sum(axis=1))).tolist():
            many = place - self.field.singles
            players = (*halves[half_of[place]].tolist(), *rests[place].tolist())
            found[tuple(sorted(players))] = 1 if many < 0 else int(self.field.weight[many])
        return [found.get(tuple(sorted(lineup)), 0) for lineup in lineups.tolist()]


def lay_out(lineups: NDArray[np.uint16], players: int) -> dict[str, Array]:
    """A field of these lineups [n, size] as arrays."""
    rank = popularity(lineups, players)
    return {**pack_field(lay_out_field(lineups, rank)), "rank": rank}


def laid_out(arrays: Mapping[str, Array]) -> LaidOut:
    """The field again, in the memory that its arrays are in."""
    return LaidOut(unpack_field(arrays), arrays["rank"])


@dataclass(frozen=True, slots=True)
class Arena:
    """One contest with its fields."""

    terms: ContestTerms
    fields: tuple[LaidOut, ...]
    prizes: Prizes

    def field_of(self, trial: int) -> int:
        """Which field a trial is played in."""
        return trial // BLOCK % len(self.fields)

    @property
    def entries(self) -> int:
        """Entries of others in a field."""
        return entries_of(self.fields[0].field)


def arenas_in(parts: Parts, *, for_choice: bool = False) -> list[Arena]:
    """The contests of a job with the fields that are told of, or with those that lineups are chosen in."""
    arenas: list[Arena] = []
    for number, terms in enumerate(contests_in(parts)):
        fields = terms.field.for_choice if for_choice else range(terms.field.fields)
        arenas.append(make_arena(terms, tuple(laid_out(parts[f"{FIELD}.{number}.{field}"]) for field in fields)))
    return arenas


def make_arena(terms: ContestTerms, fields: tuple[LaidOut, ...]) -> Arena:
    """A contest with these fields."""
    return Arena(terms, fields, make_prizes(terms.sums, top_places(terms.entries)))


def trials_of_a_task(contests: Sequence[ContestTerms], own: int) -> int:
    """How many trials with so many own lineups in each contest take less than half a second: whole blocks of them."""
    work = sum(terms.entries + _WORK_OF_OWN * own for terms in contests)
    return max(_WORK_OF_A_TASK // work // BLOCK, 1) * BLOCK


@dataclass(frozen=True, slots=True)
class Block:
    """The first trial of a block, how many trials count, and the scores [persons, BLOCK]."""

    first: int
    count: int
    scores: NDArray[np.int32]


class Trials:
    """The points of players, trial by trial, in the lanes that the contest's kernels want."""

    def __init__(self, parts: Parts, stream: int) -> None:
        self._scenarios: Compiled = scenarios_in(parts)
        self._source = source_in(parts, stream)
        person, multiplier = self._scenarios.person, self._scenarios.multiplier
        self._forms: Forms = make_forms(person, multiplier, self._scenarios.lowest.astype(np.int64))

    def blocks(self, first: int, count: int) -> Iterator[Block]:
        """Consecutive trials block by block; `first` begins a block."""
        for start in range(first, first + count, BLOCK):
            heed()
            yield Block(start, min(BLOCK, first + count - start), self._scenarios.draw(self._source, start, BLOCK))

    def total(self, *several: Lineups) -> int:
        """What the best of some lineups can score at most, in the kernels' quanta."""
        points = largest_points(self._forms, self._scenarios.highest.astype(np.int64))
        return max(int(largest_sum(lineups, points)) for lineups in several)

    def units(self, totals: Points, size: int) -> IntArray:
        """Totals of lineups of so many players, as the kernels have them, in units."""
        return (totals.astype(np.int64) - self._forms.shift * size) * self._scenarios.part_units

    def points(self, block: Block, lanes: int, total: int) -> Iterator[tuple[int, int, Points]]:
        """Parts of a block: the place of the first trial in it, how many trials, and the points [players, lanes]."""
        for start in range(0, block.count, lanes):
            points = np.empty((len(self._forms.person), lanes), lane_type(total))
            form_points(block.scores[:, start : start + lanes], self._forms, points)
            yield start, min(lanes, block.count - start), points


@dataclass(frozen=True, slots=True)
class Entrants:
    """Own lineups of a contest as each of its fields has them, and the room to rank them in `lanes` trials at a time."""

    arena: Arena
    lineups: tuple[Lineups, ...]
    room: Room
    lanes: int
    total: int

    def of(self, trial: int) -> tuple[Field, Lineups]:
        """The field of a trial, and the own lineups laid out for it."""
        number = self.arena.field_of(trial)
        return self.arena.fields[number].field, self.lineups[number]


def enter(arena: Arena, own: NDArray[np.uint16], trials: Trials) -> Entrants:
    """Own lineups [n, size] ready to be ranked in each field."""
    (entrants,) = enter_all([arena], [own], trials)
    return entrants


def enter_all(arenas: Sequence[Arena], own: Sequence[NDArray[np.uint16]], trials: Trials) -> list[Entrants]:
    """Own lineups of each contest, ready to be ranked in one contest at a time."""
    lineups = [
        tuple(lay_out_lineups(some, one.rank) for one in arena.fields) for arena, some in zip(arenas, own, strict=True)
    ]
    sizes = [_size(arena, some, trials) for arena, some in zip(arenas, lineups, strict=True)]
    rooms = zip(arenas, lineups, make_rooms(sizes), sizes, strict=True)
    return [Entrants(arena, some, room, size.lanes, size.total) for arena, some, room, size in rooms]


def _size(arena: Arena, lineups: Sequence[Lineups], trials: Trials) -> Size:
    fields = [one.field.lineups for one in arena.fields]
    largest, total = max(len(field.rests) for field in fields), trials.total(lineups[0], *fields)
    return Size(largest, len(lineups[0].rests), lanes_for(largest, total), total)


def sums_of(several: Iterable[IntArray]) -> IntArray:
    """Sums of ranges of trials together, one in memory at a time."""
    each = iter(several)
    total = next(each).copy()
    for one in each:
        total += one
    return total

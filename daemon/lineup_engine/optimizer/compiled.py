"""What the optimizer sees of a job: numbers per player, limits and choices, and the names that messages need.

This is the form in which a job lies in its folder, so that a task reads no user file again.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.portfolio import ApartOf, ExposureOf
from lineup_engine.texts.shown import shown

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

UNKNOWN = -1
"""Stands for a team, game or ownership that the files do not tell."""


class LimitKind(IntEnum):
    """Which limit of the site a number means."""

    MAX_PER_TEAM = 0
    MIN_TEAMS = 1
    MIN_GAMES = 2
    MAX_PER_GAME = 3


@dataclass(frozen=True, slots=True)
class CompiledLimit:
    """One limit of the site: its kind, its number, whom it counts, and what it is called."""

    kind: LimitKind
    count: int
    counted: BoolArray
    words: str


@dataclass(frozen=True, slots=True)
class PlayerNames:
    """How one player is called: the slate's unique key, and what a result shows."""

    key: str
    id: str | None
    name: str
    team: str


@dataclass(frozen=True, slots=True)
class PlayerTable:
    """One entry per player of the slate in every array; points in units, `UNKNOWN` where nothing is known.

    `eligible[i, s]` tells whether player i may fill slot s. `projected` players have points, others may not be used;
    `worth` is what lineups are best by: the points, unless the user wants another objective. `begun`: his game has
    begun. `max_lineups` bounds in how many lineups of the job he may be.
    """

    names: tuple[PlayerNames, ...]
    points: IntArray
    worth: IntArray
    projected: BoolArray
    begun: BoolArray
    salary: IntArray
    tie_key: IntArray
    team: IntArray
    game: IntArray
    ownership: IntArray
    max_lineups: IntArray
    eligible: BoolArray

    def __len__(self) -> int:
        return len(self.names)

    def value(self, lineup: tuple[int, ...]) -> int:
        """The projected points of these players in units."""
        return sum(int(self.points[player]) for player in lineup)

    def worth_of(self, lineup: tuple[int, ...]) -> int:
        """What lineups are best by, in units."""
        return sum(int(self.worth[player]) for player in lineup)

    def called(self, players: Iterable[int]) -> list[str]:
        """The players' names; with the id where the name alone would not tell who is meant."""
        bearers = Counter(player.name for player in self.names)
        return [
            shown(one.name) if bearers[one.name] == 1 else f"{shown(one.name)} ({shown(one.id or one.key)})"
            for one in (self.names[player] for player in players)
        ]


@dataclass(frozen=True, slots=True)
class CompiledJob:
    """One job, ready to be solved. `slots` are in the order of the upload file; `warnings` go into the result.

    `wishes` are the user's rules about single lineups, `apart` those about two of them, `exposures` those about all.
    """

    players: PlayerTable
    slots: tuple[str, ...]
    limits: tuple[CompiledLimit, ...]
    lock: tuple[int, ...]
    exclude: tuple[int, ...]
    salary_cap: int
    salary_min: int | None
    salary_max: int | None
    unique: int
    lineups: int
    warnings: tuple[str, ...] = ()
    wishes: tuple[Wish, ...] = ()
    apart: tuple[ApartOf, ...] = ()
    exposures: tuple[ExposureOf, ...] = ()
    order: str = "greedy"

    @property
    def size(self) -> int:
        """Players in a lineup."""
        return len(self.slots)

"""Finding the weights with which drawn lineups have the wanted ownership and leave the wanted money.

Rounds of drawing and correcting, always as many: the log weight of a player goes up by a part of what the log odds of
his ownership are too low, and that of an amount of money left likewise, in steps that become smaller. Money and players
are corrected together, for ownership alone finds the mean salary very slowly: after many rounds it was 800 too low.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.field.frame import Frame
from lineup_engine.field.tilt import Floats, logit
from lineup_engine.field.weights import Logs, Taste, law_of, team_weights
from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.unwanted import heed
from lineup_kernels.field_tables import FieldTables, Lineups

FIRST_FIELD = 1 << 31
"""The first of the fields that calibration draws; those of a job have smaller numbers."""

_EDGES = (*range(13), *(14, 16, 18, 20, 23, 26, 30, 35, 40, 46, 53, 61, 70, 80, 100, 130, 170, 220, 300, 400))
"""Where groups of amounts left begin, in steps, whose weights move together."""

_COMMON = 0.005
_LEAST_ACCEPTED = -6.0
_LONGEST_MOVE = 1.5
_TRIES = 8.0
_FEWEST = 500
_PRIOR = 3.0
"""So many lineups count as if they were as wanted: whoever is wanted in few is not corrected by chance."""


@dataclass(frozen=True, slots=True)
class Round:
    """So many lineups; which part of an error is corrected; and which part of the last move is made again.

    Moving on helps where many players have to move together, as where two slots have to take nearly all centres.
    """

    lineups: int
    step: float
    again: float = 0.0


ROUNDS = (
    *(Round(3_000, 0.9, 0.5),) * 8,
    *(Round(6_000, 0.6, 0.5),) * 6,
    *(Round(10_000, 0.35, 0.5),) * 5,
    *(Round(16_000, 0.2),) * 5,
)
_EARLY_ROUNDS = 8
"""The look-ahead learns the money in so many rounds, what is accepted in the later ones."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What lineups shall be like: the share of each player, the stacked players per team, the chances of steps left."""

    share: Floats
    teams: Floats
    left: Floats


@dataclass(slots=True)
class Calibration:
    """One search for weights."""

    frame: Frame
    wanted: Wanted
    taste: Taste
    seed: int
    logs: Logs
    moved: Floats
    tries: float = 1.0

    def tables(self) -> FieldTables:
        """The field of the weights so far."""
        law = law_of(self.logs, self.frame, self.wanted.left, self.taste)
        return self.frame.tables(law, team_weights(self.logs, self.taste))

    def draw(self, number: int, count: int) -> NDArray[np.int64]:
        """Lineups of the weights so far, as places in the pool; fewer where the last ones took many tries each."""
        fewer = max(int(count * min(_TRIES / self.tries, 1.0)), _FEWEST)
        lineups, failed = draw(self.tables(), self.seed, FIRST_FIELD + number, fewer)
        self.tries = 1 + failed / fewer
        return places_of(self.frame, lineups)

    def correct_players(self, lineups: NDArray[np.int64], one: Round) -> None:
        """Correct the weights of players and teams by the ownership of lineups."""
        count, share = len(lineups), self.wanted.share
        found = np.bincount(lineups.ravel(), minlength=len(share))
        error = _error(found, count * share) - _error(count - found, count * (1 - share))
        self.moved = one.again * self.moved + _move(one.step * error)
        self.logs.player -= self.moved
        if self.frame.teams:
            found_of_teams = self.frame.of_teams(found.astype(np.float64))
            self.logs.team -= _move(one.step * _error(found_of_teams, count * self.wanted.teams))

    def correct_money(self, lineups: NDArray[np.int64], step: float, *, is_late: bool) -> None:
        """Correct the weights of what is left; late, when the players are nearly right, what is accepted of it."""
        steps = self.frame.steps
        left = np.maximum(steps.cap - steps.cost[lineups].sum(axis=1), 0)
        group = np.searchsorted(_EDGES, np.arange(steps.cap + 1), "right") - 1
        found = np.bincount(group[left], minlength=len(_EDGES))
        wanted = np.bincount(group, weights=len(lineups) * self.wanted.left, minlength=len(_EDGES)).astype(np.float64)
        move = _move(step * _error(found, wanted))[group]
        if not is_late:
            self.logs.left -= move
            return
        # What is rarely left does not set the scale: its counts are noise.
        accepted = self.logs.accepted - move
        top = accepted[(found >= _COMMON * len(lineups))[group]].max()
        self.logs.accepted = np.clip(accepted - top, _LEAST_ACCEPTED, 0.0)


def calibrate(frame: Frame, share: Floats, left_usd: float, taste: Taste, seed: int) -> FieldTables:
    """The field of these shares of the pool's players whose lineups leave so much on average."""
    wanted = Wanted(share, frame.of_teams(share), frame.left_chances(left_usd))
    calm = replace(taste, noise=0.0)
    search = Calibration(frame, wanted, calm, seed, first_logs(logit(share), wanted), np.zeros(len(share)))
    for number, one in enumerate(ROUNDS):
        lineups = search.draw(number, one.lineups)
        search.correct_players(lineups, one)
        search.correct_money(lineups, one.step, is_late=number >= _EARLY_ROUNDS)
    search.taste = taste
    return search.tables()


def first_logs(player: Floats, wanted: Wanted) -> Logs:
    """Where the search begins."""
    left = np.log(np.maximum(wanted.left, 1e-12))
    return Logs(player, np.log(np.maximum(wanted.teams, 1e-9)), left, np.zeros(len(left)))


def draw(tables: FieldTables, seed: int, field: int, count: int) -> tuple[Lineups, int]:
    """The first so many entries of a field, and how many tries failed on the way."""
    from lineup_kernels.field import draw_field, key_of

    heed()
    lineups = np.empty((count, tables.size), np.uint16)
    failed = draw_field(tables, key_of(seed, field), 0, lineups)
    return lineups, failed


def places_of(frame: Frame, lineups: Lineups) -> IntArray:
    """Lineups as places in the pool."""
    return np.searchsorted(frame.pool, lineups)


def _error(found: IntArray | Floats, wanted: Floats) -> Floats:
    """By how much more than wanted was found, as a logarithm."""
    return np.asarray(np.log((found + _PRIOR) / (wanted + _PRIOR)))


def _move(error: Floats) -> Floats:
    return np.clip(error, -_LONGEST_MOVE, _LONGEST_MOVE)

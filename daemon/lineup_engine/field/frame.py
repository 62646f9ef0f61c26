"""What stays as it is while weights are sought: who is in the field, the slots they fill, their teams and their costs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import RulesClash
from lineup_engine.field.money import left_chances
from lineup_engine.field.rivals import rivals_of
from lineup_engine.field.roster import NOWHERE, Kinds, Steps, build_roster, kinds_of, steps_of
from lineup_engine.field.stacking import StackShape, shape_of
from lineup_engine.field.tilt import Floats
from lineup_engine.optimizer.compiled import UNKNOWN, BoolArray, CompiledJob, IntArray
from lineup_kernels.field_tables import FieldTables, Law, Roster, Stacks, Trains, Words

_NO_FIELD = "the site's limits, and only players with ownership"


@dataclass(frozen=True, slots=True)
class Frame:
    """A slate with the players of its field, by place in `pool`. `part` is the part of the slate that each is of.

    A part are slots whose players fill no others; it has `part_slots` slots. `stacked` tells who counts in a stack.
    `resort` is the lineup of last resort: 0 everywhere as long as none is known.
    """

    job: CompiledJob
    pool: IntArray
    kinds: Kinds
    steps: Steps
    roster: Roster
    stacks: Stacks
    stacked: BoolArray
    part: IntArray
    part_slots: IntArray
    resort: NDArray[np.uint16]

    @property
    def salary(self) -> IntArray:
        """What each player costs."""
        return self.job.players.salary[self.pool]

    @property
    def teams(self) -> int:
        """How many teams can be stacked; 0 where the sport does not stack, or by an anchor."""
        return 0 if self.stacks.has_anchor else len(self.stacks.opponent)

    def of_teams(self, values: Floats) -> Floats:
        """The sum of a number per player over the stacked players of each team."""
        sums = np.bincount(self.stacks.team[self.stacked], weights=values[self.stacked], minlength=self.teams)
        return sums.astype(np.float64)

    def left_chances(self, left_usd: float) -> Floats:
        """The chances of every amount of steps that can be left, with this mean."""
        return left_chances(left_usd / self.steps.usd, self.steps.cap + 1)

    def tables(self, law: Law, team_weight: Words) -> FieldTables:
        """The tables of a field without trains."""
        trains = Trains(np.zeros(1, np.int64), 0, 0, np.zeros(len(self.pool), np.int64))
        stacks = self.stacks._replace(team_weight=team_weight)
        return FieldTables(self.job.size, self.roster, law, stacks, trains, self.resort)


def frame_of(job: CompiledJob, pool: IntArray, sport: str) -> Frame:
    """The frame of a field with these players; raises `RulesClash` where a slot has nobody, or costs too much."""
    shape = shape_of(sport, job.slots)
    stacked = _stacked(job, pool, shape)
    if not job.players.eligible[pool].any(axis=0).all():
        raise RulesClash(_NO_FIELD)
    kinds = kinds_of(job, pool, stacked, shape.anchor if shape else "")
    steps = steps_of(job, pool)
    roster = build_roster(job, pool, kinds, steps, rivals_of(job, pool, sport))
    part, slots = _parts(kinds)
    stacks = _stacks(job, pool, (kinds, roster), stacked, shape)
    return Frame(job, pool, kinds, steps, roster, stacks, stacked, part, slots, np.zeros(job.size, np.uint16))


def _stacked(job: CompiledJob, pool: IntArray, shape: StackShape | None) -> BoolArray:
    if shape is None:
        return np.zeros(len(pool), np.bool_)
    eligible = job.players.eligible[pool]
    own = np.array([slot in shape.slots for slot in job.slots])
    others = np.array([slot in shape.others for slot in job.slots])
    has_team = job.players.team[pool] != UNKNOWN
    return np.asarray(eligible[:, own].any(axis=1) & ~eligible[:, others].any(axis=1) & has_team)


def _parts(kinds: Kinds) -> tuple[IntArray, IntArray]:
    """For each player the number of his part; for each part how many slots it has."""
    part = list(range(len(kinds.slots)))
    for row in np.unique(kinds.eligible, axis=0):
        joined = {part[kind] for kind in np.flatnonzero(row).tolist()}
        part = [min(joined) if number in joined else number for number in part]
    of_kind = np.unique(np.array(part), return_inverse=True)[1]
    slots = np.bincount(of_kind, weights=kinds.slots).astype(np.int64)
    return np.asarray(of_kind[np.argmax(kinds.eligible, axis=1)]), slots


def _stacks(
    job: CompiledJob, pool: IntArray, filled: tuple[Kinds, Roster], stacked: BoolArray, shape: StackShape | None
) -> Stacks:
    """The stacks of a frame, without weights of teams."""
    kinds, roster = filled
    teams = int(job.players.team[pool].max()) + 1 if shape else 0
    team = job.players.team[pool]
    chances = np.array(list(shape.chances.values()) if shape else [], np.float64)
    upper = np.cumsum(chances) / max(float(chances.sum()), 1e-9)
    number, kind = _places(roster, len(kinds.slots), team, stacked)
    starts = np.searchsorted(team[roster.member[number]], np.arange(teams + 1))
    anchors = np.arange(*_span(roster, kinds.anchor))
    return Stacks(
        chance=np.minimum(np.rint(upper * (1 << 32)), (1 << 32) - 1).astype(np.uint32),
        sizes=np.array(list(shape.chances) if shape else [], np.int32).reshape(-1, 2),
        team=team.astype(np.int32),
        team_weight=np.zeros((0, teams), np.uint32),
        opponent=_opponents(job, pool, teams),
        has_anchor=kinds.anchor != NOWHERE,
        place=np.concatenate([number, anchors]).astype(np.int32),
        place_kind=np.concatenate([kind, np.full(len(anchors), kinds.anchor)]).astype(np.int32),
        place_start=np.append(starts, len(number) + len(anchors)).astype(np.int32),
    )


def _span(roster: Roster, kind: int) -> tuple[int, int]:
    """The members of a kind, from the first to behind the last; nobody where there is no such kind."""
    return (0, 0) if kind == NOWHERE else (int(roster.member_start[kind]), int(roster.member_start[kind + 1]))


def _places(
    roster: Roster, kinds: int, team: IntArray, stacked: BoolArray
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where stacked players stand in `Roster.member`, team after team, and for which kinds."""
    kind = np.repeat(np.arange(kinds, dtype=np.int32), np.diff(roster.member_start))
    number = np.flatnonzero(stacked[roster.member])
    number = number[np.argsort(team[roster.member[number]], kind="stable")]
    return number.astype(np.int32), kind[number]


def _opponents(job: CompiledJob, pool: IntArray, teams: int) -> NDArray[np.int32]:
    """Whom each team plays against in its first game of the slate; -1 where that is not known."""
    opponent = np.full(teams, NOWHERE, np.int32)
    team, game = job.players.team[pool], job.players.game[pool]
    for one in range(teams):
        games = game[(team == one) & (game != UNKNOWN)]
        others = team[(game == games[0]) & (team != one) & (team != UNKNOWN)] if len(games) else games
        if len(others):
            opponent[one] = others[0]
    return opponent

"""Fields of slates small enough to know everything about them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from lineup_engine.field.calibrate import Wanted, first_logs
from lineup_engine.field.frame import Frame, frame_of
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.weights import Taste, law_of, team_weights
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import LimitKind
from lineup_engine.specification import Specification
from lineup_kernels.field import draw_field, key_of
from lineup_kernels.field_tables import FieldTables
from reference_field import Limit, Slate
from small_jobs import choices, satisfies

Lineups = NDArray[np.uint16]


def without_wishes(specification: Specification) -> Specification:
    """The same slate, all of whose players have points and are free, under the site's rules alone."""
    players = tuple(replace(player, locked=False) for player in specification.slate.players)
    return replace(
        specification,
        slate=replace(specification.slate, players=players),
        points=tuple(points or 0 for points in specification.points),
        choices=choices(len(players), specification.lineups),
    )


def legal_lineups(specification: Specification, pool: Sequence[int]) -> set[tuple[int, ...]]:
    """Every lineup of these players that the site allows."""
    size = len(specification.rules.slots)
    return {lineup for lineup in combinations(sorted(pool), size) if satisfies(specification, lineup)}


def field_slate(specification: Specification, shares: Sequence[float]) -> FieldSlate:
    """A slate with these ownerships, as parts of their sum."""
    job = compile_job(specification)
    total = sum(shares)
    per_cent = np.array([100 * job.size * share / total for share in shares])
    return FieldSlate(job, per_cent, np.ones(len(job.players), np.bool_))


def plain_frame(specification: Specification, sport: str = "test") -> Frame:
    """The frame of a slate, all of whose players are in the field."""
    job = compile_job(specification)
    return frame_of(job, np.arange(len(job.players)), sport)


def tables_of(frame: Frame, logs: Sequence[float], left_usd: float, taste: Taste) -> FieldTables:
    """A field with these log weights, not calibrated."""
    left = frame.left_chances(left_usd)
    wanted = Wanted(np.ones(len(frame.pool)), np.ones(frame.teams), left)
    first = first_logs(np.array(logs, np.float64), wanted)
    return frame.tables(law_of(first, frame, left, taste), team_weights(first, taste))


def drawn(tables: FieldTables, count: int, first: int = 0, seed: int = 7, field: int = 3) -> Lineups:
    """Entries of a field."""
    lineups = np.empty((count, tables.size), np.uint16)
    draw_field(tables, key_of(seed, field), first, lineups)
    return lineups


def counted(lineups: Lineups) -> Counter[tuple[int, ...]]:
    """How often each lineup is there."""
    return Counter(tuple(lineup) for lineup in lineups.tolist())


def reference_slate(frame: Frame, tables: FieldTables, one: int) -> Slate:
    """What the reference needs to know of a class of builders."""
    roster, limits = tables.roster, frame.job.limits
    cost, eligible = frame.steps.cost.tolist(), frame.kinds.eligible
    members = [sorted(np.flatnonzero(row).tolist(), key=lambda player: (cost[player], player)) for row in eligible.T]
    most = {LimitKind.MAX_PER_TEAM, LimitKind.MAX_PER_GAME}
    return Slate(
        weight=tuple(tables.law.weight[one].tolist()),
        cost=tuple(cost),
        person=tuple(roster.person.tolist()),
        kinds=tuple(kind for kind, count in enumerate(frame.kinds.slots) for _ in range(count)),
        members=tuple(map(tuple, members)),
        cap=frame.steps.cap,
        ending=tuple(tables.law.ending[one].tolist()),
        limits=tuple(
            Limit(limit.kind in most, limit.count, tuple(roster.group[row].tolist()))
            for row, limit in enumerate(limits)
        ),
    )

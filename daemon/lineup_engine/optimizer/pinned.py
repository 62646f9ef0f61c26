"""The lineups of an entry some of whose players have to stay where they are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compiled import UNKNOWN, CompiledJob, CompiledLimit, LimitKind
from lineup_engine.optimizer.methods import Methods
from lineup_engine.optimizer.rule import Lineup

Pins = tuple[tuple[int, int], ...]
"""Slots, by number, and who stays in each."""

_CERTAIN_GAMES = 2


class Behind(NamedTuple):
    """Lineups that came behind others, and how they were found."""

    lineups: list[Lineup]
    method: str


def pinned_job(job: CompiledJob, pins: Pins, lineups: int) -> CompiledJob:
    """The job in which these players are in every lineup, whatever the user's rules say of them.

    They are in the slots of that name; which of several is for whoever fills the slots.
    """
    players = [player for _, player in pins]
    table = job.players
    eligible, projected, begun = table.eligible.copy(), table.projected.copy(), table.begun.copy()
    for slot, player in pins:
        eligible[player] = [name == job.slots[slot] for name in job.slots]
    projected[players], begun[players] = True, False
    people = np.isin(table.person, table.person[players])
    free = replace(
        table,
        eligible=eligible,
        projected=projected,
        begun=begun,
        max_lineups=np.where(people, lineups, table.max_lineups),
    )
    return replace(
        job,
        players=free,
        lock=(*job.lock, *((player,) for player in players)),
        exclude=tuple(player for player in job.exclude if player not in players),
        limits=tuple(limit for limit in job.limits if not _is_certain(job, limit, players)),
        lineups=lineups,
    )


def without_others(job: CompiledJob) -> CompiledJob:
    """The job without the rules about several lineups: what is left is that they are different."""
    everywhere = np.full(len(job.players), job.lineups)
    return replace(job, players=replace(job.players, max_lineups=everywhere), unique=1, apart=(), exposures=())


def find_in_order(job: CompiledJob, earlier: Sequence[Lineup], methods: Methods) -> Behind:
    """The lineups of a job behind those that are there, the best first; fewer where there are no more."""
    found = methods.find_all(job, earlier)
    if found.lineups is not None:
        return Behind(list(found.lineups[len(earlier) :]), found.method)
    lineups, ahead = list(found.begun or earlier), Ahead()
    while len(lineups) < job.lineups:
        step = next_lineup(job, lineups, ahead)
        if step is None:
            break
        lineups.append(step.lineup)
        ahead = step.ahead
    return Behind(lineups[len(earlier) :], found.method)


def _is_certain(job: CompiledJob, limit: CompiledLimit, pinned: Sequence[int]) -> bool:
    """Whether a limit on games is kept anyway: a game that has begun, whose name the file has lost, and an open one."""
    begun = [player for player in pinned if job.players.begun[player]]
    is_lost = any(job.players.game[player] == UNKNOWN for player in begun)
    return limit.kind is LimitKind.MIN_GAMES and limit.count <= _CERTAIN_GAMES and is_lost

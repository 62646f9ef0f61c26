"""One lineup that is surely legal, for the entry that meets nothing but dead ends."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import RulesClash
from lineup_engine.field.calibrate import FIRST_FIELD, Wanted, draw, first_logs
from lineup_engine.field.frame import Frame
from lineup_engine.field.weights import Taste, law_of, team_weights

_TRIED = 16
_LEFT_USD = 500.0
_MOST_NODES = 20_000


def with_resort(frame: Frame) -> Frame:
    """The frame with a lineup of its players; raises `RulesClash` where there is none."""
    left = frame.left_chances(_LEFT_USD)
    wanted = Wanted(np.ones(len(frame.pool)), np.ones(frame.teams), left)
    logs = first_logs(np.zeros(len(frame.pool)), wanted)
    taste = Taste(0.0, 1, 0.0, 1.0)
    tables = frame.tables(law_of(logs, frame, left, taste), team_weights(logs, taste))
    lineups, _ = draw(tables, 0, FIRST_FIELD, _TRIED)
    drawn = lineups[lineups.any(axis=1)]
    # The solver finds what there is, where drawing met dead ends only.
    return replace(frame, resort=drawn[0].copy() if len(drawn) else legal_lineup(frame))


def legal_lineup(frame: Frame) -> NDArray[np.uint16]:
    """A lineup of the players of a field; raises `RulesClash` where there is none, `Unproven` where that takes too long."""
    from lineup_engine.optimizer.rulebook import standing_rules
    from lineup_engine.optimizer.search import find_any

    players = frame.job.players
    projected = np.zeros(len(players), np.bool_)
    projected[frame.pool] = True
    free = replace(players, projected=projected, begun=np.zeros(len(players), np.bool_))
    job = replace(frame.job, players=free, lock=(), exclude=(), salary_min=None, salary_max=None, wishes=())
    found = find_any(standing_rules(job), len(players), _MOST_NODES)
    if found is None:
        raise RulesClash("the site's limits, and only players with ownership")
    return np.array(sorted(found), np.uint16)

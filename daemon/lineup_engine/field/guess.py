"""Ownership where none is known: lineups are the likelier, the more points are expected of them under the cap.

The chance of a legal lineup is proportional to the exponential of its expected points, times the chance to leave what
it leaves. So the worth of a salary and the scarcity of a position need no terms of their own: who costs little for his
points leaves more for others, and of a position with few good players more of the lineups have one. There is one number,
the sharpness, in units of the points that an average player costs. It was chosen on real contests: 8 for basketball
(three contests), 4 for baseball (one); 6, between them, elsewhere, and not measured. docs/truth.md has the errors.
"""

from dataclasses import replace

import numpy as np

from lineup_engine.field.calibrate import Calibration, Wanted, first_logs
from lineup_engine.field.frame import Frame
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.ownership import Shares
from lineup_engine.field.parameters import FieldParameters
from lineup_engine.field.pool import frame_with
from lineup_engine.field.tilt import Floats
from lineup_engine.field.weights import Taste

_SHARPNESS = {"nba": 8.0, "mlb": 4.0}
_SHARPNESS_OF_OTHERS = 6.0
_ROUNDS = 6
_DRAWN = 4_000
_COUNTED = 20_000
_BEST_OF_TEAM = 5
_STEP = 0.8

GUESSED = "no ownership is known: it is estimated from points and salaries"


def guess_shares(slate: FieldSlate, parameters: FieldParameters) -> Shares:
    """The share of the lineups that each form may be in."""
    players = slate.job.players
    usable = slate.plays & players.projected & (players.points > 0) & players.eligible.any(axis=1)
    frame = frame_with(replace(slate, file="projections"), usable.astype(np.float64), parameters.sport)
    search = _search(frame, parameters)
    for number in range(_ROUNDS):
        search.correct_money(search.draw(number, _DRAWN), _STEP, 0)
    counts = np.bincount(search.draw(_ROUNDS, _COUNTED).ravel(), minlength=len(frame.pool))
    share = np.zeros(len(players))
    share[frame.pool] = counts / _COUNTED
    return Shares(share, (GUESSED,))


def _search(frame: Frame, parameters: FieldParameters) -> Calibration:
    """Weights by points, whose look-ahead has yet to learn what lineups leave."""
    worth = _worth(frame, _SHARPNESS.get(parameters.sport, _SHARPNESS_OF_OTHERS))
    left = frame.left_chances(parameters.default_left(frame.job.salary_cap))
    wanted = Wanted(np.ones(len(worth)), np.ones(frame.teams), left)
    logs = first_logs(worth, wanted)
    logs.team = _worth_of_teams(frame, worth)
    taste = Taste(0.0, 1, 0.0, parameters.keeps_rivals)
    return Calibration(frame, wanted, taste, parameters.seed, logs, np.zeros(len(worth)))


def _worth(frame: Frame, sharpness: float) -> Floats:
    """Expected points, in units of the points that a slot's part of the cap costs on average."""
    points = frame.job.players.points[frame.pool].astype(np.float64)
    average = frame.job.salary_cap / frame.job.size * points.sum() / frame.salary.sum()
    return np.asarray(sharpness * points / average)


def _worth_of_teams(frame: Frame, worth: Floats) -> Floats:
    """What the best stacked players of each team are worth on average."""
    teams = np.zeros(frame.teams)
    for team in range(frame.teams):
        own = np.sort(worth[frame.stacked & (frame.stacks.team == team)])[::-1]
        teams[team] = own[:_BEST_OF_TEAM].mean() if len(own) else -20.0
    return teams

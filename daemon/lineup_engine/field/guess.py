"""Ownership where none is known: lineups are the likelier, the more points are expected of them under the cap.

The chance of a legal lineup is proportional to the exponential of its expected points, times the chance to leave what
it leaves. So the worth of a salary and the scarcity of a position need no terms of their own: who costs little for his
points leaves more for others, and of a position with few good players more of the lineups have one. There is one number,
the sharpness: points count in units of how far players typically lie off the straight line from salary to points, so
that projections which scatter more are followed less. It was chosen on real contests: 1.2 for basketball (three
contests), 0.5 for baseball (one); 0.8, between them, elsewhere and with captains, and not measured. docs/truth.md has the errors.
"""

import numpy as np

from lineup_engine.field.calibrate import Calibration, Wanted, first_logs
from lineup_engine.field.frame import Frame
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.ownership import Shares
from lineup_engine.field.parameters import FieldParameters
from lineup_engine.field.pool import frame_with
from lineup_engine.field.tilt import Floats
from lineup_engine.field.weights import Taste

_SHARPNESS = {"nba": 1.2, "mlb": 0.5}
_SHARPNESS_OF_OTHERS = 0.8
_ROUNDS = 6
_DRAWN = 4_000
_COUNTED = 20_000
_BEST_OF_TEAM = 5
_STEP = 0.8
_LEAST_SCATTER = 0.05
"""Points that follow the salary more closely than this part of their mean tell nothing that is to be followed more."""

BY_POINTS = "points"
"""What tells who is in an estimated field."""

GUESSED = "no ownership is known: it is estimated from points and salaries"


def guess_shares(slate: FieldSlate, parameters: FieldParameters) -> Shares:
    """The share of the lineups that each form may be in."""
    players = slate.job.players
    frame = frame_with(slate, guessable(slate), parameters.sport, BY_POINTS)
    search = _search(frame, parameters)
    for number in range(_ROUNDS):
        search.correct_money(search.draw(number, _DRAWN), _STEP, is_late=number >= _ROUNDS // 2)
    lineups = search.draw(_ROUNDS, _COUNTED)
    share = np.zeros(len(players))
    share[frame.pool] = np.bincount(lineups.ravel(), minlength=len(frame.pool)) / len(lineups)
    return Shares(share, (GUESSED,))


def guessable(slate: FieldSlate) -> Floats:
    """1 for everybody who may be in an estimated field, 0 for the others."""
    players = slate.job.players
    usable = slate.plays & players.projected & (players.points > 0) & players.eligible.any(axis=1)
    return usable.astype(np.float64)


def _search(frame: Frame, parameters: FieldParameters) -> Calibration:
    """Weights by points, whose look-ahead has yet to learn what lineups leave."""
    has_captain = any(player.form for player in frame.job.players.names)
    sharpness = _SHARPNESS_OF_OTHERS if has_captain else _SHARPNESS.get(parameters.sport, _SHARPNESS_OF_OTHERS)
    worth = _worth(frame, sharpness)
    left = frame.left_chances(parameters.default_left(frame.job.salary_cap))
    wanted = Wanted(np.ones(len(worth)), np.ones(frame.teams), left)
    logs = first_logs(worth, wanted)
    logs.team = _worth_of_teams(frame, worth)
    taste = Taste(0.0, 1, 0.0, parameters.keeps_rivals)
    return Calibration(frame, wanted, taste, parameters.seed, logs, np.zeros(len(worth)))


def _worth(frame: Frame, sharpness: float) -> Floats:
    """Expected points, in units of their standard deviation around the line from salary to points."""
    points = frame.job.players.points[frame.pool].astype(np.float64)
    salary = frame.salary - frame.salary.mean()
    slope = float(salary @ points) / max(float(salary @ salary), 1.0)
    scatter = float(np.std(points - slope * salary))
    return np.asarray(sharpness * points / max(scatter, _LEAST_SCATTER * float(points.mean())))


def _worth_of_teams(frame: Frame, worth: Floats) -> Floats:
    """What the best stacked players of each team are worth on average."""
    teams = np.zeros(frame.teams)
    for team in range(frame.teams):
        own = np.sort(worth[frame.stacked & (frame.stacks.team == team)])[::-1]
        teams[team] = own[:_BEST_OF_TEAM].mean() if len(own) else -20.0
    return teams

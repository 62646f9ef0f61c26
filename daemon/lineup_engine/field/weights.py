"""The weights of a field as logarithms, while they are sought, and as whole numbers, for drawing."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from lineup_engine.field.frame import Frame
from lineup_engine.field.tilt import Floats
from lineup_kernels.field_tables import AHEAD_BITS, SPREAD_BITS, WEIGHT_BITS, Law, Words

SPREADS = 64
"""So many equally likely factors stand for the error of ownership."""

_ALWAYS = (1 << 32) - 1
_HALVINGS = 40
_STEEPEST = 1.0


@dataclass(frozen=True, slots=True)
class Taste:
    """How users differ: `sigma` is the standard deviation of the logarithm of their strength, in so many classes.

    `noise`: the standard deviation of the ownership's error between fields, in log odds. `keeps_rivals`: the chance of a
    lineup to have no regard for rivals.
    """

    sigma: float
    classes: int
    noise: float
    keeps_rivals: float

    @property
    def strengths(self) -> Floats:
        """By what log weights are multiplied in each class: equally likely log-normal values."""
        return np.asarray(np.exp(self.sigma * _normal_values(self.classes)))


@dataclass(slots=True)
class Logs:
    """The logarithms of the weights of players, teams and steps left, and of how often steps left are accepted."""

    player: Floats
    team: Floats
    left: Floats
    accepted: Floats


def _normal_values(count: int) -> Floats:
    """The middles of equally likely parts of the normal distribution."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((place + 0.5) / count) for place in range(count)])


def law_of(logs: Logs, frame: Frame, chances: Floats, taste: Taste) -> Law:
    """The law of these weights; `chances` are those of the steps that lineups leave."""
    strengths = taste.strengths[:, None]
    players = strengths * logs.player
    spent = frame.steps.cap - float(chances @ np.arange(len(chances)))
    slopes = np.array([_slope(row, frame, spent) for row in players])[:, None]
    left = logs.left - slopes * np.arange(len(logs.left))
    factors = np.exp(strengths * taste.noise * _normal_values(SPREADS if taste.noise else 1))
    return Law(
        weight=_whole(_below_top(players - slopes * frame.steps.cost, frame), WEIGHT_BITS),
        ending=_whole(left - left.max(axis=1, keepdims=True), AHEAD_BITS),
        spread=np.rint(np.minimum(factors * (1 << SPREAD_BITS), _ALWAYS)).astype(np.uint32),
        accepted=np.rint(np.exp(logs.accepted) * _ALWAYS).astype(np.uint32),
        keeps_rivals=round(taste.keeps_rivals * _ALWAYS),
    )


def team_weights(logs: Logs, taste: Taste) -> Words:
    """The weights of teams in each class."""
    if not len(logs.team):
        return np.zeros((taste.classes, 0), np.uint32)
    return _whole(taste.strengths[:, None] * (logs.team - logs.team.max()), WEIGHT_BITS)


def _slope(logs: Floats, frame: Frame, spent: float) -> float:
    """What to take off log weights per step of cost so that slots filled by weight alone would cost what lineups cost.

    It changes no lineup's chance, since what players lose per step the money left loses too; but it keeps the
    look-ahead, which is near its largest then where lineups come through, within its bits.
    """
    low, high = -_STEEPEST, _STEEPEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        moved = logs - middle * frame.steps.cost
        weight = np.exp(moved - moved.max())[:, None] * frame.kinds.eligible
        cost = (frame.steps.cost @ weight) / np.maximum(weight.sum(axis=0), 1e-300)
        low, high = (middle, high) if float(cost @ np.array(frame.kinds.slots)) > spent else (low, middle)
    return (low + high) / 2


def _below_top(logs: Floats, frame: Frame) -> Floats:
    """The logarithms below the largest of their part of the slate, which is in a scale of its own."""
    below = logs.copy()
    for part in range(len(frame.part_slots)):
        own = frame.part == part
        below[:, own] -= below[:, own].max(axis=1, keepdims=True)
    return below


def _whole(logs: Floats, bits: int) -> Words:
    """Logarithms of at most 0 as whole numbers of so many bits, none of them 0."""
    return np.asarray(np.maximum(np.rint(np.exp(logs) * ((1 << bits) - 1)), 1), np.uint32)

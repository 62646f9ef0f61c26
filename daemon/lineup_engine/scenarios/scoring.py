"""What scores a game can give: the greatest common divisor of everything that it counts, by site, sport and position.

Ties are as frequent as on the site only if scores are drawn in its own steps. The marks say how well a divisor is
known: `file`: every score of the real results at hand is a multiple of it (`tests/integration/test_real_scores.py`);
`two sources`: the site's scoring as two public guides tell it; `one source`: one guide, or a step that is surely fine
enough. A step that is too fine is harmless but for somewhat too few ties.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from math import gcd
from types import MappingProxyType

from lineup_engine.sites.model import Source
from lineup_engine.units import to_units


@dataclass(frozen=True, slots=True)
class Scoring:
    """`quantum` is the divisor in units; `steps[position]`: those who play it score multiples of so many quanta."""

    quantum: int
    source: Source
    steps: Mapping[str, int] = field(default_factory=dict[str, int])

    def step_of(self, positions: Iterable[str]) -> int:
        """The step of a player in quanta: 1 unless all his positions have a coarser one."""
        return reduce(gcd, (self.steps.get(position, 1) for position in positions), 0) or 1


def _points(points: str, source: Source, coarser: Mapping[str, str] = MappingProxyType({})) -> Scoring:
    """A divisor in points; and by coarser ones the positions that have them, parted by a slash."""
    quantum = to_units(Decimal(points))
    steps = ((to_units(Decimal(own)) // quantum, names.split("/")) for own, names in coarser.items())
    return Scoring(quantum, source, {position: step for step, positions in steps for position in positions})


_FILE, _TWO, _ONE = Source.FILE, Source.TWO_SOURCES, Source.ONE_SOURCE
_FOOTBALL = {"0.1": "RB/WR/TE", "1": "DST/D/DEF/K"}
_HITTERS = "C/1B/2B/3B/SS/OF/UTIL"

_SCORING: Mapping[tuple[str, str], Scoring] = {
    # A yard of a pass is worth 0.04, of a run or a catch 0.1.
    ("draftkings", "nfl"): _points("0.02", _FILE, _FOOTBALL),
    ("draftkings", "cfb"): _points("0.02", _TWO, _FOOTBALL),
    ("draftkings", "cfl"): _points("0.02", _ONE, _FOOTBALL),
    ("draftkings", "ufl"): _points("0.02", _ONE, _FOOTBALL),
    # Rebounds 1.25, turnovers -0.5.
    ("draftkings", "nba"): _points("0.25", _FILE),
    ("draftkings", "wnba"): _points("0.25", _ONE),
    ("draftkings", "cbb"): _points("0.25", _ONE),
    ("draftkings", "euroleague"): _points("0.25", _ONE),
    # A pitcher's out 0.75, a hit against him -0.6; hitters score whole points.
    ("draftkings", "mlb"): _points("0.05", _FILE, {"1": _HITTERS}),
    # A save 0.7, a blocked shot 1.3.
    ("draftkings", "nhl"): _points("0.1", _TWO),
    ("draftkings", "pga"): _points("0.5", _TWO),
    # A lap led 0.25, a fastest lap 0.45.
    ("draftkings", "nascar"): _points("0.05", _FILE),
    # A second of control 0.03, a strike 0.2; multiples of 0.5 before 2020.
    ("draftkings", "mma"): _points("0.01", _ONE),
    # A pass 0.02, a cross 0.7 or 0.75.
    ("draftkings", "soc"): _points("0.01", _ONE),
    ("draftkings", "ten"): _points("0.05", _ONE),
    ("draftkings", "lol"): _points("0.02", _ONE),
    ("draftkings", "f1"): _points("0.1", _ONE),
    ("fanduel", "nfl"): _points("0.02", _TWO, _FOOTBALL),
    ("fanduel", "cfb"): _points("0.02", _ONE, _FOOTBALL),
    # Rebounds 1.2, assists 1.5.
    ("fanduel", "nba"): _points("0.1", _TWO),
    ("fanduel", "wnba"): _points("0.1", _ONE),
    # A run 3.2, a run batted in 3.5; pitchers score whole points.
    ("fanduel", "mlb"): _points("0.1", _TWO, {"1": "P"}),
    # A shot 1.6, a power-play point 0.5.
    ("fanduel", "nhl"): _points("0.1", _TWO),
    ("fanduel", "pga"): _points("0.1", _ONE),
    # A place gained 0.5, a lap led or completed 0.1.
    ("fanduel", "nascar"): _points("0.1", _TWO),
    ("fanduel", "mma"): _points("0.1", _ONE),
    ("fanduel", "lol"): _points("0.02", _ONE),
}

FINEST = _points("0.01", _ONE)
"""For a game that the table does not know."""


def scoring_of(site: str, sport: str) -> Scoring:
    """How the scores of a game are divided."""
    return _SCORING.get((site, sport), FINEST)


def multipliers(boosts: Sequence[int]) -> tuple[int, tuple[int, ...]]:
    """By how much forms of these boosts, in per cent, multiply quanta: what one quantum is parted into, and each factor.

    Plain players and captains of 150 per cent: quanta are halved, and count twice and three times.
    """
    divisor = reduce(gcd, boosts, 100)
    return 100 // divisor, tuple(boost // divisor for boost in boosts)

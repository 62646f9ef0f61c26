"""How far and in which form results lie around a projection, by sport and position, where the user does not say.

Where a family is `measured`, its numbers come from projections of a vendor and the results on 28 to 128 days of 2016
and 2017, or, for races, from loop data of 2019 to 2024 (`docs/scenarios.md` has method and uncertainty). The others
are `derived` from what the game counts and from how often its players win, survive or score.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Two:
    """Results of two kinds, in points: a lost and a won bout, a missed and a made cut. The mean tells how often each."""

    low: float
    low_spread: float
    high: float
    high_spread: float


@dataclass(frozen=True, slots=True)
class Family:
    """The default standard deviation is `factor` x mean ** `power`, in points; a mean below `flat` counts as `flat`.

    `skew`: results rise with the normal number z as (exp(skew z) - 1) / skew does, so the upper half is wider.
    `none`: a share exp(-a mean ** b) of all results is 0, and the others are at least `first`. Nobody scores less than
    `least` who is expected well above it.
    """

    factor: float
    power: float
    skew: float = 0.0
    none: tuple[float, float] | None = None
    first: float = 0.0
    least: float = 0.0
    flat: float = 0.25
    two: Two | None = None
    measured: bool = False

    def stddev(self, mean: float) -> float:
        """The default standard deviation around a mean, in points."""
        return float(self.factor * max(mean, self.flat) ** self.power)


_BASKETBALL = Family(3.2, 0.35, 0.1, none=(0.9, 0.5), first=0.25, measured=True)
_OTHER_BASKETBALL = Family(3.2, 0.35, 0.1, none=(0.9, 0.5), first=0.25)
_HITTER = Family(2.7, 0.5, 0.45, none=(0.445, 0.65), first=2.0, measured=True)
_PITCHER = Family(6.4, 0.2, 0.0, least=-25.0, flat=5.0, measured=True)
_SKATER = Family(2.6, 0.5, 0.5, none=(0.22, 1.0), first=1.3)
_GOALIE = Family(10.0, 0.1, 0.0, least=-15.0, flat=3.0)
_OUTFIELD = Family(2.3, 0.5, 0.5, least=-3.0)

_FOOTBALL: Mapping[str, Family] = {
    "QB": Family(2.8, 0.35, 0.2, measured=True),
    "RB": Family(2.6, 0.45, 0.4, none=(0.47, 0.82), first=0.1, measured=True),
    "WR": Family(2.3, 0.5, 0.35, none=(0.21, 1.1), first=0.1, measured=True),
    "TE": Family(2.5, 0.45, 0.45, none=(0.225, 1.14), first=0.1, measured=True),
    "DST": Family(3.5, 0.25, 0.35, least=-4.0, measured=True),
    "K": Family(2.2, 0.35, 0.2),
}

_FAMILIES: Mapping[str, Mapping[str, Family]] = {
    "nfl": _FOOTBALL,
    "cfb": _FOOTBALL,
    "cfl": _FOOTBALL,
    "ufl": _FOOTBALL,
    "nba": {"": _BASKETBALL},
    "wnba": {"": _OTHER_BASKETBALL},
    "cbb": {"": _OTHER_BASKETBALL},
    "euroleague": {"": _OTHER_BASKETBALL},
    "mlb": {"P": _PITCHER, "": _HITTER},
    "nhl": {"G": _GOALIE, "": _SKATER},
    "soc": {"GK": Family(5.5, 0.05, 0.2, least=-8.0), "": _OUTFIELD},
    "nascar": {"": Family(2.5, 0.66, 0.05, least=-40.0, flat=12.0, measured=True)},
    "f1": {"": Family(4.5, 0.33, 0.0, least=-20.0, flat=5.0)},
    "pga": {"": Family(3.6, 0.5, two=Two(32.0, 10.0, 78.0, 18.0))},
    "mma": {"": Family(5.5, 0.5, two=Two(21.0, 12.0, 88.0, 24.0))},
    "ten": {"": Family(3.0, 0.5, two=Two(28.0, 11.0, 62.0, 15.0))},
    "lol": {"": Family(2.5, 0.55, 0.2)},
    "cs": {"": Family(2.5, 0.5, 0.2)},
}

_UNKNOWN = Family(2.5, 0.5, 0.2)

_CLASSES: Mapping[str, str] = {"D": "DST", "DEF": "DST", "D/ST": "DST", "SP": "P", "RP": "P", "LW": "W", "RW": "W"}
_FOOTBALLS = frozenset({"nfl", "cfb", "cfl", "ufl"})


def class_of(sport: str, position: str) -> str:
    """What a position is called in the tables: a defence in football is DST, a pitcher P."""
    plain = position.upper()
    if plain in {"D", "DEF", "D/ST"} and sport not in _FOOTBALLS:
        return "D"
    return _CLASSES.get(plain, plain)


def family_of(sport: str, position: str) -> Family:
    """The family of a position; that of the sport where the position has none of its own."""
    table = _FAMILIES.get(sport, {})
    return table.get(class_of(sport, position)) or table.get("") or _UNKNOWN

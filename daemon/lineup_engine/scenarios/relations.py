"""How the results of two players go together, by sport and position: own team, opponents, and all others of a race.

The numbers are correlations of normal scores, which are what a Gaussian copula takes. Those of football, baseball,
basketball and races were estimated from projections and results (`docs/scenarios.md` has method, sizes and standard
errors); hockey is from a public study of 29,339 games of skaters; the others are derived: of two who play against each
other one wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import overload

from lineup_engine.scenarios.families import class_of
from lineup_engine.scenarios.people import Person

Pairs = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Relations:
    """Correlations by the classes of two players; `own_rest`, `opponent_rest`: of pairs that are not named.

    `everybody`: of any two who are neither. `by_order`: of team-mates so many places apart in the batting order, round
    the end; `one_unit`: of those who are on the ice together. `starters`: classes of which only the best of a team, or
    the best two, have a part in this.
    """

    own: Pairs = field(default_factory=dict[tuple[str, str], float])
    opponent: Pairs = field(default_factory=dict[tuple[str, str], float])
    own_rest: float = 0.0
    opponent_rest: float = 0.0
    everybody: float = 0.0
    by_order: tuple[float, ...] = ()
    one_unit: float | None = None
    starters: Mapping[str, int] = field(default_factory=dict[str, int])


def _pairs(text: str) -> dict[tuple[str, str], float]:
    """Pairs as words: `QB/WR=0.34` stands for both orders, `D,GK/F=-0.2` for two pairs."""
    pairs: dict[tuple[str, str], float] = {}
    for word in text.split():
        names, _, value = word.partition("=")
        left, _, right = names.partition("/")
        for one, other in product(left.split(","), right.split(",")):
            pairs[one, other] = pairs[other, one] = float(value)
    return pairs


_FOOTBALL = Relations(
    own=_pairs(
        "QB/WR=0.34 QB/WR3=0.2 QB/TE=0.24 QB/RB=0.09 QB/DST=-0.08 QB/K=0.12 RB/RB=-0.13 RB/DST=0.05 WR,WR3/DST=-0.07"
    ),
    opponent=_pairs(
        "QB/QB=0.21 QB/WR,WR3=0.08 QB/TE=0.05 WR/WR=0.05 QB/DST=-0.41 RB/DST=-0.2 WR/DST=-0.13 WR3/DST=-0.06 TE/DST=-0.09"
        " DST/DST=-0.22"
    ),
    starters={"QB": 1, "RB": 2, "TE": 1, "DST": 1, "K": 1},
)
_BASKETBALL = Relations(own_rest=-0.05)
_BOUT = Relations(opponent_rest=-1.0)

_RELATIONS: Mapping[str, Relations] = {
    "nfl": _FOOTBALL,
    "cfb": _FOOTBALL,
    "cfl": _FOOTBALL,
    "ufl": _FOOTBALL,
    "nba": _BASKETBALL,
    "wnba": _BASKETBALL,
    "cbb": _BASKETBALL,
    "euroleague": _BASKETBALL,
    "mlb": Relations(
        own={("P", "P"): 0.0, ("P", ""): 0.04, ("", "P"): 0.04},
        opponent={("P", "P"): -0.13, ("P", ""): -0.35, ("", "P"): -0.35},
        own_rest=0.12,
        by_order=(0.15, 0.13, 0.11, 0.09),
        starters={"P": 1},
    ),
    # The study has -0.34 for goalies and single opponents, which cannot be so for all eighteen at once, and 0.19 with
    # team-mates, part of which is a win that the opponents' scores tell already.
    "nhl": Relations(
        own={("G", ""): 0.1, ("", "G"): 0.1},
        opponent={("G", "G"): -0.35, ("G", ""): -0.22, ("", "G"): -0.22},
        own_rest=0.05,
        opponent_rest=-0.016,
        one_unit=0.124,
        starters={"G": 1},
    ),
    "soc": Relations(
        own=_pairs("GK/D=0.35 D/D=0.3 M,F/M,F=0.08"), opponent=_pairs("GK,D/F=-0.25 GK,D/M=-0.15 GK,D/GK,D=-0.05")
    ),
    # The files give all drivers one team.
    "nascar": Relations(own_rest=-0.014, everybody=-0.014),
    "f1": Relations(own=_pairs("D/CNSTR=0.6"), own_rest=0.15, everybody=-0.02),
    "mma": _BOUT,
    "ten": _BOUT,
    "lol": Relations(own_rest=0.55, opponent_rest=-0.5),
    "cs": Relations(own_rest=0.4, opponent_rest=-0.4),
}


def relations_of(sport: str) -> Relations:
    """The defaults of a sport; everybody by himself where there are none, as in golf."""
    return _RELATIONS.get(sport, Relations())


def role_of(sport: str, person: Person, place: int) -> str:
    """What a person is in the tables: his class; `WR3` for a third receiver, `none` for who is no starter.

    `place`: by his projection among those of his class in his team, from 1.
    """
    own = class_of(sport, person.positions[0]) if person.positions else ""
    most = relations_of(sport).starters.get(own)
    if most is not None and place > most:
        return "none"
    return "WR3" if own == "WR" and place > 2 else own


def correlation(relations: Relations, sides: tuple[Person, Person], roles: tuple[str, str]) -> float:
    """The default correlation of two different persons."""
    one, other = sides
    if one.team and one.team == other.team:
        return 0.0 if "none" in roles else _of_team(relations, sides, roles)
    if one.opponent and one.opponent == other.team:
        return 0.0 if "none" in roles else _of(relations.opponent, roles, relations.opponent_rest)
    return relations.everybody


def _of_team(relations: Relations, sides: tuple[Person, Person], roles: tuple[str, str]) -> float:
    one, other = sides
    found = _of(relations.own, roles, None)
    if found is not None:
        return found
    if relations.by_order and one.order and other.order and one.order != other.order:
        apart = abs(one.order - other.order) % 9
        return relations.by_order[min(apart, 9 - apart) - 1]
    if relations.one_unit is not None and one.unit and one.unit == other.unit:
        return relations.one_unit
    return relations.own_rest


@overload
def _of(pairs: Pairs, roles: tuple[str, str], rest: float) -> float: ...
@overload
def _of(pairs: Pairs, roles: tuple[str, str], rest: None) -> float | None: ...
def _of(pairs: Pairs, roles: tuple[str, str], rest: float | None) -> float | None:
    """The pair as named; with an empty name for all classes that are not named themselves."""
    one, other = roles
    return next((pairs[pair] for pair in ((one, other), (one, ""), ("", other)) if pair in pairs), rest)

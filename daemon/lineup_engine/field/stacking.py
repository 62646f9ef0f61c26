"""Which players of a team the fields of a sport put together: templates of stack sizes, and who counts.

Baseball: measured on all 5,880 lineups of one contest. Football: on the 1,501 listed entries of three single-entry
contests of 2019-09-22 (500 of 555, 500 of 1,111 and 501 of 3,239, which are the better ones). Hockey: a guess, since no
field is known. Other sports have none: in basketball players of one team come together 1.06 to 1.09 times as often as
without any stacks, and counting that changed the standard deviation of points by 0.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Sizes = tuple[int, int]
"""How many players of the first and of the second team."""


@dataclass(frozen=True, slots=True)
class StackShape:
    """How a sport stacks: the chances of sizes, which need not sum up to 1, and whose players count.

    Who may fill one of `slots`, but none of `others`, counts. Without an anchor both teams are drawn; with one, `anchor`
    is his slot, the first team his own, the second his opponent.
    """

    chances: Mapping[Sizes, float]
    slots: frozenset[str]
    others: frozenset[str] = field(default_factory=frozenset[str])
    anchor: str = ""


_BASEBALL = StackShape(
    chances={
        (4, 4): 0.153,
        (5, 3): 0.139,
        (5, 1): 0.118,
        (4, 3): 0.108,
        (5, 2): 0.106,
        (2, 2): 0.095,
        (2, 1): 0.074,
        (3, 2): 0.068,
        (4, 2): 0.035,
        (3, 1): 0.029,
        (3, 3): 0.027,
        (4, 1): 0.027,
        (1, 1): 0.021,
    },
    slots=frozenset({"C", "1B", "2B", "3B", "SS", "OF", "C/1B", "UTIL"}),
    others=frozenset({"P"}),
)

_FOOTBALL = StackShape(
    chances={
        (0, 0): 0.182,
        (0, 1): 0.067,
        (0, 2): 0.009,
        (1, 0): 0.336,
        (1, 1): 0.159,
        (1, 2): 0.023,
        (2, 0): 0.117,
        (2, 1): 0.086,
        (2, 2): 0.008,
        (3, 0): 0.010,
        (3, 1): 0.003,
    },
    slots=frozenset({"WR", "TE"}),
    others=frozenset({"QB"}),
    anchor="QB",
)

_HOCKEY = StackShape(
    chances={
        (4, 3): 0.15,
        (3, 3): 0.20,
        (4, 2): 0.10,
        (3, 2): 0.25,
        (2, 2): 0.15,
        (3, 1): 0.10,
        (2, 1): 0.05,
    },
    slots=frozenset({"C", "W", "D", "UTIL"}),
    others=frozenset({"G"}),
)

_SHAPES: Mapping[str, StackShape] = {"mlb": _BASEBALL, "nfl": _FOOTBALL, "cfb": _FOOTBALL, "nhl": _HOCKEY}


def shape_of(sport: str, slots: tuple[str, ...]) -> StackShape | None:
    """How the fields of a sport stack in contests with these slots; None where they do not, or nothing is known.

    Contests of one game have none: all their players are of two teams.
    """
    shape = _SHAPES.get(sport)
    if shape is None or not shape.slots & set(slots) or not shape.others <= set(slots):
        return None
    return shape

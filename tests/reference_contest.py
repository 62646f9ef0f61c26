"""The truth about one contest, slow and obvious: sort all entries, and give each group of equal ones its places.

Nothing here is clever and nothing comes from the engine or the kernels, so that they can be wrong only independently.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

Lineup = tuple[int, ...]
"""The numbers of its players."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Where an entry ends: its rank from 1, how many entries share it, and what it wins, in milli-cents."""

    rank: int
    sharing: int
    won: int


def total_of(lineup: Lineup, points: Sequence[int]) -> int:
    """The points of a lineup."""
    return sum(points[player] for player in lineup)


def finishes(totals: Sequence[int], prizes: Sequence[int]) -> list[Finish]:
    """The finish of every entry of a contest; the prizes of the places that a group takes are shared out equally.

    What cannot be shared out in whole milli-cents is not paid.
    """
    found = [Finish(0, 0, 0)] * len(totals)
    place = 0
    best_first = sorted(range(len(totals)), key=lambda entry: -totals[entry])
    for _, group in groupby(best_first, key=lambda entry: totals[entry]):
        sharing = list(group)
        pool = sum(prizes[place : place + len(sharing)])
        for entry in sharing:
            found[entry] = Finish(place + 1, len(sharing), pool // len(sharing))
        place += len(sharing)
    return found


def line(totals: Sequence[int], places: int) -> int:
    """The total at the last of so many places; the lowest one where there are fewer entries."""
    return sorted(totals, reverse=True)[min(places, len(totals)) - 1]


def alone(candidate: Lineup, others: Sequence[Lineup], points: Sequence[int], prizes: Sequence[int]) -> Finish:
    """The finish of a lineup that is entered beside the others."""
    return finishes([total_of(lineup, points) for lineup in (candidate, *others)], prizes)[0]


def together(
    own: Sequence[Lineup], others: Sequence[Lineup], points: Sequence[int], prizes: Sequence[int]
) -> list[Finish]:
    """The finishes of own entries that are all in the contest at once."""
    return finishes([total_of(lineup, points) for lineup in (*own, *others)], prizes)[: len(own)]

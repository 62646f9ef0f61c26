"""What a field of lineups looks like: salaries, stacks, duplicates and, with the real points, scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.grading.exact import as_points, deviation, ratio, root
from lineup_engine.grading.model import DuplicateShape, FieldShape, PointsShape, SalaryShape, StackShare
from lineup_engine.standings.model import IntArray, References
from lineup_engine.units import POINT_UNITS

UNKNOWN = -1
"""Stands for a salary or a team that is not known."""

_NEAR_CAP_PARTS = 100
"""Near the cap is within a hundredth of it: 500 of 50,000 dollars."""

_GROUPS = {"1": (1, 1), "2-3": (2, 3), "4-10": (4, 10), "11-30": (11, 30), "31+": (31, None)}
_MOST_PATTERNS = 12


@dataclass(frozen=True, slots=True)
class Traits:
    """What players are, by reference: salary in dollars and team, each `UNKNOWN` where it is not known.

    `is_stacked`: whether they count in stacks. `points` in units, where `is_scored`. `cap` is the salary cap.
    """

    salary: IntArray
    team: IntArray
    is_stacked: NDArray[np.bool_]
    points: IntArray
    is_scored: NDArray[np.bool_]
    cap: int


@dataclass(frozen=True, slots=True)
class Paid:
    """How many places are paid in a contest of so many entries; those without a lineup do not count."""

    places: int
    entries: int

    def last_of(self, field: int) -> int:
        """The last paid place of a field of another size: the same share of it, at least the first."""
        return min(field, max(1, -(-self.places * field // self.entries)))


def shape_of(lineups: References, traits: Traits, paid: Paid | None) -> FieldShape:
    """The shape of a field of at least one lineup; its rows are references."""
    ordered = np.sort(lineups, axis=1)
    distinct, place, count = np.unique(ordered, axis=0, return_inverse=True, return_counts=True)
    size_of_group = count[place.reshape(-1)]
    return FieldShape(
        entries=len(lineups),
        salary=_salary(distinct, count, traits),
        stacks=_stacks(distinct, count, traits),
        duplicates=_duplicates(size_of_group, len(distinct)),
        points=_points(ordered, traits, paid),
    )


def _salary(distinct: References, count: IntArray, traits: Traits) -> SalaryShape | None:
    salaries = traits.salary[distinct]
    known = (salaries != UNKNOWN).all(axis=1)
    cost, weight = salaries[known].sum(axis=1), count[known]
    entries = int(weight.sum())
    if not entries:
        return None
    near = traits.cap - traits.cap // _NEAR_CAP_PARTS
    return SalaryShape(
        mean=ratio(int((cost * weight).sum()), entries),
        near_cap=ratio(int(weight[cost >= near].sum()), entries),
        at_cap=ratio(int(weight[cost == traits.cap].sum()), entries),
    )


def _stacks(distinct: References, count: IntArray, traits: Traits) -> tuple[StackShare, ...]:
    """The most frequent patterns of team counts; none in a sport without teams."""
    if len(np.unique(traits.team[traits.team != UNKNOWN])) < 2:
        return ()
    teams = np.where(traits.is_stacked, traits.team, UNKNOWN)[distinct]
    same = (teams[:, :, None] == teams[:, None, :]) & (teams != UNKNOWN)[:, :, None]
    # Of each player how many of his team there are: who is the first of them stands for the team.
    of_team = same.sum(axis=2)
    is_first = ~np.tril(same, -1).any(axis=2) & (teams != UNKNOWN)
    sizes = np.sort(np.where(is_first, of_team, 0), axis=1)[:, ::-1]
    patterns, place = np.unique(sizes, axis=0, return_inverse=True)
    weight = np.bincount(place.reshape(-1), weights=count, minlength=len(patterns)).astype(np.int64)
    total = int(weight.sum())
    named = sorted(
        ((-int(w), "-".join(str(size) for size in row if size)) for row, w in zip(patterns, weight, strict=True))
    )
    if all(set(name) <= set("1-") for _, name in named):
        return ()
    return tuple(StackShare(name or "none", ratio(-w, total)) for w, name in named[:_MOST_PATTERNS])


def _duplicates(size_of_group: IntArray, distinct: int) -> DuplicateShape:
    """Entries by how many have the same players, themselves included."""
    entries = len(size_of_group)

    def share(low: int, high: int | None) -> float:
        inside = (size_of_group >= low) & (size_of_group <= (entries if high is None else high))
        return ratio(int(inside.sum()), entries)

    groups = {name: share(*bounds) for name, bounds in _GROUPS.items()}
    groups |= {"at least 2": share(2, None), "at least 10": share(10, None)}
    return DuplicateShape(share(1, 1), ratio(distinct, entries), int(size_of_group.max()), groups)


def _points(lineups: References, traits: Traits, paid: Paid | None) -> PointsShape | None:
    scored = traits.is_scored[lineups].all(axis=1)
    totals = traits.points[lineups[scored]].sum(axis=1)
    return points_shape(totals, len(lineups), paid) if len(totals) else None


def points_shape(totals: IntArray, entries: int, paid: Paid | None) -> PointsShape:
    """The shape of scores in units, at least one, of a field of so many entries."""
    falling = sorted(totals.tolist(), reverse=True)
    count, total = len(falling), sum(falling)
    squares = sum(units * units for units in falling)
    return PointsShape(
        mean=ratio(total, count * POINT_UNITS),
        sd=root(deviation(total, squares, count) / POINT_UNITS**2),
        cash_line=None if paid is None else as_points(falling[paid.last_of(count) - 1]),
        winning=as_points(falling[0]),
        unscored=ratio(entries - count, entries),
    )

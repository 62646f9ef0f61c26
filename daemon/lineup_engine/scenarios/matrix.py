"""The correlation matrix of the persons of a slate: the sport's defaults, and over them what the user says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lineup_engine.scenarios.blocks import Matrix
from lineup_engine.scenarios.families import class_of
from lineup_engine.scenarios.people import Person
from lineup_engine.scenarios.relations import correlation, relations_of, role_of


@dataclass(frozen=True, slots=True)
class Correlations:
    """What the user says of pairs of persons, by their numbers, the smaller first; `file` is where it stands."""

    file: str
    pairs: tuple[tuple[int, int, float], ...]


def default_matrix(sport: str, people: Sequence[Person]) -> Matrix:
    """The correlations that a sport has by default, for persons in this order."""
    relations = relations_of(sport)
    matrix = np.full((len(people), len(people)), relations.everybody)
    np.fill_diagonal(matrix, 1.0)
    roles = _roles(sport, people)
    for one, other in _related(people):
        matrix[one, other] = matrix[other, one] = correlation(
            relations, (people[one], people[other]), (roles[one], roles[other])
        )
    return matrix


def overlaid(matrix: Matrix, said: Correlations, rows: dict[int, int]) -> Matrix:
    """The matrix with the user's pairs in it; `rows` are the rows of persons, who need not all be drawn."""
    found = matrix.copy()
    for one, other, value in said.pairs:
        if one in rows and other in rows:
            found[rows[one], rows[other]] = found[rows[other], rows[one]] = value
    return found


def _roles(sport: str, people: Sequence[Person]) -> list[str]:
    """What each person is in the tables of the sport: the best of his class in a team come first."""
    roles = [""] * len(people)
    before: Counter[tuple[str, str]] = Counter()
    for number in sorted(range(len(people)), key=lambda number: -(people[number].outlook.mean or 0)):
        person = people[number]
        own = (person.team, class_of(sport, person.positions[0]) if person.positions else "")
        before[own] += 1
        roles[number] = role_of(sport, person, before[own])
    return roles


def _related(people: Sequence[Person]) -> Iterable[tuple[int, int]]:
    """Pairs of one team, and pairs of opponents."""
    teams: defaultdict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        if person.team:
            teams[person.team].append(number)
    for members in teams.values():
        yield from combinations(members, 2)
        for one in members:
            yield from ((one, other) for other in teams.get(people[one].opponent, ()) if one < other)

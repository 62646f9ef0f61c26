"""A slate: the players a contest offers, with salary, positions, team and game."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Player:
    """One row of a salary file.

    `key` is unique in the slate: the site's id, or name, team, positions and salary where the file has no ids.
    `positions` are what the player plays ("PG"); `slots` the roster slots he may fill ("PG", "G", "UTIL").
    `average` is AvgPointsPerGame in units of 1e-5 points, None where the file has none.
    `locked`: his game has begun, so he may not be newly chosen.
    """

    key: str
    id: str | None
    name: str
    positions: tuple[str, ...]
    slots: tuple[str, ...]
    salary: int
    team: str
    opponent: str | None
    game: str | None
    average: int | None
    locked: bool
    line: int


@dataclass(frozen=True, slots=True)
class Slate:
    """The players of one contest in the order of the file."""

    file: str
    players: tuple[Player, ...]

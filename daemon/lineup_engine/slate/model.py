"""A slate: the players a contest offers, with salary, positions, team and game."""

from dataclasses import dataclass

_OUT = frozenset({"O", "OUT", "IR", "IL", "IL7", "IL10", "IL15", "IL60", "NA", "SUSP"})
"""What sites write in the column of injuries of somebody who does not play; who is doubtful may."""


@dataclass(frozen=True, slots=True)
class Player:
    """One form of a person: what he costs and scores in some slots. Most have one; a possible captain has two or more.

    `key` is unique in the slate: the site's id, or name, team, positions and salary where the file has no ids.
    `person` is the same for all forms of one person. `boost_percent` of his points count: 150 for a captain.
    `positions` are what the player plays ("PG"); `slots` the roster slots he may fill ("PG", "G", "UTIL").
    `average` is AvgPointsPerGame in units of 1e-5 points, None where the file has none.
    `locked`: his game has begun, so he may not be newly chosen. `attributes` are further columns of the file.
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
    person: str
    boost_percent: int = 100
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def form(self) -> str:
        """The slot that multiplies his points in this form; empty for the plain form."""
        return "" if self.boost_percent == 100 else self.slots[0]

    @property
    def called(self) -> str:
        """The name, behind the slot of a form that multiplies points: `CPT Kyle Larson`."""
        return f"{self.form} {self.name}".strip()

    @property
    def is_out(self) -> bool:
        """Whether the file says that he does not play."""
        return self.attribute("status").upper() in _OUT

    @property
    def expected(self) -> int | None:
        """The average points of the file, in this form."""
        return None if self.average is None else self.boosted(self.average)

    def attribute(self, name: str) -> str:
        """A further column of the file; empty where it has none."""
        return dict(self.attributes).get(name, "")

    def boosted(self, units: int) -> int:
        """What so many points of the person count in this form, rounded half to even."""
        whole, rest = divmod(units * self.boost_percent, 100)
        return whole + (rest > 50 or (rest == 50 and whole % 2))


@dataclass(frozen=True, slots=True)
class Slate:
    """The players of one contest in the order of the file."""

    file: str
    players: tuple[Player, ...]

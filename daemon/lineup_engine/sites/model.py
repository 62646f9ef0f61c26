"""What one site allows in one game: slots, salary cap, team and game limits."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Source(StrEnum):
    """How well a fact is known."""

    FILE = "file"
    TWO_SOURCES = "two sources"
    ONE_SOURCE = "one source"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place in a lineup; `positions` are the file positions that may fill it."""

    name: str
    positions: frozenset[str]


@dataclass(frozen=True, slots=True)
class MaxPerTeam:
    """At most `count` players of one team; `positions` limits which players are counted (empty = all)."""

    count: int
    source: Source
    positions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MinTeams:
    """Players of at least `count` teams; `positions` limits which players are counted (empty = all)."""

    count: int
    source: Source
    positions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MinGames:
    """Players of at least `count` games."""

    count: int
    source: Source


@dataclass(frozen=True, slots=True)
class MaxPerGame:
    """At most `count` players of one game, for example one fighter of a bout."""

    count: int
    source: Source


Limit = MaxPerTeam | MinTeams | MinGames | MaxPerGame


@dataclass(frozen=True, slots=True)
class ContestRules:
    """The table of one site, sport and mode, valid from `since` on.

    `slots` are in the order of the upload file. `source` is how well slots and cap are known.
    """

    site: str
    sport: str
    mode: str
    since: date
    salary_cap: int
    slots: tuple[Slot, ...]
    limits: tuple[Limit, ...]
    source: Source

    @property
    def title(self) -> str:
        """How messages call this table: "draftkings nascar classic, rules of 2016-02-14"."""
        return f"{self.site} {self.sport} {self.mode}, rules of {self.since.isoformat()}"

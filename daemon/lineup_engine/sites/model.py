"""What one site allows in one game: slots, salary cap, team and game limits."""

from collections.abc import Iterable
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
    """One place in a lineup; `positions` are the file positions that may fill it (empty = any).

    Who fills it scores `boost_percent` of his points and costs `salary_percent` of his salary. `header` is what the
    upload file calls the slot, `called` what the salary file does, each where that is not its name.
    """

    name: str
    positions: frozenset[str]
    boost_percent: int = 100
    salary_percent: int = 100
    header: str = ""
    called: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The slot's column in the upload file."""
        return self.header or self.name

    @property
    def words(self) -> frozenset[str]:
        """What the file's roster position may say for this slot, in capitals."""
        return self.called or frozenset({self.name.upper()})

    def is_called(self, text: str) -> bool:
        """Whether a column of an entries file or a template with this title is for the slot."""
        return text == self.title or text.upper() in self.words

    def takes(self, positions: Iterable[str]) -> bool:
        """Whether one of these positions may fill it."""
        return not self.positions or not self.positions.isdisjoint(positions)

    @property
    def is_boosted(self) -> bool:
        """Whether this is a captain's slot: one that multiplies points."""
        return self.boost_percent != 100


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

    `slots` are in the order of the upload file. `source` is how well slots and cap are known. `own_rows`: the salary
    file has a row of its own, with id and multiplied salary, for a player as captain.
    """

    site: str
    sport: str
    mode: str
    since: date
    salary_cap: int
    slots: tuple[Slot, ...]
    limits: tuple[Limit, ...]
    source: Source
    own_rows: bool = False

    @property
    def game(self) -> str:
        """The contest in words: "draftkings nascar classic"."""
        return f"{self.site} {self.sport} {self.mode}"

    @property
    def title(self) -> str:
        """How messages call this table: "draftkings nascar classic, rules of 2016-02-14"."""
        return f"{self.game}, rules of {self.since.isoformat()}"

    @property
    def has_captain(self) -> bool:
        """Whether a slot multiplies points."""
        return any(slot.is_boosted for slot in self.slots)

    @property
    def is_doubtful(self) -> bool:
        """Whether one source alone tells the slots, the cap or a limit."""
        return Source.ONE_SOURCE in {self.source, *(limit.source for limit in self.limits)}

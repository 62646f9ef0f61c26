"""The rules about single players: who has to play and who may not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from lineup_engine.optimizer.loosening import Looser
from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup


@dataclass(frozen=True, slots=True)
class Lock:
    """The user wants this player in every lineup, in any of these forms."""

    prefix: ClassVar[str] = "lock"

    forms: tuple[int, ...]
    name: str

    @property
    def words(self) -> str:
        """How the user would call it."""
        return f"lock {self.name}"

    def add_to(self, draft: Draft) -> None:
        """His variables sum up to at least 1; without one the row cannot be satisfied."""
        terms = draft.of_players((form, 1) for form in self.forms)
        draft.add_row(f"{self.prefix}_{self.forms[0]}", terms, Range(low=1))

    def allows(self, lineup: Lineup) -> bool:
        """Whether he is in."""
        return not set(self.forms).isdisjoint(lineup)

    def looser(self) -> Iterator[Looser]:
        """It has no number."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Removal:
    """These players are in no lineup; a model may leave them out altogether."""

    prefix: ClassVar[str] = "removed"

    players: frozenset[int]
    words: str

    def add_to(self, draft: Draft) -> None:
        """None of those who have a variable; no row where nobody has."""
        terms = draft.of_players((player, 1) for player in sorted(self.players))
        if terms:
            name = f"{self.prefix}_{min(self.players)}"
            draft.add_row(name, terms, Range(high=0))

    def allows(self, lineup: Lineup) -> bool:
        """Whether none of them is in."""
        return self.players.isdisjoint(lineup)


@dataclass(frozen=True, slots=True)
class Exclude(Removal):
    """The user does not want this player."""

    prefix: ClassVar[str] = "exclude"

    def looser(self) -> Iterator[Looser]:
        """It has no number."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Unprojected(Removal):
    """Who has no projection is not used."""

    prefix: ClassVar[str] = "unprojected"


@dataclass(frozen=True, slots=True)
class Begun(Removal):
    """Who plays already is not newly chosen."""

    prefix: ClassVar[str] = "begun"


@dataclass(frozen=True, slots=True)
class UsedUp(Removal):
    """Who is in as many lineups as his exposure allows leaves."""

    prefix: ClassVar[str] = "exposure"

    def looser(self) -> Iterator[Looser]:
        """Its number is about all lineups, not about one."""
        yield from ()

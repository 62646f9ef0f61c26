"""The user's rules about several lineups: by whom they differ, and in how many of them somebody may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from lineup_engine.optimizer.cases import PlayerRow, RowWish, each
from lineup_engine.optimizer.counting import ExposureSpent, counted
from lineup_engine.optimizer.model import Range
from lineup_engine.optimizer.rule import Lineup


@dataclass(frozen=True, slots=True)
class ApartOf:
    """Any two lineups differ by some of these players: each has at least `by` of them whom the other has not."""

    words: str
    players: tuple[int, ...]
    by: int

    def from_lineup(self, earlier: Lineup, number: int) -> "Apart":
        """What that means once there is an earlier lineup."""
        return Apart(f"{self.words} (lineup {number + 1})", self.players, earlier, self.by)


@dataclass(frozen=True, slots=True)
class Apart(RowWish):
    """A lineup differs by some of the players from an earlier one."""

    prefix: ClassVar[str] = "apart"

    players: tuple[int, ...]
    earlier: Lineup
    by: int

    def rows(self) -> tuple[PlayerRow, ...]:
        """Few enough of the earlier ones are in again, and enough others."""
        theirs, others = self._theirs()
        return (
            PlayerRow(each(theirs), Range(high=len(theirs) - self.by)),
            PlayerRow(each(others), Range(low=self.by)),
        )

    def allows(self, lineup: Lineup) -> bool:
        """Whether each has enough whom the other has not."""
        theirs, ours = (set(self.players).intersection(one) for one in (self.earlier, lineup))
        return min(len(theirs - ours), len(ours - theirs)) >= self.by

    def _theirs(self) -> tuple[Lineup, Lineup]:
        earlier = set(self.earlier)
        theirs = tuple(player for player in self.players if player in earlier)
        return theirs, tuple(player for player in self.players if player not in earlier)


@dataclass(frozen=True, slots=True)
class ExposureOf:
    """From `low` to `high` of a job's lineups have at least `at_least` of these players."""

    words: str
    players: tuple[int, ...]
    at_least: int
    low: int
    high: int

    def counts(self, lineup: Lineup) -> bool:
        """Whether a lineup is one of them."""
        return counted(self.players, lineup) >= self.at_least

    def spent_by(self, earlier: Sequence[Lineup]) -> ExposureSpent | None:
        """The rule that no further lineup is one of them; None where there may be more."""
        if sum(map(self.counts, earlier)) < self.high:
            return None
        return ExposureSpent(self.words, self.players, high=self.at_least - 1)

"""The rule that a lineup is worth at least so much: how lineups of equal value are compared with each other only."""

from dataclasses import dataclass
from typing import ClassVar

from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup


@dataclass(frozen=True, slots=True)
class WorthAtLeast:
    """The points of a lineup sum up to at least `least` units."""

    prefix: ClassVar[str] = "worth"

    points: tuple[int, ...]
    least: int

    @property
    def words(self) -> str:
        """How messages call it."""
        return f"worth at least {self.least} units"

    def add_to(self, draft: Draft) -> None:
        """One row over all players."""
        draft.add_row(self.prefix, draft.of_players(enumerate(self.points)), Range(low=self.least))

    def allows(self, lineup: Lineup) -> bool:
        """Whether the points suffice."""
        return sum(self.points[player] for player in lineup) >= self.least

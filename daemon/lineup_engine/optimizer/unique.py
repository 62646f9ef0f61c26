"""The rule that lineups of one job differ."""

from dataclasses import dataclass
from typing import ClassVar

from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup


@dataclass(frozen=True, slots=True)
class Unique:
    """A lineup differs by at least `by` players from an earlier one."""

    prefix: ClassVar[str] = "unique"

    earlier: frozenset[int]
    number: int
    by: int

    @property
    def words(self) -> str:
        """How the user would call it."""
        return f"unique: {self.by} (lineup {self.number + 1})"

    def add_to(self, draft: Draft) -> None:
        """At most so many players in common."""
        terms = draft.of_players((player, 1) for player in sorted(self.earlier))
        draft.add_row(f"{self.prefix}_{self.number}", terms, Range(high=len(self.earlier) - self.by))

    def allows(self, lineup: Lineup) -> bool:
        """Whether the two have few enough players in common."""
        return len(self.earlier.intersection(lineup)) <= len(self.earlier) - self.by

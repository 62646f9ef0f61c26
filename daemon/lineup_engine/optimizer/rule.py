"""What every rule can do: say itself in words, become constraints, and judge a finished lineup in integers."""

from typing import ClassVar, Protocol

from lineup_engine.optimizer.model import Draft

Lineup = tuple[int, ...]
"""The players of a lineup by their number on the slate, ascending."""


class Rule(Protocol):
    """One thing that a lineup has to satisfy."""

    prefix: ClassVar[str]
    """With what the names of its constraints begin."""

    @property
    def words(self) -> str:
        """How the user would call it."""
        ...

    def add_to(self, draft: Draft) -> None:
        """Put the rule into a model."""
        ...

    def allows(self, lineup: Lineup) -> bool:
        """Whether a lineup satisfies the rule; independent of the constraints."""
        ...

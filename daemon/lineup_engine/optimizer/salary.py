"""The rules about what a lineup may cost: the site's cap and the user's own range."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from lineup_engine.optimizer.loosening import Bound
from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup


@dataclass(frozen=True, slots=True)
class SalaryRule:
    """The salaries of a lineup sum up to something within bounds."""

    prefix: ClassVar[str] = "salary"

    salary: tuple[int, ...]
    limit: int

    @property
    def bounds(self) -> Range:
        """Where the sum has to lie."""
        return Range(high=self.limit)

    def add_to(self, draft: Draft) -> None:
        """One row over all players."""
        draft.add_row(self.prefix, draft.of_players(enumerate(self.salary)), self.bounds)

    def allows(self, lineup: Lineup) -> bool:
        """Whether the sum lies within the bounds."""
        return self.bounds.holds(sum(self.salary[player] for player in lineup))


@dataclass(frozen=True, slots=True)
class SalaryCap(SalaryRule):
    """The site's cap."""

    prefix: ClassVar[str] = "salary_cap"

    @property
    def words(self) -> str:
        """How the user would call it."""
        return f"salary cap {self.limit}"


@dataclass(frozen=True, slots=True)
class SalaryAtMost(SalaryRule):
    """The user's own upper limit."""

    prefix: ClassVar[str] = "salary_max"

    @property
    def words(self) -> str:
        """How the user would call it."""
        return f"salary at most {self.limit}"

    def looser(self) -> Iterator[Bound]:
        """A higher limit."""
        yield Bound(tuple(enumerate(self.salary)), self.limit, False, Range(), lambda at: replace(self, limit=at))


@dataclass(frozen=True, slots=True)
class SalaryAtLeast(SalaryRule):
    """The user's lower limit."""

    prefix: ClassVar[str] = "salary_min"

    @property
    def bounds(self) -> Range:
        """Where the sum has to lie."""
        return Range(low=self.limit)

    @property
    def words(self) -> str:
        """How the user would call it."""
        return f"salary at least {self.limit}"

    def looser(self) -> Iterator[Bound]:
        """A lower limit."""
        yield Bound(tuple(enumerate(self.salary)), self.limit, True, Range(), lambda at: replace(self, limit=at))

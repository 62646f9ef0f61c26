"""A user's rule as rows over players alone, so that a search without any further variables can follow it.

A rule is one case, or several of which any one has to hold: "5 of one team" is one case for each team. The lineups of
all cases together are exactly those that the rule allows.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import ClassVar

from lineup_engine.optimizer.loosening import Looser
from lineup_engine.optimizer.model import Draft, Range, Term
from lineup_engine.optimizer.rule import Lineup

MOST_CASES = 2_000
MOST_ROWS = 300
"""So many rows of one case are looked at faster than the rule itself is asked."""


@dataclass(frozen=True, slots=True)
class PlayerRow:
    """The weights of a lineup's players sum up to something within the range; who is not named weighs nothing."""

    weights: tuple[Term, ...]
    range: Range

    def holds(self, lineup: Lineup) -> bool:
        """Whether a lineup keeps it."""
        members = set(lineup)
        return self.range.holds(sum(weight for player, weight in self.weights if player in members))


@dataclass(frozen=True, slots=True)
class Case:
    """One way to follow a rule: keep every row and use none of the excluded players."""

    rows: tuple[PlayerRow, ...]
    excluded: frozenset[int] = frozenset()

    def holds(self, lineup: Lineup) -> bool:
        """Whether a lineup is of this case."""
        return self.excluded.isdisjoint(lineup) and all(row.holds(lineup) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Wish(ABC):
    """A rule of the user's. Its fields are plain numbers, texts and tuples, so that it can be written and read."""

    prefix: ClassVar[str] = "wish"

    words: str

    @abstractmethod
    def add_to(self, draft: Draft) -> None:
        """Put the rule into a model."""

    @abstractmethod
    def allows(self, lineup: Lineup) -> bool:
        """Whether a lineup satisfies the rule; independent of the constraints."""

    @abstractmethod
    def cases(self) -> tuple[Case, ...] | None:
        """The rule as rows over players: any one of the cases has to hold. None where they would be too many."""

    def cover(self, size: int) -> tuple[Case, ...]:
        """Few cases of which any lineup of so many players that keeps the rule keeps one; others may keep one too."""
        del size
        return (Case(()),)

    def looser(self) -> Iterator[Looser]:
        """The numbers that could be others; nothing for a rule that can only be left out."""
        yield from ()


@dataclass(frozen=True, slots=True)
class RowWish(Wish):
    """A wish that is one case: rows over players and nothing else."""

    @abstractmethod
    def rows(self) -> tuple[PlayerRow, ...]:
        """All of its rows."""

    def cases(self) -> tuple[Case, ...]:
        """The one case."""
        return (Case(self.rows()),)

    def add_to(self, draft: Draft) -> None:
        """Every row that can be broken by the players of the model."""
        for number, row in enumerate(self.rows()):
            terms = draft.of_players(row.weights)
            if terms or not row.range.holds(0):
                draft.add_row(f"{self.prefix}_{number}", terms, row.range)


@dataclass(frozen=True, slots=True)
class SumWithin(RowWish):
    """A sum over the players lies within a range."""

    prefix: ClassVar[str] = "sum"

    weights: tuple[Term, ...]
    range: Range

    def rows(self) -> tuple[PlayerRow, ...]:
        """One row."""
        return (PlayerRow(self.weights, self.range),)

    def allows(self, lineup: Lineup) -> bool:
        """Whether the sum does."""
        return self.rows()[0].holds(lineup)


def each(players: Iterable[int], weight: int = 1) -> tuple[Term, ...]:
    """The same weight for every player."""
    return tuple((player, weight) for player in players)


def rows_of_different(groups: Sequence[Sequence[int]], low: int) -> tuple[PlayerRow, ...] | None:
    """Players of at least `low` groups: whichever groups are one too few, somebody is of another. None: too many rows."""
    too_few = min(low - 1, len(groups))
    if comb(len(groups), too_few) > MOST_ROWS:
        return None
    numbers = range(len(groups))
    rests = ([number for number in numbers if number not in some] for some in combinations(numbers, too_few))
    return tuple(
        PlayerRow(each(player for number in rest for player in groups[number]), Range(low=1)) for rest in rests
    )


def cover_of_different(groups: Sequence[Sequence[int]], low: int, size: int) -> tuple[Case, ...]:
    """With players of `low` groups there are as many players of all groups, and for one group what the others leave."""
    everybody = each(player for group in groups for player in group)
    most = Range(high=size - low + 1)
    return (Case((PlayerRow(everybody, Range(low=low)), *(PlayerRow(each(group), most) for group in groups))),)

"""The user's rules that count: so many players of a set, of each team or game, of different teams or games."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations, islice
from math import comb
from typing import ClassVar

from lineup_engine.optimizer.cases import (
    MOST_CASES,
    MOST_ROWS,
    Case,
    PlayerRow,
    RowWish,
    Wish,
    cover_of_different,
    each,
    rows_of_different,
)
from lineup_engine.optimizer.loosening import Looser, Steps, bounds, reworded
from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup

Groups = tuple[tuple[int, ...], ...]
"""The players of each team or game that a rule looks at."""


def counted(players: tuple[int, ...], lineup: Lineup) -> int:
    """How many of the players are in a lineup."""
    return len(set(players).intersection(lineup))


def range_words(least: int | None, most: int | None) -> str:
    """`at least 1 and at most 2`, `exactly 2`."""
    if least == most:
        return f"exactly {least}"
    sides = [f"at least {least}"] * (least is not None) + [f"at most {most}"] * (most is not None)
    return " and ".join(sides)


@dataclass(frozen=True, slots=True)
class CountOf(RowWish):
    """From `low` to `high` of these players; None = no bound on that side."""

    prefix: ClassVar[str] = "count"

    players: tuple[int, ...]
    low: int | None = None
    high: int | None = None

    def rows(self) -> tuple[PlayerRow, ...]:
        """One row."""
        return (PlayerRow(each(self.players), Range(self.low, self.high)),)

    def allows(self, lineup: Lineup) -> bool:
        """Whether as many as wanted are in."""
        return Range(self.low, self.high).holds(counted(self.players, lineup))

    def looser(self) -> Iterator[Looser]:
        """Fewer, or more."""
        yield from bounds(each(self.players), Range(self.low, self.high), self._within)

    def _within(self, span: Range) -> "CountOf":
        old, new = (f"{range_words(*ends)} " for ends in ((self.low, self.high), (span.low, span.high)))
        return replace(self, low=span.low, high=span.high, words=reworded(self.words, old, new))


@dataclass(frozen=True, slots=True)
class GroupOf(CountOf):
    """A group of the user's own."""

    prefix: ClassVar[str] = "group"


@dataclass(frozen=True, slots=True)
class PositionCount(CountOf):
    """So many players of a position, in whatever slots."""

    prefix: ClassVar[str] = "position"


@dataclass(frozen=True, slots=True)
class LowOwned(CountOf):
    """So many players whom few others will have."""

    prefix: ClassVar[str] = "low_owned"


@dataclass(frozen=True, slots=True)
class ExposureSpent(CountOf):
    """A set of players is in as many lineups as it may be."""

    prefix: ClassVar[str] = "exposure_of"

    def looser(self) -> Iterator[Looser]:
        """Its number is about all lineups, not about one."""
        yield from ()


@dataclass(frozen=True, slots=True)
class MostOfEach(RowWish):
    """At most `high` players of each team or game."""

    prefix: ClassVar[str] = "most_of_each"

    groups: Groups
    high: int

    def rows(self) -> tuple[PlayerRow, ...]:
        """One row for each that could have too many."""
        return tuple(PlayerRow(each(group), Range(high=self.high)) for group in self.groups if len(group) > self.high)

    def allows(self, lineup: Lineup) -> bool:
        """Whether none has too many."""
        return all(counted(group, lineup) <= self.high for group in self.groups)

    def looser(self) -> Iterator[Looser]:
        """More of each."""
        most = max(map(len, self.groups), default=0)
        old = f"at most {self.high} "
        yield Steps(
            tuple(
                replace(self, high=more, words=reworded(self.words, old, f"at most {more} "))
                for more in range(self.high + 1, most)
            )
        )


@dataclass(frozen=True, slots=True)
class NoneOrSome(Wish):
    """Of each team or game either nobody or at least `low` of a lineup's `size` players."""

    prefix: ClassVar[str] = "none_or_some"

    groups: Groups
    low: int
    size: int

    def cases(self) -> tuple[Case, ...] | None:
        """One for each choice of groups that have enough, with nobody of another; None where there are too many."""
        large = [group for group in self.groups if len(group) >= self.low]
        numbers = range(min(self._at_once, len(large)) + 1)
        if sum(comb(len(large), number) for number in numbers) > MOST_CASES:
            return None
        everybody = frozenset(player for group in self.groups for player in group)
        choices = (some for number in numbers for some in combinations(large, number))
        return tuple(self._case(some, everybody) for some in choices)

    @property
    def _at_once(self) -> int:
        """So many groups at most have enough at the same time."""
        return self.size // self.low

    def _case(self, some: Groups, everybody: frozenset[int]) -> Case:
        rows = tuple(PlayerRow(each(group), Range(self.low, self.size)) for group in some)
        return Case(rows, everybody.difference(*some))

    def cover(self, size: int) -> tuple[Case, ...]:
        """With each player come enough of his own."""
        del size
        rows = (
            PlayerRow(tuple((other, 1 - self.low if other == player else 1) for other in group), Range(low=0))
            for group in self.groups
            for player in group
        )
        return (Case(tuple(islice(rows, MOST_ROWS))),)

    def add_to(self, draft: Draft) -> None:
        """A whole variable for each group that is 1 where it has somebody: then it has enough."""
        present: list[int] = []
        for number, group in enumerate(self.groups):
            terms = draft.of_players(each(group))
            present.append(column := draft.add_column(f"{self.prefix}_{number}", 1, whole=True))
            draft.add_row(f"{self.prefix}_{number}", (*terms, (column, -self.low)), Range(low=0))
            draft.add_row(f"{self.prefix}_{number}_most", (*terms, (column, -self.size)), Range(high=0))
        draft.add_row(self.prefix, tuple((column, 1) for column in present), Range(high=self._at_once))

    def allows(self, lineup: Lineup) -> bool:
        """Whether nobody is there with too few of his own."""
        return all(counted(group, lineup) == 0 or counted(group, lineup) >= self.low for group in self.groups)

    def looser(self) -> Iterator[Looser]:
        """Fewer; a player of his own is what the rule forbids, so that is no rule any more."""
        yield Steps(tuple(fewer(self, self.low, range(self.low - 1, 1, -1))))


@dataclass(frozen=True, slots=True)
class DifferentGroups(Wish):
    """Players of at least `low` different teams or games."""

    prefix: ClassVar[str] = "different"

    groups: Groups
    low: int

    def cases(self) -> tuple[Case, ...] | None:
        """One case; None where it would have too many rows."""
        rows = rows_of_different(self.groups, self.low)
        return None if rows is None else (Case(rows),)

    def cover(self, size: int) -> tuple[Case, ...]:
        """What is left for one group."""
        return cover_of_different(self.groups, self.low, size)

    def add_to(self, draft: Draft) -> None:
        """A variable for each group that is at most the number of its players and at most 1; they sum up to `low`."""
        present: list[int] = []
        for number, group in enumerate(self.groups):
            present.append(column := draft.add_column(f"{self.prefix}_{number}", 1))
            draft.add_row(f"{self.prefix}_{number}", (*draft.of_players(each(group, -1)), (column, 1)), Range(high=0))
        draft.add_row(self.prefix, tuple((column, 1) for column in present), Range(low=self.low))

    def allows(self, lineup: Lineup) -> bool:
        """Whether enough groups have somebody."""
        return sum(counted(group, lineup) > 0 for group in self.groups) >= self.low

    def looser(self) -> Iterator[Looser]:
        """Fewer different ones."""
        yield Steps(tuple(fewer(self, self.low, range(self.low - 1, 0, -1))))


def fewer(rule: NoneOrSome | DifferentGroups, low: int, numbers: Iterable[int]) -> Iterator[Wish]:
    """The rule with other numbers in place of `low`."""
    for number in numbers:
        words = reworded(rule.words, f"at least {low} ", f"at least {number} ")
        yield replace(rule, low=number, words=words)

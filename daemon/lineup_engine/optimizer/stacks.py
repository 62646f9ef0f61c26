"""The user's stacks that may be of any team, game, line or place in a batting order, whichever is best."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import ClassVar, NamedTuple

from lineup_engine.optimizer.cases import MOST_CASES, Case, PlayerRow, Wish, each
from lineup_engine.optimizer.counting import Groups, counted
from lineup_engine.optimizer.loosening import Looser, Steps, reworded
from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup


class Need(NamedTuple):
    """At least `low` of these players."""

    players: tuple[int, ...]
    low: int


Pattern = tuple[Need, ...]
"""Needs that all have to be met: one way to make a stack."""


@dataclass(frozen=True, slots=True)
class AnyPattern(Wish):
    """At least one of the patterns is in the lineup."""

    prefix: ClassVar[str] = "stack"

    patterns: tuple[Pattern, ...]

    def cases(self) -> tuple[Case, ...]:
        """One for each pattern."""
        return tuple(
            Case(tuple(PlayerRow(each(need.players), Range(low=need.low)) for need in pattern))
            for pattern in self.patterns
        )

    def add_to(self, draft: Draft) -> None:
        """A whole variable for each pattern, which may be 1 where its needs are met; one of them is."""
        chosen: list[int] = []
        for number, pattern in enumerate(self.patterns):
            chosen.append(column := draft.add_column(f"{self.prefix}_{number}", 1, whole=True))
            for need in pattern:
                terms = (*draft.of_players(each(need.players)), (column, -need.low))
                draft.add_row(f"{self.prefix}_{number}", terms, Range(low=0))
        draft.add_row(self.prefix, tuple((column, 1) for column in chosen), Range(low=1))

    def allows(self, lineup: Lineup) -> bool:
        """Whether all needs of some pattern are met."""
        return any(all(counted(need.players, lineup) >= need.low for need in pattern) for pattern in self.patterns)

    def looser(self) -> Iterator[Looser]:
        """Fewer players; the first need of a pattern is the one whose number the user wrote."""
        most = max((pattern[0].low for pattern in self.patterns), default=0)
        yield Steps(tuple(self._with_first(number, most) for number in range(most - 1, 0, -1)))

    def _with_first(self, number: int, most: int) -> "AnyPattern":
        fewer = most - number
        patterns = tuple((first._replace(low=max(first.low - fewer, 0)), *others) for first, *others in self.patterns)
        return replace(self, patterns=patterns, words=reworded(self.words, f": {most} ", f": {number} "))


@dataclass(frozen=True, slots=True)
class TeamStack(AnyPattern):
    """So many players of one team."""

    prefix: ClassVar[str] = "team_stack"


@dataclass(frozen=True, slots=True)
class GameStack(AnyPattern):
    """So many players of one game, some of each side."""

    prefix: ClassVar[str] = "game_stack"

    def looser(self) -> Iterator[Looser]:
        """Fewer players, or fewer of each side."""
        yield from AnyPattern.looser(self)
        most = max((need.low for pattern in self.patterns for need in pattern[1:]), default=0)
        yield Steps(tuple(self._with_sides(number, most) for number in range(most - 1, 0, -1)))

    def _with_sides(self, number: int, most: int) -> "GameStack":
        patterns = tuple(
            (first, *(side._replace(low=min(side.low, number)) for side in sides)) for first, *sides in self.patterns
        )
        words = reworded(self.words, f", {most} of each", f", {number} of each")
        return replace(self, patterns=patterns, words=words)


@dataclass(frozen=True, slots=True)
class LineStack(AnyPattern):
    """So many players with the same word in a column: a hockey line, a power-play unit."""

    prefix: ClassVar[str] = "line_stack"


@dataclass(frozen=True, slots=True)
class OrderStack(AnyPattern):
    """Batters of one team who follow each other in the batting order; the first follows the last."""

    prefix: ClassVar[str] = "order_stack"

    def looser(self) -> Iterator[Looser]:
        """Fewer in a row."""
        most = max(map(len, self.patterns), default=0)
        yield Steps(tuple(self._in_a_row(number, most) for number in range(most - 1, 0, -1)))

    def _in_a_row(self, number: int, most: int) -> "OrderStack":
        patterns = tuple(pattern[:number] for pattern in self.patterns)
        return replace(self, patterns=patterns, words=reworded(self.words, f": {most} ", f": {number} "))


_MOST_ROWS_IN_ALL = 6_000
"""With more rows in all of its cases a rule is better asked about lineups that a search has found."""


@dataclass(frozen=True, slots=True)
class SizesStack(Wish):
    """The counted players are of exactly as many teams as there are sizes, and of each team as many as its size.

    The largest size comes first. `teams` are the counted players of each team; `teamless` are those of no team, who would be of none of the sizes.
    """

    prefix: ClassVar[str] = "sizes"

    sizes: tuple[int, ...]
    teams: Groups
    teamless: tuple[int, ...] = ()

    def cases(self) -> tuple[Case, ...] | None:
        """One for each way to give the sizes to teams; None where there are too many.

        Teams of one need not be chosen: what the other teams leave is of different ones.
        """
        choices = self._few_choices(len(self.sizes) - self.sizes.count(1))
        if choices is None or (self.sizes.count(1) > 1 and len(choices) * len(self.teams) > _MOST_ROWS_IN_ALL):
            return None
        return tuple(self._case(teams, is_whole=True) for teams in choices)

    def cover(self, size: int) -> tuple[Case, ...]:
        """One for each way to give the largest sizes to teams, as far as there are not too many."""
        del size
        some = (self._few_choices(chosen) for chosen in range(len(self.sizes), 0, -1))
        choices = next((choices for choices in some if choices is not None), [()])
        is_whole = len(choices) * len(self.teams) <= _MOST_ROWS_IN_ALL
        return tuple(self._case(teams, is_whole=is_whole) for teams in choices)

    def _few_choices(self, chosen: int) -> list[tuple[int, ...]] | None:
        """Every way to give so many sizes to teams, the largest first; None where they are too many."""
        choices = list(islice(self._choices(self.sizes[:chosen]), MOST_CASES + 1))
        return None if len(choices) > MOST_CASES else choices

    def _choices(self, sizes: tuple[int, ...], given: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
        """Teams in the order of the sizes; of teams with equal sizes the order is that of their numbers."""
        if len(given) == len(sizes):
            yield given
            return
        size = sizes[len(given)]
        after = given[-1] if given and sizes[len(given) - 1] == size else -1
        for team, players in enumerate(self.teams):
            if team > after and team not in given and len(players) >= size:
                yield from self._choices(sizes, (*given, team))

    def _case(self, chosen: tuple[int, ...], *, is_whole: bool) -> Case:
        """The first sizes are those of the chosen teams; what is left is of other teams, none with more than its size.

        The latter is left out where it is not to be whole.
        """
        rest = self.sizes[len(chosen) :]
        others = [team for number, team in enumerate(self.teams) if number not in chosen]
        everyone = frozenset(player for team in (*others, self.teamless) for player in team)
        rows = [
            PlayerRow(each(self.teams[team]), Range(size, size))
            for size, team in zip(self.sizes[: len(chosen)], chosen, strict=True)
        ]
        if not rest:
            return Case(tuple(rows), everyone)
        total = sum(rest)
        rows.append(PlayerRow(each(player for team in others for player in team), Range(total, total)))
        if total > rest[0] and is_whole:
            rows += [PlayerRow(each(team), Range(high=rest[0])) for team in others if len(team) > rest[0]]
        return Case(tuple(rows), frozenset(self.teamless))

    def add_to(self, draft: Draft) -> None:
        """A whole variable for each team and size it can have; a team's players are as many as its size says."""
        times = Counter(self.sizes)
        taken: dict[int, list[int]] = {size: [] for size in times}
        for number, team in enumerate(self.teams):
            columns = {size: draft.add_column(f"{self.prefix}_{number}_{size}", 1, whole=True) for size in times}
            terms = tuple((column, -size) for size, column in columns.items())
            draft.add_row(f"{self.prefix}_{number}", (*draft.of_players(each(team)), *terms), Range(0, 0))
            draft.add_row(f"{self.prefix}_{number}_once", tuple((c, 1) for c in columns.values()), Range(high=1))
            for size, column in columns.items():
                taken[size].append(column)
        for size, columns_of_size in taken.items():
            bounds = Range(times[size], times[size])
            draft.add_row(f"{self.prefix}_of_{size}", tuple((column, 1) for column in columns_of_size), bounds)
        draft.add_row(f"{self.prefix}_teamless", draft.of_players(each(self.teamless)), Range(high=0))

    def allows(self, lineup: Lineup) -> bool:
        """Whether the teams' numbers are the sizes."""
        numbers = [counted(team, lineup) for team in self.teams]
        return not counted(self.teamless, lineup) and sorted(filter(None, numbers)) == sorted(self.sizes)

    def looser(self) -> Iterator[Looser]:
        """Other sizes that add up to the same, the most alike first."""
        largest = max(map(len, self.teams), default=0)
        others = [sizes for sizes in _sums(sum(self.sizes), largest) if sizes != self.sizes]
        yield Steps(tuple(self._of_sizes(sizes) for sizes in sorted(others, key=self._difference)))

    def _difference(self, sizes: tuple[int, ...]) -> int:
        return sum(abs(own - other) for own, other in zip_longest(self.sizes, sizes, fillvalue=0))

    def _of_sizes(self, sizes: tuple[int, ...]) -> "SizesStack":
        old, new = (f": {'-'.join(map(str, some))} " for some in (self.sizes, sizes))
        return replace(self, sizes=sizes, words=reworded(self.words, old, new))


def _sums(total: int, largest: int) -> Iterator[tuple[int, ...]]:
    """Numbers from the largest down that add up to a total."""
    if not total:
        yield ()
    for first in range(min(total, largest), 0, -1):
        for rest in _sums(total - first, first):
            yield (first, *rest)

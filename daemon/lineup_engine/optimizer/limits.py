"""The site's rules about teams and games."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import ClassVar

from lineup_engine.optimizer.cases import Case, cover_of_different, rows_of_different
from lineup_engine.optimizer.model import Draft, Range
from lineup_engine.optimizer.rule import Lineup


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which group (a team, a game) each counted player belongs to; who is not counted or of no group is absent."""

    group_of: dict[int, int]

    def members(self) -> dict[int, list[int]]:
        """The players of each group."""
        members: dict[int, list[int]] = defaultdict(list)
        for player, group in self.group_of.items():
            members[group].append(player)
        return members

    def counts(self, lineup: Lineup) -> Counter[int]:
        """How many players of each group a lineup has."""
        return Counter(self.group_of[player] for player in lineup if player in self.group_of)


@dataclass(frozen=True, slots=True)
class _GroupRule:
    """What limits by group share: a number, the groups and the words."""

    count: int
    grouping: Grouping
    words: str


@dataclass(frozen=True, slots=True)
class AtMostOfOne(_GroupRule):
    """No group has more than `count` players."""

    prefix: ClassVar[str] = "at_most"

    def add_to(self, draft: Draft) -> None:
        """One row per group that could have too many."""
        for group, players in self.grouping.members().items():
            terms = draft.of_players((player, 1) for player in players)
            if len(terms) > self.count:
                draft.add_row(f"{self.prefix}_{group}", terms, Range(high=self.count))

    def allows(self, lineup: Lineup) -> bool:
        """Whether no group has too many."""
        return all(count <= self.count for count in self.grouping.counts(lineup).values())


@dataclass(frozen=True, slots=True)
class AtLeastDifferent(_GroupRule):
    """At least `count` groups have a player."""

    prefix: ClassVar[str] = "at_least"

    def add_to(self, draft: Draft) -> None:
        """A variable per group that is at most the number of its players and at most 1; they sum up to the count."""
        present: list[int] = []
        for group, players in self.grouping.members().items():
            column = draft.add_column(f"{self.prefix}_{group}", 1)
            terms = draft.of_players((player, -1) for player in players)
            draft.add_row(f"{self.prefix}_{group}", (*terms, (column, 1)), Range(high=0))
            present.append(column)
        draft.add_row(self.prefix, tuple((column, 1) for column in present), Range(low=self.count))

    def cases(self) -> tuple[Case, ...] | None:
        """One case; None where it would have too many rows."""
        rows = rows_of_different(tuple(self.grouping.members().values()), self.count)
        return None if rows is None else (Case(rows),)

    def cover(self, size: int) -> tuple[Case, ...]:
        """What is left for one group."""
        return cover_of_different(tuple(self.grouping.members().values()), self.count, size)

    def allows(self, lineup: Lineup) -> bool:
        """Whether enough groups have a player."""
        return len(self.grouping.counts(lineup)) >= self.count


@dataclass(frozen=True, slots=True)
class MaxOfTeam(AtMostOfOne):
    """At most so many players of one team."""

    prefix: ClassVar[str] = "team_max"


@dataclass(frozen=True, slots=True)
class MaxOfGame(AtMostOfOne):
    """At most so many players of one game."""

    prefix: ClassVar[str] = "game_max"


@dataclass(frozen=True, slots=True)
class TeamsAtLeast(AtLeastDifferent):
    """Players of at least so many teams."""

    prefix: ClassVar[str] = "teams_min"


@dataclass(frozen=True, slots=True)
class GamesAtLeast(AtLeastDifferent):
    """Players of at least so many games."""

    prefix: ClassVar[str] = "games_min"

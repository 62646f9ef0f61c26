"""The user's rules of the kind "with this player come those, or none of those"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from lineup_engine.optimizer.cases import PlayerRow, RowWish, each
from lineup_engine.optimizer.counting import counted
from lineup_engine.optimizer.loosening import Looser, Steps, reworded
from lineup_engine.optimizer.model import Range
from lineup_engine.optimizer.rule import Lineup


class Demand(NamedTuple):
    """With `player` come from `low` to `high` of the others; None = no bound. He is none of the others."""

    player: int
    others: tuple[int, ...]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Following(RowWish):
    """What is demanded once a player is in; nothing for players who are not. A lineup has `size` players."""

    prefix: ClassVar[str] = "following"

    demands: tuple[Demand, ...]
    size: int

    def rows(self) -> tuple[PlayerRow, ...]:
        """A row for each bound: it is out of reach without the player."""
        rows: list[PlayerRow] = []
        for player, others, low, high in self.demands:
            if low:
                rows.append(PlayerRow((*each(others), (player, -low)), Range(low=0)))
            most = min(len(others), self.size)
            if high is not None and high < most:
                rows.append(PlayerRow((*each(others), (player, most - high)), Range(high=most)))
        return tuple(rows)

    def allows(self, lineup: Lineup) -> bool:
        """Whether every player in it has what he demands."""
        return all(
            Range(demand.low, demand.high).holds(counted(demand.others, lineup))
            for demand in self.demands
            if demand.player in lineup
        )

    def asking_fewer(self, of_words: str) -> Iterator["Following"]:
        """The rule with every `low` smaller by one, by two, ...; in its words the number stands behind `of_words`."""
        most = max((demand.low or 0 for demand in self.demands), default=0)
        for number in range(most - 1, 0, -1):
            demands = tuple(
                demand if demand.low is None else demand._replace(low=max(demand.low - most + number, 0))
                for demand in self.demands
            )
            yield replace(
                self, demands=demands, words=reworded(self.words, of_words + f"{most} ", of_words + f"{number} ")
            )


@dataclass(frozen=True, slots=True)
class AnchorStack(Following):
    """With every anchor (a quarterback) come partners of his team, and opponents who bring it back."""

    prefix: ClassVar[str] = "anchor"

    def looser(self) -> Iterator[Looser]:
        """Fewer partners, or where they are limited more."""
        yield Steps(tuple(self.asking_fewer(" come ")))
        limits = [demand.high for demand in self.demands if demand.high is not None]
        yield Steps(tuple(self._allowing(more, max(limits)) for more in range(1, self.size) if limits))

    def _allowing(self, more: int, most: int) -> "AnchorStack":
        demands = tuple(d if d.high is None else d._replace(high=d.high + more) for d in self.demands)
        words = reworded(self.words, f"at most {most} ", f"at most {most + more} ")
        return replace(self, demands=demands, words=words)


@dataclass(frozen=True, slots=True)
class NeverTogether(Following):
    """A player never comes with any of those who play against him."""

    prefix: ClassVar[str] = "never"


@dataclass(frozen=True, slots=True)
class IfThen(Following):
    """If one is in, then so are, or are not, others."""

    prefix: ClassVar[str] = "if_then"

    def looser(self) -> Iterator[Looser]:
        """Fewer of those who have to come."""
        yield Steps(tuple(self.asking_fewer("then at least ")))

"""A linear model in integers, before any solver sees it: columns, and rows that carry the name of their rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import gcd

Term = tuple[int, int]
"""A column and its coefficient, or a player and his."""


@dataclass(frozen=True, slots=True)
class Range:
    """The bounds of a row; None = unbounded on that side."""

    low: int | None = None
    high: int | None = None

    def holds(self, value: int) -> bool:
        """Whether the value lies within the bounds."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def divided(self, divisor: int) -> "Range":
        """The bounds for values that are multiples of the divisor, divided by it."""
        low = None if self.low is None else -(-self.low // divisor)
        return Range(low, None if self.high is None else self.high // divisor)


@dataclass(frozen=True, slots=True)
class Row:
    """One named constraint: the sum of its terms lies within its range."""

    name: str
    terms: tuple[Term, ...]
    range: Range


@dataclass(frozen=True, slots=True)
class Column:
    """One variable from 0 to `high`; `whole` ones take integers only."""

    name: str
    high: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Objective:
    """What to make as large or as small as possible; every true value is `step` times the sum of the terms."""

    terms: tuple[Term, ...]
    step: int
    maximise: bool


@dataclass(frozen=True, slots=True)
class Model:
    """A finished model. The first columns are the players of the pool, in its order."""

    pool: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    objective: Objective


@dataclass(slots=True)
class Draft:
    """A model in the making. The first columns are the players of the pool, one each: 1 = in the lineup."""

    pool: tuple[int, ...]
    columns: list[Column] = field(init=False)
    rows: list[Row] = field(init=False, default_factory=list)
    _column_of: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = [Column(f"player_{player}", 1, whole=True) for player in self.pool]
        self._column_of = {player: column for column, player in enumerate(self.pool)}

    def add_column(self, name: str, high: int, *, whole: bool = False) -> int:
        """A further variable; one that takes integers by itself wherever the players' do need not be told to."""
        self.columns.append(Column(name, high, whole))
        return len(self.columns) - 1

    def of_players(self, weights: Iterable[Term]) -> tuple[Term, ...]:
        """Weights of players as terms; who is not in the pool has no column and adds nothing."""
        columns = self._column_of
        return tuple((columns[player], weight) for player, weight in weights if weight and player in columns)

    def add_row(self, name: str, terms: tuple[Term, ...], bounds: Range) -> None:
        """A constraint, divided by what all its coefficients share: small numbers keep the solver exact."""
        shared = gcd(*(coefficient for _, coefficient in terms)) or 1
        smaller = tuple((column, coefficient // shared) for column, coefficient in terms)
        self.rows.append(Row(name, smaller, bounds.divided(shared)))

    def finish(self, weights: Sequence[int], *, maximise: bool) -> Model:
        """The model with an objective: the sum of these weights, one per player of the slate."""
        terms = self.of_players((player, weights[player]) for player in self.pool)
        step = gcd(*(weight for _, weight in terms)) or 1
        smaller = tuple((column, weight // step) for column, weight in terms)
        return Model(self.pool, tuple(self.columns), tuple(self.rows), Objective(smaller, step, maximise))

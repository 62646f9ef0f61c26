"""What is known of each player of a slate by the name of the attribute: the slate's own, and every column of the projections."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lineup_engine.slate.model import Player, Slate
from lineup_engine.specify.inputs import Expected
from lineup_engine.texts.numbers import read_decimal
from lineup_engine.texts.table import find_column, folded
from lineup_engine.units import POINT_UNITS

Values = Sequence[tuple[str, ...]]
"""For each player the texts that an attribute has; most have one."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """Looks attributes up; `expected` is None where the projections cannot be read."""

    slate: Slate
    expected: Expected | None

    @property
    def names(self) -> tuple[str, ...]:
        """Every attribute that there is."""
        columns = () if self.expected is None else tuple(filter(None, self.expected.columns))
        of_file = dict.fromkeys(name for player in self.slate.players for name, _ in player.attributes)
        return (*_OF_SLATE, *of_file, *_OF_PROJECTIONS, *columns)

    def texts(self, name: str) -> Values | None:
        """The texts of every player; None where there is no such attribute."""
        key = name.strip().casefold()
        if key in _OF_SLATE:
            return [_of_slate(player, key) for player in self.slate.players]
        of_file = self._of_file(name)
        if of_file is not None:
            return of_file
        if self.expected is None:
            return None
        if key in _OF_PROJECTIONS:
            return [() if value is None else (str(value),) for value in self._expected(key, self.expected)]
        return self.column(name)

    def column(self, name: str) -> Values | None:
        """The cells of a column of the projections, else of the slate's own file; None where it is not there."""
        columns = {} if self.expected is None else self.expected.columns
        place = find_column(tuple(columns), name)
        if place is None:
            return self._of_file(name)
        return [(cell,) if cell else () for cell in columns[tuple(columns)[place]]]

    def _of_file(self, name: str) -> Values | None:
        """The cells of a further column of the slate's file; None where nobody has anything in it."""
        key = folded(name)
        each = [{folded(own): cell for own, cell in player.attributes} for player in self.slate.players]
        return [(own[key],) if key in own else () for own in each] if any(key in own for own in each) else None

    def _expected(self, key: str, expected: Expected) -> Sequence[Decimal | None]:
        if key == "ownership":
            return [None if share is None else Decimal(str(share)) for share in expected.ownership]
        units = {"points": expected.points, "stddev": expected.stddev, "ceiling": expected.ceiling}[key]
        return [None if value is None else Decimal(value) / POINT_UNITS for value in units]


_OF_SLATE = ("position", "team", "opponent", "game", "salary")
_OF_PROJECTIONS = ("points", "ownership", "stddev", "ceiling")


def _of_slate(player: Player, key: str) -> tuple[str, ...]:
    if key == "position":
        return player.positions
    text = {"team": player.team, "opponent": player.opponent, "game": player.game, "salary": str(player.salary)}[key]
    return (text,) if text else ()


def as_number(text: str) -> Decimal | None:
    """The number that a text is, None for any other text."""
    number = read_decimal(text.strip().removesuffix("%").removeprefix("$").replace(",", ""))
    return number if number is not None and number.is_finite() else None

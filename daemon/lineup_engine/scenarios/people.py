"""Who may score, and what the user expects of him: the input of the scenarios."""

from collections.abc import Sequence
from dataclasses import dataclass

from lineup_engine.projections.quantiles import Quantiles
from lineup_engine.slate.forms import main_forms
from lineup_engine.slate.model import Player, Slate


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of one person as plain player, in units; None where nothing is said. `line`: where it stands."""

    mean: int | None
    stddev: int | None = None
    floor: int | None = None
    ceiling: int | None = None
    quantiles: Quantiles = ()
    line: int = 0

    @property
    def plays(self) -> bool:
        """Whether he is drawn: somebody without points, or with 0 points and no spread, does not play."""
        return self.mean is not None and (self.mean != 0 or bool(self.stddev))


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a slate. `order`: his place in the batting order, 0 where unknown; `unit`: those he is on the ice with."""

    name: str
    positions: tuple[str, ...]
    team: str
    opponent: str
    game: str
    outlook: Outlook
    order: int = 0
    unit: str = ""


def people_of(
    slate: Slate, outlooks: Sequence[Outlook], orders: Sequence[int] = (), units: Sequence[str] = ()
) -> tuple[Person, ...]:
    """The persons of a slate in the order of their main forms; everything else is said of every form of the slate."""
    return tuple(
        _person(
            slate.players[number],
            outlooks[number],
            orders[number] if orders else 0,
            units[number] if units else "",
        )
        for number in main_forms(slate)
    )


def _person(player: Player, outlook: Outlook, order: int, unit: str) -> Person:
    opponent = player.opponent or ""
    return Person(
        player.name, player.positions, player.team, opponent, player.game or "", as_plain(player, outlook), order, unit
    )


def as_plain(player: Player, outlook: Outlook) -> Outlook:
    """What is expected of a form, for the plain player: a person may be on a slate as captain alone."""
    if player.boost_percent == 100:
        return outlook

    def plain(units: int | None) -> int | None:
        return None if units is None else round(units * 100 / player.boost_percent)

    quantiles = tuple((share, plain(units) or 0) for share, units in outlook.quantiles)
    return Outlook(
        plain(outlook.mean),
        plain(outlook.stddev),
        plain(outlook.floor),
        plain(outlook.ceiling),
        quantiles,
        outlook.line,
    )

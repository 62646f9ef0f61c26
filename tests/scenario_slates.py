"""Slates with what is expected of their players, as the scenarios take them: of our own making, or from files."""

from collections.abc import Sequence

from lineup_engine.projections.forms import match_forms
from lineup_engine.projections.read import read_projections
from lineup_engine.scenarios.people import Outlook, Person, people_of
from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.read import read_slate

Game = tuple[str, str, str]


def slate_of(game: Game, content: bytes, path: str = "slate.csv") -> Slate:
    """The slate of a salary file."""
    reading = read_slate(NamedFile(path, content), find_rules(*game))
    assert reading.slate is not None, reading.problems
    return reading.slate


def expected_of(slate: Slate, content: bytes, path: str = "projections.csv") -> tuple[Person, ...]:
    """The persons of a slate with the projections of a file."""
    rows = match_forms(slate, read_projections(NamedFile(path, content), {}).rows, {}, path).rows
    outlooks = [
        Outlook(None)
        if row is None
        else Outlook(row.points, row.stddev, row.floor, row.ceiling, row.quantiles, row.line)
        for row in rows
    ]
    return people_of(slate, outlooks)


def averages_of(slate: Slate) -> tuple[Person, ...]:
    """The persons of a slate with the file's own average points."""
    return people_of(slate, [Outlook(player.expected) for player in slate.players])


def tiny(people: Sequence[tuple[str, str, str, str]]) -> Slate:
    """A slate of players, each with name, position, team and opponent."""
    players = [
        Player(
            name,
            f"{number + 100}",
            name,
            (position,),
            (position,),
            5000,
            team,
            opponent,
            _game(team, opponent),
            None,
            False,
            number + 2,
            name,
        )
        for number, (name, position, team, opponent) in enumerate(people)
    ]
    return Slate("slate.csv", tuple(players))


def _game(team: str, opponent: str) -> str:
    return "@".join(sorted([team, opponent]))

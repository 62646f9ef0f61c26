"""Invented slates in the site's own format: tests and examples need players, and real ones belong to others.

Everything follows from the seed by integer arithmetic alone, so any Python on any machine makes the same bytes.
Nobody here exists: names are put together from syllables, teams and events are made up.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import TypeVar

from slate_sports import FIRST_NAMES, LAST_NAMES, NICKNAMES, SPORTS, TEAMS, Role, Sport

SALARY_HEADER = (
    "Position",
    "Name + ID",
    "Name",
    "ID",
    "Roster Position",
    "Salary",
    "Game Info",
    "TeamAbbrev",
    "AvgPointsPerGame",
)
PROJECTION_HEADER = ("Name", "Pos", "Team", "Fpts", "StdDev", "Floor", "Ceiling", "Own%")
GAME_DATE = "10/18/2026"

T = TypeVar("T")
_MASK = (1 << 64) - 1


class Draw:
    """A stream of numbers that is the same everywhere (SplitMix64)."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def _next(self) -> int:
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + self._next() % (high - low + 1)

    def pick(self, words: Sequence[str]) -> str:
        """One of the words."""
        return words[self.between(0, len(words) - 1)]

    def near(self, middle: int, percent: int) -> int:
        """A whole number around the middle, rarely further away than so many per cent."""
        steps = self.between(-100, 100) + self.between(-100, 100)
        return middle + middle * percent * steps // 20_000

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.between(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


@dataclass(frozen=True, slots=True)
class SlatePlayer:
    """One row of an invented slate. Points and shares are in hundredths."""

    id: str
    name: str
    positions: tuple[str, ...]
    slots: tuple[str, ...]
    salary: int
    game: str
    team: str
    average: int
    projection: int
    stddev: int
    ownership: int


def make_slate(sport: str, seed: int, players: int | None = None) -> str:
    """A DraftKings classic salary file, dearest player first; `players` limits their number, slots stay fillable."""
    return slate_text(make_players(sport, seed, players))


def make_projections(sport: str, seed: int, players: int | None = None) -> str:
    """A vendor's projections for the players of `make_slate` with the same arguments."""
    return projections_text(make_players(sport, seed, players))


def make_players(sport: str, seed: int, players: int | None = None) -> tuple[SlatePlayer, ...]:
    """The players of a slate, dearest first, each with his id."""
    seed_of_sport = seed * 1_000_003 + sum(sport.encode())
    return invent(SPORTS[sport], seed_of_sport, players, bouts=sport == "mma")


def invent(kind: Sport, seed: int, players: int | None = None, *, bouts: bool = False) -> tuple[SlatePlayer, ...]:
    """The players of any kind of slate; in `bouts` two meet each other."""
    draw = Draw(seed)
    everyone = _fighters(kind, draw) if bouts else _everyone(kind, draw)
    chosen = everyone if players is None else _thinned(kind, draw.shuffled(everyone), players)
    ordered = sorted(chosen, key=lambda player: (-player.salary, player.name))
    first_id = 30_000_000 + draw.between(0, 9_999) * 1_000
    return tuple(replace(player, id=str(first_id + number)) for number, player in enumerate(ordered))


def slate_text(players: Iterable[SlatePlayer]) -> str:
    """The players as a salary file with the site's current header."""
    return as_csv(SALARY_HEADER, [salary_row(player) for player in players])


def salary_row(player: SlatePlayer) -> tuple[str, ...]:
    """A player under `SALARY_HEADER`."""
    return (
        "/".join(player.positions),
        f"{player.name} ({player.id})",
        player.name,
        player.id,
        "/".join(player.slots),
        str(player.salary),
        player.game,
        player.team,
        hundredths(player.average),
    )


def projections_text(players: Iterable[SlatePlayer]) -> str:
    """The players as a vendor would project them: by name, without ids."""
    rows = [
        (
            player.name,
            "/".join(player.positions),
            player.team,
            hundredths(player.projection),
            hundredths(player.stddev),
            hundredths(max(player.projection - player.stddev, 0)),
            hundredths(player.projection + player.stddev),
            hundredths(player.ownership),
        )
        for player in players
    ]
    return as_csv(PROJECTION_HEADER, rows)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV text with plain line ends."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def hundredths(value: int) -> str:
    """A whole number of hundredths as a decimal number."""
    return f"{'-' * (value < 0)}{abs(value) // 100}.{abs(value) % 100:02d}"


def _everyone(kind: Sport, draw: Draw) -> list[SlatePlayer]:
    names = _Names(draw)
    if not kind.games:
        return [_player(kind, draw, role, names.new(), kind.event, kind.field_name) for role in kind.roles]
    players: list[SlatePlayer] = []
    teams = draw.shuffled(range(len(TEAMS)))[: 2 * kind.games]
    for away, home in zip(teams[::2], teams[1::2], strict=True):
        game = f"{TEAMS[away]}@{TEAMS[home]} {GAME_DATE} {draw.pick(kind.start_times)} ET"
        for team in (away, home):
            for role in kind.roles:
                name = NICKNAMES[team] if role.positions == "DST" else names.new()
                players.append(_player(kind, draw, role, name, game, TEAMS[team]))
    return players


def _fighters(kind: Sport, draw: Draw) -> list[SlatePlayer]:
    """Two fighters per bout: the dearer the one, the cheaper the other; the family name stands for the team."""
    names = _Names(draw)
    fighters: list[SlatePlayer] = []
    for _ in range(kind.games):
        favourite, outsider = names.new(), names.new()
        teams = [name.split()[1] for name in (favourite, outsider)]
        game = f"{'@'.join(sorted(teams))} {GAME_DATE} {kind.start_times[0]} ET"
        salary = draw.between(81, kind.roles[0].high)
        for name, team, hundreds in zip((favourite, outsider), teams, (salary, 162 - salary), strict=True):
            fighters.append(_player(kind, draw, Role(kind.roles[0].positions, hundreds, hundreds), name, game, team))
    return fighters


def _player(kind: Sport, draw: Draw, role: Role, name: str, game: str, team: str) -> SlatePlayer:
    hundreds = draw.between(role.low, role.high)
    average = draw.near(hundreds * kind.points_rate, kind.spread_percent)
    projection = max(draw.near(average, 30), 0)
    value = projection * 100 // (hundreds * kind.points_rate)
    return SlatePlayer(
        id="",
        name=name,
        positions=tuple(role.positions.split("/")),
        slots=_slots(kind, role.positions),
        salary=hundreds * 100,
        game=game,
        team=team,
        average=max(average, 0),
        projection=projection,
        stddev=draw.near(projection * 2 // 5, 20),
        ownership=min(value * value // 12 + draw.between(0, 300), 6_500),
    )


def _slots(kind: Sport, positions: str) -> tuple[str, ...]:
    """The slots of all positions, each once, the narrow ones first, as the site writes them."""
    each = [kind.roster[position].split("/") for position in positions.split("/")]
    narrow = [slots[0] for slots in each]
    return tuple(
        dict.fromkeys([*narrow, *(slot for depth in (1, 2, 3) for slots in each for slot in slots[depth:][:1])])
    )


class _Names:
    """Invented names, none of them twice."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._used: set[str] = set()

    def new(self) -> str:
        """First and family name; every family name comes once."""
        first = self._one_of(FIRST_NAMES)
        last = self._one_of(LAST_NAMES)
        while last in self._used:
            last = self._one_of(LAST_NAMES)
        self._used.add(last)
        return f"{first} {last}"

    def _one_of(self, syllables: Sequence[Sequence[str]]) -> str:
        return "".join(self._draw.pick(choice) for choice in syllables)


def _thinned(kind: Sport, pool: list[SlatePlayer], count: int) -> list[SlatePlayer]:
    """So many players of the pool, taken slot by slot, so that the slots can be filled."""
    chosen: list[SlatePlayer] = []
    for slot in cycle(kind.slots.split()):
        if len(chosen) >= min(count, len(pool)):
            break
        fitting = [player for player in pool if slot in player.slots and player not in chosen]
        chosen += fitting[:1]
    return chosen

"""Invented slates of every game of both sites, as files in the site's own format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from slate_games import GAMES, Game
from slates import SALARY_HEADER, SlatePlayer, as_csv, hundredths, invent, projections_text, salary_row

FANDUEL_HEADER = (
    *("Id", "Position", "First Name", "Nickname", "Last Name", "FPPG", "Played", "Salary", "Game", "Team", "Opponent"),
    *("Injury Indicator", "Injury Details", "Tier", "Probable Pitcher", "Batting Order", "Roster Position"),
)
_CAPTAINS_IDS = 500
"""So much larger is a captain's id than his plain one."""


def game_slate(game: str, seed: int) -> bytes:
    """The file of players of a game."""
    made = game_players(game, seed)
    if game.startswith("fanduel"):
        return fanduel_text(made, mvp_column=GAMES[game].mvp_column).encode("utf-8")
    rows = [*_captains(made, GAMES[game]), *made]
    return as_csv(SALARY_HEADER, [salary_row(row) for row in rows]).encode("utf-8")


def game_projections(game: str, seed: int) -> bytes:
    """A vendor's projections for the same players, everybody once."""
    return projections_text(game_players(game, seed)).encode("utf-8")


def game_players(game: str, seed: int) -> tuple[SlatePlayer, ...]:
    """Everybody of a game, once."""
    kind = GAMES[game]
    seed_of_game = seed * 1_000_003 + sum(game.encode())
    return tuple(_priced(player, kind, game) for player in invent(kind.sport, seed_of_game, bouts=kind.bouts))


def _priced(player: SlatePlayer, kind: Game, game: str) -> SlatePlayer:
    """With the game's own salary and, on FanDuel, the id in its form."""
    dollars = max(player.salary * kind.salary_percent // 100 // kind.step, 1) * kind.step
    if game == "fanduel mma":
        dollars = player.salary // 500
    player_id = f"90001-{player.id[-5:]}" if game.startswith("fanduel") else player.id
    return replace(player, salary=dollars, id=player_id)


def _captains(players: Sequence[SlatePlayer], kind: Game) -> Iterator[SlatePlayer]:
    """The rows of those who may be captain: an id of their own, one and a half times the salary."""
    for player in players:
        if not kind.captains.isdisjoint(player.positions):
            own_id = str(int(player.id) + _CAPTAINS_IDS)
            yield replace(player, id=own_id, slots=("CPT",), salary=player.salary * 3 // 2)


def fanduel_text(players: Sequence[SlatePlayer], *, mvp_column: bool = False) -> str:
    """The players as FanDuel's list."""
    header = [*FANDUEL_HEADER, *(["MVP 1.5x Salary"] if mvp_column else [])]
    return as_csv(header, [_fanduel_row(player, mvp_column=mvp_column) for player in players])


def _fanduel_row(player: SlatePlayer, *, mvp_column: bool) -> list[str]:
    first, _, last = player.name.partition(" ")
    game = player.game.split(" ")[0] if "@" in player.game else ""
    team = player.team if game else ""
    row = [player.id, "/".join(player.positions), first, player.name, last, hundredths(player.average), "7"]
    row += [str(player.salary), game, team, game.replace(team, "").strip("@"), "", "", "", "", ""]
    return [*row, "/".join(player.slots), *([str(player.salary * 3 // 2)] if mvp_column else [])]

"""What the column "Game Info" says: which two teams play, or that the game has begun."""

import re
from dataclasses import dataclass

_TIME = re.compile(r"(?:\d{1,2}/\d{1,2}/\d{2,4} )?\d{1,2}:\d{2} ?[AP]M\b", re.IGNORECASE)
_AGAINST = re.compile(r"@| vs\.? ", re.IGNORECASE)

_BEGUN = frozenset({"in progress", "final", "postponed", "cancelled", "canceled", "suspended"})


@dataclass(frozen=True, slots=True)
class GameInfo:
    """A game by its two teams as `AWAY@HOME` in the file's spelling, None where the file names none."""

    game: str | None
    away: str = ""
    home: str = ""
    is_closed: bool = False

    def opponent_of(self, team: str) -> str | None:
        """The other side; None when this team does not play in the game."""
        sides = {self.away.casefold(): self.home, self.home.casefold(): self.away}
        return sides.get(team.casefold()) if self.game else None


def read_game_info(text: str) -> GameInfo:
    """The game that a cell tells: `SAS@NYK 12/25/2024 12:00PM ET`, `In Progress`, or the name of a race."""
    if text.casefold() in _BEGUN:
        return GameInfo(None, is_closed=True)
    line = " ".join(text.split())
    time = _TIME.search(line)
    teams = line[: time.start()] if time else line
    away, *rest = (team.strip() for team in _AGAINST.split(teams, maxsplit=1))
    if not away or not any(rest):
        return GameInfo(None)
    return GameInfo(f"{away}@{rest[0]}", away, rest[0])

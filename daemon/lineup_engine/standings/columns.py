"""Which column of a standings file is what: the entries to the left, the players to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.texts.table import find_column, folded

DOWNLOAD = 'take the file from "Export Lineups to CSV" on the page of the contest, when it is over'

_NEEDED = ("Rank", "Points", "Lineup")
_FOREIGN = (
    ({"nameid", "salary"}, "is a salary file, not a contest's standings"),
    ({"entryid", "entryfee"}, "is a file of your own entries, not a contest's standings"),
    ({"nickname", "salary"}, "is FanDuel's player list, not a contest's standings"),
    ({"entryid", "winnings"}, "is a history of your own entries, not a contest's standings"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where everything is; None where a file does not have it. Files of before about 2016 have no players."""

    rank: int
    points: int
    lineup: int
    entry_id: int | None
    entry_name: int | None
    time_remaining: int | None
    player: int | None
    roster_position: int | None
    drafted: int | None
    fantasy_points: int | None


def find_columns(file: NamedFile, line: int, header: Sequence[str]) -> Columns:
    """The columns of a header in this line; raises `InputError` where it is none of standings.

    A file that was written by R has dots for spaces and `X.Drafted` for `%Drafted`.
    """
    titles = [title.strip() for title in header]
    rank, points, lineup = (find_column(titles, name) for name in _NEEDED)
    if rank is None or points is None or lineup is None:
        raise InputError([_unlike(file, line, titles)])
    return Columns(
        rank=rank,
        points=points,
        lineup=lineup,
        entry_id=find_column(titles, "EntryId"),
        entry_name=find_column(titles, "EntryName"),
        time_remaining=find_column(titles, "TimeRemaining"),
        player=find_column(titles, "Player"),
        roster_position=find_column(titles, "Roster Position"),
        drafted=find_column(titles, "%Drafted", "X.Drafted"),
        fantasy_points=find_column(titles, "FPTS"),
    )


def _unlike(file: NamedFile, line: int, titles: Sequence[str]) -> Problem:
    """Why this is no standings file."""
    known = {folded(title) for title in titles}
    for signs, what in _FOREIGN:
        if signs <= known:
            return Problem(file.path, line, 0, what, DOWNLOAD)
    missing = " or ".join(name for name in _NEEDED if find_column(titles, name) is None)
    return Problem(file.path, line, 0, f"has no column {missing}, so it is no contest's standings", DOWNLOAD)

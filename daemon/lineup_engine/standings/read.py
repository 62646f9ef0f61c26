"""A standings file, matched to the slate of a job; or everything that is wrong with it, at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lineup_engine.entries.users import user_of
from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.find import listed
from lineup_engine.slate.model import Slate
from lineup_engine.standings.belonging import find_problems, of_other_slate, strangers_told
from lineup_engine.standings.contents import read_contents
from lineup_engine.standings.lineups import CellsRead, read_cells
from lineup_engine.standings.model import UNSEEN, Entries, References, Standings
from lineup_engine.standings.people import People
from lineup_engine.standings.players import list_players
from lineup_engine.standings.rows import Lines, read_lines
from lineup_engine.texts.shown import shown


@dataclass(frozen=True, slots=True)
class StandingsReading:
    """The standings, or the problems; warnings in both cases."""

    standings: Standings | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def read_standings(file: NamedFile, slate: Slate, rules: ContestRules) -> StandingsReading:
    """The standings of a contest on this slate: the site's CSV, or the zip archive that holds it."""
    try:
        file, decoded = read_contents(file)
        lines = read_lines(file, decoded.text)
    except InputError as refused:
        return StandingsReading(None, refused.problems)
    people = People(slate, rules)
    cells = read_cells(lines, slate, rules, people)
    problems = find_problems(lines, cells, rules, file.path)
    if not problems and (other := of_other_slate(lines, cells.lineups, slate, rules, file.path)):
        problems = (other,)
    if problems:
        return StandingsReading(None, problems, decoded.warnings)
    standings = _standings(file.path, lines, cells, slate, people)
    return StandingsReading(standings, (), (*decoded.warnings, *_warnings(standings, cells, people.doubtful)))


def _standings(file: str, lines: Lines, cells: CellsRead, slate: Slate, people: People) -> Standings:
    table = list_players(lines.players, people, slate, cells.lineups)
    return Standings(
        file=file,
        slate=slate,
        strangers=tuple(people.strangers),
        entries=_entries(lines, cells.lineups),
        listed=table,
        is_live=lines.is_running or bool((cells.lineups == UNSEEN).any()),
    )


def _entries(lines: Lines, lineups: References) -> Entries:
    return Entries(
        ids=tuple(entry.id for entry in lines.entries),
        users=tuple(user_of(entry.name) for entry in lines.entries),
        rank=np.array([entry.rank for entry in lines.entries], np.int64),
        points=np.array([entry.points for entry in lines.entries], np.int64),
        lineups=lineups,
    )


def _warnings(standings: Standings, cells: CellsRead, doubtful: Mapping[str, Sequence[int]]) -> Iterator[str]:
    file, slate = standings.file, standings.slate
    if standings.is_live:
        yield f"{file} was taken during the contest: ranks and points are not final, and some players are not seen"
    if cells.unread:
        places = ", ".join(str(entry.line) for entry in cells.unread[:5])
        noun = "lineup" if len(cells.unread) == 1 else "lineups"
        yield f"{file}: {len(cells.unread)} {noun} cannot be read (line {places}); they count by their points only"
    yield from strangers_told(file, slate, standings.strangers, standings.entries.lineups)
    for name, players in sorted(doubtful.items()):
        who = listed([slate.players[number] for number in players])
        yield f"{file}: {shown(name)} fits {who}; the dearest is taken"

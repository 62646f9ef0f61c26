"""Where in a salary file the players stand, and which column is what; old files, entries files and templates too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.texts.table import Row, find_column, folded

_NEEDED = ("Position", "Name", "Salary")
_CURE = 'take the file from "Export to CSV" on the page where you draft'

_FOREIGN = (
    ({"nickname", "fppg"}, "is FanDuel's player list", "write site: draftkings only with a file from DraftKings"),
    ({"entryname", "timeremaining"}, "is a contest's standings, not its salaries", _CURE),
    ({"idstarting", "salary"}, "is Yahoo's player list", "write site: draftkings only with a file from DraftKings"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each piece of a player's row is; None where the file does not have it."""

    position: int
    name: int
    salary: int
    id: int | None
    name_and_id: int | None
    roster_position: int | None
    game: int | None
    team: int | None
    average: int | None


@dataclass(frozen=True, slots=True)
class Pool:
    """The players' rows of a file. `slot_header` are the slots that an entries file or a template is for, if it is."""

    columns: Columns
    header_line: int
    rows: tuple[Row, ...]
    slot_header: tuple[str, ...]


def find_pool(file: NamedFile, rows: Sequence[Row]) -> Pool:
    """The players of a salary file; raises `InputError` when there are none."""
    for number, row in enumerate(rows):
        needed = {name: column for name in _NEEDED if (column := find_column(row.cells, name)) is not None}
        if len(needed) == len(_NEEDED):
            columns = _columns(row.cells, needed)
            players = tuple(later for later in rows[number + 1 :] if _has_player(later, columns))
            if not players:
                raise _refused(file, row.line, "has a header and no players under it", "download it again")
            return Pool(columns, row.line, players, _slot_header(rows[0]) if number else ())
    raise _without_pool(file, rows)


def _columns(header: Sequence[str], found: Mapping[str, int]) -> Columns:
    """The columns by name; those that every file needs are found already."""
    return Columns(
        position=found["Position"],
        name=found["Name"],
        salary=found["Salary"],
        id=find_column(header, "ID"),
        name_and_id=find_column(header, "Name + ID"),
        roster_position=find_column(header, "Roster Position"),
        game=find_column(header, "Game Info"),
        team=find_column(header, "TeamAbbrev", "Team"),
        average=find_column(header, "AvgPointsPerGame"),
    )


def _has_player(row: Row, columns: Columns) -> bool:
    """Beside the pool there may be instructions and entries, so a row counts only if the pool's part has something."""
    return any(row.cell(column) for column in (columns.position, columns.name, columns.salary))


def _slot_header(first: Row) -> tuple[str, ...]:
    """The slots in the first row of an entries file or a template: all before the blank cell and "Instructions"."""
    titles = [folded(cell) for cell in first.cells]
    if not {"entryfee", "instructions"} & set(titles):
        return ()
    start = titles.index("entryfee") + 1 if "entryfee" in titles else 0
    end = titles.index("instructions") if "instructions" in titles else len(titles)
    # A spreadsheet program numbers columns of one name: "P", "P.1".
    slots = [cell.split(".")[0] for cell in first.cells[start:end]]
    return tuple(slot for slot in slots if slot)


def _without_pool(file: NamedFile, rows: Sequence[Row]) -> InputError:
    """Why this is no salary file, as well as can be told."""
    titles = {folded(cell) for cell in rows[0].cells}
    for signs, what, cure in _FOREIGN:
        if signs <= titles:
            return _refused(file, rows[0].line, what, cure)
    if "entryid" in titles:
        return _refused(file, rows[0].line, "has entries but no player pool beside them", _CURE)
    missing = [name for name in _NEEDED if folded(name) not in titles]
    if len(missing) < len(_NEEDED):
        return _refused(file, rows[0].line, f"has no column {' or '.join(missing)}", _CURE)
    return _refused(file, rows[0].line, "is no salary file: no row has Position, Name and Salary", _CURE)


def _refused(file: NamedFile, line: int, what: str, cure: str) -> InputError:
    return InputError([Problem(file.path, line, 0, what, cure)])

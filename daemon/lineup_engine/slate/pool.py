"""Where in a salary file the players stand, and which column is what; old files, entries files and templates too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.slate.layouts import Layout, boosted_salaries, other_layout
from lineup_engine.texts.table import Row, find_column, folded

_NUMBERED = re.compile(r"\.\d+$")

_BEFORE_SLOTS = ("contestname", "entryfee")
"""The columns of an entries file behind which the slots begin; FanDuel's older ones have no fee."""

_FOREIGN = (
    ({"entryname", "timeremaining"}, "is a contest's standings, not its salaries"),
    ({"idstarting", "salary"}, "is Yahoo's player list"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each piece of a player's row is; None where the file does not have it.

    `boosted_salary` is what a player costs in a slot that multiplies points, by the slot.
    """

    position: int
    salary: int
    name: int | None
    first_name: int | None
    last_name: int | None
    id: int | None
    name_and_id: int | None
    roster_position: int | None
    game: int | None
    team: int | None
    opponent: int | None
    average: int | None
    boosted_salary: Mapping[str, int]
    attributes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Pool:
    """The players' rows of a file. `slot_header` are the slots that an entries file or a template is for, if it is."""

    layout: Layout
    columns: Columns
    header_line: int
    rows: tuple[Row, ...]
    slot_header: tuple[str, ...]


def find_pool(file: NamedFile, rows: Sequence[Row], layout: Layout) -> Pool:
    """The players of a site's file; raises `InputError` when there are none."""
    for number, row in enumerate(rows):
        needed = layout.needed_columns(row.cells)
        if needed:
            columns = _columns(row.cells, layout, needed)
            players = tuple(later for later in rows[number + 1 :] if _has_player(later, columns))
            if not players:
                raise _refused(file, row.line, "has a header and no players under it", "download it again")
            return Pool(layout, columns, row.line, players, _slot_header(rows[0]) if number else ())
    raise _without_pool(file, rows, layout)


def _columns(header: Sequence[str], layout: Layout, needed: Mapping[str, int]) -> Columns:
    """The columns by name; those that every file needs are found already."""
    return Columns(
        position=needed["Position"],
        salary=needed["Salary"],
        name=layout.column(header, "name"),
        first_name=layout.column(header, "first name"),
        last_name=layout.column(header, "last name"),
        id=layout.column(header, "id"),
        name_and_id=layout.column(header, "name and id"),
        roster_position=layout.column(header, "roster position"),
        game=layout.column(header, "game"),
        team=layout.column(header, "team"),
        opponent=layout.column(header, "opponent"),
        average=layout.column(header, "average"),
        boosted_salary=boosted_salaries(header),
        attributes=layout.kept(header),
    )


def _has_player(row: Row, columns: Columns) -> bool:
    """Beside the pool there may be instructions and entries, so a row counts only if the pool's part has something."""
    named = (columns.name, columns.first_name, columns.last_name)
    return any(row.cell(column) for column in (columns.position, columns.salary, *named))


def _slot_header(first: Row) -> tuple[str, ...]:
    """The slots in the first row of an entries file or a template: all before the blank cell and "Instructions"."""
    titles = [folded(cell) for cell in first.cells]
    if not {*_BEFORE_SLOTS, "instructions"} & set(titles):
        return ()
    start = max((titles.index(title) + 1 for title in _BEFORE_SLOTS if title in titles), default=0)
    end = titles.index("instructions") if "instructions" in titles else len(titles)
    # A spreadsheet program numbers columns of one name: "P", "P.1".
    slots = [_NUMBERED.sub("", cell) for cell in first.cells[start:end]]
    return tuple(slot for slot in slots if slot)


def _without_pool(file: NamedFile, rows: Sequence[Row], layout: Layout) -> InputError:
    """Why this is no file of the site's players, as well as can be told."""
    line, titles = rows[0].line, {folded(cell) for cell in rows[0].cells}
    if other := other_layout(layout, [row.cells for row in rows]):
        return _refused(
            file, line, f"is {other.owner} {other.noun}", f"write site: {other.site}, or name a file of {layout.site}"
        )
    for signs, what in _FOREIGN:
        if signs <= titles:
            return _refused(file, line, what, layout.download)
    if "entryid" in titles:
        return _refused(file, line, "has entries but no player pool beside them", layout.download)
    missing = [name for name in layout.needed if find_column(rows[0].cells, name) is None]
    if len(missing) < len(layout.needed):
        return _refused(file, line, f"has no column {' or '.join(missing)}", layout.download)
    words = f"is no {layout.noun}: no row has {', '.join(layout.needed[:-1])} and {layout.needed[-1]}"
    return _refused(file, line, words, layout.download)


def _refused(file: NamedFile, line: int, what: str, cure: str) -> InputError:
    return InputError([Problem(file.path, line, 0, what, cure)])

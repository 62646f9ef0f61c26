"""Opponents' lineups from a file: a lineup per row under the slots, or a site's standings with a column of lineups."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from lineup_engine.entries.users import is_user, user_of
from lineup_engine.errors import InputError
from lineup_engine.field.callers import Callers
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.texts.decode import decode
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import quoted
from lineup_engine.texts.table import Row, find_column, read_rows
from lineup_kernels.field_tables import Lineups

_NUMBERED = re.compile(r"\.\d+$")
_SHOWN = 3

Cells = Sequence[tuple[str, str]]
"""Slots with what stands in them."""


@dataclass(frozen=True, slots=True)
class Mine:
    """Who the user is in a file of entries, whose own ones are no opponents: his name there, and the ids of entries."""

    user: str = ""
    entries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opponents:
    """The lineups of a file, each in ascending order; `empty` entries have none, and score 0. `own` are left out."""

    lineups: Lineups
    empty: int
    warnings: tuple[str, ...] = ()
    own: int = 0


@dataclass(frozen=True, slots=True)
class _Whose:
    """Tells the user's own entries by their columns of names and ids; None where a file has no such column."""

    mine: Mine
    name: int | None
    id: int | None

    def is_own(self, row: Row) -> bool:
        """Whether a row is an entry of the user's."""
        is_named = bool(self.mine.user) and is_user(user_of(row.cell(self.name)), self.mine.user)
        return is_named or row.cell(self.id) in self.mine.entries

    def doubts(self, file: str, own: int) -> Iterator[str]:
        """What was left out, or that nothing was though the user has a name."""
        if own:
            yield f"{file}: {own} of its entries are yours and no opponents"
        elif self.mine.user:
            words = (
                "no entry is called" if self.name is not None else "it has no column EntryName; nothing is left out for"
            )
            yield f"{file}: {words} {quoted(self.mine.user)}"


@dataclass(slots=True)
class _Reader:
    """One reading of a file."""

    file: NamedFile
    job: CompiledJob
    callers: Callers
    whose: "_Whose"
    lineups: list[list[int]] = field(default_factory=list[list[int]])
    empty: int = 0
    own: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])
    told: set[str] = field(default_factory=set[str])

    def read(self, row: Row, cells: Cells) -> None:
        """Take one lineup, or note what is wrong with it."""
        if self.whose.is_own(row):
            self.own += 1
            return
        if not any(text for _, text in cells):
            self.empty += 1
            return
        meant = [self.callers.meant(text, slot) if text else None for slot, text in cells]
        wrong = [one for one in meant if one is not None and one.player is None]
        for one in wrong:
            # A player who is wrong in one row is wrong in hundreds: his first row is told.
            if one.wrong not in self.told:
                self.told.add(one.wrong)
                self.refuse(row, one.wrong, one.cure)
        found = [one.player for one in meant if one is not None and one.player is not None]
        if len(found) == self.job.size:
            self._take(row, found)
        elif not wrong:
            self.refuse(row, f"has {len(found)} of {self.job.size} players", "complete the lineup, or remove the row")

    def _take(self, row: Row, found: list[int]) -> None:
        persons = {int(self.job.players.person[player]) for player in found}
        if len(persons) < len(found):
            self.refuse(row, "has somebody twice", "correct the lineup, or remove the row")
        else:
            self.lineups.append(sorted(found))

    def refuse(self, row: Row, what: str, cure: str) -> None:
        """Note a problem of a row."""
        self.problems.append(Problem(self.file.path, row.line, 0, what, cure))


def read_opponents(file: NamedFile, job: CompiledJob, site: str, mine: Mine | None = None) -> Opponents:
    """The lineups of a file but the user's own; raises `InputError` with every problem.

    Players are named by id, `Name (id)` or name. Lineups above the cap, of which real files have some, are only told.
    """
    decoded = decode(file)
    rows = read_rows(file, decoded.text)
    header = rows[0].cells
    whose = _Whose(mine or Mine(), find_column(header, "EntryName"), find_column(header, "EntryId"))
    reader = _Reader(file, job, Callers(job, site), whose)
    column = find_column(header, "Lineup")
    if column is None:
        _read_slots(reader, rows)
    else:
        _read_standings(reader, rows, column)
    if reader.problems:
        raise InputError(limited(reader.problems))
    if not reader.lineups:
        raise InputError([Problem(file.path, rows[0].line, 0, "has no lineups", "a row for each is wanted")])
    lineups = np.array(reader.lineups, np.uint16)
    doubts = (*decoded.warnings, *_doubts(file, job, reader, lineups), *whose.doubts(file.path, reader.own))
    return Opponents(lineups, reader.empty, doubts, reader.own)


def _doubts(file: NamedFile, job: CompiledJob, reader: _Reader, lineups: Lineups) -> Iterator[str]:
    above = int((job.players.salary[lineups].sum(axis=1) > job.salary_cap).sum())
    if above:
        yield f"{file.path}: {above} of {len(lineups)} lineups cost more than the cap of {job.salary_cap}"
    for name in sorted(reader.callers.namesakes)[:_SHOWN]:
        yield f"{file.path}: several players are called {quoted(name)}: the one with most points is taken"


def _read_standings(reader: _Reader, rows: Sequence[Row], column: int) -> None:
    """The lineups of a column; beside the entries stand players, in rows that go on when the entries have ended."""
    entry = find_column(rows[0].cells, "EntryId", "EntryName", "Rank")
    marks = "|".join(re.escape(slot) for slot in sorted(set(reader.job.slots), key=len, reverse=True))
    mark = re.compile(rf"(?:^|\s)({marks})\s+(?=\S)")
    for row in rows[1:]:
        text = row.cell(column)
        if not text and (entry is None or not row.cell(entry)):
            continue
        before, *parts = mark.split(text)
        cells = list(zip(parts[::2], parts[1::2], strict=True))
        if (
            text
            and not reader.whose.is_own(row)
            and (before.strip() or sorted(slot for slot, _ in cells) != sorted(reader.job.slots))
        ):
            words = f"{quoted(text)} does not tell who fills {', '.join(reader.job.slots)}"
            reader.refuse(row, words, "is it a file of the same contest?")
        else:
            reader.read(row, cells)


def _read_slots(reader: _Reader, rows: Sequence[Row]) -> None:
    """A lineup per row: under a header of slots, or in as many cells as a lineup has players."""
    job, titles = reader.job, [_NUMBERED.sub("", title) for title in rows[0].cells]
    first = _first_slot(titles, job.slots)
    slots = job.slots if first is None else titles[first : first + job.size]
    for row in rows if first is None else rows[1:]:
        texts = [row.cell((first or 0) + place) for place in range(job.size)]
        filled = [cell for cell in row.cells if cell]
        if first is None and len(filled) != job.size:
            words = f"has {len(filled)} cells, but a lineup has {job.size} players"
            reader.refuse(row, words, f"write a lineup per row, under a header of slots: {','.join(job.slots)}")
        # Beside entries there are instructions and players, in rows that have nothing in the part of the entries.
        elif any(row.cells[: (first or 0) + job.size]):
            reader.read(row, list(zip(slots, texts, strict=True)))


def _first_slot(titles: Sequence[str], slots: Sequence[str]) -> int | None:
    """Where the columns of the slots begin, in whatever order they are; None where there are none."""
    wanted = sorted(slots)
    places = range(len(titles) - len(slots) + 1)
    return next((place for place in places if sorted(titles[place : place + len(slots)]) == wanted), None)

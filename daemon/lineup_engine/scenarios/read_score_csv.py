"""Simulated scores from a CSV: players as columns and simulations as rows, or the other way round."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lineup_engine.projections.columns import KNOWN_HEADERS, Field
from lineup_engine.scenarios.labels import Label, match_labels
from lineup_engine.scenarios.score_table import ScoreTable, refused
from lineup_engine.seam import NamedFile
from lineup_engine.slate.model import Slate
from lineup_engine.texts.decode import MAX_TEXT_MIB, decode
from lineup_engine.texts.numbers import read_decimal
from lineup_engine.texts.shown import shown
from lineup_engine.texts.table import Table, find_column, folded, read_table

_NO_SCORES = frozenset(folded(name) for names in KNOWN_HEADERS.values() for name in names)


def read_csv(slate: Slate, file: NamedFile) -> ScoreTable:
    """The scores of a CSV; raises `InputError` where it has none."""
    if len(file.content or b"") > MAX_TEXT_MIB << 20:
        words = f"is larger than {MAX_TEXT_MIB} MiB, the most for a CSV"
        raise refused(file, words, "save it as npz: numpy.savez_compressed(file, players=names, scores=scores)")
    decoded = decode(file)
    table = read_table(file, decoded.text)
    above = [Label(text, table.header_line, place + 1) for place, text in enumerate(table.header) if text]
    beside = find_column(table.header, *KNOWN_HEADERS[Field.ID], *KNOWN_HEADERS[Field.NAME])
    rows = [] if beside is None else [Label(row.cell(beside), row.line) for row in table.rows]
    by_columns, by_rows = match_labels(slate, above, file.path), match_labels(slate, rows, file.path)
    if not by_columns.known and not by_rows.known:
        words = f"has no players of {shown(slate.file)}, neither above nor beside its numbers"
        raise refused(file, words, "players are columns, or rows with a column Name or ID", table.header_line)
    if by_columns.known >= by_rows.known:
        found = _by_columns(file, table, above, by_columns.persons)
    else:
        found = _by_rows(file, table, rows)
    return ScoreTable(found.file, found.labels, found.points, decoded.warnings)


def _by_columns(file: NamedFile, table: Table, above: Sequence[Label], persons: Sequence[int | None]) -> ScoreTable:
    """The columns that are called like somebody; the number of the simulation, the first of others, is left out."""
    is_index = persons[0] is None and above[0].column == 1
    labels = above[1:] if is_index else above
    places = [label.column - 1 for label in labels]
    return ScoreTable(file.path, tuple(labels), _numbers(file, table, places))


def _by_rows(file: NamedFile, table: Table, rows: Sequence[Label]) -> ScoreTable:
    """The columns that mean nothing else about a player are simulations."""
    places = [place for place, title in enumerate(table.header) if folded(title) not in _NO_SCORES]
    if not places:
        raise refused(file, "has no column of scores", "there is one for each simulation", table.header_line)
    return ScoreTable(file.path, tuple(rows), _numbers(file, table, places).T)


def _numbers(file: NamedFile, table: Table, places: Sequence[int]) -> NDArray[np.float64]:
    """The cells of some columns as numbers: shape (rows, columns)."""
    last, comma = max(places), table.delimiter != ","
    points = np.empty((len(table.rows), len(places)))
    for number, row in enumerate(table.rows):
        cells = row.cells if len(row.cells) > last else (*row.cells, *[""] * (last + 1 - len(row.cells)))
        texts = [cells[place].replace(",", ".") if comma else cells[place] for place in places]
        try:
            points[number] = texts
        except ValueError:
            points[number] = np.nan
        if not np.isfinite(points[number]).all():
            raise _no_number(file, table, number, places)
    return points


def _no_number(file: NamedFile, table: Table, number: int, places: Sequence[int]) -> Exception:
    """Which cell of a row is no number."""
    row = table.rows[number]
    for place in places:
        text = row.cell(place)
        value = read_decimal(text.replace(",", ".") if table.delimiter != "," else text)
        if value is None or not value.is_finite():
            words = f"{shown(text)!r} is no score" if text else f"has no score under {shown(table.header[place])!r}"
            cure = "every player has a score in every simulation; 0 for who does not play"
            return refused(file, words, cure, row.line, place + 1)
    return refused(file, "has a cell that is no number", "correct it", row.line)

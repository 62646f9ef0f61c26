"""All Lineup cells of a file as references, each different cell read once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.model import Slate
from lineup_engine.standings.lineup_cell import CellReader
from lineup_engine.standings.model import UNFILLED, UNREAD, References
from lineup_engine.standings.people import People
from lineup_engine.standings.rows import EntryLine, Lines


@dataclass(frozen=True, slots=True)
class CellsRead:
    """The players of every entry, and the entries whose cell says something that cannot be read."""

    lineups: References
    unread: tuple[EntryLine, ...]


def read_cells(lines: Lines, slate: Slate, rules: ContestRules, people: People) -> CellsRead:
    """Every lineup, as references that `people` gives."""
    reader = CellReader([slot.name for slot in rules.slots], _names(lines, slate))
    size = len(rules.slots)
    rows: dict[str, Sequence[int]] = {"": [UNFILLED] * size}
    unread: list[EntryLine] = []
    for entry in lines.entries:
        if entry.lineup not in rows:
            pairs = reader.read(entry.lineup)
            rows[entry.lineup] = [UNREAD] * size if pairs is None else [people.reference(*pair) for pair in pairs]
        if rows[entry.lineup][0] == UNREAD:
            unread.append(entry)
    lineups = np.array([rows[entry.lineup] for entry in lines.entries], np.int32).reshape(len(lines.entries), size)
    return CellsRead(lineups, tuple(unread))


def _names(lines: Lines, slate: Slate) -> Collection[str]:
    """Everybody who may be in a lineup."""
    return {*(player.name for player in lines.players), *(player.name for player in slate.players)}

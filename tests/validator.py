"""An independent judge of finished lineups: its own reader, its own rules, no import from the engine.

`violations` looks at the `result` object of a job, `violations_of_upload` at the site's upload file. Both answer in
words, one sentence per thing that is wrong; an empty list means that the site would take every lineup and that every
figure is what the files say.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import Any

from listed_forms import read_forms
from salary_file import Listed
from validator_judge import Case, Roster, Wishes, judge, may_fill
from validator_tables import TABLES

__all__ = ["Points", "Wishes", "violations", "violations_of_upload"]

Points = Mapping[str, Decimal]
"""Projections by id or by name, as if nobody were captain."""

_UNITS = 100_000
_CELL = re.compile(r"(?:.*\()?([\d-]+)\)?", re.DOTALL)


def violations(
    slate: bytes, game: str, result: Mapping[str, Any], wishes: Wishes, points: Points | None = None
) -> list[str]:
    """All that is wrong with a job's result; without `points` those of the salary file count."""
    case = Case(read_forms(slate, TABLES[game]), TABLES[game], wishes)
    found: list[str] = []
    rosters: list[Roster] = []
    for number, lineup in enumerate(result["lineups"], start=1):
        roster, strangers = _roster_of(case, lineup["players"])
        values = [_units(case.players[row], points) for _, row in roster]
        found += [f"lineup {number}: {why}" for why in [*strangers, *_wrong_sums(lineup, values)]]
        rosters.append(roster)
    return [*found, *_wrong_order(result), *judge(case, rosters), *_wrong_exposures(case, rosters, result)]


def violations_of_upload(slate: bytes, game: str, upload: bytes, wishes: Wishes) -> list[str]:
    """All that is wrong with an upload file."""
    case = Case(read_forms(slate, TABLES[game]), TABLES[game], wishes)
    header, *rows = csv.reader(io.StringIO(upload.decode("utf-8"), newline=""))
    slot_of = dict(zip(case.table.header(), case.table.slots, strict=True))
    known = {player.id for player in case.players if player.id}
    found: list[str] = []
    rosters: list[Roster] = []
    for number, cells in enumerate(rows, start=1):
        ids = [match[1] if (match := _CELL.fullmatch(cell)) else cell for cell in cells]
        found += [f"lineup {number}: there is no player {one!r}" for one in ids if one not in known]
        if len(ids) != len(header):
            found.append(f"lineup {number}: {len(ids)} cells under {len(header)} slots")
        seats = ((slot_of.get(title, title), one) for title, one in zip(header, ids, strict=False) if one in known)
        rosters.append(tuple((slot, _row_with_id(case, one, slot)) for slot, one in seats))
    return [*found, *judge(case, rosters)]


def _row_with_id(case: Case, player_id: str, slot: str) -> int:
    """The row with this id; of several forms the one that may fill the slot."""
    rows = [row for row, player in enumerate(case.players) if player.id == player_id]
    return min(rows, key=lambda row: not may_fill(case.table, slot, case.players[row]))


def _roster_of(case: Case, cells: Sequence[Mapping[str, Any]]) -> tuple[Roster, list[str]]:
    """The rows that a result's players mean, and whom the file does not have."""
    roster: list[tuple[str, int]] = []
    strangers: list[str] = []
    for cell in cells:
        row = _row_called(case, cell, {used for _, used in roster})
        if row is None:
            strangers.append(f"the file has no {cell['name']} with {cell['id']}, {cell['team']}, {cell['salary']}")
        else:
            roster.append((cell["slot"], row))
    return tuple(roster), strangers


def _row_called(case: Case, cell: Mapping[str, Any], used: set[int]) -> int | None:
    """The row that agrees with all that is said; of namesakes without ids the one that is free and fits the slot."""
    said = (cell["id"] or "", cell["name"], (cell["team"] or "").casefold(), cell["salary"])
    rows = [row for row, one in enumerate(case.players) if (one.id, one.name, one.team, one.salary) == said]
    rows.sort(key=lambda row: (row in used, not may_fill(case.table, cell["slot"], case.players[row])))
    return rows[0] if rows else None


def _wrong_sums(lineup: Mapping[str, Any], values: Sequence[int | None]) -> Iterator[str]:
    salary = sum(cell["salary"] for cell in lineup["players"])
    if lineup["salary"] != salary:
        yield f"it says salary {lineup['salary']}, the sum is {salary}"
    if None in values:
        yield "somebody in it has no projection"
    total = sum(value or 0 for value in values)
    if lineup["points"] != total / _UNITS:
        yield f"it says {lineup['points']} points, the sum is {total / _UNITS}"


def _units(player: Listed, points: Points | None) -> int | None:
    """A player's projection in units of 1e-5, as all values are counted."""
    exact = player.points if points is None else points.get(player.id, points.get(player.name))
    if exact is None or (points is None and player.out):
        return None
    units = (exact * _UNITS).to_integral_value(ROUND_HALF_EVEN)
    return int((units * player.boost / 100).to_integral_value(ROUND_HALF_EVEN))


def _wrong_order(result: Mapping[str, Any]) -> Iterator[str]:
    """Rules only become tighter from one lineup to the next, so none can be worth more than the one before."""
    worth = [lineup["points"] for lineup in result["lineups"]]
    for number, (first, then) in enumerate(pairwise(worth), start=2):
        if then > first:
            yield f"lineup {number} is worth {then}, more than the one before"


def _wrong_exposures(case: Case, rosters: Sequence[Roster], result: Mapping[str, Any]) -> Iterator[str]:
    """The exposure table against a count of our own."""
    counts = Counter(case.main(row) for roster in rosters for _, row in roster)
    named = {row: (case.players[row].id or None, case.players[row].name) for row in counts}
    counted = Counter((*named[row], count) for row, count in counts.items())
    told = Counter((row["id"], row["name"], row["count"]) for row in result["exposure"])
    yield from (f"exposure: {name} is in {count} lineups, which it does not say" for _, name, count in counted - told)
    yield from (f"exposure: it says {count} lineups of {name}, which is not so" for _, name, count in told - counted)
    for row in result["exposure"]:
        if row["share"] != row["count"] / len(rosters):
            yield f"exposure: {row['name']} has share {row['share']} with {row['count']} of {len(rosters)} lineups"

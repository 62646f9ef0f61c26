"""A job's lineups as references, and which entries of the standings are theirs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from lineup_engine.entries.users import is_user
from lineup_engine.errors import InternalError
from lineup_engine.slate.model import Slate
from lineup_engine.standings.model import Entries, References, Standings

Lineup = tuple[int, ...]
"""References in rising order: who is in, whatever slots they fill."""


class FoundBy(StrEnum):
    """How entries were found to be the user's."""

    ENTRY_ID = "entry id"
    USER = "user"
    PLAYERS = "players"


@dataclass(frozen=True, slots=True)
class JobLineup:
    """One lineup of a result; points in units. `entries` are the ids of the entries that it was made for."""

    players: Lineup
    projected: int
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owned:
    """For each lineup its entries by their number in the standings; `others` are the user's entries of no lineup."""

    found_by: FoundBy
    entries: tuple[tuple[int, ...], ...]
    others: tuple[int, ...] = ()

    @property
    def surely(self) -> tuple[int, ...]:
        """The entries that are the user's whatever others have entered; none where only players tell."""
        if self.found_by is FoundBy.PLAYERS:
            return ()
        return tuple(sorted({*self.others, *(entry for some in self.entries for entry in some)}))


@dataclass(frozen=True, slots=True)
class Copies:
    """The entries of a field by their players."""

    by_players: Mapping[Lineup, tuple[int, ...]] = field(default_factory=dict[Lineup, tuple[int, ...]])

    def of(self, lineup: Lineup) -> tuple[int, ...]:
        """The entries with these players."""
        return self.by_players.get(lineup, ())


def read_lineups(result: Mapping[str, Any], slate: Slate) -> tuple[JobLineup, ...]:
    """The lineups of a result of a job on this slate."""
    by_id = {(player.id, player.form): number for number, player in enumerate(slate.players)}
    by_name = {
        (player.name, player.team, player.salary, player.form): number for number, player in enumerate(slate.players)
    }
    forms = {player.form for player in slate.players}

    def reference(cell: Mapping[str, Any]) -> int:
        form = cell["slot"] if cell["slot"] in forms else ""
        key = (cell["name"], cell["team"], cell["salary"], form)
        found = by_name.get(key) if cell["id"] is None else by_id.get((cell["id"], form))
        if found is None:
            raise InternalError(f"{cell['name']} of the result is not on the slate {slate.file}")
        return found

    return tuple(
        JobLineup(
            tuple(sorted(reference(cell) for cell in one["players"])),
            round(one["points"] * 100_000),
            tuple(one.get("entries") or ()),
        )
        for one in result["lineups"]
    )


def find_copies(lineups: References, wanted: Iterable[Lineup]) -> Copies:
    """Which entries have the same players as these lineups."""
    keys = {np.array(lineup, np.int32).tobytes(): lineup for lineup in wanted}
    ordered = np.sort(lineups, axis=1)
    found: defaultdict[Lineup, list[int]] = defaultdict(list)
    for number, row in enumerate(ordered):
        lineup = keys.get(row.tobytes())
        if lineup is not None:
            found[lineup].append(number)
    return Copies({lineup: tuple(numbers) for lineup, numbers in found.items()})


def find_mine(lineups: Sequence[JobLineup], standings: Standings, copies: Copies, user: str = "") -> Owned:
    """The entries of each lineup: by the ids that the job knew, else those of a user, else one with the same players."""
    entries = standings.entries
    number_of = {name: number for number, name in enumerate(entries.ids)}
    by_id = tuple(tuple(number_of[name] for name in one.entries if name in number_of) for one in lineups)
    if any(by_id):
        known = {number for some in by_id for number in some}
        his = {number for number, name in enumerate(entries.users) if user and is_user(name, user)}
        return Owned(FoundBy.ENTRY_ID, by_id, tuple(sorted(his - known)))
    if user:
        return _of_user(lineups, entries, copies, user)
    return Owned(FoundBy.PLAYERS, tuple(copies.of(one.players)[:1] for one in lineups))


def _of_user(lineups: Sequence[JobLineup], entries: Entries, copies: Copies, user: str) -> Owned:
    """A lineup that a job has twice gets each entry once."""
    his = {number for number, name in enumerate(entries.users) if is_user(name, user)}
    left = set(his)
    owned: list[tuple[int, ...]] = []
    for one in lineups:
        own = tuple(number for number in copies.of(one.players) if number in left)
        left.difference_update(own)
        owned.append(own)
    return Owned(FoundBy.USER, tuple(owned), tuple(sorted(left)))

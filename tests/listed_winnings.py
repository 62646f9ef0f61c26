"""Contests of which a list shows the best entries with what each won: what the places paid follows from it.

Whoever has a rank for himself shows what his place pays. Where several share a rank, their places pay what they won
together: places between two that pay the same pay that, and of others only the sum is known, which is shared out among
them so that prizes fall. The contest's own words say what the first place and what all places pay: a check from outside.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from real_finishes import hundredths

SLOTS = ("QB", "RB1", "RB2", "WR1", "WR2", "WR3", "TE", "FLEX", "DST")

_WORDS = re.compile(
    r"This ([\d,]+)-player contest features \$([\d,.]+) in total prizes and pays out the top ([\d,]+) finishing "
    r"positions\. First place wins \$([\d,.]+)\."
)


@dataclass(frozen=True)
class Entry:
    """One listed entry; score in hundredths of points, winnings in cents."""

    lineup: tuple[str, ...]
    score: int
    rank: int
    won: int


@dataclass(frozen=True)
class Listed:
    """One contest: its listed entries by rank, and what its own words say of it; money in cents."""

    entries: tuple[Entry, ...]
    size: int
    total: int
    paid: int
    first: int


def read_listed(path: Path) -> dict[str, Listed]:
    """The contests of a file, by id."""
    with path.open(encoding="utf-8") as text:
        rows = sorted(csv.DictReader(text), key=lambda row: (row["Contest ID"], int(row["rank"])))
    return {contest: _listed(list(some)) for contest, some in groupby(rows, key=lambda row: row["Contest ID"])}


def _listed(rows: Sequence[dict[str, str]]) -> Listed:
    words = _WORDS.match(rows[0]["contestSummary"])
    assert words is not None
    size, total, paid, first = (hundredths(part.replace(",", "")) for part in words.groups())
    entries = (
        Entry(
            tuple(row[slot].strip() for slot in SLOTS),
            hundredths(row["score"]),
            int(row["rank"]),
            hundredths(row["amount_won"]),
        )
        for row in rows
    )
    return Listed(tuple(entries), size // 100, total, paid // 100, first)


def prizes_of(listed: Listed) -> list[int]:
    """What each paid place pays, in cents."""
    prizes = [0] * (listed.paid + 2)
    groups = {rank: list(some) for rank, some in groupby(listed.entries, key=lambda entry: entry.rank)}
    for rank, some in groups.items():
        if len(some) == 1 and rank <= listed.paid:
            prizes[rank] = some[0].won
    prizes[1] = listed.first
    # From the last place up: unlisted places, and those shared between two that pay the same, pay what is below them.
    for rank in sorted(groups):
        if len(groups[rank]) > 1 and rank <= listed.paid:
            _share(prizes, rank, groups[rank])
    for place in range(listed.paid, 0, -1):
        prizes[place] = prizes[place] or prizes[place + 1]
    return prizes[1 : listed.paid + 1]


def _share(prizes: list[int], rank: int, group: Sequence[Entry]) -> None:
    """Give the places of a group that are not known yet as much as the place before, as far as the group's sum allows."""
    places = range(rank, min(rank + len(group), len(prizes) - 1))
    rest = len(group) * group[0].won - sum(prizes[place] for place in places)
    unknown = [place for place in places if not prizes[place]]
    for count, place in enumerate(unknown):
        later = len(unknown) - count - 1
        prizes[place] = min(prizes[place - 1], rest - later * prizes[places[-1] + 1])
        rest -= prizes[place]


def points_of(contests: dict[str, Listed]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The players and their points, in hundredths, as they follow from the listed scores of all lineups.

    Three numbers are free: what quarterbacks score at the cost of defenses, or of all others, and a pair that nobody
    has apart. They are set to whole points; no lineup's total depends on them.
    """
    entries = [entry for listed in contests.values() for entry in listed.entries]
    players = tuple(sorted({player for entry in entries for player in entry.lineup}))
    number = {player: place for place, player in enumerate(players)}
    uses = np.zeros((len(entries) + 3, len(players)))
    for row, entry in enumerate(entries):
        uses[row, [number[player] for player in entry.lineup]] = 1
    for row, player in enumerate(("Cardinals", "Derek Carr", "Ezekiel Elliott")):
        uses[len(entries) + row, number[player]] = 1
    scores = np.array([*(entry.score for entry in entries), 300, 1000, 1900])
    found, *_ = np.linalg.lstsq(uses, scores, rcond=None)
    return players, np.rint(found).astype(np.int64)

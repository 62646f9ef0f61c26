"""Contests as they were: every entry's lineup, points and rank from a site's standings, in whole hundredths of points."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

EMPTY = "nobody"
"""Who fills the slots of an entry without a lineup: he scores 0."""

_SLOT = re.compile(r"(?:^| )(?:PG|SG|SF|PF|UTIL|C|G|F|P|1B|2B|3B|SS|OF) ")


@dataclass(frozen=True)
class RealContest:
    """`points` are by player, `lineups` [entries, size] hold numbers of players, `ranks` are by entry; best first."""

    players: tuple[str, ...]
    points: NDArray[np.int64]
    lineups: NDArray[np.uint16]
    totals: NDArray[np.int64]
    ranks: NDArray[np.int64]


def hundredths(text: str) -> int:
    """Points as a whole number of hundredths."""
    return int(Decimal(text) * 100)


def read_standings(path: Path) -> RealContest:
    """A finished contest from a standings file: entries on the left, players with their points on the right."""
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    name, scored = header.index("Player"), header.index("FPTS")
    points = {row[name].strip(): hundredths(row[scored]) for row in rows if row[name].strip()}
    points[EMPTY] = 0
    players = tuple(points)
    number = {player: place for place, player in enumerate(players)}
    named = [[part.strip() for part in _SLOT.split(" ".join(row[5].split()))[1:]] for row in rows]
    size = max(len(lineup) for lineup in named)
    return RealContest(
        players,
        np.array(list(points.values()), np.int64),
        np.array([[number[one] for one in lineup or [EMPTY] * size] for lineup in named], np.uint16),
        np.array([hundredths(row[4]) for row in rows], np.int64),
        np.array([int(row[0]) for row in rows], np.int64),
    )

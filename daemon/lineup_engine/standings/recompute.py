"""What the standings say of themselves, counted anew: totals, ranks and shares must come out as the site has them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.standings.model import SHARE_UNITS, UNREAD, IntArray, Standings

BoolArray = NDArray[np.bool_]

_HALF_DIGIT = 500
"""Half of the last digit of an entry's points in units: what a captain's half points may be rounded by."""


@dataclass(frozen=True, slots=True)
class Differences:
    """How many were compared, and how many differ.

    `totals`: entries all of whose players are seen and have points. `ranks`: all entries. `drafted`: players in the
    table; while the contest runs those whom the site shows.
    """

    totals: int
    totals_differ: int
    ranks: int
    ranks_differ: int
    drafted: int
    drafted_differ: int


def recompute(standings: Standings) -> Differences:
    """The site's figures against those that follow from its entries."""
    entries, listed = standings.entries, standings.listed
    totals, is_total = totals_of(standings)
    wrong_totals = is_total & (np.abs(totals - entries.points) > _HALF_DIGIT)
    told = np.flatnonzero(listed.drafted >= 0)
    counts = count_uses(standings)[told]
    # A share is right when it is within half of its last digit: 2 |count * units - share * n| <= n.
    off = 2 * np.abs(counts * SHARE_UNITS - listed.drafted[told] * len(entries))
    return Differences(
        totals=int(is_total.sum()),
        totals_differ=int(wrong_totals.sum()),
        ranks=len(entries),
        ranks_differ=int((rank_by(entries.points) != entries.rank).sum()),
        drafted=len(told),
        drafted_differ=int((off > len(entries)).sum()),
    )


def totals_of(standings: Standings) -> tuple[IntArray, BoolArray]:
    """For each entry the sum of its players' points in units, and whether that is all of them.

    An entry without lineup has 0; unseen players count 0.
    """
    lineups, listed = standings.entries.lineups, standings.listed
    points = np.append(np.where(listed.is_scored, listed.points, 0), 0)
    scored = np.append(listed.is_scored, False)
    places = np.where(lineups >= 0, lineups, -1)
    is_total = (scored[places] | (lineups < 0)).all(axis=1) & (lineups[:, 0] != UNREAD)
    return points[places].sum(axis=1), is_total


def rank_by(points: IntArray) -> IntArray:
    """The place of each of these: one more than how many have more points, so that ties share the best place."""
    rising = np.sort(points)
    ranks: IntArray = (len(points) - np.searchsorted(rising, points, side="right") + 1).astype(np.int64)
    return ranks


def count_uses(standings: Standings) -> IntArray:
    """In how many entries everybody is, by reference."""
    lineups = standings.entries.lineups
    return np.bincount(lineups[lineups >= 0], minlength=standings.references).astype(np.int64)

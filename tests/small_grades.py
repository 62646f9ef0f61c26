"""Grades of small contests: results as jobs give them, prizes, and what was expected."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lineup_engine.grading.grade import Contest, Job, Outlook, grade
from lineup_engine.grading.model import Grade
from lineup_engine.grading.prizes import Prizes
from lineup_engine.slate.model import Slate
from lineup_engine.standings.model import Standings
from small_contests import NASCAR, drivers

FEE = 400_000
"""Four dollars in milli-cents."""


def prizes(*dollars: float, fee: int = FEE) -> Prizes:
    """A payout table: a prize for each place."""
    money = [round(100_000 * amount) for amount in dollars]
    return Prizes(fee, np.concatenate([[0], np.cumsum(money, dtype=np.int64)]).astype(np.int64))


def result(
    slate: Slate, lineups: Sequence[Sequence[int]], entries: Mapping[int, Sequence[str]] | None = None
) -> dict[str, Any]:
    """The result of a job with these lineups, of players by their number on the slate, projected 100 points each."""
    return {
        "lineups": [
            {
                "players": [_cell(slate, player) for player in lineup],
                "points": 100.0,
                "entries": list((entries or {}).get(number, ())),
                "contests": [],
            }
            for number, lineup in enumerate(lineups)
        ],
        "portfolio": None,
    }


def _cell(slate: Slate, player: int) -> dict[str, Any]:
    one = slate.players[player]
    return {"slot": one.slots[0], "id": one.id, "name": one.name, "team": one.team, "salary": one.salary}


def nothing_expected(slate: Slate) -> Outlook:
    """A job that knew nothing of its players."""
    nobody = (None,) * len(slate.players)
    return Outlook(nobody, nobody, nobody)


def graded(
    standings: Standings,
    lineups: Sequence[Sequence[int]],
    paid: Prizes | None = None,
    user: str = "",
    entries: Mapping[int, Sequence[str]] | None = None,
) -> Grade:
    """The grade of a race with these lineups."""
    slate = standings.slate
    job = Job(result(slate, lineups, entries), NASCAR, nothing_expected(slate))
    return grade(job, Contest(standings, paid, user))


def field_of(points: Sequence[int], lineups: Sequence[Sequence[int]]) -> Standings:
    """Standings made of entries with these points and players, whether they add up or not."""
    from lineup_engine.standings.model import Entries, Listed
    from lineup_engine.standings.recompute import rank_by

    slate = drivers()
    size = len(slate.players)
    own = np.array(points, np.int64)
    rows = np.array(lineups, np.int32).reshape(len(points), 6)
    entries = Entries(
        tuple(str(number) for number in range(len(points))),
        tuple(f"user{number}" for number in range(len(points))),
        rank_by(own),
        own,
        rows,
    )
    worth = Listed(np.full(size, -1, np.int64), 100_000 * np.arange(size, dtype=np.int64), np.ones(size, np.bool_))
    return Standings("s.csv", slate, (), entries, worth, is_live=False)


def without_players(standings: Standings, *players: int) -> Standings:
    """The same with nobody's points for these players."""
    known = standings.listed.is_scored.copy()
    known[list(players)] = False
    return replace(standings, listed=replace(standings.listed, is_scored=known))

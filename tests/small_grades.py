"""Grades of small contests: results as jobs give them, prizes, and what was expected."""

import random
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


def stored(slate: str, sport: str = "nba", sd: float = 1.4, players: int = 60, **more: Any) -> dict[str, Any]:
    """A grade as it is stored: results that miss by `sd` of the told standard deviations."""
    draw = random.Random(f"{slate} {sd}")
    of_slate = draw.gauss(0, 0.2)
    z = [sd * (draw.gauss(0, 1) + of_slate) for _ in range(players)]
    rows = [
        {
            "player": f"P{number}",
            "projected": 20.0,
            "stddev": 5.0,
            "points": 20 + 5 * one,
            "z": one,
            "pit": 0.5,
            "crps": 3.0,
        }
        for number, one in enumerate(z)
    ]
    money = {"fees": 80.0, "profit": -20.0, "forecast": {"mean": 4.0, "low": -80.0, "high": 90.0}}
    return {
        "sport": sport,
        "slate": slate,
        "final": True,
        "portfolio": money,
        "field": {"projected_ownership": {"error_of_one": 4.0}, "simulated_ownership": {"error_of_one": 1.0}},
        "forecasts": {"by_player": rows, "coverage": {"50": 0.4, "80": 0.7, "95": 0.9}},
        "contest_figures": {"cash_line": {"percentile": 0.3}, "winning": {"percentile": 0.9}},
        **more,
    }

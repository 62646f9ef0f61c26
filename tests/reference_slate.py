"""The reference on a salary file: the best lineups of a small slate as the result and the upload file of a job.

The sites' limits are written here in the reference's own terms, a third time beside the engine and the validator.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from reference import GroupLimit, Lineup, Player, Problem, best_lineups, seated, value
from salary_file import Listed, read_salary_file
from slate_sports import SPORTS

_HITTERS = ("C", "1B", "2B", "3B", "SS", "OF")
_SKATERS = ("C", "LW", "RW", "W", "D")
_LIMITS: dict[str, dict[str, Any]] = {
    "nfl": {"min_games": (GroupLimit(2),)},
    "nba": {"min_games": (GroupLimit(2),)},
    "mlb": {"min_games": (GroupLimit(2),), "max_per_team": (GroupLimit(5, _HITTERS),)},
    "nhl": {"min_teams": (GroupLimit(3, _SKATERS),)},
    "mma": {"max_per_game": (GroupLimit(1),)},
}


def problem_of(slate: bytes, sport: str, lineups: int, **wishes: Any) -> Problem:
    """The problem of a salary file with the file's own points."""
    players = tuple(_player(sport, listed) for listed in read_salary_file(slate))
    return Problem(players, tuple(SPORTS[sport].slots.split()), lineups, **_LIMITS.get(sport, {}), **wishes)


def best_result(slate: bytes, sport: str, lineups: int) -> dict[str, Any]:
    """The result of a job on this slate, found by trying every set of players."""
    problem = problem_of(slate, sport, lineups)
    listed = read_salary_file(slate)
    chosen = best_lineups(problem)
    uses = Counter(index for lineup in chosen for index in lineup)
    exposure = [
        {"id": listed[row].id or None, "name": listed[row].name, "count": count, "share": count / len(chosen)}
        for row, count in uses.most_common()
    ]
    return {"lineups": [_lineup(problem, listed, lineup) for lineup in chosen], "exposure": exposure}


def upload_of(result: Mapping[str, Any], *, bare: bool = False) -> bytes:
    """The site's upload file of a result; `bare` writes ids only."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([cell["slot"] for cell in result["lineups"][0]["players"]])
    for lineup in result["lineups"]:
        writer.writerow([cell["id"] if bare else f"{cell['name']} ({cell['id']})" for cell in lineup["players"]])
    return text.getvalue().encode("utf-8")


def _player(sport: str, listed: Listed) -> Player:
    roster = SPORTS[sport].roster
    slots = listed.slots or tuple(slot for position in listed.positions for slot in roster[position].split("/"))
    return Player(
        key=listed.id or f"{listed.name}|{listed.team}|{listed.salary}",
        slots=slots,
        salary=listed.salary,
        points=None if listed.points is None or listed.locked else int(listed.points * Decimal(100_000)),
        team=listed.team,
        game=listed.game,
        positions=listed.positions,
    )


def _lineup(problem: Problem, listed: Sequence[Listed], lineup: Lineup) -> dict[str, Any]:
    order = seated(problem.slots, [problem.players[index] for index in lineup]) or []
    rows = [listed[problem.players.index(player)] for player in order]
    cells = [
        {"slot": slot, "id": row.id or None, "name": row.name, "team": row.team, "salary": row.salary}
        for slot, row in zip(problem.slots, rows, strict=True)
    ]
    points = value(problem, lineup) / 100_000
    return {"players": cells, "salary": sum(row.salary for row in rows), "points": points}

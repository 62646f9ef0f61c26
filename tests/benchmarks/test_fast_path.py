"""How long the fast path takes for the tasks that peers were timed on, and how that grows; one core, warm, medians."""

import statistics
from dataclasses import replace
from pathlib import Path

import pytest

from engine_runs import submission
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.fast.portfolio import best_portfolio
from lineup_engine.specify import specify
from measuring import seconds_of, table
from slates import make_players, make_projections, make_slate, slate_text

SEED = 2026
ROUNDS = 15

STACK = "{name: qb, anchor: QB, with: {count: 2, of: [WR, TE]}, bring_back: {count: 1, of: [WR]}}"
TASKS = {
    "T1 NFL": ("nfl", ""),
    "T2 NFL, stack, bring-back, 40 %, 2 unique": (
        "nfl",
        f"rules: {{unique: 2, exposure: {{max: 40%}}, stacks: [{STACK}]}}\n",
    ),
    "T3 NBA": ("nba", ""),
    "T4 PGA": ("pga", ""),
    "T4 NASCAR": ("nascar", ""),
    "NFL, ownership at most 110 in all": ("nfl", "rules: {ownership: {sum: {max: 110}}}\n"),
    "NBA, ownership at most 100 in all": ("nba", "rules: {ownership: {sum: {max: 100}}}\n"),
    "T5 MLB 5-3": ("mlb", "rules: {stacks: [{name: five-three, sizes: [5, 3], of: hitters}]}\n"),
}

HARD = {
    "MLB, sizes 4-3-1": ("mlb", "{stacks: [{sizes: [4, 3, 1], of: hitters}]}"),
    "MLB, sizes 2-2-2-2": ("mlb", "{stacks: [{sizes: [2, 2, 2, 2], of: hitters}]}"),
    "NHL, sizes 4-3-1": ("nhl", "{stacks: [{sizes: [4, 3, 1], of: skaters}]}"),
    "NFL, 3 or 4 of every team used": ("nfl", "{team: [{min: 3}, {max: 4}]}"),
    "NFL, unique: another QB in each": ("nfl", "{unique: {by: 1, position: QB}}"),
    "NBA, unique: 6": ("nba", "{unique: 6}"),
    "NBA, each player once": ("nba", "{exposure: {max: 1}}"),
    "NBA, unique: 5, exposure 20 %": ("nba", "{unique: 5, exposure: {max: 20%}}"),
}

pytestmark = pytest.mark.benchmark_run


def compiled(sport: str, lineups: int, rules: str, slate: bytes, projections: str = "") -> CompiledJob:
    """A job as a task of the stage finds it."""
    own = "projections: {file: own.csv}\n" if projections else ""
    config = f"sport: {sport}\nslate: slate.csv\nlineups: {lineups}\n{own}{rules}"
    return compile_job(specify(submission(config, {"slate.csv": slate, "own.csv": projections.encode()})))


def milliseconds(job: CompiledJob, rounds: int = ROUNDS) -> float:
    """The median time from the compiled job to all of its lineups, the first run not counted."""
    best_portfolio(job)
    return 1000 * statistics.median(seconds_of(lambda: best_portfolio(job)) for _ in range(rounds))


def test_the_tasks_on_invented_slates() -> None:
    rows = []
    for task, (sport, rules) in TASKS.items():
        slate, own = make_slate(sport, SEED).encode(), make_projections(sport, SEED)
        players = len(slate.splitlines()) - 1
        times = [milliseconds(compiled(sport, lineups, rules, slate, own)) for lineups in (20, 150)]
        rows.append((task, players, *(f"{ms:.1f}" for ms in times)))
    table(f"Invented slates, seed {SEED}: ms", ("task", "players", "20 lineups", "150 lineups"), rows)


def test_rules_of_many_cases() -> None:
    """Rules of many cases about teams, and rules between lineups that leave little of what is listed."""
    rows = []
    for task, (sport, rules) in HARD.items():
        slate, own = make_slate(sport, SEED).encode(), make_projections(sport, SEED)
        job = compiled(sport, 20, f"rules: {rules}\n", slate, own)
        found = len(best_portfolio(job))
        rows.append((task, len(slate.splitlines()) - 1, found, f"{milliseconds(job, 5):.1f}"))
    table(f"Rules of many cases, invented slates, seed {SEED}", ("rules", "players", "lineups", "ms"), rows)


def test_the_tasks_on_the_peers_slates(shared_bench: Path) -> None:
    rows = []
    for task, (sport, rules) in TASKS.items():
        file = shared_bench / "peer_optimizers" / "slates" / f"{sport}.csv"
        if file.exists() and "ownership" not in task:
            times = [milliseconds(compiled(sport, lineups, rules, file.read_bytes())) for lineups in (20, 150)]
            rows.append((task, *(f"{ms:.1f}" for ms in times)))
    table("The slates that peers were timed on: ms", ("task", "20 lineups", "150 lineups"), rows)


def test_growth_with_the_number_of_lineups() -> None:
    numbers = (1, 10, 100, 1_000, 10_000, 20_000)
    rows = []
    for sport in ("nfl", "nba", "pga"):
        slate, own = make_slate(sport, SEED).encode(), make_projections(sport, SEED)
        jobs = [compiled(sport, lineups, "", slate, own) for lineups in numbers]
        rows.append((sport, *(f"{milliseconds(job, 5):.1f}" for job in jobs)))
    table(f"Growth with the number of lineups, seed {SEED}: ms", ("sport", *map(str, numbers)), rows)


def put_together(sport: str, slates: int) -> bytes:
    """The players of several slates as one."""
    players = [player for number in range(slates) for player in make_players(sport, SEED + number)]
    return slate_text(replace(player, id=str(40_000_000 + number)) for number, player in enumerate(players)).encode()


def test_growth_with_the_number_of_players() -> None:
    numbers = (1, 2, 4, 8, 16)
    rows = []
    for sport in ("nfl", "nba", "pga"):
        slates = [put_together(sport, number) for number in numbers]
        times = [milliseconds(compiled(sport, 150, "", slate), 5) for slate in slates]
        rows.append((sport, len(slates[0].splitlines()) - 1, *(f"{ms:.1f}" for ms in times)))
    title = f"Growth with the number of players: slates of seed {SEED} and following put together, 150 lineups: ms"
    table(title, ("sport", "players of one", *(f"{number} together" for number in numbers)), rows)

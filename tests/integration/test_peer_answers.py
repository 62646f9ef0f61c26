"""The optimizer gives what exact peers gave: every value of every lineup, in order."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.sites.model import ContestRules, Limit, MinGames, Slot, Source
from lineup_engine.slate.model import Player, Slate
from lineup_engine.specification import Choices, Specification
from lineup_engine.units import POINT_UNITS, to_units

LINEUPS = 20
TWO_GAMES = (MinGames(2, Source.FILE),)
TASKS: dict[str, tuple[str, str, tuple[Limit, ...]]] = {
    "T1": ("nfl.csv", "QB RB RB WR WR WR TE FLEX DST", TWO_GAMES),
    "T3": ("nba.csv", "PG SG SF PF C G F UTIL", TWO_GAMES),
    "T4": ("pga.csv", "G G G G G G", ()),
}


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_value_equals_the_peers(shared_bench: Path, task: str) -> None:
    """20 lineups of each slate are worth, one by one, what an exact peer found."""
    folder = shared_bench / "peer_optimizers"
    slate, slots, limits = TASKS[task]
    expected = json.loads((folder / "expected" / f"{task}.json").read_text(encoding="utf-8"))["objective"]
    values = best_values(job_of(folder / "slates" / slate, slots, limits))
    assert values == pytest.approx(expected[:LINEUPS], abs=2e-5)


def test_the_race_that_the_seed_failed(shared_data: Path) -> None:
    """The 20 truly best lineups of Las Vegas 2023: the first and the mean are known."""
    job = job_of(shared_data / "nascar" / "dk_2023-03-05_lasvegas_salaries.csv", "D D D D D D", ())
    values = best_values(job)
    assert values[0] == 259.82
    assert round(sum(values) / LINEUPS, 2) == 255.90


def best_values(job: CompiledJob) -> list[float]:
    """The points of the job's lineups, which have to be all different."""
    earlier: list[tuple[int, ...]] = []
    ahead = Ahead()
    while len(earlier) < job.lineups and (step := next_lineup(job, earlier, ahead)):
        earlier.append(step.lineup)
        ahead = step.ahead
    assert len(set(earlier)) == LINEUPS
    return [job.players.value(lineup) / POINT_UNITS for lineup in earlier]


def job_of(file: Path, slots: str, limits: tuple[Limit, ...]) -> CompiledJob:
    """A job over a salary file with its average points, read here by the plainest means."""
    with file.open(newline="", encoding="utf-8-sig") as lines:
        players = tuple(player_of(line, row) for line, row in enumerate(csv.DictReader(lines), start=2))
    names = tuple(Slot(name, frozenset()) for name in slots.split())
    rules = ContestRules("draftkings", "-", "classic", date(2019, 1, 1), 50_000, names, limits, Source.FILE)
    return compile_job(
        Specification(
            name="peers",
            site="draftkings",
            sport="-",
            mode="classic",
            seed=0,
            gpu="never",
            lineups=LINEUPS,
            slate=Slate(file.name, players),
            rules=rules,
            points=tuple(player.average for player in players),
            ownership=(None,) * len(players),
            choices=Choices((), (), None, None, 1, (LINEUPS,) * len(players)),
            config_json="{}",
            matches=(),
            warnings=(),
        )
    )


def player_of(line: int, row: dict[str, str]) -> Player:
    """One row of a salary file in DraftKings' newer format."""
    game = row["Game Info"].split(" ")[0] if "@" in row["Game Info"] else None
    return Player(
        key=row["ID"],
        id=row["ID"],
        name=row["Name"],
        positions=tuple(row["Position"].split("/")),
        slots=tuple(row["Roster Position"].split("/")),
        salary=int(row["Salary"]),
        team=row["TeamAbbrev"],
        opponent=None,
        game=game,
        average=to_units(Decimal(row["AvgPointsPerGame"])),
        locked=False,
        line=line,
    )

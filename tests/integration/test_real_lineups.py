"""Every real DraftKings classic file of our sports gives 20 lineups that an independent judge accepts."""

import random
from collections.abc import Sequence
from decimal import Decimal
from fnmatch import fnmatch
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from engine_runs import result_of
from salary_file import Listed, read_salary_file
from validator import Wishes, violations
from validator_tables import TABLES

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

# Whatever else lies in the folders of our sports, and why it is no classic salary file. A new file is tried by itself.
NOT_CLASSIC = {
    "*/fd_*": "FanDuel's",
    "*showdown*": "captain mode",
    "*standings*": "results of a contest",
    "*payouts*": "prizes",
    "*projection*": "projections",
    "*odds.csv": "odds",
    "*field_lineups*": "lineups of a contest",
    "*/upload.csv": "lineups to upload",
    "*loop_data*": "results of races",
}


def classic_files() -> list[str]:
    """Every file that has to be a classic slate, by its path below the data."""
    found = sorted(str(file.relative_to(DATA)) for sport in TABLES for file in DATA.glob(f"{sport}/**/*.csv"))
    return [name for name in found if not any(fnmatch(f"/{name}", f"*{pattern}") for pattern in NOT_CLASSIC)]


def random_points(listed: list[Listed]) -> dict[str, Decimal]:
    """Seeded points that grow with the salary, by id."""
    draw = random.Random(7)
    return {one.id: Decimal(round(one.salary * draw.uniform(0.1, 0.5))) / 100 for one in listed}


def test_there_are_real_files_of_every_sport(shared_data: Path) -> None:
    assert {name.split("/")[0] for name in classic_files()} == set(TABLES)
    assert len(classic_files()) >= 16


@pytest.mark.parametrize("name", classic_files() or ["no real slates here"])
def test_twenty_lineups_are_valid(shared_data: Path, tmp_path: Path, name: str) -> None:
    content = (shared_data / name).read_bytes()
    sport = name.split("/", maxsplit=1)[0]
    config = f"{{sport: {sport}, slate: slate.csv, lineups: 20"
    files, points = {"slate.csv": content}, None
    if not any(one.points for one in read_salary_file(content)):
        points = random_points(read_salary_file(content))
        rows = "".join(f"{player},{value}\n" for player, value in points.items())
        files["own.csv"] = f"ID,Fpts\n{rows}".encode()
        config += ", projections: {file: own.csv}"
    result = result_of(tmp_path, config + "}", files)
    assert len(result["lineups"]) == 20
    assert (
        len({frozenset(player["id"] or player["name"] for player in one["players"]) for one in result["lineups"]}) == 20
    )
    assert violations(content, sport, result, Wishes(20), points) == []


def twenty_best(drivers: Sequence[Listed]) -> list[float]:
    """What the twenty best lineups of six drivers are worth, by looking at all 2.3 million."""
    salary = np.array([driver.salary for driver in drivers])
    points = np.array([int(Decimal(str(driver.points)) * 100) for driver in drivers])
    pairs = np.array(list(combinations(range(len(drivers)), 2)))
    best = np.zeros(0, np.int64)
    for four in combinations(range(len(drivers)), 4):
        later = pairs[pairs[:, 0] > four[-1]]
        cost = salary[list(four)].sum() + salary[later].sum(axis=1)
        value = points[list(four)].sum() + points[later].sum(axis=1)
        best = np.sort(np.concatenate([best, value[cost <= 50_000]]))[-20:]
    return [float(Decimal(int(value)) / 100) for value in best[::-1]]


def test_the_truly_best_lineups_of_las_vegas(shared_data: Path, tmp_path: Path) -> None:
    """Known from enumerating every lineup of this race: the best is worth 259.82, the twenty best 255.90 on average."""
    content = (shared_data / "nascar" / "dk_2023-03-05_lasvegas_salaries.csv").read_bytes()
    result = result_of(tmp_path, "{sport: nascar, slate: slate.csv}", {"slate.csv": content})
    points = [one["points"] for one in result["lineups"]]
    assert points == twenty_best(read_salary_file(content))
    assert points[0] == 259.82
    assert round(sum(points) / len(points), 2) == 255.9
    lineups = {frozenset(player["id"] for player in one["players"]) for one in result["lineups"]}
    assert len(lineups) == len(points) == 20

"""Every real file of players gives 20 lineups that an independent judge accepts, and an upload file of them."""

import json
import random
from collections.abc import Sequence
from decimal import Decimal
from fnmatch import fnmatch
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from engine_runs import result_of
from lineup_engine.work import export
from salary_file import Listed, read_salary_file
from validator import Wishes, violations, violations_of_upload

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

# Whatever else lies in the folders, and why it is no file of players. A new file is tried by itself.
NO_SLATES = {
    "*standings*": "results of a contest",
    "*payouts*": "prizes",
    "*projection*": "projections",
    "*ownership.csv": "ownership",
    "*odds.csv": "odds",
    "*field_lineups*": "lineups of a contest",
    "*/upload.csv": "lineups to upload",
    "*loop_data*": "results of races",
}


def slate_files() -> list[str]:
    """Every file that has to be a slate, by its path below the data."""
    found = sorted(str(file.relative_to(DATA)) for file in DATA.glob("**/*.csv"))
    return [name for name in found if not any(fnmatch(f"/{name}", f"*{pattern}") for pattern in NO_SLATES)]


def game_of(name: str) -> tuple[str, str, str]:
    """Site, sport and mode of a file, by where it lies."""
    site = "fanduel" if "/fd_" in name else "draftkings"
    return site, name.split("/", maxsplit=1)[0], "showdown" if "showdown" in name or "singlegame" in name else "classic"


def called(site: str, sport: str, mode: str) -> str:
    """What the validator calls a game."""
    year = ["2022"] if (site, mode) == ("fanduel", "showdown") else []
    return " ".join([word for word in (site, sport, mode) if word not in {"draftkings", "classic"}] + year)


def random_points(listed: list[Listed]) -> dict[str, Decimal]:
    """Seeded points that grow with the salary, by id."""
    draw = random.Random(7)
    return {one.id: Decimal(round(one.salary * draw.uniform(0.1, 0.5))) / 100 for one in listed}


def test_there_are_real_files_of_many_games(shared_data: Path) -> None:
    assert len({game_of(name) for name in slate_files()}) == 22
    assert len(slate_files()) >= 32


@pytest.mark.parametrize("name", slate_files() or ["no real slates here"])
def test_twenty_lineups_are_valid(shared_data: Path, tmp_path: Path, name: str) -> None:
    content = (shared_data / name).read_bytes()
    site, sport, mode = game_of(name)
    listed = read_salary_file(content)
    config = f"{{site: {site}, sport: {sport}, mode: {mode}, slate: slate.csv, lineups: 20"
    files, points = {"slate.csv": content}, None
    if not any(one.points for one in listed):
        points = random_points(listed)
        rows = "".join(f"{player},{value}\n" for player, value in points.items())
        files["own.csv"] = f"ID,Fpts\n{rows}".encode()
        config += ", projections: {file: own.csv}"
    result = result_of(tmp_path, config + "}", files)
    assert len(result["lineups"]) == 20
    chosen = [frozenset((one["slot"], one["id"] or one["name"]) for one in way["players"]) for way in result["lineups"]]
    assert len(set(chosen)) == 20
    game = called(site, sport, mode)
    assert violations(content, game, result, Wishes(20), points) == []
    if all(one["id"] for way in result["lineups"] for one in way["players"]):
        upload = export(json.dumps(result), {"draftkings": "dk", "fanduel": "fd"}[site], site, sport)
        assert violations_of_upload(content, game, upload, Wishes(20)) == []


def test_no_hitter_faces_a_pitcher_of_a_file_that_calls_them_by_two_names(shared_data: Path, tmp_path: Path) -> None:
    """In this one 2 of 415 pitchers are `P`, the others `SP` or `RP`; without the rule the best lineups break it."""
    content = (shared_data / "mlb" / "dk_2017-04-05" / "salaries_old_format.csv").read_bytes()
    wishes = Wishes(3, rules={"never": {"of": "hitters", "against": "P"}})
    told: list[list[str]] = []
    for name, rules in (("free", "{}"), ("kept", "{never: {of: hitters, against: P}}")):
        config = f"{{sport: mlb, slate: slate.csv, lineups: 3, rules: {rules}}}"
        told.append(violations(content, "mlb", result_of(tmp_path / name, config, {"slate.csv": content}), wishes))
    assert any("comes with" in sentence for sentence in told[0])
    assert told[1] == []


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

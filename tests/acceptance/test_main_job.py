"""The main job as a stranger does it: from an empty home to an upload file, and back after the files are gone."""

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from acceptance_home import Home
from salary_file import read_salary_file
from slate_sports import SPORTS
from validator import Wishes, violations, violations_of_upload

ID = re.compile(r"[a-z2-7]{10}")


def job(home: Home, key: str = "latest") -> dict[str, Any]:
    """A job as its JSON says."""
    found: dict[str, Any] = json.loads(home.said("jobs", "show", key, "--json"))
    return found


def example_points(folder: Path) -> dict[str, Decimal]:
    """The example's projections by id; its configuration corrects one name."""
    with (folder / "projections.csv").open(encoding="utf-8", newline="") as file:
        by_name = {row["Name"]: Decimal(row["Fpts"]) for row in csv.DictReader(file) if row["Fpts"]}
    by_name["Kellec Iskquist"] = by_name["K. Iskquist"]
    listed = read_salary_file((folder / "DKSalaries.csv").read_bytes())
    return {one.id: by_name[one.name] for one in listed if one.name in by_name}


def test_from_init_to_the_upload_file(home: Home, repository: Path) -> None:
    """Everything printed and written on the way agrees with the slate, by an independent judge."""
    folder = home.folder / "my slate"
    home.said("init", str(folder))
    slate = (folder / "DKSalaries.csv").read_bytes()
    checked = home.said("check", "config.yaml", cwd=folder)
    assert "draftkings nascar classic" in checked
    assert "\nmethod  " in checked
    waited = home.run("submit", "config.yaml", "--wait", cwd=folder)
    assert waited.returncode == 0
    assert len(waited.stdout.splitlines()) > 20
    assert all(len(line) <= 80 for line in waited.stdout.splitlines())
    shown = job(home)
    schema = json.loads((repository / "docs" / "schemas" / "job.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(shown)
    assert (shown["status"], len(shown["result"]["lineups"])) == ("completed", 20)
    home.said("jobs", "export", "latest", "--format", "dk", "-o", "upload.csv", cwd=folder)
    wishes = Wishes(lineups=20, unique=2)
    assert violations_of_upload(slate, "nascar", (folder / "upload.csv").read_bytes(), wishes) == []
    points = example_points(folder)
    assert violations(slate, "nascar", shown["result"], wishes, points) == []


def test_exports_are_the_job_as_json_and_csv(home: Home) -> None:
    home.said("demo")
    exported = json.loads(home.said("jobs", "export", "latest", "--format", "json"))
    assert exported == job(home)
    table = list(csv.reader(home.said("jobs", "export", "latest", "--format", "csv").splitlines()))
    assert len(table) == 21
    first = exported["result"]["lineups"][0]
    assert [float(cell) for cell in table[1][-2:]] == [first["points"], first["ownership"]]


def test_a_rerun_needs_no_files_and_gives_the_same_hash(home: Home) -> None:
    folder = home.folder / "slate"
    home.said("init", str(folder))
    first = home.said("submit", str(folder / "config.yaml")).strip()
    assert ID.fullmatch(first)
    home.said("jobs", "wait", first)
    for file in folder.iterdir():
        file.unlink()
    again = home.said("jobs", "rerun", first).strip()
    home.said("jobs", "wait", again)
    before, after = job(home, first), job(home, again)
    assert after["name"] == f"{before['name']} (re-run)"
    assert (after["rerun_of"], after["result"]["hash"]) == (first, before["result"]["hash"])
    fewer = home.said("jobs", "rerun", first[:4], "--set", "lineups=3", "--set", "name=three").strip()
    home.said("jobs", "wait", fewer)
    assert (job(home, fewer)["name"], len(job(home, fewer)["result"]["lineups"])) == ("three", 3)


def test_the_history_is_filtered_searched_and_pruned_by_hand(home: Home) -> None:
    folder = home.folder / "slate"
    home.said("init", str(folder))
    names = ("early", "late", "other")
    ids = [home.said("submit", str(folder / "config.yaml"), "--name", name).strip() for name in names]
    home.said("jobs", "wait", *ids)
    assert [one["id"] for one in json.loads(home.said("jobs", "ls", "--json"))] == ids[::-1]
    found = json.loads(home.said("jobs", "ls", "--search", "LATE", "--status", "completed", "--since", "1h", "--json"))
    assert [one["name"] for one in found] == ["late"]
    assert home.said("jobs", "rm", "--yes", ids[0]).strip() == ids[0]
    assert home.run("jobs", "show", ids[0]).returncode == 4
    assert [one["id"] for one in json.loads(home.said("jobs", "ls", "--sort", "name", "--json"))] == ids[1:]


@pytest.mark.parametrize("sport", sorted(SPORTS))
def test_every_sport_has_an_example_that_checks(home: Home, sport: str) -> None:
    folder = home.folder / sport
    home.said("init", "--sport", sport, str(folder))
    report = json.loads(home.said("check", str(folder / "config.yaml"), "--json"))
    assert report["ok"]
    assert report["summary"]["sport"] == sport

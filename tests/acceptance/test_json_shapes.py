"""Every `--json` has the shape that its schema promises, before, during and after a job."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from acceptance_home import Home
from standings_files import standings_of

SHAPES = {
    "job": ("jobs", "show", "latest", "--json"),
    "jobs": ("jobs", "ls", "--json"),
    "lineups": ("lineups", "latest", "--json"),
    "exposure": ("exposure", "latest", "--json"),
    "check": ("check", "slate/config.yaml", "--json"),
    "status": ("status", "--format", "json"),
    "daemon-status": ("daemon", "status", "--json"),
    "settings": ("config", "show", "--json"),
    "doctor": ("doctor", "--json"),
    "grade": ("grade", "latest", "--standings", "standings.csv", "--json"),
    "calibration": ("calibration", "--json"),
    "explanation": ("jobs", "explain", "latest", "--json"),
    "job-log": ("jobs", "logs", "latest", "--json"),
    "submitted": ("submit", "slate/config.yaml", "--json"),
    "pruned": ("jobs", "prune", "--keep", "100", "--json"),
    "backup": ("jobs", "backup", "b.zip", "--json"),
    "restored": ("jobs", "restore", "b.zip", "--yes", "--json"),
}

WAITING = {"changed": ("jobs", "prio", "latest", "5", "--json")}
"""Shapes of what can be done with a job that waits only."""


@pytest.fixture
def schemas(repository: Path) -> dict[str, Any]:
    """Every published schema, itself checked."""
    files = (repository / "docs" / "schemas").glob("*.schema.json")
    found = {file.name.removesuffix(".schema.json"): json.loads(file.read_text(encoding="utf-8")) for file in files}
    for schema in found.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    return found


def test_every_command_keeps_its_schema(home: Home, schemas: dict[str, Any]) -> None:
    assert set(schemas) == {*SHAPES, *WAITING}
    home.said("init", "slate")
    home.said("submit", "slate/config.yaml", "--wait")
    (home.folder / "standings.csv").write_bytes(standings_of(json.loads(home.said("lineups", "latest", "--json"))))
    for name, arguments in SHAPES.items():
        value = json.loads(home.said(*arguments))
        jsonschema.Draft202012Validator(schemas[name]).validate(value)
        if isinstance(value, dict):
            broken = {**value, "something new": 1}
            assert not jsonschema.Draft202012Validator(schemas[name]).is_valid(broken), name


def test_a_refused_configuration_has_the_shape_of_a_check(home: Home, schemas: dict[str, Any]) -> None:
    (home.folder / "config.yaml").write_text("sport: nascar\nslate: nowhere.csv\nlineup: 3\n", encoding="utf-8")
    done = home.run("check", "config.yaml", "--json")
    assert done.returncode == 2
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator(schemas["check"]).validate(report)
    assert {problem["line"] for problem in report["problems"]} == {2, 3}


def test_states_on_the_way_have_the_shape_too(home: Home, schemas: dict[str, Any]) -> None:
    home.said("init", "slate")
    home.said("submit", "slate/config.yaml", "--at", "2999-01-01T00:00")
    every = SHAPES | WAITING
    for name in ("job", "jobs", "changed", "explanation", "job-log"):
        jsonschema.Draft202012Validator(schemas[name]).validate(json.loads(home.said(*every[name])))
    home.said("daemon", "stop")
    jsonschema.Draft202012Validator(schemas["status"]).validate(json.loads(home.said(*SHAPES["status"])))

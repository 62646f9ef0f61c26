"""How commands end: exit codes, what goes to which stream, and that nothing bad is queued."""

import json
from pathlib import Path

import pytest

from acceptance_home import Home
from game_slates import game_slate
from validator import Wishes, violations_of_upload


@pytest.fixture
def folder(home: Home) -> Path:
    """A folder with the built-in example."""
    home.said("init", str(home.folder / "slate"))
    return home.folder / "slate"


def test_bad_input_is_told_line_by_line_and_not_queued(home: Home, folder: Path) -> None:
    text = (folder / "config.yaml").read_text(encoding="utf-8")
    text = text.replace("lineups: 20", "lineups: many").replace("site: draftkings", "sitte: draftkings")
    (folder / "config.yaml").write_text(text.replace("file: projections.csv", "file: nowhere.csv"), encoding="utf-8")
    done = home.run("submit", "config.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    lines = [line for line in done.stderr.splitlines() if line.startswith("config.yaml:")]
    assert len(lines) == 3
    for words in ('unknown key "sitte" (did you mean site?)', "lineups", "no such file"):
        assert sum(words in line for line in lines) == 1
    assert json.loads(home.said("jobs", "ls", "--json")) == []
    assert home.run("check", "config.yaml", cwd=folder).returncode == 2


def test_rules_that_clash_are_told_with_their_cure_and_not_queued(home: Home, folder: Path) -> None:
    """All salaries are whole hundreds."""
    for command in ("check", "submit"):
        done = home.run(command, "config.yaml", "--set", "rules.salary={min: 49999, max: 49999}", cwd=folder)
        assert done.returncode == 2
        (line,) = [line for line in done.stderr.splitlines() if "no lineup satisfies" in line]
        assert "salary at least 49999; salary at most 49999" in line
        assert "salary at least 49900 instead of 49999, or with salary at most 50000 instead of 49999" in line
    assert json.loads(home.said("jobs", "ls", "--json")) == []


def test_more_lineups_than_there_are_deliver_all_and_say_so(home: Home, folder: Path) -> None:
    names = [line.split(",")[2] for line in (folder / "DKSalaries.csv").read_text(encoding="utf-8").splitlines()[1:]]
    kept = names[-7:]
    gone = ", ".join(name for name in names if name not in kept)
    options = ("--set", f"rules.exclude=[{gone}]", "--set", "rules.exposure.max=100%", "--set", "rules.unique=1")
    done = home.run("submit", "config.yaml", "--wait", "--json", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    job = json.loads(done.stdout)
    assert len(job["result"]["lineups"]) == 7
    assert any("7" in warning and "20" in warning for warning in job["warnings"])


def test_without_a_daemon_and_without_leave_to_start_one(home: Home) -> None:
    done = home.run("jobs", "ls", LINEUP_AUTOSTART="0")
    assert (done.returncode, done.stdout) == (3, "")
    assert "lineup daemon start" in done.stderr


def test_an_unknown_job_and_an_unknown_option(home: Home) -> None:
    assert home.run("jobs", "show", "nothing").returncode == 4
    assert home.run("jobs", "show").returncode == 2
    assert home.run("jobs", "ls", "--zorn").returncode == 2


def test_an_export_never_overwrites_and_refuses_slates_without_ids(home: Home, folder: Path) -> None:
    rows = (folder / "DKSalaries.csv").read_text(encoding="utf-8").splitlines()
    cells = [row.split(",") for row in rows]
    old = "\n".join(",".join([row[0], row[2], row[5], row[6], row[8], row[7]]) for row in cells)
    (folder / "old.csv").write_text(old, encoding="utf-8")
    done = home.run("submit", "config.yaml", "--set", "slate=old.csv", "--wait", cwd=folder)
    assert done.returncode == 0, done.stderr
    refused = home.run("jobs", "export", "latest", "--format", "dk", "-o", "upload.csv", cwd=folder)
    assert refused.returncode == 2
    assert "no player ids" in refused.stderr
    other = home.run("jobs", "export", "latest", "--format", "fd", "-o", "upload.csv", cwd=folder)
    assert other.returncode == 2
    assert "this job is of draftkings, and fd is the upload file of fanduel" in other.stderr
    assert "--format dk" in other.stderr
    assert not (folder / "upload.csv").exists()
    (folder / "mine.csv").write_text("mine", encoding="utf-8")
    assert home.run("jobs", "export", "latest", "--format", "csv", "-o", "mine.csv", cwd=folder).returncode == 2
    assert (folder / "mine.csv").read_text(encoding="utf-8") == "mine"


def test_a_captain_contest_of_fanduel_from_the_file_to_the_upload_file(home: Home, folder: Path) -> None:
    game = "fanduel nfl showdown"
    (folder / "players.csv").write_bytes(game_slate(game, 3))
    config = "{site: fanduel, sport: nfl, mode: showdown, slate: players.csv, lineups: 3}"
    (folder / "single.yaml").write_text(config, encoding="utf-8")
    done = home.run("submit", "single.yaml", "--wait", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "are known from one source only: check them on the site" in done.stderr
    home.said("jobs", "export", "latest", "--format", "fd", "-o", "upload.csv", cwd=folder)
    upload = (folder / "upload.csv").read_bytes()
    assert upload.startswith(b"MVP - 1.5X Points,AnyFLEX,")
    assert violations_of_upload(game_slate(game, 3), game, upload, Wishes(3)) == []


def test_gpu_without_a_node_warns_and_runs_here_and_required_is_refused(home: Home, folder: Path) -> None:
    done = home.run("submit", "config.yaml", "--gpu", "--wait", "--json", cwd=folder)
    assert done.returncode == 0
    job = json.loads(done.stdout)
    assert job["execution_mode"] == "local"
    assert "no GPU node: runs on this machine" in job["warnings"]
    assert home.run("submit", "config.yaml", "--set", "gpu.use=require", cwd=folder).returncode == 2


def test_status_and_doctor_speak_without_a_daemon(home: Home) -> None:
    assert "not running" in home.said("status")
    assert home.run("daemon", "status").returncode == 3
    home.said("daemon", "start")
    assert json.loads(home.said("daemon", "status", "--json"))["workers"] == 2
    assert home.run("doctor").returncode == 0

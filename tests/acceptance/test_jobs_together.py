"""Several jobs at once, and what happens to them when something is killed."""

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from acceptance_home import COMMAND_S, PROGRAM, Home
from daemons import is_alive, wait_until

LONG = ("--set", "lineups=400", "--set", "rules.exposure.max=100%")
"""Far more work than any test waits for."""


@pytest.fixture
def config(home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration of a slate whose lineups take a while, one by one on the general path."""
    monkeypatch.setenv("LINEUP_FAST_PATH", "0")
    home.said("init", "--sport", "nhl", str(home.folder / "nhl"))
    return home.folder / "nhl" / "config.yaml"


def jobs(home: Home) -> dict[str, dict[str, Any]]:
    """The history by id."""
    return {one["id"]: one for one in json.loads(home.said("jobs", "ls", "--json"))}


def submit(home: Home, config: Path, *options: str) -> str:
    """Queue a job; answers its id."""
    return home.said("submit", str(config), *options).strip()


def wait_for_progress(home: Home, *ids: str) -> None:
    """Until some lineups of each job are finished while it runs."""
    wait_until(
        lambda: all(jobs(home)[one]["status"] == "running" and jobs(home)[one]["progress_percent"] > 0 for one in ids),
        f"{ids} run",
    )


def test_two_jobs_share_the_workers_and_both_can_be_cancelled(home: Home, config: Path) -> None:
    ids = [submit(home, config, *LONG) for _ in range(2)]
    wait_for_progress(home, *ids)
    assert sorted(home.said("jobs", "cancel", "--all", "--yes").split()) == sorted(ids)
    assert {one["status"] for one in jobs(home).values()} == {"cancelled"}
    assert home.run("jobs", "wait", *ids).returncode == 5


def test_a_queued_job_can_be_cancelled_before_it_begins(home: Home, config: Path) -> None:
    waiting = submit(home, config, "--at", "2999-01-01T00:00")
    assert jobs(home)[waiting]["status"] == "queued"
    home.said("jobs", "cancel", waiting)
    assert (jobs(home)[waiting]["status"], jobs(home)[waiting]["started_at"]) == ("cancelled", None)


@pytest.fixture
def undisturbed(home: Home, config: Path) -> str:
    """The hash of a job that nothing happened to."""
    done = json.loads(home.said("submit", str(config), "--set", "lineups=12", "--wait", "--json"))
    digest: str = done["result"]["hash"]
    return digest


def result_hash(home: Home, job: str) -> str:
    """The hash of a job once it is completed."""
    home.said("jobs", "wait", job)
    digest: str = json.loads(home.said("jobs", "show", job, "--json"))["result"]["hash"]
    return digest


def test_a_killed_worker_costs_one_task_and_no_job(home: Home, config: Path, undisturbed: str) -> None:
    job = submit(home, config, "--set", "lineups=12")
    wait_for_progress(home, job)
    for worker in home.workers():
        os.kill(worker, signal.SIGKILL)
    assert result_hash(home, job) == undisturbed
    assert jobs(home)[job]["attempts"] == 1


def test_a_killed_daemon_goes_on_where_it_was(home: Home, config: Path, undisturbed: str) -> None:
    job = submit(home, config, "--set", "lineups=12")
    wait_for_progress(home, job)
    workers, daemon = home.workers(), home.daemon_pid()
    os.kill(daemon, signal.SIGKILL)
    wait_until(lambda: not any(is_alive(pid) for pid in (daemon, *workers)), "no worker outlives the daemon")
    assert result_hash(home, job) == undisturbed
    assert jobs(home)[job]["attempts"] == 2


def test_whoever_waits_starts_a_killed_daemon_again(home: Home, config: Path, undisturbed: str) -> None:
    """Nobody else would; a lineupd that was stopped stays so."""
    job = submit(home, config, "--set", "lineups=12")
    wait_for_progress(home, job)
    command = [str(PROGRAM), "jobs", "watch", job]
    with subprocess.Popen(command, env=home.environment({}), stderr=subprocess.PIPE, text=True) as waiting:
        try:
            assert waiting.stderr is not None
            assert job in waiting.stderr.readline()
            os.kill(home.daemon_pid(), signal.SIGKILL)
            _, words = waiting.communicate(timeout=COMMAND_S)
        finally:
            waiting.kill()
    assert (waiting.returncode, "starting lineupd" in words) == (0, True), words
    assert result_hash(home, job) == undisturbed


def test_a_clean_stop_keeps_running_jobs_for_the_next_daemon(home: Home, config: Path, undisturbed: str) -> None:
    job = submit(home, config, "--set", "lineups=12")
    wait_for_progress(home, job)
    workers, daemon = home.workers(), home.daemon_pid()
    home.said("daemon", "stop")
    assert not any(is_alive(pid) for pid in (daemon, *workers))
    home.said("daemon", "start")
    assert result_hash(home, job) == undisturbed

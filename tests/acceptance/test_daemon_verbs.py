"""Starting, stopping and restarting the daemon by hand."""

import json

from acceptance_home import Home
from daemons import is_alive


def test_a_restart_leaves_a_new_daemon_with_the_new_settings(home: Home) -> None:
    home.said("daemon", "start")
    first = home.daemon_pid()
    home.said("config", "set", "daemon.parallel_jobs", "1")
    done = home.run("daemon", "restart")
    second = home.daemon_pid()
    assert done.returncode == 0
    assert done.stderr == f"lineupd stopped (pid {first})\nlineupd started (pid {second})\n"
    assert not is_alive(first)
    assert json.loads(home.said("daemon", "status", "--json"))["pid"] == second


def test_a_restart_with_unusable_settings_keeps_the_daemon_that_runs(home: Home) -> None:
    home.said("daemon", "start")
    first = home.daemon_pid()
    (home.folder / "l" / "settings.toml").write_text("[daemon]\nworker = 2\n", encoding="utf-8")
    assert home.run("daemon", "restart").returncode == 2
    assert home.daemon_pid() == first
    assert is_alive(first)


def test_the_process_is_gone_when_stop_returns(home: Home) -> None:
    home.said("daemon", "start")
    pid = home.daemon_pid()
    assert home.run("daemon", "stop").stderr == f"lineupd stopped (pid {pid})\n"
    assert not is_alive(pid)
    assert home.run("daemon", "stop").stderr == "lineupd is not running\n"

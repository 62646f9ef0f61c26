"""F8, F9: two daemons that start at the same moment, and one that starts over what a dead one has left."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from daemons import WAIT_S, connect, places_of, running, start, wait_until
from fault_figures import Figures
from fault_rounds import rounds
from lineup_proto.places import Places
from lineup_proto.v1 import jobs_pb2 as pb


def test_of_two_that_start_together_one_serves(tmp_path: Path, random: Random, figures: Figures) -> None:
    """The other names it and goes; whoever serves keeps its socket and its jobs."""
    pauses = [random.choice([0, 0, random.uniform(0, 0.3)]) for _ in range(rounds(5))]
    refused = [_race(tmp_path / "home", pause) for pause in pauses]
    figures.below("F8", f"races of {len(refused)} in which not exactly one daemon served", 0, 0, "races")
    figures.within("F8", "the second daemon is gone, its start included", refused, 1)


def _race(home: Path, pause_s: float) -> float:
    """Start two; how long it took until one was gone."""
    began = time.monotonic()
    racers = [start(home, workers=1)]
    time.sleep(pause_s)
    racers.append(start(home, workers=1))
    try:
        wait_until(lambda: any(racer.poll() is not None for racer in racers), "one of them goes")
        seconds = time.monotonic() - began
        (winner,) = (racer for racer in racers if racer.poll() is None)
        (loser,) = (racer for racer in racers if racer is not winner)
        words = loser.communicate(timeout=WAIT_S)[1]
        assert (loser.returncode, f"pid {winner.pid}" in words) == (75, True), words
        _serves_undisturbed(home, winner)
        return seconds
    finally:
        for racer in racers:
            racer.kill()
            racer.communicate(timeout=WAIT_S)


def _serves_undisturbed(home: Path, winner: "subprocess.Popen[str]") -> None:
    """A third one changes nothing either."""
    daemon = connect(home, winner)
    job_id = daemon.submit("tasks: 1")
    third = start(home, workers=1)
    third.communicate(timeout=WAIT_S)
    assert third.returncode == 75
    daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    assert daemon.status().pid == winner.pid
    daemon.channel.close()


def _stale_socket(places: Places) -> None:
    assert places.socket.exists()


def _reused_pid(places: Places) -> None:
    """The lock file names a process that is there, but is no lineupd."""
    places.lock_file.write_text(f"{os.getpid()}\n", encoding="ascii")


def _garbage_in_the_lock_file(places: Places) -> None:
    places.lock_file.write_bytes(b"\x00\xff not a pid")


def _folder_of_nobody(places: Places) -> None:
    (places.jobs_dir / "nobodysjob").mkdir()


def _half_made_history(places: Places) -> None:
    """A daemon was killed while it made its first history."""
    for name in ("", "-wal", "-shm"):
        places.database.with_name(places.database.name + name).unlink(missing_ok=True)
    places.database.with_name(places.database.name + ".new").write_bytes(b"SQLite format 3\x00" + bytes(500))


_LEFTOVERS = (_stale_socket, _reused_pid, _garbage_in_the_lock_file, _folder_of_nobody, _half_made_history)


@pytest.mark.parametrize("leave", _LEFTOVERS)
def test_what_a_dead_daemon_left_is_in_nobodys_way(
    tmp_path: Path, figures: Figures, leave: Callable[[Places], None]
) -> None:
    """It starts without help."""
    home = tmp_path / "home"
    with running(home, workers=1) as daemon:
        daemon.kill()
    leave(places_of(home))
    began = time.monotonic()
    with running(home, workers=1) as daemon:
        seconds = time.monotonic() - began
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
    figures.within("F9", f"start over a {leave.__name__.strip('_').replace('_', ' ')}", [seconds], 1)

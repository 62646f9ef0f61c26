"""F1 with jobs as users have them: solved, simulated, killed over and over, and equal to the byte in the end."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from contest_jobs import contest_job
from daemons import CALL_S, REAL_DAEMON, RunningDaemon, brought, running, wait_until
from engine_runs import submission
from fault_figures import Figures
from fault_history import rows_of
from fault_homes import FaultyHome, unknown_home, wait_idle
from fault_recorder import Recorder
from fault_rounds import rounds
from lineup_engine.seam import Submission
from lineup_proto.v1 import jobs_pb2 as pb
from slates import make_projections, make_slate

_FIELD = "{entries: 300, fee: 4, payouts: pay.csv, field: {ownership: model}}"
_CONTEST = contest_job(_FIELD, "simulate: {trials: 5000, select_trials: 2000}\n")
_CHAIN = submission(
    "sport: nascar\nslate: slate.csv\nprojections: {file: own.csv}\nlineups: 30\nrules: {unique: 2}\n",
    {"slate.csv": make_slate("nascar", 5).encode(), "own.csv": make_projections("nascar", 5).encode()},
)
_JOBS = (_CONTEST, _CHAIN)

# The fast path would find all lineups of the chain in its first task.
_SLOWLY = {"LINEUP_FAST_PATH": "0"}
_LONGEST_S = 2.0


@contextmanager
def _daemon(home: Path) -> Iterator[RunningDaemon]:
    with running(home, REAL_DAEMON, more=_SLOWLY) as daemon:
        yield daemon


def _submit(recorder: Recorder, daemon: RunningDaemon, sent: Submission) -> None:
    assert recorder.submit(daemon, sent.config.decode(), files=brought(daemon, sent).files)


def _finished(home: Path) -> dict[Path, int]:
    """The results of finished tasks, and when each was written."""
    found = (home / "state" / "jobs").glob("*/results/*/*.arrays")
    return {file: file.stat().st_mtime_ns for file in found}


def _of_unfinished(daemon: RunningDaemon, known: dict[Path, int]) -> dict[Path, int]:
    over = {job.id for job in daemon.jobs.List(pb.ListRequest(), timeout=CALL_S).jobs if job.completed_at}
    return {file: written for file, written in known.items() if file.parents[2].name not in over}


def _end_somehow(daemon: RunningDaemon, random: Random) -> None:
    """End a worker or two, then the daemon: by force, or as a system does that shuts down."""
    if random.random() < 0.5:
        os.kill(random.choice(daemon.workers()), signal.SIGKILL)
        time.sleep(random.uniform(0, 0.5))
    if random.random() < 0.3:
        assert daemon.stop() == 0
    else:
        daemon.kill()


def test_a_disturbed_job_has_the_result_of_an_undisturbed_one(random: Random, figures: Figures) -> None:
    """Both jobs are begun anew as often as they are done before the killing ends."""
    finished = again = 0
    with unknown_home() as home:
        _learn_undisturbed(home)
        for _ in range(rounds(3)):
            known = _finished(home.home)
            with _daemon(home.home) as daemon:
                if not daemon.status().queued + daemon.status().running:
                    for sent in _JOBS:
                        _submit(home.recorder, daemon, sent)
                wait_until(lambda: daemon.status().workers_ready == 2, "the workers are ready")
                time.sleep(random.uniform(0, _LONGEST_S))
                now = _finished(home.home)
                # In this order: what a job that is over has finished is removed.
                known = _of_unfinished(daemon, known)
                _end_somehow(daemon, random)
            finished += len(known)
            again += sum(now.get(file) != written for file, written in known.items())
        states = home.calm(REAL_DAEMON, _SLOWLY)
    assert set(states) == {"completed"}
    figures.note("F1", f"real jobs through {rounds(3)} ends of daemon and workers, equal to the byte", states.total())
    share = 100 * again / max(1, finished)
    figures.below("F1", f"of {finished} finished tasks at the deaths, done again", share, 5, "%")


def _learn_undisturbed(home: FaultyHome) -> None:
    """What the jobs make where nothing goes wrong; the kernels are compiled by then, too."""
    folder = home.folder / "undisturbed"
    with _daemon(folder) as daemon:
        for sent in _JOBS:
            _submit(Recorder(folder / "recorded"), daemon, sent)
        wait_idle(daemon)
        assert daemon.stop() == 0
    results = [row.result for row in rows_of(folder)]
    assert all(results)
    home.undisturbed.update(zip((sent.config.decode() for sent in _JOBS), results, strict=True))

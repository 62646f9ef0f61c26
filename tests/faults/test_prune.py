"""F26: most of a long history is removed while others work; and the daemon is killed in the middle of that."""

import threading
import time
from pathlib import Path

import grpc

from daemons import CALL_S, RunningDaemon, running, wait_until
from fault_figures import Figures
from fault_history import check_courses
from fault_rounds import IS_LONG
from full_histories import fill
from lineup_proto.v1 import jobs_pb2 as pb

_PAST = 100_000 if IS_LONG else 6_000
_KEPT = _PAST // 10
_CUT_SHORT, _KEPT_OF_IT = 3_000, 600
_LIMIT_S = 600.0


def _prune(daemon: RunningDaemon, keep: int, removed: list[str]) -> None:
    """Remove all but the newest; ends when that is done, or when the daemon is gone."""
    try:
        for reply in daemon.jobs.Prune(pb.PruneRequest(keep=keep), timeout=_LIMIT_S):
            removed.extend(reply.removed)
    except grpc.RpcError:
        return


def test_pruning_holds_up_nobody(tmp_path: Path, figures: Figures) -> None:
    """Whoever submits, lists or shows meanwhile is answered at once; the file is smaller in the end."""
    home = tmp_path / "home"
    fill(home, completed=_PAST)
    with running(home, workers=1) as daemon:
        size = daemon.places.database.stat().st_size
        removed: list[str] = []
        pruning = threading.Thread(target=_prune, args=(daemon, _KEPT, removed))
        pruning.start()
        answers = []
        while pruning.is_alive():
            for ask in (lambda: daemon.submit("tasks: 1"), lambda: daemon.get("latest"), lambda: _list(daemon)):
                began = time.monotonic()
                ask()
                answers.append(time.monotonic() - began)
        pruning.join()
        assert len(removed) == len(set(removed)) == _PAST - _KEPT
        wait_until(lambda: daemon.places.database.stat().st_size < size / 4, "the file has become smaller", _LIMIT_S)
        assert daemon.stop() == 0
    check_courses(daemon.places.database)
    figures.within("F26", f"any other call while {_PAST - _KEPT:,} of {_PAST:,} jobs are removed", answers, 0.1)
    share = 100 * daemon.places.database.stat().st_size / size
    figures.below("F26", "the file afterwards, of what it was", share, 25, "%")


def _list(daemon: RunningDaemon) -> None:
    daemon.jobs.List(pb.ListRequest(limit=50), timeout=CALL_S)


def test_a_daemon_killed_while_it_prunes_leaves_whole_jobs(tmp_path: Path) -> None:
    """Those that were told are gone, the others are there with all that they have; the rest goes the next time."""
    home = tmp_path / "home"
    fill(home, completed=_CUT_SHORT)
    removed: list[str] = []
    with running(home, workers=1) as daemon:
        pruning = threading.Thread(target=_prune, args=(daemon, _KEPT_OF_IT, removed))
        pruning.start()
        wait_until(lambda: removed, "some are gone")
        daemon.kill()
        pruning.join()
    left = {row.id for row in check_courses(daemon.places.database)}
    assert not left & set(removed)
    with running(home, workers=1) as daemon:
        _prune(daemon, _KEPT_OF_IT, removed)
        assert daemon.stop() == 0
    assert len(check_courses(daemon.places.database)) == _KEPT_OF_IT

"""F22: a job that prints without end; its log is cut, nothing else is."""

import time
from pathlib import Path

from daemons import CALL_S, running
from fault_figures import Figures
from fault_rounds import IS_LONG
from lineup_proto.v1 import jobs_pb2 as pb

_FLOOD_MIB = 1024 if IS_LONG else 64
_KEPT_MIB = 10
_LOGS_MIB = 8


def test_a_flood_of_words_drowns_nobody(tmp_path: Path, figures: Figures) -> None:
    """The job is done, whoever asks is answered, and what is kept is limited."""
    with running(tmp_path / "home") as daemon:
        job_id = daemon.submit(f"tasks: 1\nflood: {_FLOOD_MIB}")
        answers = []
        while daemon.get(job_id).job.status in (pb.JOB_STATUS_QUEUED, pb.JOB_STATUS_RUNNING):
            began = time.monotonic()
            daemon.status()
            answers.append(time.monotonic() - began)
            time.sleep(0.02)
        assert daemon.get(job_id).job.status == pb.JOB_STATUS_COMPLETED
        replies = daemon.jobs.Logs(pb.LogsRequest(id=job_id, lines=5), timeout=CALL_S)
        assert [line for reply in replies for line in reply.lines]
        figures.within("F22", f"any answer while a job prints {_FLOOD_MIB} MiB", answers, 0.5)
        figures.below("F22", "log of that job", _size_mib(daemon.places.jobs_dir / job_id), _KEPT_MIB, "MiB")
        figures.below("F22", "log of lineupd", _size_mib(daemon.places.log_dir), _LOGS_MIB, "MiB")


def _size_mib(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 2**20

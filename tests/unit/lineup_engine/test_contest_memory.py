"""What jobs with contests take of memory: what a block of trials needs, whatever the entries, contests and trials."""

import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from contest_jobs import contest_job
from lineup_engine.work import lay_out, open_stage, run_task

_ENTRIES = 60_000
_LANES = 64
_BYTES_OF_A_TOTAL = 2
_BYTES_OF_AN_ENTRY = 200
"""What a field is calibrated by, or drawn, sorted and laid out in."""

_MERGE = 2_500_000
_CONTEST = f"entries: {_ENTRIES}, fee: 5, payouts: top 20%, field: {{ownership: model, fields: 3}}"


def peak(work: Callable[[], object]) -> int:
    """The most bytes of arrays and objects that some work holds at a time; mapped files are no such."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_no_task_and_no_merge_holds_more_than_a_block_of_trials(tmp_path: Path) -> None:
    """Two contests, five fields each: one memory serves both, fields lie in mapped files, results are read in turn."""
    folder, peaks = str(tmp_path), dict[str, int]()
    sent = contest_job(f"[{{name: a, {_CONTEST}}}, {{name: b, {_CONTEST}}}]", sport="nba")
    for stage in lay_out(folder, sent):
        tasks = open_stage(folder, stage).tasks
        for index in range(tasks):
            run_task(folder, stage, index)
        # Once more, for kernels are compiled or loaded the first time.
        peaks[f"open {stage}"] = peak(partial(open_stage, folder, stage))
        peaks[stage] = peak(partial(run_task, folder, stage, 0)) if tasks else 0
    room = _ENTRIES * _LANES * _BYTES_OF_A_TOTAL
    limits = {name: _MERGE if name.startswith("open") else room * 5 // 4 for name in peaks}
    limits |= dict.fromkeys(("field", "opponents"), _ENTRIES * _BYTES_OF_AN_ENTRY)
    assert {name: (most, limits[name]) for name, most in peaks.items() if most > limits[name]} == {}

"""The engine from a submission to a result, without a daemon: the way a worker goes, in one process."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lineup_engine.seam import JobResult, NamedFile, Submission
from lineup_engine.work import lay_out, open_stage, read_result, run_task


def submission(config: str, files: Mapping[str, bytes]) -> Submission:
    """A configuration with the contents of the files it names."""
    named = tuple(NamedFile(path, content) for path, content in files.items())
    return Submission(config.encode("utf-8"), "config.yaml", files=named)


def run_all(folder: Path, sent: Submission) -> JobResult:
    """Every task of every stage, in order."""
    place = str(folder)
    for stage in lay_out(place, sent):
        plan = open_stage(place, stage)
        for index in range(plan.tasks):
            if index not in plan.done and run_task(place, stage, index).ends_chain:
                break
    return read_result(place)


def result_of(folder: Path, config: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The `result` object of a job."""
    result: dict[str, Any] = json.loads(run_all(folder, submission(config, files)).result_json)
    return result

"""Rows of the history as values of the daemon, and back."""

import json
from typing import Any

from lineupd.jobs import AttemptRecord, Draft, EventRecord, InputFile, Job, JobStatus, NewJob, StageRecord
from lineupd.text import plain

Row = tuple[Any, ...]


def job(row: Row) -> Job:
    """A row of `queries.JOB_COLUMNS`."""
    (job_id, name, status, attempt, priority, site, sport, mode, fallback, rerun_of, seed) = row[:11]
    (created_at, started_at, completed_at, not_before, tasks_estimated, percent, stage) = row[11:18]
    error, hint, lineups, warnings, result_hash, paused, seconds = row[18:]
    return Job(
        id=job_id,
        name=name,
        status=JobStatus(status),
        attempt=attempt,
        priority=priority,
        site=site,
        sport=sport,
        execution_mode=mode,
        gpu_fallback=bool(fallback),
        rerun_of=rerun_of,
        seed=seed,
        created_at=created_at,
        started_at=started_at,
        completed_at=completed_at,
        not_before=not_before,
        tasks_estimated=tasks_estimated,
        progress_percent=percent,
        stage=stage,
        error=error,
        hint=hint,
        lineups=lineups,
        warnings=warnings,
        result_hash=result_hash,
        paused=bool(paused),
        seconds=seconds,
    )


def of_new_job(job_id: str, new: NewJob) -> dict[str, object]:
    """The parameters of `queries.INSERT_JOB`."""
    return {
        "id": job_id,
        "name": plain(new.name),
        "created_at": new.created_at,
        "priority": new.wishes.priority,
        "not_before": new.wishes.not_before,
        "key": plain(new.wishes.key),
        "rerun_of": new.wishes.rerun_of,
        "site": plain(new.site),
        "sport": plain(new.sport),
        "seed": new.seed,
        "gpu": new.draft.gpu,
        "tasks_estimated": new.tasks_estimated,
        "warnings": len(new.warnings),
        "versions": new.version,
        "config_name": plain(new.draft.config_name),
        "requested_name": plain(new.draft.name),
        "overrides_json": json.dumps(new.draft.overrides),
        "warnings_json": json.dumps(new.warnings),
        "config_json": plain(new.config_json),
    }


def draft(config: bytes, files: tuple[InputFile, ...], columns: Row) -> Draft:
    """What a job was made of, from its row and its inputs."""
    config_name, overrides_json, gpu, requested_name = columns
    return Draft(config, config_name, tuple(json.loads(overrides_json)), files, gpu, requested_name)


def stage(row: Row) -> StageRecord:
    """A row of `job_stages`."""
    name, tasks, finished, seconds, executors_json = row
    return StageRecord(name, tasks, finished, seconds, json.loads(executors_json))


def attempt(row: Row) -> AttemptRecord:
    """A row of `attempts`."""
    number, started_at, ended_at, outcome, reason, seconds = row
    return AttemptRecord(number, started_at, ended_at or "", outcome, reason, seconds)


def event(row: Row) -> EventRecord:
    """A row of `events`."""
    at, kind, from_status, to_status, note = row
    return EventRecord(at, kind, from_status or "", to_status or "", note)

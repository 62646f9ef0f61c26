"""The stable JSON shapes: what `--json` and `--format json` print. Fields without a value are null."""

import json
from typing import Any

from lineup_cli.statuses import name_of
from lineup_proto.v1.daemon_pb2 import StatusReply
from lineup_proto.v1.jobs_pb2 import Attempt, ExplainReply, GetReply, Job, Stage

SCHEMA = 1
"""Grows when a field changes its meaning or goes away, not when one is added."""


def job_shape(job: Job) -> dict[str, Any]:
    """One job as `lineup jobs ls --json` lists it."""
    return {
        "schema": SCHEMA,
        "id": job.id,
        "name": job.name,
        "status": name_of(job.status),
        "sport": job.sport or None,
        "site": job.site or None,
        "execution_mode": job.execution_mode or None,
        "gpu_fallback": job.gpu_fallback,
        "rerun_of": job.rerun_of or None,
        "attempts": job.attempts,
        "priority": job.priority,
        "paused": job.paused,
        "not_before": job.not_before or None,
        "seconds": round(job.seconds, 6),
        "seed": job.seed,
        "created_at": job.created_at or None,
        "started_at": job.started_at or None,
        "completed_at": job.completed_at or None,
        "progress_percent": job.progress_percent,
        "error": job.error or None,
        "waits_for": job.waits_for or None,
    }


def full_shape(reply: GetReply, result: dict[str, Any] | None) -> dict[str, Any]:
    """One job with its configuration and result, as `show --json` and `export --format json` write it."""
    return {
        **job_shape(reply.job),
        "config": json.loads(reply.config_json or "{}"),
        "warnings": list(reply.warnings),
        "tries": [_attempt_shape(attempt) for attempt in reply.attempts],
        "result": None if result is None else _result_shape(reply, result),
    }


def _result_shape(reply: GetReply, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "hash": result.get("hash") or reply.job.result_hash or None,
        "method": result.get("method"),
        "lineups": result.get("lineups", []),
        "exposure": result.get("exposure", []),
        "portfolio": result.get("portfolio"),
        "stages": [stage_shape(stage) for stage in reply.stages],
    }


def stage_shape(stage: Stage) -> dict[str, Any]:
    """How much work a stage was, how long it took and who did it."""
    return {
        "name": stage.name,
        "tasks": stage.tasks,
        "seconds": round(stage.seconds, 6),
        "executors": dict(sorted(stage.executors.items())),
    }


def _attempt_shape(attempt: Attempt) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "started_at": attempt.started_at,
        "ended_at": attempt.ended_at or None,
        "seconds": round(attempt.seconds, 6),
        "outcome": attempt.outcome,
        "reason": attempt.reason or None,
    }


def explanation_shape(reply: ExplainReply) -> dict[str, Any]:
    """Why a job does not run yet, as `lineup jobs explain --json` prints it; `ahead` is null for one that does not wait."""
    job = reply.job
    return {
        "schema": SCHEMA,
        "id": job.id,
        "status": name_of(job.status),
        "ahead": reply.ahead if name_of(job.status) == "queued" else None,
        "reasons": [
            {"code": reason.code, "message": reason.message, "hint": reason.hint or None} for reason in reply.reasons
        ],
    }


def daemon_shape(status: StatusReply) -> dict[str, Any]:
    """The daemon as `lineup daemon status --json` prints it."""
    return {
        "pid": status.pid,
        "boot_id": status.boot_id,
        "version": status.version,
        "api": status.api,
        "uptime_s": round(status.uptime_s, 3),
        "running": status.running,
        "queued": status.queued,
        "paused": status.paused,
        "parallel_jobs": status.parallel_jobs,
        "workers": status.workers,
        "home": status.home,
        "socket": status.socket,
        "trouble": status.trouble or None,
    }

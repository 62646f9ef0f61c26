"""Everything about one job, for people."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from lineup_cli import output
from lineup_cli.show.contests import day_table, scores_table
from lineup_cli.show.table import Column, Table, show
from lineup_cli.statuses import is_over, name_of
from lineup_cli.times import ran, show_duration, show_moment
from lineup_proto.v1.jobs_pb2 import GetReply, Stage


def show_details(reply: GetReply, result: Mapping[str, Any] | None) -> None:
    """Print a job: what it is, how it went, what it made, what it was made of; without a result as long as there is none."""
    for title, text in (*_facts(reply), *_made(reply, result or {}), *_lineage(reply)):
        if text:
            output.write_line(f"{title:<13}{text}")
    if result and result.get("portfolio"):
        _titled("contests", day_table(result["portfolio"]))
        _titled("scores", scores_table(result["portfolio"]))
    _titled("stages", stages_table(reply))
    if len(reply.attempts) > 1 or any(attempt.reason for attempt in reply.attempts):
        _titled("attempts", attempts_table(reply))
    _titled("files", files_table(reply))
    _titled("events", events_table(reply))
    output.write("\nconfiguration")
    output.write_json(_without_empty(json.loads(reply.config_json or "{}")))


def _without_empty(value: Any) -> Any:
    """What was said, without what was left out."""
    if not isinstance(value, dict):
        return value
    inner = {key: _without_empty(part) for key, part in value.items()}
    return {key: part for key, part in inner.items() if part not in (None, {}, [])}


def _titled(title: str, table: Table) -> None:
    if table.rows:
        output.write(f"\n{title}")
        show(table)


def _facts(reply: GetReply) -> Iterator[tuple[str, str]]:
    job = reply.job
    yield "id", job.id
    yield "name", job.name
    yield "status", name_of(job.status) + ("" if is_over(job.status) else f", {job.progress_percent} %")
    yield "waits", job.waits_for
    yield "error", job.error
    yield "hint", job.hint
    for warning in reply.warnings:
        yield "warning", warning
    yield "game", f"{job.site} {job.sport}".strip()
    yield from _course(reply)


def _made(reply: GetReply, result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    job = reply.job
    points = [lineup["points"] for lineup in result.get("lineups", ())]
    if points:
        yield "lineups", f"{len(points)}, `lineup lineups {job.id}` shows them"
        yield "points", f"best {max(points):.2f}, mean {sum(points) / len(points):.2f}"
    yield "method", result.get("method", "")
    yield "result", job.result_hash


def _lineage(reply: GetReply) -> Iterator[tuple[str, str]]:
    yield "made by", f"lineup {reply.version}" if reply.version else ""
    yield "rerun of", reply.job.rerun_of
    yield "reruns", ", ".join(reply.reruns)


def _course(reply: GetReply) -> Iterator[tuple[str, str]]:
    job = reply.job
    yield "created", show_moment(job.created_at)
    yield "not before", show_moment(job.not_before)
    yield "started", show_moment(job.started_at)
    yield "ended", show_moment(job.completed_at)
    yield "took", ran(job.seconds, job.started_at, job.completed_at, datetime.now(UTC))
    yield "left", f"about {show_duration(job.eta_s)}" if job.eta_s > 0 else ""
    yield "ran on", job.execution_mode if job.started_at else ""
    yield "priority", str(job.priority) if job.priority else ""
    yield "seed", str(job.seed)
    yield "attempts", str(job.attempts) if job.attempts > 1 else ""


def stages_table(reply: GetReply) -> Table:
    """How far each stage is, how long it took, and where its tasks ran."""
    table = Table((Column("STAGE"), Column("TASKS", right=True), Column("TIME", right=True), Column("RAN ON")))
    for stage in reply.stages:
        table.rows.append((stage.name, _tasks(stage), show_duration(stage.seconds), _where(stage)))
    return table


def _tasks(stage: Stage) -> str:
    return str(stage.tasks) if stage.finished == stage.tasks else f"{stage.finished} of {stage.tasks}"


def _where(stage: Stage) -> str:
    return ", ".join(f"{executor}: {tasks}" for executor, tasks in sorted(stage.executors.items()))


def attempts_table(reply: GetReply) -> Table:
    """How often the job was tried, and how each try ended."""
    number, seconds = Column("#", right=True), Column("TIME", right=True)
    table = Table((number, Column("STARTED"), seconds, Column("OUTCOME"), Column("WHY", flexible=True, folds=True)))
    for attempt in reply.attempts:
        is_over = attempt.outcome != "running"
        took = show_duration(attempt.seconds) if is_over else ""
        started = show_moment(attempt.started_at)
        table.rows.append((str(attempt.number), started, took, attempt.outcome, attempt.reason))
    return table


def files_table(reply: GetReply) -> Table:
    """The stored contents that the job was made of."""
    table = Table((Column("FILE", flexible=True), Column("BYTES", right=True), Column("SHA-256")))
    for file in reply.inputs:
        table.rows.append((file.path, str(file.size), file.sha256[:12]))
    return table


def events_table(reply: GetReply) -> Table:
    """What happened to the job, in order."""
    table = Table((Column("AT"), Column("EVENT"), Column("STATUS"), Column("NOTE", flexible=True, folds=True)))
    for event in reply.events:
        table.rows.append((show_moment(event.at), event.kind, event.to_status, event.note))
    return table

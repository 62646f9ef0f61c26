"""What `lineup check` prints: the summary, the match report, the warnings, the problems."""

from collections import Counter

import typer

from lineup_cli import output
from lineup_cli.errors import ExitCode
from lineup_cli.show.problems import problem_line, problem_shapes
from lineup_cli.show.shapes import SCHEMA
from lineup_cli.show.table import Column, Table
from lineup_cli.show.table import show as show_table
from lineup_cli.text import counted
from lineup_proto.v1.jobs_pb2 import CheckReply, CheckSummary, MatchNote

MOST_OF_A_KIND = 20
"""So many rows or players of one kind are listed for people."""


def show(reply: CheckReply, *, as_json: bool) -> None:
    """Print the report; leaves with 2 when there are problems."""
    if as_json:
        output.write_json(report_shape(reply))
    else:
        _show_text(reply)
    if reply.problems:
        raise typer.Exit(ExitCode.BAD_INPUT)


def _show_text(reply: CheckReply) -> None:
    for warning in reply.warnings:
        output.say(f"warning: {warning}")
    for problem in reply.problems:
        output.say(problem_line(problem))
    if reply.problems:
        return
    for line in summary_lines(reply.summary):
        output.write_line(line)
    if reply.summary.matches:
        output.write("")
        show_table(match_table(reply.summary))


def summary_lines(summary: CheckSummary) -> list[str]:
    """The job that would be queued, in a few lines."""
    return [
        f"name         {summary.name}",
        f"rules        {summary.rules_table}",
        f"players      {summary.players}, {summary.with_projection} with a projection",
        f"lineups      {summary.lineups}",
        f"work         {_work(summary)} in {', '.join(summary.stages)}",
        f"method       {summary.method}",
    ]


def _work(summary: CheckSummary) -> str:
    """How many tasks: the fast path finds all lineups in one, else each is one; only the run tells which."""
    least = min(len(summary.stages), summary.tasks)
    return counted(summary.tasks, "task") if least == summary.tasks else f"{least} to {summary.tasks} tasks"


def match_table(summary: CheckSummary) -> Table:
    """Every row and player whose match was not plain."""
    table = Table(
        (Column("MATCH"), Column("NAME", flexible=True), Column("CANDIDATE", flexible=True), Column("%", right=True))
    )
    shown: Counter[str] = Counter()
    for note in summary.matches:
        shown[note.kind] += 1
        if shown[note.kind] <= MOST_OF_A_KIND:
            table.rows.append((note.kind, note.name, note.candidate, f"{note.score:.0f}" if note.score else ""))
    for kind, count in shown.items():
        if count > MOST_OF_A_KIND:
            table.rows.append((kind, f"and {count - MOST_OF_A_KIND} more: --json lists them", "", ""))
    if summary.matches_left_out:
        table.rows.append(("", f"and {summary.matches_left_out} more that are not listed", "", ""))
    return table


def report_shape(reply: CheckReply) -> dict[str, object]:
    """The report as `lineup check --json` prints it; `summary` is null when there are problems."""
    return {
        "schema": SCHEMA,
        "ok": not reply.problems,
        "problems": problem_shapes(reply.problems),
        "warnings": list(reply.warnings),
        "summary": None if reply.problems else _summary_shape(reply.summary),
    }


def _summary_shape(summary: CheckSummary) -> dict[str, object]:
    return {
        "name": summary.name,
        "site": summary.site,
        "sport": summary.sport,
        "mode": summary.mode,
        "rules_table": summary.rules_table,
        "players": summary.players,
        "with_projection": summary.with_projection,
        "lineups": summary.lineups,
        "tasks": summary.tasks,
        "method": summary.method,
        "stages": list(summary.stages),
        "matches": [_match_shape(note) for note in summary.matches],
        "matches_left_out": summary.matches_left_out,
    }


def _match_shape(note: MatchNote) -> dict[str, object]:
    return {
        "kind": note.kind,
        "name": note.name,
        "candidate": note.candidate or None,
        "score": round(note.score, 1) or None,
    }

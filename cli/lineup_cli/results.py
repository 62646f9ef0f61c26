"""Fetching a job and its result, and showing them as tables."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lineup_cli.service.connection import Connection
from lineup_cli.show.shapes import full_shape
from lineup_cli.show.table import Cell, Column, Table
from lineup_cli.statuses import name_of
from lineup_proto.v1.jobs_pb2 import ResultFormat


def fetch_result(connection: Connection, job_id: str) -> dict[str, Any]:
    """A completed job's `result` object."""
    result: dict[str, Any] = json.loads(connection.result(job_id, ResultFormat.RESULT_FORMAT_JSON))
    return result


def fetch_shape(connection: Connection, job_id: str) -> dict[str, Any]:
    """The job as `jobs export --format json` writes it; the result is null until there is one."""
    reply = connection.get(job_id)
    has_result = name_of(reply.job.status) == "completed"
    return full_shape(reply, fetch_result(connection, reply.job.id) if has_result else None)


def lineups_table(lineups: Sequence[Mapping[str, Any]]) -> Table:
    """One row per lineup; ownership is shown when it is known, and of sims how often a lineup was the best one."""
    owned = any(lineup.get("ownership") is not None for lineup in lineups)
    simulated = any(lineup.get("optimal") is not None for lineup in lineups)
    columns = [Column("#", right=True), Column("SALARY", right=True), Column("POINTS", right=True)]
    columns += [Column("OWN%", right=True)] if owned else []
    columns += [Column("OPT%", right=True)] if simulated else []
    table = Table((*columns, Column("PLAYERS", flexible=True)))
    for number, lineup in enumerate(lineups, start=1):
        cells: list[Cell] = [str(number), str(lineup["salary"]), f"{lineup['points']:.2f}"]
        cells += [_share(lineup.get("ownership"))] if owned else []
        cells += [f"{100 * (lineup.get('optimal') or 0):.2f}"] if simulated else []
        table.rows.append((*cells, _players(lineup["players"])))
    return table


def _share(ownership: float | None) -> str:
    return "" if ownership is None else f"{ownership:.1f}"


def _players(players: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Names with their slots, which are left out where all are the same."""
    slots = {player["slot"] for player in players}
    return tuple(player["name"] if len(slots) == 1 else f"{player['slot']} {player['name']}" for player in players)


def exposure_table(exposure: Sequence[Mapping[str, Any]]) -> Table:
    """In how many lineups each player is."""
    table = Table(
        (Column("PLAYER", flexible=True), Column("ID"), Column("LINEUPS", right=True), Column("SHARE", right=True))
    )
    for used in exposure:
        share = f"{100 * used['share']:.0f}%"
        table.rows.append((str(used["name"]), str(used["id"] or ""), str(used["count"]), share))
    return table

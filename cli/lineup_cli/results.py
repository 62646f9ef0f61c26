"""Fetching a job and its result, and showing them as tables."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lineup_cli.errors import BadInput
from lineup_cli.service.connection import Connection
from lineup_cli.show.contests import contests_of, figure_cells, figures_in, shown_figures
from lineup_cli.show.shapes import full_shape
from lineup_cli.show.table import Cell, Column, Table, terminal_width
from lineup_cli.statuses import name_of
from lineup_proto.v1.jobs_pb2 import ResultFormat

_WIDE = 110
"""In so many columns there is room for full names beside the figures of a contest."""


def fetch_result(connection: Connection, job_id: str) -> dict[str, Any]:
    """A completed job's `result` object."""
    result: dict[str, Any] = json.loads(connection.result(job_id, ResultFormat.RESULT_FORMAT_JSON))
    return result


def fetch_shape(connection: Connection, job_id: str) -> dict[str, Any]:
    """The job as `jobs export --format json` writes it; the result is null until there is one."""
    reply = connection.get(job_id)
    has_result = name_of(reply.job.status) == "completed"
    return full_shape(reply, fetch_result(connection, reply.job.id) if has_result else None)


def lineups_table(lineups: Sequence[Mapping[str, Any]], contest: str = "", sorted_by: str = "") -> Table:
    """One row per lineup; ownership is shown when it is known, and of sims how often a lineup was the best one.

    With contests there are the figures of one of them, else of the first, with that which they are sorted by, and no
    salaries.
    """
    contest = contest or next(iter(contests_of(lineups)), "")
    known: list[tuple[Column, Callable[[Mapping[str, Any]], Cell]]] = [(Column("#", right=True), lambda _: "")]
    if not contest:
        known.append((Column("SALARY", right=True), lambda lineup: str(lineup["salary"])))
    known.append((Column("POINTS", right=True), lambda lineup: f"{lineup['points']:.2f}"))
    if any(lineup.get("ownership") is not None for lineup in lineups):
        known.append((Column("OWN%", right=True), lambda lineup: _share(lineup.get("ownership"))))
    if any(lineup.get("optimal") is not None for lineup in lineups):
        known.append((Column("OPT%", right=True), lambda lineup: f"{100 * (lineup.get('optimal') or 0):.2f}"))
    figures = shown_figures(sorted_by) if contest else {}
    columns = [Column(title, right=True) for title in figures.values()]
    table = Table((*(column for column, _ in known), *columns, Column("PLAYERS", flexible=True)))
    for number, lineup in enumerate(lineups, start=1):
        cells = [str(number), *(cell(lineup) for _, cell in known[1:])]
        cells += figure_cells(figures_in(lineup, contest), figures)
        table.rows.append((*cells, _players(lineup["players"], is_short=bool(contest) and terminal_width() < _WIDE)))
    return table


def sort_lineups(lineups: Sequence[Mapping[str, Any]], by: str, contest: str) -> list[Mapping[str, Any]]:
    """Largest first, by a figure of the lineups or of one contest; raises `BadInput` where there is no such thing."""
    contests = contests_of(lineups)
    if contest and contest not in contests:
        raise BadInput(
            f"--contest {contest}: the job has no such contest", f"there are {', '.join(contests) or 'none'}"
        )
    if by in {"", "points", "salary"}:
        return sorted(lineups, key=lambda lineup: -lineup[by] if by else 0)
    if not contests:
        raise BadInput(f"--sort {by}: the job has no contests", "sort by points or salary")
    figures = [figures_in(lineup, contest or contests[0]).get(by) for lineup in lineups]
    order = sorted(range(len(lineups)), key=lambda number: (figures[number] is None, -(figures[number] or 0)))
    return [lineups[number] for number in order]


def _share(ownership: float | None) -> str:
    return "" if ownership is None else f"{ownership:.1f}"


def _players(players: Sequence[Mapping[str, Any]], *, is_short: bool) -> tuple[str, ...]:
    """Names with their slots, which are left out where all are the same; short ones are `J Brunson`."""
    if is_short:
        return tuple(_short(player["name"]) for player in players)
    slots = {player["slot"] for player in players}
    return tuple(player["name"] if len(slots) == 1 else f"{player['slot']} {player['name']}" for player in players)


def _short(name: str) -> str:
    """The initial and the rest of a name."""
    first, _, rest = name.partition(" ")
    return f"{first[:1]} {rest}" if rest else name


def exposure_table(exposure: Sequence[Mapping[str, Any]]) -> Table:
    """In how many lineups each player is."""
    table = Table(
        (Column("PLAYER", flexible=True), Column("ID"), Column("LINEUPS", right=True), Column("SHARE", right=True))
    )
    for used in exposure:
        share = f"{100 * used['share']:.0f}%"
        table.rows.append((str(used["name"]), str(used["id"] or ""), str(used["count"]), share))
    return table

"""The only place that speaks to PuLP and HiGHS: a model in, a typed report out."""

import contextlib
import functools
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pulp

from lineup_engine.optimizer.model import Model, Row, Term
from lineup_engine.unwanted import heed

# The sub-searches for good lineups cost more than they save on models as small as these.
# What is found never depends on them: the gap is zero, so each setting leads to a proven best lineup.
_OPTIONS: dict[str, Any] = {
    "random_seed": 0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


class Termination(StrEnum):
    """How a search ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class SolveReport:
    """What the solver says: the players chosen, the proven bound on the objective, and the nodes it took."""

    termination: Termination
    chosen: tuple[int, ...] = ()
    bound: float = 0.0
    nodes: int = 0


_TERMINATIONS = {
    pulp.LpSolutionOptimal: Termination.OPTIMAL,
    pulp.LpSolutionInfeasible: Termination.INFEASIBLE,
}


def solve(model: Model, most_nodes: int | None = None) -> SolveReport:
    """Solve a model to proven optimality, repeatably: no gap, one thread, a fixed seed, no time limit.

    More than `most_nodes` nodes leave it unproven.
    """
    heed()
    if any(not row.terms and not row.range.holds(0) for row in model.rows):
        return SolveReport(Termination.INFEASIBLE)
    if not model.columns:
        return SolveReport(Termination.OPTIMAL)
    silence_banner()
    # PuLP declares what a solver adds to a problem as absent.
    problem: Any = pulp.LpProblem("lineup", pulp.LpMaximize if model.objective.maximise else pulp.LpMinimize)
    columns = _add_columns(problem, model)
    _add_rows(problem, columns, model)
    options: dict[str, Any] = _OPTIONS if most_nodes is None else _OPTIONS | {"mip_max_nodes": most_nodes}
    try:
        problem.solve(pulp.HiGHS(msg=False, gapRel=0, gapAbs=0, threads=1, **options))
    except KeyError:
        # PuLP has no word for a search that ends at its last node.
        if problem.solverModel.getModelStatus().name == "kSolutionLimit":
            return SolveReport(Termination.UNPROVEN)
        raise
    return _report(problem, columns, model)


def _report(problem: Any, columns: list[Any], model: Model) -> SolveReport:
    termination = _TERMINATIONS.get(problem.sol_status, Termination.UNPROVEN)
    if termination is not Termination.OPTIMAL:
        return SolveReport(termination)
    outcome = problem.solverModel.getInfo()
    # A player in no row and without weight is no part of PuLP's problem and has no value.
    values = [column.varValue or 0 for column in columns]
    chosen = (player for player, value in zip(model.pool, values, strict=False) if value > 0.5)
    sign = -1 if model.objective.maximise else 1
    bound = sign * float(outcome.mip_dual_bound) * model.objective.step
    return SolveReport(termination, tuple(sorted(chosen)), bound, int(outcome.mip_node_count))


def _add_columns(problem: pulp.LpProblem, model: Model) -> list[Any]:
    """The variables; PuLP sorts them by name, so numbered names keep their order."""
    return [
        problem.add_variable(
            f"c{number:06d}_{column.name}", 0, column.high, pulp.LpInteger if column.whole else pulp.LpContinuous
        )
        for number, column in enumerate(model.columns)
    ]


def _add_rows(problem: pulp.LpProblem, columns: list[Any], model: Model) -> None:
    """Objective and constraints; numbered names keep two rules of one kind apart."""
    problem += _sum(columns, model.objective.terms)
    for number, row in enumerate(model.rows):
        for name, constraint in _constraints(columns, row):
            problem += constraint, f"r{number:06d}_{row.name}_{name}"


def _constraints(columns: list[Any], row: Row) -> Iterator[tuple[str, pulp.LpConstraint]]:
    """A row as PuLP knows it: one relation, or two where both sides are bounded differently."""
    if not row.terms:
        return
    total = _sum(columns, row.terms)
    if row.range.low is not None and row.range.low == row.range.high:
        yield "is", total == row.range.low
        return
    if row.range.low is not None:
        yield "min", total >= row.range.low
    if row.range.high is not None:
        yield "max", total <= row.range.high


def _sum(columns: list[Any], terms: tuple[Term, ...]) -> pulp.LpAffineExpression:
    return pulp.LpAffineExpression([(columns[column], coefficient) for column, coefficient in terms])


@functools.cache
def silence_banner() -> None:
    """HiGHS greets on standard output with its first object of a process, before it can be told to be quiet."""
    sys.stdout.flush()
    with contextlib.suppress(OSError):
        kept = os.dup(1)
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.close(nowhere)
            pulp.HiGHS(msg=False).createAndConfigureSolver(pulp.LpProblem())
        finally:
            os.dup2(kept, 1)
            os.close(kept)

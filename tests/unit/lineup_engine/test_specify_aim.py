"""The user's objective and randomness: each player's worth in units, from the text of config.yaml."""

import pytest

from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.specification import Specification
from lineup_engine.specify import specify
from small_submissions import CONFIG, DRIVERS, projections, refused, submission

HEADER = "Name,Fpts,Ceiling,StdDev,Own%"
ROWS = [f"{name},{average},{90 - number},10,{number * 5}" for number, (name, _, _, average) in enumerate(DRIVERS)]


def aimed(config: str, header: str = HEADER) -> Specification:
    """The job of a configuration with projections that tell everything."""
    files = {"p.csv": projections(*ROWS, header=header)}
    return specify(submission(f"{CONFIG}projections: {{file: p.csv}}\n{config}", files))


def test_points_are_what_lineups_are_best_by() -> None:
    """Unless one says otherwise."""
    assert aimed("").worth == ()
    assert aimed("objective: {by: points}\n").worth == ()


def test_a_ceiling_counts_in_the_place_of_points() -> None:
    """In units of 1e-5."""
    assert aimed("objective: {by: ceiling}\n").worth[:2] == (9_000_000, 8_900_000)


def test_leverage_takes_points_for_ownership() -> None:
    """The weight times each per cent, exactly."""
    assert aimed("objective: {by: leverage, weight: 0.1}\n").worth[:2] == (5_050_000, 4_450_000)
    assert aimed("objective: {by: leverage, weight: 20}\n").worth[1] == 4_500_000 - 10_000_000


def test_the_best_lineup_follows_the_objective_and_tells_its_points() -> None:
    """With a heavy price on ownership the first driver is worth most and the last ones least."""
    job = compile_job(aimed("objective: {by: leverage, weight: 1000}\nrules: {salary: {max: 50000}}\n"))
    step = next_lineup(job, (), Ahead())
    assert step is not None
    others = [sum(int(job.players.worth[p]) for p in range(8) if p not in {a, b}) for a in range(8) for b in range(a)]
    assert job.players.worth_of(step.lineup) == max(others)
    assert job.players.value(step.lineup) != job.players.worth_of(step.lineup)


@pytest.mark.parametrize(("by", "column"), [("ceiling", "ceiling"), ("leverage", "ownership")])
def test_an_objective_needs_its_column(by: str, column: str) -> None:
    """At its place, with the cure."""
    config = f"{CONFIG}projections: {{file: p.csv}}\nobjective: {{by: {by}}}\n"
    (problem,) = refused(submission(config, {"p.csv": projections()}))
    assert (problem.line, problem.column, problem.hint) == (5, 17, f"name its column: columns: {{{column}: ...}}")
    assert problem.message == f"objective.by: the projections have no {column}"

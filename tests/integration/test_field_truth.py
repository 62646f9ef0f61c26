"""Fields fed with real ownership look like the real fields; one set of parameters for each kind of contest.

The bounds are those of the benchmark in `tests/benchmarks/test_field_truth.py`, over fewer fields.
"""

from pathlib import Path

import pytest

from field_truth import (
    BOUNDS,
    drawn_lineups,
    floor_of,
    mean_of,
    own_error,
    ownership_of,
    projected_and_prepared,
    real_and_prepared,
    shape_of,
    shapes,
)
from real_contests import DU10, GPP44, MLB, MMA, NBA24, Contest

FIELDS = 10


@pytest.mark.parametrize("contest", [NBA24, GPP44, DU10, MLB, MMA], ids=lambda contest: contest.name)
def test_a_field_with_real_ownership_looks_like_the_real_one(shared_data: Path, contest: Contest) -> None:
    """Ownership, money, duplicates, points and, in baseball, stacks."""
    real, prepared = real_and_prepared(shared_data, contest)
    wanted, bounds = shape_of(real, real.lineups, contest.cash), BOUNDS[contest]
    found = shapes(real, prepared, FIELDS, contest.cash)
    assert mean_of(found, lambda one: one.own_error) <= 1.5 * floor_of(real)
    assert mean_of(found, lambda one: one.salary) == pytest.approx(wanted.salary, abs=25)
    assert mean_of(found, lambda one: one.near_cap) == pytest.approx(wanted.near_cap, abs=0.05)
    assert mean_of(found, lambda one: one.unique) == pytest.approx(wanted.unique, abs=bounds.unique)
    assert mean_of(found, lambda one: one.points_sd) == pytest.approx(wanted.points_sd, rel=bounds.points_sd)
    assert mean_of(found, lambda one: one.cash_line) == pytest.approx(wanted.cash_line, abs=bounds.cash_line)
    if contest is MLB:
        assert 0.9 <= mean_of(found, lambda one: one.pairs) / wanted.pairs <= 1.1


def test_a_field_with_projected_ownership_is_what_it_was_fed(shared_data: Path) -> None:
    """The projection asks for lineups above the cap: it is tilted, reproduced, and made no worse than it was."""
    real, prepared, told = projected_and_prepared(shared_data)
    assert prepared.report.told.salary_told > real.job.salary_cap
    assert prepared.report.told.salary_wanted < real.job.salary_cap
    lineups = drawn_lineups(prepared, len(real.lineups), 0)
    found = ownership_of(lineups, len(real.players))
    assert own_error(found, prepared.per_cent) <= 0.30
    assert own_error(found, real.ownership) <= own_error(told, real.ownership) + 0.1

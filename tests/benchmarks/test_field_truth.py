"""The table of docs/truth.md: simulated fields beside real ones. It asserts nothing; the bounds are in the tests."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from field_truth import (
    BOUNDS,
    Shape,
    drawn_lineups,
    floor_of,
    guessed_and_prepared,
    mean_of,
    own_error,
    ownership_of,
    projected_and_prepared,
    real_and_prepared,
    shape_of,
    shapes,
)
from measuring import table
from real_contests import DU10, GPP44, MLB, MMA, NBA24, Contest, projected

FIELDS = 200
CONTESTS = (NBA24, GPP44, DU10, MLB, MMA)

pytestmark = pytest.mark.benchmark_run

Read = Callable[[Shape], float]
ROWS: tuple[tuple[str, int, Read], ...] = (
    ("mean salary", 0, lambda one: one.salary),
    ("share of at least 49,500", 3, lambda one: one.near_cap),
    ("share of 50,000", 3, lambda one: one.at_cap),
    ("unique share", 3, lambda one: one.unique),
    ("share in groups of 2 or more", 3, lambda one: one.in_groups_of_2),
    ("share in groups of 10 or more", 3, lambda one: one.in_groups_of_10),
    ("largest group", 0, lambda one: one.largest),
    ("points, mean", 2, lambda one: one.points),
    ("points, standard deviation", 2, lambda one: one.points_sd),
    ("cash line", 2, lambda one: one.cash_line),
    ("best", 2, lambda one: one.best),
    ("pairs of hitters of a team", 2, lambda one: one.pairs),
)


@pytest.mark.parametrize("contest", CONTESTS, ids=lambda contest: contest.name)
def test_fields_with_real_ownership(shared_data: Path, contest: Contest) -> None:
    """Every number over 200 fields: the mean and the band of 90 per cent, beside the real one."""
    real, prepared = real_and_prepared(shared_data, contest)
    wanted, found = shape_of(real, real.lineups, contest.cash), shapes(real, prepared, FIELDS, contest.cash)
    bounds, floor = BOUNDS[contest], floor_of(real)
    error = mean_of(found, lambda one: one.own_error)
    rows = [("ownership error, >= 1 %", "0", f"{error:.3f}", f"{error / floor:.2f} times the floor of {floor:.3f}")]
    for name, digits, read in ROWS:
        low, high = np.quantile([read(one) for one in found], [0.05, 0.95])
        band = f"{low:.{digits}f} to {high:.{digits}f}"
        rows.append((name, f"{read(wanted):.{digits}f}", f"{mean_of(found, read):.{digits}f}", band))
    title = f"{contest.name}: {len(real.lineups):,} lineups ({real.dropped} dropped), {FIELDS} fields; bounds {bounds}"
    table(title, ("", "real", "mean", "band of 90 %"), rows)


def test_a_field_with_projected_ownership(shared_data: Path) -> None:
    """What the tilt does, what the field makes of it, and how far the projection itself is off."""
    real, prepared, told = projected_and_prepared(shared_data)
    found = ownership_of(drawn_lineups(prepared, len(real.lineups), 0), len(real.players))
    said = prepared.report.told
    rows = [
        ("sum of the ownership", f"{said.sum_per_cent:.1f}"),
        ("mean salary it asks for", f"{said.salary_told:.0f}"),
        ("mean salary after the tilt", f"{said.salary_wanted:.0f}"),
        ("moved, mean over players >= 1 %", f"{said.moved:.2f}"),
        ("error of the projection", f"{own_error(told, real.ownership):.2f}"),
        ("error of the tilted projection", f"{own_error(prepared.per_cent, real.ownership):.2f}"),
        ("field against the tilted projection", f"{own_error(found, prepared.per_cent):.2f}"),
        ("field against the real ownership", f"{own_error(found, real.ownership):.2f}"),
    ]
    table("NBA 2024 GPP, fed with projected ownership; per cent points", ("", "value"), rows)


def test_ownership_from_points_alone(shared_data: Path) -> None:
    """The error of the estimate, of no knowledge at all, and of the one vendor there is."""
    rows = []
    for contest in (NBA24, GPP44, DU10, MLB):
        real, prepared = guessed_and_prepared(shared_data, contest)
        columns = projected(shared_data, contest, real)
        plays = columns["points"] > 0
        even = np.where(plays, 100 * real.job.size / plays.sum(), 0.0)
        owned = real.ownership >= 1
        told = columns["ownership"]
        vendor = told * 100 * real.job.size / max(told.sum(), 1e-9)
        errors = [f"{own_error(one, real.ownership):.2f}" for one in (even, prepared.per_cent)]
        rows.append(
            (
                contest.name,
                f"{real.ownership[~plays].sum():.1f}",
                *errors,
                f"{np.corrcoef(prepared.per_cent[owned], real.ownership[owned])[0, 1]:.2f}",
                f"{own_error(vendor, real.ownership):.2f}" if told.any() else "",
            )
        )
    header = ("contest", "ownership of players without projection", "all alike", "estimate", "correlation", "vendor")
    table("ownership from points and salaries, mean absolute error over players >= 1 %", header, rows)

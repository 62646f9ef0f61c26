"""Every real standings file, recomputed: what the site says of its entries comes out without a difference."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from lineup_engine.seam import NamedFile
from lineup_engine.standings.read import read_standings
from lineup_engine.standings.recompute import Differences, recompute, totals_of
from real_standings import CONTESTS, read_real, real_slate


def test_every_file_of_standings_is_here(shared_data: Path) -> None:
    """A further file is a further test."""
    files = {str(path.relative_to(shared_data)) for path in shared_data.rglob("*standings*.csv")}
    assert files == {contest.standings for contest in CONTESTS.values()}


@pytest.mark.parametrize("name", CONTESTS)
def test_totals_ranks_and_shares_come_out(shared_data: Path, name: str) -> None:
    contest = CONTESTS[name]
    found = read_real(shared_data, contest).standings
    assert found is not None
    n = contest.entries
    assert recompute(found) == Differences(n, 0, n, 0, contest.players, 0)
    totals, _ = totals_of(found)
    assert np.array_equal(totals, found.entries.points)
    assert found.is_live == contest.is_live
    assert int((~found.entries.is_filled).sum()) == contest.unfilled


def test_only_the_two_fighters_without_salary_are_strangers(shared_data: Path) -> None:
    for name, contest in CONTESTS.items():
        found = read_real(shared_data, contest).standings
        assert found is not None
        strangers = sorted(stranger.name for stranger in found.strangers)
        assert strangers == (["Ian Heinisch", "Tom Breese"] if name == "MMA 2019" else [])


def test_standings_of_every_other_slate_are_refused(shared_data: Path) -> None:
    """Also of the same sport, where half of the names are the same."""
    slates = {name: real_slate(shared_data, contest) for name, contest in CONTESTS.items()}
    refused = 0
    for mine, other in permutations(CONTESTS, 2):
        if CONTESTS[mine].salaries != CONTESTS[other].salaries:
            content = (shared_data / CONTESTS[other].standings).read_bytes()
            reading = read_standings(NamedFile("s.csv", content), *slates[mine])
            assert reading.standings is None
            assert len(reading.problems) == 1
            assert reading.problems[0].hint
            refused += 1
    assert refused == 28

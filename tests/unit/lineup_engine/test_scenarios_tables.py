"""A table of scores has the mean and the spread that are told, in the steps of the game, with as many zeros as it should."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from effort import examples
from lineup_engine.scenarios.bell import cell_shares
from lineup_engine.scenarios.families import Family, family_of
from lineup_engine.scenarios.marginals import Tables, fit, scores_at
from lineup_engine.scenarios.people import Outlook
from lineup_engine.scenarios.scoring import multipliers, scoring_of
from lineup_engine.scenarios.settings import Settings
from lineup_engine.scenarios.shapes import shape_of
from lineup_kernels.scores import LEAST_NORMAL

GAMES = [
    ("nfl", "QB"),
    ("nfl", "WR"),
    ("nfl", "DST"),
    ("mlb", "OF"),
    ("mlb", "SP"),
    ("nba", "C"),
    ("nhl", "W"),
    ("nhl", "G"),
    ("nascar", "D"),
    ("pga", "G"),
    ("mma", "F"),
    ("ten", "P"),
    ("soc", "GK"),
    ("lol", "TEAM"),
    ("curling", "X"),
]


def units(points: float) -> int:
    """Points as units."""
    return round(points * 100_000)


def table(sport: str, position: str, outlook: Outlook, setting: Settings | None = None) -> Tables:
    """The table of one person on DraftKings."""
    scoring = scoring_of("draftkings", sport)
    shape = shape_of(family_of(sport, position), outlook, setting or Settings("draftkings", sport))
    return fit([shape], [scoring.step_of([position])], scoring.quantum / 100_000)


def quantile(tables: Tables, sport: str, share: float) -> float:
    """The score below which so large a share of a table lies."""
    normals = np.arange(LEAST_NORMAL, -LEAST_NORMAL, 64, dtype=np.int32)
    scores = scores_at(tables.knots, tables.edge, normals)[0]
    shares = np.cumsum(cell_shares())
    place = int(np.searchsorted(shares, share))
    return float(scores[place] * tables.step[0] * scoring_of("draftkings", sport).quantum / 100_000)


@given(
    game=st.sampled_from(GAMES),
    mean=st.floats(0.5, 80),
    relative=st.floats(0.1, 1.5),
)
@settings(max_examples=examples(150))
def test_a_table_has_the_mean_and_the_spread_that_are_told(game: tuple[str, str], mean: float, relative: float) -> None:
    """To half a step of the game, and the spread to one or to two per cent."""
    sport, position = game
    scoring = scoring_of("draftkings", sport)
    step = scoring.step_of([position]) * scoring.quantum / 100_000
    assume(mean * relative > step)
    tables = table(sport, position, Outlook(units(mean), units(mean * relative)))
    assert tables.mean[0] == pytest.approx(mean, abs=max(step / 4, 0.01))
    assert tables.stddev[0] == pytest.approx(mean * relative, rel=0.02, abs=step)


@pytest.mark.parametrize(("sport", "position"), GAMES)
@pytest.mark.parametrize("mean", [3.0, 12.0, 40.0])
def test_defaults_have_the_projected_mean(sport: str, position: str, mean: float) -> None:
    tables = table(sport, position, Outlook(units(mean)))
    step = float(tables.step[0]) * scoring_of("draftkings", sport).quantum / 100_000
    assert tables.mean[0] == pytest.approx(mean, abs=max(step / 4, 0.01))
    assert tables.stddev[0] > 0.1 * mean


def test_many_persons_are_as_one_by_one() -> None:
    """Nobody's table depends on who else is on the slate."""
    means = np.linspace(1, 30, 25)
    shapes = [shape_of(family_of("nfl", "WR"), Outlook(units(mean)), Settings("draftkings", "nfl")) for mean in means]
    together = fit(shapes, [5] * len(shapes), 0.02)
    for number, shape in enumerate(shapes):
        alone = fit([shape], [5], 0.02)
        assert np.abs(alone.knots[0] - together.knots[number]).max() <= 1


@pytest.mark.parametrize(("mean", "share"), [(6.5, 0.213), (8.4, 0.171), (10.6, 0.131)])
def test_hitters_score_nothing_as_often_as_measured(mean: float, share: float) -> None:
    """And never one point, which no hit or walk gives."""
    tables = table("mlb", "OF", Outlook(units(mean)))
    scores = scores_at(tables.knots, tables.edge, np.arange(-22_528, 22_528, 64, dtype=np.int32))[0]
    assert cell_shares()[scores == 0].sum() == pytest.approx(share, abs=0.015)
    assert not (scores == 1).any()
    assert tables.step[0] == 20


def test_a_fighter_wins_or_loses() -> None:
    """Few of his results lie between those of losers and of winners."""
    tables = table("mma", "F", Outlook(units(55)))
    low, middle, high = (quantile(tables, "mma", share) for share in (0.25, 0.5, 0.75))
    assert middle - low > 20
    assert high - middle > 20
    assert abs((low + high) / 2 - 55) < 10


def test_spread_scales_the_standard_deviation() -> None:
    wide = Settings("draftkings", "nba", spread=Decimal("1.4"))
    for outlook in (Outlook(units(30)), Outlook(units(30), units(8))):
        plain = table("nba", "C", outlook)
        assert table("nba", "C", outlook, wide).stddev[0] == pytest.approx(1.4 * plain.stddev[0], rel=0.01)
        assert table("nba", "C", outlook, wide).mean[0] == pytest.approx(30, abs=0.05)


@pytest.mark.parametrize(("floor", "ceiling"), [(18, 45), (None, 45), (18, None)])
def test_floor_and_ceiling_are_quantiles(floor: int | None, ceiling: int | None) -> None:
    """As far apart as told, or as far from the mean; which quantiles they are can be said."""
    outlook = Outlook(units(30), floor=floor and floor * 100_000, ceiling=ceiling and ceiling * 100_000)
    for at in (Decimal(15), Decimal(25)):
        setting = Settings("draftkings", "nba", floor_at=at, ceiling_at=100 - at)
        tables = table("nba", "C", outlook, setting)
        low = quantile(tables, "nba", float(at) / 100) if floor else 30
        high = quantile(tables, "nba", 1 - float(at) / 100) if ceiling else 30
        assert high - low == pytest.approx((ceiling or 30) - (floor or 30), abs=0.5)
        assert tables.mean[0] == pytest.approx(30, abs=0.05)


def test_quantiles_come_before_the_standard_deviation() -> None:
    """The table goes through them, moved to the projected mean; several of 0 are a share of zeros."""
    told = ((Decimal(25), 0), (Decimal(50), units(8)), (Decimal(75), units(14)), (Decimal(90), units(26)))
    outlook = Outlook(units(10), units(1), quantiles=told)
    tables = table("nfl", "WR", outlook)
    moved = quantile(tables, "nfl", 0.5) - 8
    assert abs(moved) < 1.5
    for share, points in told[2:]:
        assert quantile(tables, "nfl", float(share) / 100) == pytest.approx(points / 100_000 + moved, abs=0.7)
    assert tables.mean[0] == pytest.approx(10, abs=0.05)
    assert 0.15 < cell_shares()[scores_at(tables.knots, tables.edge, _places())[0] == 0].sum() < 0.35


def _places() -> NDArray[np.int32]:
    return np.arange(-22_528, 22_528, 64, dtype=np.int32)


def test_nobody_scores_below_the_game_unless_expected_there() -> None:
    assert table("nba", "C", Outlook(units(5))).lowest[0] == 0
    assert table("nfl", "DST", Outlook(units(5))).lowest[0] == -4 * 50
    assert table("nba", "C", Outlook(units(-3), units(2))).lowest[0] < -12


@pytest.mark.parametrize(
    ("site", "sport", "quantum", "positions", "step"),
    [
        ("draftkings", "nfl", 2_000, ["QB"], 1),
        ("draftkings", "nfl", 2_000, ["RB", "WR"], 5),
        ("draftkings", "mlb", 5_000, ["C", "OF"], 20),
        ("draftkings", "mlb", 5_000, ["SP"], 1),
        ("fanduel", "mlb", 10_000, ["P"], 10),
        ("fanduel", "nfl", 2_000, ["D"], 50),
        ("fanduel", "ten", 1_000, ["P"], 1),
    ],
)
def test_scores_come_in_the_steps_of_the_game(
    site: str, sport: str, quantum: int, positions: list[str], step: int
) -> None:
    scoring = scoring_of(site, sport)
    assert (scoring.quantum, scoring.step_of(positions)) == (quantum, step)


def test_captains_part_the_quantum() -> None:
    assert multipliers([100]) == (1, (1,))
    assert multipliers([100, 150]) == (2, (2, 3))
    assert multipliers([100, 120, 150, 200]) == (10, (10, 12, 15, 20))


def test_who_lies_near_nothing_still_has_the_mean() -> None:
    """Small means and whole steps: zeros give room."""
    for mean in (0.3, 0.7, 1.5):
        assert table("mlb", "OF", Outlook(units(mean))).mean[0] == pytest.approx(mean, abs=0.05)


def test_a_family_of_two_needs_a_mean_between() -> None:
    """A mean beyond all winners is still met."""
    family: Family = replace(family_of("mma", "F"))
    assert family.two is not None
    assert table("mma", "F", Outlook(units(130))).mean[0] == pytest.approx(130, abs=0.05)
    assert table("mma", "F", Outlook(units(4))).mean[0] == pytest.approx(4, abs=0.05)

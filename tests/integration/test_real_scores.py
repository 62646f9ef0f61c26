"""Real results: every score is a multiple of its step, and lies about where the tables say that it should."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from lineup_engine.scenarios.scoring import scoring_of
from played import number, points_of, races, real_slates, rows_of
from score_truth import given_outlook, truth_of

SLATES = {
    "NBA 2024-12-25": (0.72, 0.042, 1.20),
    "NBA 2017-11-29": (0.73, 0.021, 1.14),
    "MLB 2017-04-05, hitters": (0.79, 0.005, 1.00),
    "MLB 2017-04-05, pitchers": (0.83, 0.0, 0.87),
    "NFL 2016-09-18": (0.83, 0.0, 0.91),
    "NFL 2019-09-22": (0.81, 0.016, 1.03),
}
"""Of each slate the share of results within the middle 80 %, beyond 99 %, and the spread of z-scores, as on the pages."""


def all_multiples(scores: Iterable[float], sport: str, position: str) -> bool:
    """Whether all are scores that a player of the position can have."""
    scoring = scoring_of("draftkings", sport)
    size = scoring.quantum * scoring.step_of([position])
    units = [round(score * 100_000) for score in scores]
    assert units
    return all(unit % size == 0 for unit in units)


@pytest.mark.parametrize("folder", ["nba/dk_2024-12-25/standings.csv", "nba/dk_2017-11-29/gpp44_standings.csv"])
def test_scores_of_basketball(shared_data: Path, folder: str) -> None:
    rows = rows_of(shared_data / folder)
    assert all_multiples(filter(None, (number(row.get("FPTS")) for row in rows)), "nba", "C")


def test_scores_of_baseball(shared_data: Path) -> None:
    """Hitters have whole points."""
    slates = real_slates(shared_data)
    assert all_multiples((one.actual for one in slates["MLB 2017-04-05, hitters"]), "mlb", "OF")
    assert all_multiples((one.actual for one in slates["MLB 2017-04-05, pitchers"]), "mlb", "SP")


@pytest.mark.parametrize("slate", ["NFL 2016-09-18", "NFL 2019-09-22"])
@pytest.mark.parametrize("position", ["QB", "RB", "WR", "TE", "DST"])
def test_scores_of_football(shared_data: Path, slate: str, position: str) -> None:
    """Those who run and catch have whole tenths, defences whole points."""
    players = [one for one in real_slates(shared_data)[slate] if one.position == position]
    assert all_multiples((one.actual for one in players), "nfl", position)


def test_scores_of_races(shared_data: Path) -> None:
    rows = [row for row in rows_of(shared_data / "nascar/loop_data_2019_2024.csv") if number(row["laps"])]
    assert all_multiples(map(points_of, rows), "nascar", "D")


@pytest.mark.parametrize("name", SLATES)
def test_results_lie_where_the_default_tables_say(shared_data: Path, name: str) -> None:
    """One slate each: the figures of `docs/truth.md`."""
    truth = truth_of(real_slates(shared_data)[name])
    covered, beyond, spread = SLATES[name]
    assert truth.covered == pytest.approx(covered, abs=0.006)
    assert truth.beyond(0.99) == pytest.approx(beyond, abs=0.002)
    assert truth.z_spread == pytest.approx(spread, abs=0.006)


def test_the_vendor_of_2024_foresees_too_little_spread(shared_data: Path) -> None:
    """The results are 1.43 times as wide as his standard deviations; ours are nearer."""
    slate = real_slates(shared_data)["NBA 2024-12-25"]
    given, own = truth_of(slate, given_outlook), truth_of(slate)
    assert given.z_spread == pytest.approx(1.43, abs=0.01)
    assert own.covered > given.covered


def test_races_lie_where_the_default_tables_say(shared_data: Path) -> None:
    """Over 418 races, around what start and form foresee."""
    known = races(shared_data)
    truth = truth_of(known)
    assert 0.79 < truth.covered < 0.83
    assert truth.z_spread == pytest.approx(0.99, abs=0.01)
    assert truth.bands.max() < 0.13
    assert truth.bands.min() > 0.07

"""Grading on real contests: places, prizes and what is known of their fields."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from lineup_engine.grading.forecasts import PlayerOutlook, grade_forecasts, normal_sample
from lineup_engine.grading.placing import place_among
from lineup_engine.grading.prizes import Prizes
from lineup_engine.grading.shape import Paid, shape_of
from lineup_engine.grading.traits import traits_of
from lineup_engine.projections.match import match_projections
from lineup_engine.projections.read import read_projections
from lineup_engine.seam import NamedFile
from lineup_engine.standings.model import Standings
from real_standings import CHRISTMAS, CONTESTS, OLD_NBA, read_real, real_slate

PAYOUTS = {
    "NBA 2024-12-25": f"{CHRISTMAS}/payouts.csv",
    "NBA 2017 GPP": f"{OLD_NBA}/gpp44_payouts.csv",
    "NBA 2017 double-up": f"{OLD_NBA}/du10_payouts.csv",
    "MLB 2017": "mlb/dk_2017-04-05/payouts.csv",
}
# Of the fields: mean salary, share within 500 of the cap, share at the cap, unique entries, largest group, and of the
# points mean, standard deviation, cash line and best. In the MLB field the study took some namesakes for each other.
KNOWN = {
    "NBA 2024-12-25": (49_854, 0.948, 0.466, 0.800, 63, 250.26, 34.80, 276.25, 375.0),
    "NBA 2017 GPP": (49_939, 0.993, 0.664, 0.952, 18, 237.56, 32.05, 261.5, 350.75),
    "NBA 2017 double-up": (49_931, 0.992, 0.628, 0.185, 102, 240.94, 29.43, 245.5, 318.5),
    "MLB 2017": (49_766, 0.891, 0.399, 0.913, 25, 95.18, 23.48, 111.05, 182.55),
}


def payouts(shared_data: Path, name: str) -> list[int]:
    """The prize of each place in milli-cents."""
    text = (shared_data / PAYOUTS[name]).read_text(encoding="utf-8")
    money: list[int] = []
    for row in csv.DictReader(text.splitlines()):
        low, _, high = row["Place"].partition("-") if "Place" in row else (row["Place_lo"], "", row["Place_hi"])
        assert int(low) == len(money) + 1
        money += [round(100_000 * float(row["Payout"]))] * (int(high or low) - int(low) + 1)
    return money


def table(money: list[int]) -> Prizes:
    return Prizes(0, np.concatenate([[0], np.cumsum(money, dtype=np.int64)]).astype(np.int64))


def real(shared_data: Path, name: str) -> Standings:
    found = read_real(shared_data, CONTESTS[name]).standings
    assert found is not None
    return found


@pytest.mark.parametrize("name", PAYOUTS)
def test_all_prizes_together_are_the_pool(shared_data: Path, name: str) -> None:
    """To the cent: what is lost by rounding down is less than a milli-cent for each entry that ties."""
    points = real(shared_data, name).entries.points
    money = payouts(shared_data, name)
    places = place_among(points, points)
    assert np.array_equal(places.place, real(shared_data, name).entries.rank)
    total = int(table(money).share(places.place, places.tied).sum())
    assert 0 <= sum(money) - total < 1_000


@pytest.mark.parametrize("name", KNOWN)
def test_the_shape_of_a_real_field(shared_data: Path, name: str) -> None:
    """The figures of an independent study of the same files."""
    standings = real(shared_data, name)
    _, rules = real_slate(shared_data, CONTESTS[name])
    filled = standings.entries.is_filled
    paid = Paid(len(payouts(shared_data, name)), int(filled.sum()))
    shape = shape_of(standings.entries.lineups[filled], traits_of(standings, rules), paid)
    assert shape.salary is not None
    assert shape.points is not None
    salary, near, at_cap, unique, largest, mean, sd, line, best = KNOWN[name]
    assert shape.salary.mean == pytest.approx(salary, abs=12 if name == "MLB 2017" else 1)
    apart = 0.015 if name == "MLB 2017" else 0.002
    assert (shape.salary.near_cap, shape.salary.at_cap) == pytest.approx((near, at_cap), abs=apart)
    assert shape.duplicates.unique == pytest.approx(unique, abs=0.0006)
    assert shape.duplicates.largest == largest
    assert (shape.points.mean, shape.points.sd) == pytest.approx((mean, sd), abs=0.006)
    assert (shape.points.cash_line, shape.points.winning) == (line, best)


def test_hitters_of_one_team_come_in_stacks(shared_data: Path) -> None:
    """The patterns of the MLB field: 4-4 and 5-3 lead."""
    standings = real(shared_data, "MLB 2017")
    _, rules = real_slate(shared_data, CONTESTS["MLB 2017"])
    stacks = shape_of(standings.entries.lineups[standings.entries.is_filled], traits_of(standings, rules), None).stacks
    shares = {one.pattern: one.share for one in stacks}
    assert shares["4-4"] == pytest.approx(0.15, abs=0.01)
    assert sum(share for name, share in shares.items() if name.startswith("5")) == pytest.approx(0.29, abs=0.08)


@pytest.mark.parametrize("name", PAYOUTS)
def test_no_lineup_costs_more_than_the_cap(shared_data: Path, name: str) -> None:
    """Namesakes who were taken for each other would make some cost too much."""
    standings = real(shared_data, name)
    slate, rules = real_slate(shared_data, CONTESTS[name])
    salaries = np.array([player.salary for player in slate.players])
    costs = salaries[standings.entries.lineups[standings.entries.is_filled]].sum(axis=1)
    assert int(costs.max()) == rules.salary_cap


def test_fighters_have_no_teams(shared_data: Path) -> None:
    standings = real(shared_data, "MMA 2019")
    _, rules = real_slate(shared_data, CONTESTS["MMA 2019"])
    shape = shape_of(standings.entries.lineups[standings.entries.is_filled], traits_of(standings, rules), None)
    assert shape.stacks == ()
    assert shape.duplicates.largest == 72


def test_the_spreads_of_christmas_were_too_small(shared_data: Path) -> None:
    """An independent count of the same files found 1.44 standard deviations."""
    slate, _ = real_slate(shared_data, CONTESTS["NBA 2024-12-25"])
    listed = real(shared_data, "NBA 2024-12-25").listed
    content = (shared_data / CHRISTMAS / "projections.csv").read_bytes()
    rows = match_projections(slate, read_projections(NamedFile("p.csv", content), {}).rows, {}, "p.csv").rows
    outlooks = [
        PlayerOutlook(
            "", row.points or 0, row.stddev, int(listed.points[n]), normal_sample(row.points or 0, row.stddev)
        )
        for n, row in enumerate(rows)
        if row is not None and row.stddev and listed.is_scored[n]
    ]
    found = grade_forecasts(outlooks, "projections")
    assert found is not None
    assert found.z is not None
    assert found.coverage is not None
    assert found.players == 95
    assert found.z.sd == pytest.approx(1.44, abs=0.005)
    assert found.coverage["80"] == pytest.approx(0.642, abs=0.001)


def test_every_listed_prize_of_the_three_football_contests(shared_data: Path) -> None:
    """The table is read off the places that nobody shares; who ties gets the mean of the places that he shares.

    In contest 76482928 two tied for first and won 5,750 dollars each; its first place alone paid 7,500.
    """
    text = (shared_data / "nfl/dk_2019-09-22/field_lineups_winnings.csv").read_text(encoding="utf-8")
    contests: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        won = round(100_000 * float(row["amount_won"]))
        contests[row["Contest ID"]].append((round(100_000 * float(row["score"])), int(row["rank"]), won))
    assert sorted(map(len, contests.values())) == [500, 500, 501]
    for contest, every in contests.items():
        # Of one contest an entry far behind the others is listed too.
        listed = [one for one in every if one[1] <= len(every)]
        assert len(every) - len(listed) == (contest == "76482928")
        points = np.array([score for score, _, _ in listed], np.int64)
        places = place_among(points, points)
        assert places.place.tolist() == [rank for _, rank, _ in listed]
        prize = {rank: won for _, rank, won in listed}
        if contest == "76482928":
            assert prize[1] == 575_000_000
            prize |= {1: 750_000_000, 2: 400_000_000}
        for place in range(1, len(listed) + 1):
            prize.setdefault(place, prize.get(place - 1, 0))
        money = [prize[place] for place in range(1, len(listed) + 1)]
        assert table(money).share(places.place, places.tied).tolist() == [won for _, _, won in listed]

"""Real fields and real points through the kernels: the real rank of every entry, and the real prizes to the cent."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lineup_engine.contest.model import Contest, Payouts
from lineup_engine.contest.money import CENT, DOLLAR
from lineup_engine.contest.read import Terms, read_contest
from lineup_engine.seam import NamedFile
from lineup_kernels.contest.forms import lane_type, largest_total, make_forms
from lineup_kernels.contest.layout import lay_out_field, lay_out_lineups, popularity
from lineup_kernels.contest.prizes import make_prizes
from lineup_kernels.contest.ranking import rank_own
from lineup_kernels.contest.room import make_room
from lineup_kernels.contest.screen import enter_together, screen
from lineup_kernels.contest.sums import PAYOUT, no_sums
from listed_winnings import Listed, points_of, prizes_of, read_listed
from real_finishes import RealContest, read_standings
from reference_contest import finishes

LANES = 4
FINISHED = {
    "nba/dk_2024-12-25/standings.csv": ("payouts.csv", 4),
    "nba/dk_2017-11-29/gpp44_standings.csv": ("gpp44_payouts.csv", 44),
    "nba/dk_2017-11-29/du10_standings.csv": ("du10_payouts.csv", 10),
    "mlb/dk_2017-04-05/standings.csv": ("payouts.csv", 5),
    "mma/dk_2019-03-16/standings.csv": ("", 5),
}
"""Every full standings file with the payouts beside it and the fee; a contest without a table pays a dollar a place."""


class Ranking:
    """Own lineups in a field of others, with these points, all of them in one contest."""

    def __init__(self, points: NDArray[np.int64], others: NDArray[np.uint16], own: NDArray[np.uint16]) -> None:
        persons = np.arange(len(points), dtype=np.int32)
        forms = make_forms(persons, np.ones_like(persons), points)
        rank = popularity(np.concatenate([others, own]), len(points))
        self.field, self.own = lay_out_field(others, rank), lay_out_lineups(own, rank)
        total = largest_total(forms, points, others, own)
        self.points = np.zeros((len(points), LANES), lane_type(total))
        self.points[:, 0] = points + forms.shift
        self.room = make_room(len(self.field.lineups.rests), len(own), LANES, total)
        self.entries = len(others) + len(own)
        self.first, self.size = int(points[0]), own.shape[1]

    def ranks(self, together: bool) -> NDArray[np.int64]:
        """The rank of each own lineup."""
        self.won(Payouts(()), together)
        placed = rank_own(0, self.field, self.entries, 0, together, self.room)
        assert placed == len(self.room.who) == len(set(self.room.who.tolist()))
        return self.room.ahead[np.argsort(self.room.who)].astype(np.int64) + 1

    def lines(self) -> tuple[int, int]:
        """The totals at the last paid place and at the first, of the entries that were paid last."""
        shift = (int(self.points[0, 0]) - self.first) * self.size
        return int(self.room.cash[0]) - shift, int(self.room.most[0]) - shift

    def won(self, payouts: Payouts, together: bool) -> NDArray[np.int64]:
        """What each own lineup wins, in milli-cents."""
        prizes = make_prizes(payouts.prefix(), np.zeros(3, np.int64))
        sums = no_sums(len(self.room.who))
        if together:
            won = np.zeros(1, np.int64)
            enter_together(self.points, self.field, self.own, prizes, self.room, sums, won)
            assert won[0] == sums[:, PAYOUT].sum()
        else:
            screen(self.points, 1, self.field, self.own, prizes, self.room, sums)
        return sums[:, PAYOUT]


@pytest.mark.parametrize(
    ("name", "pool", "places", "bands"),
    [
        ("nba/dk_2024-12-25/payouts.csv", 50_000, 3_350, 22),
        ("nba/dk_2017-11-29/gpp44_payouts.csv", 250_000, 1_545, 20),
        ("nba/dk_2017-11-29/du10_payouts.csv", 15_000, 750, 1),
        ("mlb/dk_2017-04-05/payouts.csv", 25_000, 1_480, 21),
        ("nfl/dk_2016-09-18/payouts.csv", 1_000_000, 105_800, 33),
    ],
)
def test_every_real_payout_file_is_read(shared_data: Path, name: str, pool: int, places: int, bands: int) -> None:
    """Whoever wrote it, with whatever line ends; the pools are round, as the sites advertise them."""
    file = NamedFile(name, (shared_data / name).read_bytes())
    found = read_contest(file, Terms(470_000, 3 * DOLLAR))
    assert found.problems == ()
    assert found.contest is not None
    payouts = found.contest.payouts
    assert (payouts.pool, payouts.places, len(payouts.bands)) == (pool * DOLLAR, places, bands)


def contest_of(shared_data: Path, name: str, entries: int) -> Contest:
    """The contest of a standings file."""
    table, fee = FINISHED[name]
    path = (shared_data / name).parent / table
    file = NamedFile(table, path.read_bytes()) if table else NamedFile("made.csv", b"Place,Payout\n1-1500,1\n")
    found = read_contest(file, Terms(entries, fee * DOLLAR))
    assert found.contest is not None, found.problems
    return found.contest


@pytest.mark.parametrize("name", FINISHED)
def test_every_entry_has_its_real_rank_and_the_whole_pool_is_paid(shared_data: Path, name: str) -> None:
    """All entries at once; and every seventh as own entries in the field of the others."""
    real = read_standings(shared_data / name)
    assert (real.points[real.lineups].sum(axis=1) == real.totals).all()
    payouts = contest_of(shared_data, name, len(real.lineups)).payouts
    everybody = Ranking(real.points, real.lineups[:0], real.lineups)
    assert (everybody.ranks(together=True) == real.ranks).all()
    won = everybody.won(payouts, together=True)
    assert 0 <= payouts.pool - int(won.sum()) < CENT
    assert everybody.lines() == (int(real.totals[payouts.places - 1]), int(real.totals[0]))
    prizes = [payouts.prize(place) for place in range(1, len(real.lineups) + 1)]
    assert won.tolist() == [end.won for end in finishes(real.totals.tolist(), prizes)]
    some = np.arange(len(real.lineups)) % 7 == 3
    own = Ranking(real.points, real.lineups[~some], real.lineups[some])
    assert (own.ranks(together=True) == real.ranks[some]).all()
    assert (own.won(payouts, together=True) == won[some]).all()


@pytest.mark.parametrize("name", FINISHED)
def test_an_entry_alone_in_the_field_of_all_others(shared_data: Path, name: str) -> None:
    """Twenty entries of the better third, each against everybody else."""
    real = read_standings(shared_data / name)
    payouts = contest_of(shared_data, name, len(real.lineups)).payouts
    for entry in np.linspace(0, len(real.lineups) // 3, 20).astype(int):
        assert_alone(real, payouts, entry)


def assert_alone(real: RealContest, payouts: Payouts, entry: int) -> None:
    """Its rank and its prize are the real ones."""
    others = np.delete(real.lineups, entry, axis=0)
    alone = Ranking(real.points, others, real.lineups[entry : entry + 1])
    rank, sharing = int(real.ranks[entry]), int((real.ranks == real.ranks[entry]).sum())
    assert alone.ranks(together=False).tolist() == [rank]
    assert alone.won(payouts, together=False).tolist() == [payouts.share(rank, sharing)]


def with_the_unlisted(listed: Listed, players: tuple[str, ...]) -> NDArray[np.uint16]:
    """All entries: between two listed ones as many as the ranks leave room for, and the rest at the end.

    An unlisted one is a lineup of one player nine times: of its own points for the few in between, of none for the rest.
    """
    number = {player: place for place, player in enumerate(players)}
    rows = [[number[player] for player in entry.lineup] for entry in listed.entries]
    last = max(entry.rank for entry in listed.entries)
    between = last - 1 - sum(entry.rank < last for entry in listed.entries)
    rows += [[len(players)] * 9] * between
    rows += [[len(players) + 1] * 9] * (listed.size - len(rows))
    return np.array(rows, np.uint16)


def test_every_listed_entry_won_what_the_list_says(shared_data: Path) -> None:
    """Three contests of 22 September 2019.

    The prizes of the places follow from the entries that have a rank for themselves; those that share one, 241 of them,
    are foretold, but for two pairs of whom only the equal split is. All places together pay what was advertised.
    """
    contests = read_listed(shared_data / "nfl/dk_2019-09-22/field_lineups_winnings.csv")
    players, points = points_of(contests)
    assert sorted(contests) == ["76480880", "76482928", "76804964"]
    shared = 0
    for listed in contests.values():
        prizes = prizes_of(listed)
        assert (len(prizes), sum(prizes), prizes[0]) == (listed.paid, listed.total, listed.first)
        lowest = min(entry.score for entry in listed.entries)
        unlisted = [lowest // 9 + 1, 0]
        everybody = Ranking(np.concatenate([points, unlisted]), *entered(listed, players))
        assert everybody.ranks(together=True).tolist() == [entry.rank for entry in listed.entries]
        table = "Place,Payout\n" + "".join(f"{place},{cents / 100}\n" for place, cents in enumerate(prizes, 1))
        read = read_contest(NamedFile("p.csv", table.encode()), Terms(listed.size, 100 * DOLLAR))
        assert read.contest is not None
        won = everybody.won(read.contest.payouts, together=True)
        assert (won // CENT).tolist() == [entry.won for entry in listed.entries]
        ranks = [entry.rank for entry in listed.entries if entry.won]
        shared += sum(ranks.count(rank) > 1 for rank in ranks)
    assert shared == 241


def entered(listed: Listed, players: tuple[str, ...]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """The unlisted entries, and the listed ones as own."""
    everybody = with_the_unlisted(listed, players)
    return everybody[len(listed.entries) :], everybody[: len(listed.entries)]


def test_the_two_who_shared_the_first_place(shared_data: Path) -> None:
    """5,750 dollars each: the mean of 7,500 and 4,000, which the contest's words and the total leave for the second."""
    listed = read_listed(shared_data / "nfl/dk_2019-09-22/field_lineups_winnings.csv")["76482928"]
    assert [(entry.rank, entry.won) for entry in listed.entries[:3]] == [(1, 575_000), (1, 575_000), (3, 300_000)]
    assert prizes_of(listed)[:3] == [750_000, 400_000, 300_000]
    assert listed.total - sum(prizes_of(listed)[2:]) == 1_150_000

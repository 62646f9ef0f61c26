"""The real contests beside the checkout: their standings, read for their slates."""

from dataclasses import dataclass
from pathlib import Path

from lineup_engine.seam import NamedFile
from lineup_engine.sites.model import ContestRules
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Slate
from lineup_engine.slate.read import read_slate
from lineup_engine.standings.read import StandingsReading, read_standings


@dataclass(frozen=True, slots=True)
class RealContest:
    """Where a contest lies, and how many entries and players its file has."""

    sport: str
    salaries: str
    standings: str
    entries: int
    unfilled: int
    players: int
    is_live: bool = False


CHRISTMAS = "nba/dk_2024-12-25"
OLD_NBA = "nba/dk_2017-11-29"
CONTESTS = {
    "NBA 2024-12-25": RealContest("nba", f"{CHRISTMAS}/salaries.csv", f"{CHRISTMAS}/standings.csv", 14_863, 6, 132),
    "NBA 2017 GPP": RealContest(
        "nba", f"{OLD_NBA}/salaries_old_format.csv", f"{OLD_NBA}/gpp44_standings.csv", 6_626, 4, 191
    ),
    "NBA 2017 double-up": RealContest(
        "nba", f"{OLD_NBA}/salaries_old_format.csv", f"{OLD_NBA}/du10_standings.csv", 1_724, 2, 145
    ),
    "MLB 2017": RealContest(
        "mlb", "mlb/dk_2017-04-05/salaries_old_format.csv", "mlb/dk_2017-04-05/standings.csv", 5_882, 2, 265
    ),
    "MMA 2019": RealContest("mma", "mma/dk_2019-03-16/salaries.csv", "mma/dk_2019-03-16/standings.csv", 7_843, 10, 26),
    "NBA 2024 live": RealContest(
        *("nba", "nba/dk_2024-11-26_lateswap/salaries.csv", "nba/dk_2024-11-26_lateswap/standings_live.csv"),
        entries=23_781,
        unfilled=0,
        players=54,
        is_live=True,
    ),
}


def real_slate(shared_data: Path, contest: RealContest) -> tuple[Slate, ContestRules]:
    """The slate of a contest with its rules."""
    file = NamedFile(contest.salaries, (shared_data / contest.salaries).read_bytes())
    reading = read_slate(file, find_rules("draftkings", contest.sport, "classic"))
    assert reading.slate is not None
    assert reading.rules is not None
    return reading.slate, reading.rules


def read_real(shared_data: Path, contest: RealContest) -> StandingsReading:
    """The standings of a contest on its own slate."""
    file = NamedFile(contest.standings, (shared_data / contest.standings).read_bytes())
    return read_standings(file, *real_slate(shared_data, contest))

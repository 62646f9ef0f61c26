"""Real contests as tests need them: the compiled slate, every filled entry as players, real ownership and real points.

Standings are taken apart by the plainest means here, independently of the program's own reading of them.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Player
from lineup_engine.slate.names import plain_name
from lineup_engine.slate.read import read_slate
from small_jobs import choices
from small_jobs import job as specification_of


@dataclass(frozen=True, slots=True)
class Contest:
    """Where the files of a real contest lie, and what is known of it.

    `paid` of `places` are paid; of the fights no payouts are known, and 22 per cent are assumed. `most_entries` is what
    one user may have.
    """

    name: str
    sport: str
    salaries: str
    standings: str
    paid: int
    places: int
    most_entries: int

    @property
    def cash(self) -> float:
        """The share of the entries that is paid."""
        return self.paid / self.places


_2024, _2017, _BASEBALL, _FIGHTS = "nba/dk_2024-12-25", "nba/dk_2017-11-29", "mlb/dk_2017-04-05", "mma/dk_2019-03-16"
_OLD = f"{_2017}/salaries_old_format.csv"

NBA24 = Contest("NBA 2024 GPP", "nba", f"{_2024}/salaries.csv", f"{_2024}/standings.csv", 3_350, 14_863, 20)
GPP44 = Contest("NBA 2017 GPP", "nba", _OLD, f"{_2017}/gpp44_standings.csv", 1_545, 6_626, 150)
DU10 = Contest("NBA 2017 double-up", "nba", _OLD, f"{_2017}/du10_standings.csv", 750, 1_724, 51)
MLB = Contest(
    *("MLB 2017 GPP", "mlb", f"{_BASEBALL}/salaries_old_format.csv", f"{_BASEBALL}/standings.csv"), 1_480, 5_882, 150
)
MMA = Contest("MMA 2019 GPP", "mma", f"{_FIGHTS}/salaries.csv", f"{_FIGHTS}/standings.csv", 22, 100, 150)


@dataclass(frozen=True, slots=True)
class RealField:
    """One real contest. `lineups`: a row of ascending player numbers per entry; `user` its user's number.

    `points` are those that the players really scored; `ownership` is in per cent of the lineups here; `dropped` entries
    have a player whom the slate does not have.
    """

    job: CompiledJob
    players: tuple[Player, ...]
    lineups: NDArray[np.uint16]
    user: NDArray[np.int64]
    points: NDArray[np.float64]
    ownership: NDArray[np.float64]
    dropped: int

    @property
    def totals(self) -> NDArray[np.float64]:
        """The points of every lineup."""
        totals: NDArray[np.float64] = self.points[self.lineups].sum(axis=1)
        return totals


def load(folder: Path, contest: Contest) -> RealField:
    """A contest from the folder of real slates."""
    job, players = compiled(folder / contest.salaries, contest.sport)
    rows = _rows(folder / contest.standings)
    points, called = _points(rows), _callers(players)
    slots = tuple(dict.fromkeys(job.slots))
    lineups, users, dropped = [], [], 0
    for row in rows:
        if not row["Lineup"].strip():
            continue
        lineup = _lineup(row["Lineup"], slots, called, players)
        if lineup is None:
            dropped += 1
            continue
        lineups.append(lineup)
        users.append(row["EntryName"].partition(" (")[0])
    array = np.sort(np.array(lineups, np.uint16), axis=1)
    counts = np.bincount(array.ravel(), minlength=len(players))
    scored = np.array([points.get(plain_name(player.name), 0.0) for player in players])
    numbers = np.unique(np.array(users), return_inverse=True)[1]
    return RealField(job, players, array, numbers, scored, 100 * counts / len(array), dropped)


def compiled(path: Path, sport: str) -> tuple[CompiledJob, tuple[Player, ...]]:
    """A DraftKings classic slate without projections: all players count as projected to have 1 point."""
    reading = read_slate(NamedFile(path.name, path.read_bytes()), find_rules("draftkings", sport, "classic"))
    assert reading.slate is not None, reading.problems
    assert reading.rules is not None
    players = reading.slate.players
    wanted = choices(len(players), 1)
    return compile_job(specification_of(players, [100_000] * len(players), reading.rules, wanted)), players


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _points(rows: Sequence[Mapping[str, str]]) -> dict[str, float]:
    return {plain_name(row["Player"]): float(row["FPTS"]) for row in rows if row["Player"] not in {"", "NA"}}


def _callers(players: Sequence[Player]) -> dict[str, list[int]]:
    called: dict[str, list[int]] = {}
    for number, player in enumerate(players):
        called.setdefault(plain_name(player.name), []).append(number)
    return called


def _lineup(
    text: str, slots: Sequence[str], called: Mapping[str, list[int]], players: Sequence[Player]
) -> list[int] | None:
    """The players of a lineup's cell; None where somebody is not on the slate. Of namesakes the dearest who fits."""
    found: list[int] = []
    for slot, name in _named(text, slots):
        fits = [number for number in called.get(plain_name(name), ()) if slot in players[number].slots]
        if not fits:
            return None
        found.append(max(fits, key=lambda number: players[number].salary))
    return found


def _named(text: str, slots: Sequence[str]) -> Iterator[tuple[str, str]]:
    """`PG Chris Paul SF Mikal Bridges` as pairs of slot and name."""
    marks = "|".join(re.escape(slot) for slot in sorted(slots, key=len, reverse=True))
    parts = re.split(rf"(?:^|\s)({marks})\s(?=\S)", text.strip())
    yield from zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True)


def projected(folder: Path, contest: Contest, real: RealField) -> dict[str, NDArray[np.float64]]:
    """What was projected of every player before the contest: points, and where a vendor tells it, ownership; else 0.

    Of the baseball hitters only those of a confirmed batting order count: the others do not play.
    """
    told: dict[str, tuple[float, float]] = {}
    for path, points, ownership in _PROJECTIONS[contest.name]:
        for row in _rows(folder / path):
            is_bench = row.get("Batting_Order_Confirmed", "1") in {"x", "NA"}
            if row[points] not in {"", "NA"} and not is_bench:
                told[plain_name(row["Name"])] = float(row[points]), float(row.get(ownership) or 0)
    columns = np.array([told.get(plain_name(player.name), (0.0, 0.0)) for player in real.players])
    return {"points": columns[:, 0], "ownership": columns[:, 1]}


_NBA_2017 = ((f"{_2017}/projections_actual.csv", "Projection", ""),)
_PROJECTIONS = {
    NBA24.name: ((f"{_2024}/projections.csv", "Fpts", "Own%"),),
    GPP44.name: _NBA_2017,
    DU10.name: _NBA_2017,
    MLB.name: (
        (f"{_BASEBALL}/hitters_projections_actual.csv", "Projection", ""),
        (f"{_BASEBALL}/pitchers_projections_actual.csv", "Projection", ""),
    ),
}

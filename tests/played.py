"""Players with what was expected of them and what they scored: from the real slates, from a public archive, from races.

The archive is the repository alandu20/dailyfantasy on GitHub (commit e33ee8e, 2020-02-26): a vendor's projections with
results of 128 days of baseball and 35 of football in 2016 and 2017, and of 27 days of basketball in 2017. It is not
part of this project; `estimate_scores.py` takes the folder of a checkout.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

FINISH = [45, *range(42, 33, -1), *range(32, 22, -1), *range(21, 11, -1), *range(10, 0, -1)]
"""DraftKings' points for the places of a NASCAR race from the first on; nothing behind them."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")
_FORM = 30
_LEAST_FORM = 8
_MOST_ZEROS = 0.8
_MOST_DEAD = 0.4


@dataclass(frozen=True, slots=True)
class Played:
    """One player of one day; points, None where a file does not say. `group` is sport and position: `nfl WR`."""

    day: str
    group: str
    team: str
    opponent: str
    expected: float
    actual: float
    stddev: float | None = None
    floor: float | None = None
    ceiling: float | None = None
    order: int = 0

    @property
    def sport(self) -> str:
        """The sport alone."""
        return self.group.split()[0]

    @property
    def position(self) -> str:
        """The position alone."""
        return self.group.split()[1]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV whose header is in plain words."""
    text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(text.split("\n"))
    header = [_NOT_PLAIN.sub(" ", title).strip() for title in next(reader, [])]
    # Of titles that are the same in plain words the first counts.
    return [dict(reversed(list(zip(header, row, strict=False)))) for row in reader if row]


def number(text: str | None) -> float | None:
    """The number that a cell is."""
    try:
        return float(text or "")
    except ValueError:
        return None


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode()
    return _NOT_PLAIN.sub("", letters).lower()


def real_slates(data: Path) -> dict[str, list[Played]]:
    """The slates of the data folder whose projections and results are known, by what they are called."""
    nba17 = rows_of(data / "nba/dk_2017-11-29/projections_actual.csv")
    hitters = rows_of(data / "mlb/dk_2017-04-05/hitters_projections_actual.csv")
    pitchers = rows_of(data / "mlb/dk_2017-04-05/pitchers_projections_actual.csv")
    nfl16 = rows_of(data / "nfl/dk_2016-09-18/records_projection_actual.csv")
    confirmed = [row for row in hitters if (row["Batting Order Confirmed"] or "x").isdigit()]
    return {
        "NBA 2024-12-25": list(_nba_2024(data / "nba/dk_2024-12-25")),
        "NBA 2017-11-29": list(_rows(nba17, "nba SG", "Projection", "Actual fpts")),
        "MLB 2017-04-05, hitters": list(_rows(confirmed, "mlb OF", "Projection", "Actual fpts")),
        "MLB 2017-04-05, pitchers": list(_rows(pitchers, "mlb SP", "Projection", "Actual fpts")),
        "NFL 2016-09-18": list(_rows(nfl16, "nfl", "Projection", "Actual")),
        "NFL 2019-09-22": list(_nfl_2019(data / "nfl/dk_2019-09-22/projections_actual.csv")),
    }


def _rows(rows: Sequence[Mapping[str, str]], group: str, expected: str, actual: str) -> Iterator[Played]:
    """Rows of players with a projection and a result; `group` without a position takes that of the row."""
    for row in rows:
        mean, points = number(row.get(expected)), number(row.get(actual))
        if mean and points is not None:
            own = group if " " in group else f"{group} {row['Position'].split('/')[0]}"
            team, opponent = row.get("Team") or row.get("teamAbbrev") or "", row.get("Opponent", "")
            yield Played("one", own, team, opponent, mean, points)


def _nba_2024(folder: Path) -> Iterator[Played]:
    scored = {
        _plain(row["Player"]): float(row["FPTS"]) for row in rows_of(folder / "standings.csv") if row.get("Player")
    }
    for row in rows_of(folder / "projections.csv"):
        mean, points = number(row["Fpts"]), scored.get(_plain(row["Name"]))
        if mean and points is not None:
            yield Played("one", "nba SG", row["Team"], "", mean, points, stddev=number(row["StdDev"]))


def _nfl_2019(path: Path) -> Iterator[Played]:
    for row in rows_of(path):
        mean, points = number(row["projections proj"]), number(row["projections actpts"])
        if mean and points is not None:
            floor, ceiling = number(row["projections floor"]), number(row["projections ceiling"])
            yield Played(
                "one", f"nfl {row['pos']}", row["team"], row["opp"], mean, points, floor=floor, ceiling=ceiling
            )


def archive(folder: Path) -> list[Played]:
    """The projections and results of the archive; a file that was updated later stands for both."""
    found: dict[tuple[str, str, str, str], Played] = {}
    paths = [path for path in folder.rglob("*.csv") if "dailyfantasynerd" in path.parts]
    for path in sorted(paths, key=lambda path: ("updates" in path.parts, path.name)):
        day = _DAY.search(path.name)
        for row in rows_of(path) if day else ():
            played = _of_archive(row, day[0] if day else "", path.parts[len(folder.parts)].lower())
            if played is not None:
                found[played.day, row["Player Name"], row["Pos"], played.team] = played
    return list(found.values())


def _of_archive(row: Mapping[str, str], day: str, sport: str) -> Played | None:
    mean, points = number(row.get("Proj FP")), number(row.get("Actual FP"))
    if not mean or mean < 0 or points is None:
        return None
    position = {"D": "DST"}.get(row["Pos"], row["Pos"].split("/")[0])
    if sport == "mlb":
        position = "SP" if row["Pos"] in {"SP", "P"} else "RP" if "P" in row["Pos"] else "OF"
    floor, ceiling, order = (number(row.get(name)) for name in ("Floor FP", "Ceil FP", "Batting Order Confirmed"))
    opponent = row.get("Opp", "").replace("@", "").strip()
    group = f"{sport} {'SG' if sport == 'nba' else position}"
    return Played(day, group, row["Team"], opponent, mean, points, None, floor, ceiling, int(order or 0))


def without_dead_teams(played: Sequence[Played]) -> list[Played]:
    """Without teams nearly all of whose players have 0, for their game was put off, and without days of many of them."""
    teams: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for one in played:
        teams[one.day, one.team].append(one.actual)
    dead = {team for team, points in teams.items() if len(points) > 3 and np.mean(np.array(points) == 0) > _MOST_ZEROS}
    days = {day for day, _ in teams}
    bad = {day for day in days if sum(t[0] == day for t in dead) > _MOST_DEAD * sum(t[0] == day for t in teams)}
    return [one for one in played if (one.day, one.team) not in dead and one.day not in bad]


def races(data: Path) -> list[Played]:
    """NASCAR races by loop data; expected is what start and the driver's last races make of it, fitted by series.

    Two events under one date are left out: there laps led are more than the laps.
    """
    fields: defaultdict[tuple[str, str, str], dict[str, dict[str, str]]] = defaultdict(dict)
    for row in rows_of(data / "nascar/loop_data_2019_2024.csv"):
        if number(row["laps"]):
            fields[row["race date"], row["series"], row["track name"]][row["driver id"]] = row
    form: defaultdict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    known: defaultdict[str, list[tuple[Played, list[float]]]] = defaultdict(list)
    for (day, series, _), field in sorted(fields.items()):
        rows = list(field.values())
        if len(rows) < 20 or sum(float(row["laps led"]) for row in rows) > 1.2 * max(
            float(row["laps"]) for row in rows
        ):
            continue
        for row in rows:
            before = form[series, row["driver id"]]
            if len(before) >= _LEAST_FORM:
                last = np.mean(before[-_FORM:], axis=0)
                known[series].append((Played(day, "nascar D", series, "", 0.0, points_of(row)), _terms(row, last)))
        for row in rows:
            form[series, row["driver id"]].append((float(row["finish"]), _dominance(row)))
    return [one for some in known.values() for one in _fitted(some)]


def _dominance(row: Mapping[str, str]) -> float:
    return 0.25 * float(row["laps led"]) + 0.45 * float(row["fastest lap"])


def points_of(row: Mapping[str, str]) -> float:
    """DraftKings' points of a driver in a race."""
    start, finish = int(row["start"]), int(row["finish"])
    return (FINISH[finish - 1] if finish <= len(FINISH) else 0) + start - finish + _dominance(row)


def _terms(row: Mapping[str, str], last: np.ndarray) -> list[float]:
    start, finish, led = float(row["start"]), float(last[0]), float(last[1])
    return [1.0, start, finish, led, start * start, finish * finish, start * finish, start * led]


def _fitted(known: Sequence[tuple[Played, list[float]]]) -> list[Played]:
    terms, points = np.array([terms for _, terms in known]), np.array([one.actual for one, _ in known])
    expected = terms @ np.linalg.lstsq(terms, points, rcond=None)[0]
    return [replace(one, expected=float(mean)) for (one, _), mean in zip(known, expected, strict=True)]

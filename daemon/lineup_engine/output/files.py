"""Finished lineups as files: a table for spreadsheets, and the upload file of each site.

All are UTF-8 without a byte order mark, comma-separated, lines ended by CR LF and cells quoted where they contain a
comma, a quote or a line break (RFC 4180): what the site's own files are, and what spreadsheets read.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lineup_engine.errors import InputError
from lineup_engine.seam import Problem
from lineup_engine.sites.tables import upload_header

_DECIMALS = 5
"""Nothing is known more exactly than this: the unit of points."""

_LEAST_DECIMALS = 2

_FIGURES = {
    "ROI": "roi",
    "Profit": "profit",
    "Win": "win",
    "Top 0.1%": "top_0_1",
    "Top 1%": "top_1",
    "Top 10%": "top_10",
    "Cash": "cash",
    "Duplicates": "duplicates",
}

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_table(result_json: str) -> bytes:
    """One row per lineup: a column per slot, then salary, points, and where they are known ownership and `optimal`.

    With contests the figures of each follow, shares as parts of 1, money in dollars; empty where a lineup is not in one.
    A cell that a spreadsheet would take for a formula gets an apostrophe in front and stays text.
    """
    lineups = json.loads(result_json)["lineups"]
    known_sometimes = ("Ownership", "Optimal")
    told = [title for title in known_sometimes if any(one.get(title.lower()) is not None for one in lineups)]
    titles = ["Points", *told]
    columns = [[one[title.lower()] for one in lineups] for title in titles]
    for title, numbers in _of_contests(lineups):
        titles.append(_harmless(title))
        columns.append(numbers)
    figures = zip(*map(_aligned, columns), strict=True)
    rows = [
        [*(_harmless(_cell(player)) for player in one["players"]), one["salary"], *known]
        for one, known in zip(lineups, figures, strict=True)
    ]
    return _written([*_header(lineups, _harmless), "Salary", *titles], rows)


def _of_contests(lineups: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[float | None]]]:
    """A column for each figure of each contest, in front of whose title the contest's name stands where there are several."""
    by_name = [{one["contest"]: one for one in lineup["contests"]} for lineup in lineups]
    names = list(dict.fromkeys(name for told in by_name for name in told))
    for name in names:
        for title, key in _FIGURES.items():
            yield title if len(names) == 1 else f"{name} {title}", [told.get(name, {}).get(key) for told in by_name]


def _aligned(numbers: Sequence[float | None]) -> list[str]:
    """All numbers with the same decimals: two, or as many as the most exact one has. Unknown = empty."""
    exact = ["" if number is None else f"{number:.{_DECIMALS}f}" for number in numbers]
    places = max((len(text.rstrip("0").partition(".")[2]) for text in exact), default=0)
    return [text and text[: len(text) - _DECIMALS + max(places, _LEAST_DECIMALS)] for text in exact]


def to_draftkings(result_json: str) -> bytes:
    """DraftKings' upload file: the slots as header, then `Name (id)` cells, slots from the first column on.

    The site knows a player by the id, so a name that could be taken for a formula or breaks the line is left out.
    """
    lineups = _with_ids(result_json)
    return _written(_header(lineups, str), [[upload_cell(player) for player in one["players"]] for one in lineups])


def to_fanduel(result_json: str, sport: str) -> bytes:
    """FanDuel's upload file: the slots as header, in the site's words, then the players' ids."""
    lineups = _with_ids(result_json)
    header = upload_header("fanduel", sport, _header(lineups, str))
    return _written(header, [[player["id"] for player in one["players"]] for one in lineups])


def _with_ids(result_json: str) -> list[Mapping[str, Any]]:
    """The lineups of a result; raises `InputError` where the site could not tell who is meant."""
    lineups: list[Mapping[str, Any]] = json.loads(result_json)["lineups"]
    if any(player["id"] is None for one in lineups for player in one["players"]):
        cure = "export as csv, or submit again with a salary file that has an ID column"
        raise InputError([Problem("upload file", 0, 0, "this slate has no player ids, and the site needs them", cure)])
    return lineups


def _header(lineups: Sequence[Mapping[str, Any]], form: Callable[[str], str]) -> list[str]:
    return [form(player["slot"]) for player in lineups[0]["players"]] if lineups else []


def _cell(player: Mapping[str, Any]) -> str:
    return str(player["name"]) if player["id"] is None else f"{player['name']} ({player['id']})"


def upload_cell(player: Mapping[str, Any]) -> str:
    """How DraftKings takes a player: `Name (id)`, or the id alone where the name would be risky."""
    cell = _cell(player)
    risky = cell.startswith(_FORMULA_STARTS) or "\n" in cell or "\r" in cell
    return str(player["id"]) if risky else cell


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "replace")

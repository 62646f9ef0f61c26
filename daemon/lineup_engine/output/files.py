"""Finished lineups as files: a table for spreadsheets, and the site's upload file.

Both are UTF-8 without a byte order mark, comma-separated, lines ended by CR LF and cells quoted where they contain a
comma, a quote or a line break (RFC 4180): what the site's own files are, and what spreadsheets read.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from lineup_engine.errors import InputError
from lineup_engine.seam import Problem

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_table(result_json: str) -> bytes:
    """One row per lineup: a column per slot, then salary and points, and of sims how often it was the best one.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front and stays text.
    """
    lineups = json.loads(result_json)["lineups"]
    figures = {"Salary": "salary", "Points": "points"}
    if any(one.get("optimal") is not None for one in lineups):
        figures["Optimal"] = "optimal"
    rows = [
        [*(_harmless(_cell(player)) for player in one["players"]), *(one[key] for key in figures.values())]
        for one in lineups
    ]
    return _written([*_header(lineups, _harmless), *figures], rows)


def to_draftkings(result_json: str) -> bytes:
    """DraftKings' upload file: the slots as header, then `Name (id)` cells, slots from the first column on.

    The site knows a player by the id, so a name that could be taken for a formula or breaks the line is left out.
    """
    lineups = json.loads(result_json)["lineups"]
    if any(player["id"] is None for one in lineups for player in one["players"]):
        cure = "export as csv, or submit again with a salary file that has an ID column"
        raise InputError([Problem("upload file", 0, 0, "this slate has no player ids, and the site needs them", cure)])
    return _written(_header(lineups, str), [[_upload_cell(player) for player in one["players"]] for one in lineups])


def _header(lineups: Sequence[Mapping[str, Any]], form: Callable[[str], str]) -> list[str]:
    return [form(player["slot"]) for player in lineups[0]["players"]] if lineups else []


def _cell(player: Mapping[str, Any]) -> str:
    return str(player["name"]) if player["id"] is None else f"{player['name']} ({player['id']})"


def _upload_cell(player: Mapping[str, Any]) -> str:
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

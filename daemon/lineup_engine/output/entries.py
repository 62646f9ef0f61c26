"""Finished lineups in the entries that they are for: the site's own file of entries, to be uploaded again."""

import json
from collections.abc import Mapping
from typing import Any

from lineup_engine.entries.read import EntriesFile
from lineup_engine.entries.write import write_entries
from lineup_engine.output.files import upload_cell


def to_entries(result_json: str, file: EntriesFile, site: str) -> bytes:
    """The entries file with every lineup in its entries; an entry without one is as it was."""
    lineups: list[Mapping[str, Any]] = json.loads(result_json)["lineups"]
    chosen = {entry: [str(one["id"]) for one in lineup["players"]] for lineup in lineups for entry in lineup["entries"]}
    cells = {
        str(one["id"]): str(one["id"]) if site == "fanduel" else upload_cell(one)
        for lineup in lineups
        for one in lineup["players"]
    }
    return write_entries(file, chosen, cells)

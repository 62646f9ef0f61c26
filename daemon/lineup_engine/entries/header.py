"""The first row of an entries file: whose file it is, and for which slots."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.slate.layouts import layout_of
from lineup_engine.texts.table import folded

_COLUMNS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "draftkings": (("Entry ID", "Contest Name", "Contest ID", "Entry Fee"),),
    "fanduel": (("entry_id", "contest_id", "contest_name", "entry_fee"), ("entry_id", "contest_id", "contest_name")),
}
"""What stands before the slots; FanDuel's older files have no fee."""

_DOWNLOAD = {
    "draftkings": 'take DKEntries.csv from "Edit Entries" in the lineup upload tool',
    "fanduel": 'take the file from "Edit entries" on the page of the upcoming contests',
}

_NUMBERED = re.compile(r"\.\d+$")
_UNNAMED = re.compile(r"Unnamed: \d+")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the slots of an entry stand, and what the site calls them."""

    line: int
    first: int
    slots: tuple[str, ...]


def read_header(file: NamedFile, line: int, titles: Sequence[str], site: str) -> Header:
    """The header of a site's entries file; raises `InputError` where it is none."""
    first = _before_slots(titles, site)
    if not first:
        raise InputError([Problem(file.path, line, 0, *_no_entries(titles, site))])
    slots: list[str] = []
    for title in titles[first:]:
        if not title or folded(title) == "instructions" or _UNNAMED.fullmatch(title):
            break
        # A spreadsheet program numbers columns of one name: "P", "P.1".
        slots.append(_NUMBERED.sub("", title))
    if not slots:
        raise InputError([Problem(file.path, line, 0, "has no slots behind the columns of the entry", _DOWNLOAD[site])])
    return Header(line, first, tuple(slots))


def _before_slots(titles: Sequence[str], site: str) -> int:
    """How many columns come before the slots; 0 where it is no entries file of the site."""
    known = [folded(title) for title in titles]
    for columns in _COLUMNS[site]:
        if known[: len(columns)] == [folded(title) for title in columns]:
            return len(columns)
    return 0


def _no_entries(titles: Sequence[str], site: str) -> tuple[str, str]:
    """What the file is instead, as well as can be told, and the cure."""
    for other in _COLUMNS:
        if other != site and _before_slots(titles, other):
            words = f"is {layout_of(other).owner} entries file"
            return words, f"write site: {other}, or name a file of {site}"
    columns = ", ".join(_COLUMNS[site][0])
    return f"is no entries file: its first columns are not {columns}", _DOWNLOAD[site]

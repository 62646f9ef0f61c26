"""How each site lays out its files of players: what the columns are called, and how to tell whose file it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.texts.table import find_column, folded

_BOOSTED_SALARY = re.compile(r"\s*(?P<slot>[A-Za-z]+)\s+[\d.]+x\s+salary\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """One site's files: a header has all `needed` columns; `signs` are sets of columns that only this site has.

    `names` are the titles of each column that is read; `attributes` are kept for whoever wants them later.
    """

    site: str
    owner: str
    noun: str
    needed: tuple[str, ...]
    signs: tuple[frozenset[str], ...]
    names: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, str]
    download: str

    @property
    def average(self) -> str:
        """What the site calls a player's average points."""
        return self.names["average"][0]

    def needed_columns(self, cells: Sequence[str]) -> dict[str, int]:
        """Where the needed columns are, if these cells are the titles over the players; else empty."""
        found = {name: column for name in self.needed if (column := find_column(cells, name)) is not None}
        return found if len(found) == len(self.needed) else {}

    def column(self, header: Sequence[str], wanted: str) -> int | None:
        """The column of a field; None where the file does not have it."""
        return find_column(header, *self.names[wanted]) if wanted in self.names else None

    def kept(self, header: Sequence[str]) -> dict[str, int]:
        """The columns whose cells become attributes, by the attribute."""
        places = {name: find_column(header, title) for name, title in self.attributes.items()}
        return {name: place for name, place in places.items() if place is not None}


DRAFTKINGS = Layout(
    site="draftkings",
    owner="DraftKings'",
    noun="salary file",
    needed=("Position", "Name", "Salary"),
    signs=(frozenset({"nameid", "teamabbrev"}), frozenset({"avgpointspergame", "teamabbrev"})),
    names={
        "position": ("Position",),
        "name": ("Name",),
        "salary": ("Salary",),
        "id": ("ID",),
        "name and id": ("Name + ID",),
        "roster position": ("Roster Position",),
        "game": ("Game Info",),
        "team": ("TeamAbbrev", "Team"),
        "average": ("AvgPointsPerGame",),
    },
    attributes={"status": "Status"},
    download='take the file from "Export to CSV" on the page where you draft',
)

FANDUEL = Layout(
    site="fanduel",
    owner="FanDuel's",
    noun="player list",
    needed=("Position", "First Name", "Last Name", "Salary"),
    signs=(frozenset({"nickname", "fppg"}),),
    names={
        "position": ("Position",),
        "name": ("Nickname",),
        "first name": ("First Name",),
        "last name": ("Last Name",),
        "salary": ("Salary",),
        "id": ("Id",),
        "roster position": ("Roster Position",),
        "game": ("Game",),
        "team": ("Team",),
        "opponent": ("Opponent",),
        "average": ("FPPG",),
    },
    attributes={
        "status": "Injury Indicator",
        "injury": "Injury Details",
        "probable pitcher": "Probable Pitcher",
        "batting order": "Batting Order",
    },
    download='take the file from "Download players list" on the page where you draft',
)

_LAYOUTS = {layout.site: layout for layout in (DRAFTKINGS, FANDUEL)}


def layout_of(site: str) -> Layout:
    """The layout of a site's files."""
    return _LAYOUTS[site]


def other_layout(mine: Layout, rows: Sequence[Sequence[str]]) -> Layout | None:
    """The layout of another site that some row is the header of."""
    others = [layout for layout in _LAYOUTS.values() if layout is not mine]
    titles = [{folded(cell) for cell in cells} for cells in rows]
    return next((one for one in others if any(signs <= named for signs in one.signs for named in titles)), None)


def boosted_salaries(header: Sequence[str]) -> dict[str, int]:
    """Columns that tell what a player costs in a slot that multiplies points: `MVP 1.5x Salary`, by the slot."""
    found = ((_BOOSTED_SALARY.fullmatch(title), column) for column, title in enumerate(header))
    return {match["slot"].upper(): column for match, column in found if match}

"""Which column of a vendor's file means what: as the user says, else by the headers that vendors use."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum

from lineup_engine.seam import Problem
from lineup_engine.texts.shown import shown
from lineup_engine.texts.table import find_column, folded

_SHOWN_HEADERS = 12


class Field(StrEnum):
    """What a column of projections can mean."""

    POINTS = "points"
    ID = "id"
    NAME = "name"
    TEAM = "team"
    POSITION = "position"
    SALARY = "salary"
    OWNERSHIP = "ownership"
    STDDEV = "stddev"
    FLOOR = "floor"
    CEILING = "ceiling"


# Headers as vendors and public tools write them, the surest first; compared without case, spaces and punctuation.
KNOWN_HEADERS: Mapping[Field, tuple[str, ...]] = {
    Field.POINTS: (
        *("Fpts", "Projection", "Proj", "Projected Points", "Proj Points", "Proj Pts", "Proj FP", "Projected FP"),
        *("Fantasy Points", "DK Points", "DK Projection", "DK Proj", "FP", "Points", "Pts", "Median", "Mean"),
    ),
    Field.ID: ("ID", "Player ID", "DK ID", "DraftKings ID", "Site ID"),
    Field.NAME: ("Name", "Player", "Player Name", "Full Name", "Nickname", "Name + ID"),
    Field.TEAM: ("Team", "TeamAbbrev", "Tm"),
    Field.POSITION: ("Position", "Pos"),
    Field.SALARY: ("Salary", "DK Salary", "Sal"),
    Field.OWNERSHIP: (
        *("Own%", "Ownership", "Proj Own", "pOwn", "Projected Ownership", "Ownership Projection"),
        *("DK Own", "DK Ownership", "Rost%"),
    ),
    Field.STDDEV: ("StdDev", "Std Dev", "SD", "Stdev", "Standard Deviation", "Std"),
    Field.FLOOR: ("Floor",),
    Field.CEILING: ("Ceiling", "Ceil"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field is; `said` are those that the user named himself."""

    places: Mapping[Field, int]
    said: frozenset[Field]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Search:
    """One search for the columns of a file."""

    file: str
    line: int
    header: Sequence[str]
    mapping: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[str] = field(default_factory=list[str])

    def place_of(self, wanted: Field) -> int | None:
        """The column of a field, or None with the reason noted where that is a mistake."""
        if wanted in self.mapping:
            place = find_column(self.header, self.mapping[wanted])
            if place is None:
                self.refuse(
                    f"has no column {shown(self.mapping[wanted])!r} for {wanted}", self._nearest(self.mapping[wanted])
                )
            else:
                self._warn_of_twins(wanted, place)
            return place
        found = list(dict.fromkeys(self._known(wanted)))
        if found:
            self._warn_of_twins(wanted, found[0])
        if len(found) > 1 and wanted in {Field.POINTS, Field.OWNERSHIP}:
            taken, *others = (shown(self.header[place]) for place in found)
            self.warnings.append(f"{self.file}: {wanted} is taken from {taken!r}, not from {', '.join(others)}")
        return found[0] if found else None

    def _warn_of_twins(self, wanted: Field, place: int) -> None:
        title = self.header[place]
        twins = sum(folded(other) == folded(title) for other in self.header)
        if twins > 1:
            words = f"{twins} columns are called {shown(title)!r}; {wanted} is taken from the first"
            self.warnings.append(f"{self.file}: {words}")

    def _known(self, wanted: Field) -> Iterator[int]:
        for header in KNOWN_HEADERS[wanted]:
            place = find_column(self.header, header)
            if place is not None:
                yield place

    def refuse(self, what: str, cure: str) -> None:
        """Note a problem with the header."""
        self.problems.append(Problem(self.file, self.line, 0, what, cure))

    def _nearest(self, wanted: str) -> str:
        titles = {folded(title): title for title in self.header if folded(title)}
        near = get_close_matches(folded(wanted), titles, n=1)
        return f"did you mean {shown(titles[near[0]])!r}?" if near else self.headers()

    def headers(self) -> str:
        """The headers there are, for a message."""
        titles = [shown(title) for title in self.header if title]
        more = f" and {len(titles) - _SHOWN_HEADERS} more" if len(titles) > _SHOWN_HEADERS else ""
        return f"its columns are {', '.join(titles[:_SHOWN_HEADERS])}{more}"


def find_columns(file: str, header: tuple[int, Sequence[str]], mapping: Mapping[str, str]) -> Columns:
    """The columns of a file whose header is this line; `mapping` is from our fields to the file's headers."""
    search = _Search(file, header[0], header[1], mapping)
    found = {wanted: search.place_of(wanted) for wanted in Field}
    places = {wanted: place for wanted, place in found.items() if place is not None}
    if Field.POINTS not in places and Field.POINTS not in mapping:
        search.refuse("has no column of points that is known", f"name it: columns: {{points: ...}}; {search.headers()}")
    if not {Field.NAME, Field.ID} & places.keys() and not {"name", "id"} & mapping.keys():
        search.refuse(
            "has no column of names or ids that is known", f"name it: columns: {{name: ...}}; {search.headers()}"
        )
    said = frozenset(wanted for wanted in Field if wanted in mapping)
    return Columns(places, said, tuple(search.problems), tuple(search.warnings))

"""The same slate as the site, spreadsheets and the years have written it: every odd form that real files have."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from slate_sports import SPORTS
from slates import SALARY_HEADER, SlatePlayer, as_csv, hundredths, make_players, salary_row, slate_text

_INSTRUCTIONS = (
    "1. Locate the player you want to select in the list below ",
    "2. Copy the ID of your player (you can use the Name + ID column or the ID column) ",
    "3. Paste the ID into the roster position desired ",
)


class Dialect(StrEnum):
    """One way of writing a salary file."""

    PLAIN = "plain"
    BYTE_ORDER_MARK = "byte order mark"
    CRLF = "CR LF"
    CR = "lone CR"
    NO_LAST_LINE_END = "no line end after the last row"
    QUOTED = "every cell quoted"
    ACCENTS = "accents in names"
    UTF16 = "UTF-16 with accents, as spreadsheets save it"
    LATIN1 = "Latin-1 with accents"
    SPACED_HEADER = "spaces in the header and before names"
    EXTRA_COLUMNS = "columns of somebody else in front and behind"
    STATUS = "the newer Status column"
    BLANK_ROWS = "empty rows between and behind"
    OLD = "the format up to 2017, without ids"
    NO_ROSTER_POSITION = "the format of 2016, without roster positions and points"
    TEMPLATE = "the upload template with the pool to the right"
    ENTRIES = "an entries file with the pool to the right"


HAS_IDS = frozenset(Dialect) - {Dialect.OLD}
"""Dialects that tell the site's ids."""

HAS_POINTS = frozenset(Dialect) - {Dialect.NO_ROSTER_POSITION}
"""Dialects that tell AvgPointsPerGame."""


def slate_bytes(sport: str, seed: int, dialect: Dialect, players: int | None = None) -> bytes:
    """The slate of `make_slate` with the same arguments as a file in this dialect."""
    everyone = make_players(sport, seed, players)
    return _WRITERS[dialect](everyone, SPORTS[sport].slots.split())


Slots = Sequence[str]
Players = Sequence[SlatePlayer]


def _current(line_end: str = "\n") -> Callable[[Players, Slots], bytes]:
    return lambda players, _slots: slate_text(players).replace("\n", line_end).encode("utf-8")


def _marked(players: Players, _slots: Slots) -> bytes:
    return b"\xef\xbb\xbf" + slate_text(players).encode("utf-8")


def _unfinished(players: Players, _slots: Slots) -> bytes:
    return slate_text(players).removesuffix("\n").encode("utf-8")


def _accented(encoding: str) -> Callable[[Players, Slots], bytes]:
    """Every family name with an e gets an accent, so that the encoding can be told from UTF-8."""
    return lambda players, _slots: slate_text(
        replace(player, name=" ".join([first, *(part.replace("e", "é") for part in rest)]))
        for player in players
        for first, *rest in [player.name.split()]
    ).encode(encoding)


def _quoted(players: Players, _slots: Slots) -> bytes:
    text = io.StringIO(newline="")
    rows = [SALARY_HEADER, *(salary_row(player) for player in players)]
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def _spaced(players: Players, _slots: Slots) -> bytes:
    rows = [(row[0], f" {row[1]}", f" {row[2]}", *row[3:]) for row in map(salary_row, players)]
    header = ["Position", "Name + ID", " Name", " ID", *SALARY_HEADER[4:-1], "AvgPointsPerGame "]
    return as_csv(header, rows).encode("utf-8")


def _with_extras(players: Players, _slots: Slots) -> bytes:
    rows = [("", *salary_row(player), hundredths(player.average * 6 // 5)) for player in players]
    return as_csv(["Player", *SALARY_HEADER, "WAvgPoints"], rows).encode("utf-8")


def _with_status(players: Players, _slots: Slots) -> bytes:
    return as_csv([*SALARY_HEADER, "Status"], [(*salary_row(player), "") for player in players]).encode("utf-8")


def _with_blanks(players: Players, _slots: Slots) -> bytes:
    header, *lines = slate_text(players).splitlines()
    return "\n".join([header, "", *lines, "," * (len(SALARY_HEADER) - 1), "", ""]).encode("utf-8")


def _old(players: Players, _slots: Slots) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(["Position", "Name", "Salary", "GameInfo", "AvgPointsPerGame", "teamAbbrev"])
    for one in players:
        average = one.average / 100
        writer.writerow(["/".join(one.positions), one.name, one.salary, one.game, average, one.team.capitalize()])
    return text.getvalue().encode("utf-8")


def _without_roster(players: Players, _slots: Slots) -> bytes:
    rows = [(row[0], row[1], row[2], row[3], row[5], row[6], f"{row[7]} ") for row in map(salary_row, players)]
    header = ["Position", "Name + ID", " Name", " ID", " Salary", "GameInfo", "TeamAbbrev "]
    return as_csv(header, rows).replace("\n", "\r\n").encode("utf-8")


def _template(players: Players, slots: Slots) -> bytes:
    before = [""] * (len(slots) + 1)
    rows = [[*before, line] for line in _INSTRUCTIONS]
    pool = [[*before, *row] for row in [SALARY_HEADER, *map(salary_row, players)]]
    return as_csv([*slots, "", "Instructions"], [*rows, [" "], *pool]).encode("utf-8")


def _entries(players: Players, slots: Slots) -> bytes:
    """Two reservations; then the pool, one column to the right of the instructions."""
    front = ["Entry ID", "Contest Name", "Contest ID", "Entry Fee"]
    blank = [""] * len(slots)
    rows = [[str(4_000_000_001 + n), "Big One, $4", "170000001", "$4 ", *blank, "", _INSTRUCTIONS[n]] for n in (0, 1)]
    before = [""] * (len(front) + len(slots) + 2)
    pool = [[*before, *row] for row in [SALARY_HEADER, *map(salary_row, players)]]
    return as_csv([*front, *slots, "", "Instructions"], [*rows, *pool]).encode("utf-8")


_WRITERS: dict[Dialect, Callable[[Players, Slots], bytes]] = {
    Dialect.PLAIN: _current(),
    Dialect.BYTE_ORDER_MARK: _marked,
    Dialect.CRLF: _current("\r\n"),
    Dialect.CR: _current("\r"),
    Dialect.NO_LAST_LINE_END: _unfinished,
    Dialect.QUOTED: _quoted,
    Dialect.ACCENTS: _accented("utf-8"),
    Dialect.UTF16: _accented("utf-16"),
    Dialect.LATIN1: _accented("latin-1"),
    Dialect.SPACED_HEADER: _spaced,
    Dialect.EXTRA_COLUMNS: _with_extras,
    Dialect.STATUS: _with_status,
    Dialect.BLANK_ROWS: _with_blanks,
    Dialect.OLD: _old,
    Dialect.NO_ROSTER_POSITION: _without_roster,
    Dialect.TEMPLATE: _template,
    Dialect.ENTRIES: _entries,
}

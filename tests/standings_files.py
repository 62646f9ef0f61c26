"""Standings as DraftKings gives them, of any age, made of a few players and lineups; and their plain truth."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

MODERN = ("Rank", "EntryId", "EntryName", "TimeRemaining", "Points", "Lineup", "")
PLAYERS = ("Player", "Roster Position", "%Drafted", "FPTS")
WRITTEN_BY_R = ("Rank", "EntryId", "EntryName", "TimeRemaining", "Points", "Lineup", "X")
PLAYERS_BY_R = ("Player", "Roster.Position", "X.Drafted", "FPTS")


@dataclass(frozen=True, slots=True)
class Contest:
    """A contest: who scored what, and who entered which lineup; a lineup is slots with names, empty = unfilled."""

    points: Mapping[str, str]
    lineups: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    boosts: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction])

    def total(self, lineup: Sequence[tuple[str, str]]) -> Fraction:
        """The points of a lineup."""
        return sum(
            (self.boosts.get(slot, Fraction(1)) * Fraction(self.points[name]) for slot, name in lineup), Fraction()
        )

    def ranks(self) -> list[int]:
        """The place of each entry: one more than how many are better."""
        totals = [self.total(lineup) for _, lineup in self.lineups]
        return [1 + sum(other > total for other in totals) for total in totals]


def decimal(value: Fraction) -> str:
    """A number as the site writes it: as short as it can be."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def modern(contest: Contest, *, by_slot: bool = False) -> list[list[str]]:
    """The rows of today's file; `by_slot`: a row of the players' table for each slot that somebody fills."""
    return _side_by_side([*MODERN, *PLAYERS], _entries(contest), _players(contest, by_slot=by_slot), "")


def written_by_r(contest: Contest) -> list[list[str]]:
    """The rows of the files of 2017 that went through R: NA between the tables and where numbers are missing."""
    rows = _side_by_side([*WRITTEN_BY_R, *PLAYERS_BY_R], _entries(contest), _players(contest), "NA")
    return [[*row, *([""] * (10 - len(row))), *(["NA"] if len(row) < 11 else [])] for row in rows]


def entries_only(contest: Contest) -> list[list[str]]:
    """The rows of the oldest files, which have no players."""
    return [list(MODERN[:6]), *_entries(contest)]


def as_file(rows: Sequence[Sequence[str]], line_end: str = "\r\n", *, mark: bool = True) -> bytes:
    """Rows as the site's CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8")


def standings_of(lineups: Sequence[Mapping[str, Any]]) -> bytes:
    """The file of a contest in which only these lineups of a result were entered; the dearest players score most."""
    cells = [[(player["slot"], player["name"]) for player in one["players"]] for one in lineups]
    points = {player["name"]: f"{player['salary'] / 200:g}" for one in lineups for player in one["players"]}
    return as_file(modern(Contest(points, [(f"user{number}", cell) for number, cell in enumerate(cells)])))


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in files.items():
            writer.writestr(name, content)
    return packed.getvalue()


def _entries(contest: Contest) -> list[list[str]]:
    ranked = zip(contest.ranks(), enumerate(contest.lineups), strict=True)
    rows: list[list[str]] = []
    for rank, (number, (user, lineup)) in sorted(ranked):
        cell = " ".join(f"{slot} {name}" for slot, name in lineup)
        rows.append([str(rank), str(4_000_000_000 + number), user, "0", decimal(contest.total(lineup)), cell])
    return rows


def _players(contest: Contest, *, by_slot: bool = False) -> list[list[str]]:
    uses: dict[tuple[str, str], int] = {}
    for _, lineup in contest.lineups:
        seen = {name: slot for slot, name in reversed(lineup)}
        for name, slot in seen.items():
            uses[name, slot] = uses.get((name, slot), 0) + 1
    if not by_slot:
        uses = _one_row_each(contest, uses)
    rows = sorted(uses.items(), key=lambda item: (-item[1], item[0]))
    count = len(contest.lineups)
    return [
        [
            name,
            slot,
            f"{100 * number / count:.2f}%",
            decimal(contest.boosts.get(slot, Fraction(1)) * Fraction(contest.points[name])),
        ]
        for (name, slot), number in rows
    ]


def _one_row_each(contest: Contest, uses: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Plain players once, with one of their slots; captains apart."""
    summed: dict[tuple[str, str], int] = {}
    slot_of: dict[tuple[str, bool], str] = {}
    for (name, slot), number in uses.items():
        first = slot_of.setdefault((name, slot in contest.boosts), slot)
        summed[name, first] = summed.get((name, first), 0) + number
    return summed


def _side_by_side(
    header: list[str], entries: Sequence[list[str]], players: Sequence[list[str]], between: str
) -> list[list[str]]:
    rows = [header]
    for number in range(max(len(entries), len(players))):
        left = entries[number] if number < len(entries) else [""] * 6
        right = [between, *players[number]] if number < len(players) else [between]
        rows.append([*left, *right])
    return rows

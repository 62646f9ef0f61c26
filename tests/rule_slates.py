"""Invented slates whose projections tell more: batting order, line and power play of every player."""

import csv
import io
from collections import Counter

from slates import SlatePlayer, as_csv, make_players, projections_text, slate_text


def rule_files(sport: str, seed: int = 3, players: int | None = None) -> dict[str, bytes]:
    """A salary file and its projections with three columns more."""
    everyone = make_players(sport, seed, players)
    return {
        "DKSalaries.csv": slate_text(everyone).encode("utf-8"),
        "projections.csv": _more_columns(everyone).encode("utf-8"),
    }


def _more_columns(players: tuple[SlatePlayer, ...]) -> str:
    """Hitters bat in the order of their salary; five skaters are a line, and the first five the power play."""
    header, *rows = csv.reader(io.StringIO(projections_text(players), newline=""))
    seen: Counter[str] = Counter()
    told: list[list[str]] = []
    for player, row in zip(players, rows, strict=True):
        if {"P", "SP", "RP", "G"}.isdisjoint(player.positions):
            seen[player.team] += 1
            place = seen[player.team]
            told.append([*row, str(place) if place <= 9 else "", str((place + 4) // 5), "1" if place <= 5 else ""])
        else:
            told.append([*row, "", "", ""])
    return as_csv((*header, "Batting Order", "Line", "PP"), told)

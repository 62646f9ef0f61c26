"""Whom a rule of a config.yaml means: the validator's own reading of the little language for players."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from salary_file import Listed
from validator_tables import HITTERS, Table

_ROLES = {"P": frozenset({"P", "SP", "RP"}), "W": frozenset({"W", "LW", "RW"})}
_OTHER_KINDS = {"hitters": HITTERS, "skaters": frozenset({"C", "W", "LW", "RW", "D"})}


@dataclass(frozen=True, slots=True)
class Pool:
    """The players of a file, and what the projections say of each: cells by header in plain letters.

    `fits` says whom the slots of the contest take, for files that do not tell.
    """

    players: Sequence[Listed]
    cells: Sequence[Mapping[str, str]] = field(default=())
    fits: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def cell(self, row: int, column: str) -> str:
        """What a column of the projections says of a player."""
        return self.cells[row].get(folded(column), "") if self.cells else ""

    def ownership(self, row: int) -> Decimal:
        """His ownership in per cent, 0 where nothing is known."""
        return number(self.cell(row, "Own%")) or Decimal(0)

    def faces(self, one: int, other: int) -> bool:
        """Whether two players are on the two sides of a game."""
        first, second = self.players[one], self.players[other]
        return bool(first.game) and first.game == second.game and first.team != second.team


def read_pool(players: Sequence[Listed], projections: bytes, table: Table | None = None) -> Pool:
    """The players with their row of the projections, found by the very same name; without any no cell is known."""
    rows = list(csv.DictReader(io.StringIO(projections.decode("utf-8"), newline="")))
    named = {row["Name"]: {folded(title): cell for title, cell in row.items()} for row in rows}
    cells = tuple(named.get(player.name, {}) for player in players)
    return Pool(players, cells, table.fits if table else {})


def folded(word: str) -> str:
    """A header without case, spaces and punctuation."""
    return re.sub(r"[^a-z0-9]", "", word.casefold())


def number(text: str) -> Decimal | None:
    """A number, None for another text."""
    try:
        return Decimal(str(text).removesuffix("%"))
    except InvalidOperation:
        return None


def chosen(pool: Pool, selector: Any) -> set[int]:
    """The rows of the players that a selector means."""
    if isinstance(selector, Mapping):
        rows = set(range(len(pool.players)))
        for key, wanted in selector.items():
            rows &= {row for row in rows if _meets(pool, row, str(key), wanted)}
        return rows
    words = selector if isinstance(selector, list) else [selector]
    return {row for row in range(len(pool.players)) for word in words if _is(pool, row, str(word))}


def _is(pool: Pool, row: int, word: str) -> bool:
    player = pool.players[row]
    if word == "any" or word in {player.name, player.id}:
        return True
    if word in _OTHER_KINDS:
        return not _OTHER_KINDS[word].isdisjoint(player.positions)
    return _plays(pool, player, word)


def _plays(pool: Pool, player: Listed, word: str) -> bool:
    """Whether the word is a position of his, or a slot that the file or the table gives him."""
    if word in player.slots or not _ROLES.get(word, {word}).isdisjoint(player.positions):
        return True
    return not player.slots and not pool.fits.get(word, frozenset[str]()).isdisjoint(player.positions)


def _meets(pool: Pool, row: int, key: str, wanted: Any) -> bool:
    player = pool.players[row]
    if key == "not":
        return not any(_is(pool, row, str(word)) for word in (wanted if isinstance(wanted, list) else [wanted]))
    if key == "position":
        return any(_plays(pool, player, str(word)) for word in (wanted if isinstance(wanted, list) else [wanted]))
    own = {"salary": [str(player.salary)], "team": [player.team], "game": [player.game]}
    texts = own.get(key, [pool.cell(row, {"points": "Fpts", "ownership": "Own%"}.get(key, key))])
    if isinstance(wanted, Mapping):
        value = number(texts[0])
        low, high = (number(str(wanted.get(side, bound))) for side, bound in (("min", "-1e9"), ("max", "1e9")))
        return value is not None and low is not None and high is not None and low <= value <= high
    words = [str(word).casefold() for word in (wanted if isinstance(wanted, list) else [wanted])]
    return any(text.casefold() in words for text in texts)

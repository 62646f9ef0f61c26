"""Which players of a slate a row of projections could mean: ever looser comparisons, each only if the last found none."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from lineup_engine.projections.read import ProjectionRow
from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.names import defense_name, familiar_name, plain_name

_DEFENSES = frozenset({"DST", "DEF", "D/ST", "D"})


class Likeness(StrEnum):
    """How a row was found to mean a player."""

    ID = "id"
    NAME = "name"
    PLAIN_NAME = "plain name"
    DEFENSE = "defense"
    NICKNAME = "nickname"


@dataclass(frozen=True, slots=True)
class Candidates:
    """The players that a row could mean, by their number on the slate."""

    players: tuple[int, ...]
    likeness: Likeness


class Directory:
    """The players of a slate by everything that a row could name them with."""

    def __init__(self, slate: Slate) -> None:
        self._players = slate.players
        self._by_id = {player.id: (number,) for number, player in enumerate(slate.players) if player.id}
        self._by_name = self._index(lambda player: player.name)
        self._by_plain_name = self._index(lambda player: plain_name(player.name))
        self._by_familiar_name = self._index(lambda player: familiar_name(player.name))
        self._defenses = {
            number: (player.team.casefold(), defense_name(player.name))
            for number, player in enumerate(slate.players)
            if "DST" in player.positions
        }

    def _index(self, key: Callable[[Player], str]) -> dict[str, tuple[int, ...]]:
        index: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        for number, player in enumerate(self._players):
            index[key(player)] += (number,)
        return dict(index)

    def candidates(self, row: ProjectionRow) -> Candidates:
        """The players that fit a row best; more than one when nothing in the row tells them apart."""
        name = row.name or ""
        for likeness, found in (
            (Likeness.ID, self._by_id.get(row.id or "", ())),
            (Likeness.NAME, self._by_name.get(name, ())),
            (Likeness.PLAIN_NAME, self._by_plain_name.get(plain_name(name), ()) if plain_name(name) else ()),
            (Likeness.DEFENSE, self._find_defense(row, name)),
            (Likeness.NICKNAME, self._by_familiar_name.get(familiar_name(name), ()) if familiar_name(name) else ()),
        ):
            possible = found if likeness is Likeness.ID else self._possible(row, found)
            if possible:
                return Candidates(self._told_apart(row, possible), likeness)
        return Candidates((), Likeness.NAME)

    def _find_defense(self, row: ProjectionRow, name: str) -> tuple[int, ...]:
        """A defence is called by its team in many ways; a row is one by its position or by the word in its name."""
        is_defense = (row.position or "").upper() in _DEFENSES or "dst" in plain_name(name.replace("/", ""))
        if not is_defense:
            return ()
        called = defense_name(name)
        teams = {(row.team or "").casefold(), called} - {""}
        return tuple(number for number, (team, own) in self._defenses.items() if team in teams or own == called)

    def _possible(self, row: ProjectionRow, found: Iterable[int]) -> tuple[int, ...]:
        """Without namesakes of other sports and sides: who differs in team and in position is somebody else."""
        return tuple(number for number in found if not self._is_somebody_else(row, self._players[number]))

    def _is_somebody_else(self, row: ProjectionRow, player: Player) -> bool:
        if not row.team or not row.position or not player.team:
            return False
        has_position = not set(row.position.upper().split("/")).isdisjoint((*player.positions, *player.slots))
        return row.team.casefold() != player.team.casefold() and not has_position

    def _told_apart(self, row: ProjectionRow, found: tuple[int, ...]) -> tuple[int, ...]:
        """Of several namesakes those whose team, position and salary are the row's, as far as these tell."""
        positions = frozenset((row.position or "").upper().split("/"))
        for agrees in (
            lambda player: (row.team or "").casefold() == player.team.casefold(),
            lambda player: not positions.isdisjoint(player.positions),
            lambda player: row.salary == player.salary,
        ):
            nearer = tuple(number for number in found if agrees(self._players[number]))
            found = nearer or found
        return found

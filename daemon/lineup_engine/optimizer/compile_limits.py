"""The site's limits as numbers and words, and what the slate's file does not tell enough for.

A player without a team or game counts as of none: he is no further team or game and belongs to no group that is
limited. Where no player at all has one, the limit cannot be seen and is left out. Both are said in a warning, unless it is
about players who cannot be chosen anyway.
"""

from collections.abc import Sequence
from typing import assert_never

import numpy as np

from lineup_engine.optimizer.compiled import UNKNOWN, BoolArray, CompiledLimit, IntArray, LimitKind, PlayerTable
from lineup_engine.sites.model import Limit, MaxPerGame, MaxPerTeam, MinGames, MinTeams
from lineup_engine.slate.model import Player

CompiledLimits = tuple[tuple[CompiledLimit, ...], tuple[str, ...]]
"""The limits that can be checked, and warnings about what cannot."""


def compile_limits(limits: Sequence[Limit], players: Sequence[Player], table: PlayerTable) -> CompiledLimits:
    """The limits over these players; those that nothing is known for are left out and named in a warning."""
    compiled: list[CompiledLimit] = []
    warnings: list[str] = []
    for limit in limits:
        candidate = _compile(limit, players)
        group, noun = groups_of(candidate.kind, table)
        unseen = int(np.sum(candidate.counted & table.projected & ~table.begun & (group == UNKNOWN)))
        seen = int(np.sum(candidate.counted & (group != UNKNOWN)))
        if unseen:
            warnings.append(_warning(candidate.words, noun, unseen if seen else 0))
        if seen or not unseen:
            compiled.append(candidate)
    return tuple(compiled), tuple(warnings)


def groups_of(kind: LimitKind, table: PlayerTable) -> tuple[IntArray, str]:
    """What this kind of limit groups the players by, and the word for it."""
    if kind in {LimitKind.MAX_PER_TEAM, LimitKind.MIN_TEAMS}:
        return table.team, "team"
    return table.game, "game"


def _warning(words: str, noun: str, unseen: int) -> str:
    if not unseen:
        return f'the slate tells no {noun} of any player: the rule "{words}" is not checked'
    subject = "1 player has" if unseen == 1 else f"{unseen} players have"
    return f'{subject} no {noun} in the slate: the rule "{words}" sees nothing there'


def _compile(limit: Limit, players: Sequence[Player]) -> CompiledLimit:
    match limit:
        case MaxPerTeam(count=count, positions=positions):
            words = f"at most {count} {_who(count, positions)} of one team"
            return CompiledLimit(LimitKind.MAX_PER_TEAM, count, _counted(players, positions), words)
        case MinTeams(count=count, positions=positions):
            words = f"{_who(2, positions)} of at least {count} teams"
            return CompiledLimit(LimitKind.MIN_TEAMS, count, _counted(players, positions), words)
        case MinGames(count=count):
            return CompiledLimit(LimitKind.MIN_GAMES, count, _counted(players), f"players of at least {count} games")
        case MaxPerGame(count=count):
            words = f"at most {count} {_who(count)} of one game"
            return CompiledLimit(LimitKind.MAX_PER_GAME, count, _counted(players), words)
        case _:
            assert_never(limit)


def _who(count: int, positions: frozenset[str] = frozenset()) -> str:
    noun = "player" if count == 1 else "players"
    return f"{noun} ({', '.join(sorted(positions))})" if positions else noun


def _counted(players: Sequence[Player], positions: frozenset[str] = frozenset()) -> BoolArray:
    """Whom the limit counts: everybody, or who plays at least one of the positions."""
    counts = [not positions or not positions.isdisjoint(player.positions) for player in players]
    return np.array(counts, dtype=np.bool_)

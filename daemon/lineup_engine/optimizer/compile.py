"""From a checked job to its compiled form: names become numbers once, before the first lineup is sought."""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from lineup_engine.optimizer.compile_limits import compile_limits
from lineup_engine.optimizer.compiled import UNKNOWN, BoolArray, CompiledJob, IntArray, PlayerNames, PlayerTable
from lineup_engine.optimizer.ownership import OWNERSHIP_UNITS
from lineup_engine.optimizer.written import read_rule
from lineup_engine.slate.model import Player
from lineup_engine.specification import Specification

_TIE_BITS = 0xFFFFF


def tie_key(player: Player) -> int:
    """A number that depends on the player's key alone, for the order of lineups that are equal in value."""
    return zlib.crc32(player.key.encode("utf-8", "surrogatepass")) & _TIE_BITS


def compile_job(specification: Specification) -> CompiledJob:
    """The job as the optimizer sees it."""
    table = _player_table(specification)
    slots = tuple(slot.name for slot in specification.rules.slots)
    limits, warnings = compile_limits(specification.rules.limits, specification.slate.players, table)
    choices = specification.choices
    return CompiledJob(
        players=table,
        slots=slots,
        limits=limits,
        lock=choices.lock,
        exclude=choices.exclude,
        salary_cap=specification.rules.salary_cap,
        salary_min=choices.salary_min,
        salary_max=choices.salary_max,
        unique=choices.unique,
        lineups=specification.lineups,
        warnings=(*specification.warnings, *warnings),
        wishes=tuple(read_rule(text) for text in choices.wishes),
        apart=tuple(read_rule(text) for text in choices.apart),
        exposures=tuple(read_rule(text) for text in choices.exposures),
        order=choices.order,
    )


def eligible_on_site(specification: Specification) -> BoolArray:
    """Who may fill which slot [players, slots], whomever the user locks into one."""
    players, slots = specification.slate.players, specification.rules.slots
    fills = [[slot.name in player.slots for slot in slots] for player in players]
    return np.array(fills, dtype=np.bool_).reshape(len(players), len(slots))


def _player_table(specification: Specification) -> PlayerTable:
    players = specification.slate.players
    slots = specification.rules.slots
    eligible = eligible_on_site(specification)
    for number, only in specification.choices.lock_slots:
        eligible[number] &= [slot.name == only for slot in slots]
    return PlayerTable(
        names=tuple(PlayerNames(player.key, player.id, player.name, player.team, player.form) for player in players),
        points=_integers(points or 0 for points in specification.points),
        worth=_integers(worth or 0 for worth in specification.worth or specification.points),
        projected=np.array([points is not None for points in specification.points], dtype=np.bool_),
        begun=np.array([player.locked for player in players], dtype=np.bool_),
        salary=_integers(player.salary for player in players),
        tie_key=_integers(tie_key(player) for player in players),
        person=_numbered([player.person for player in players]),
        team=_numbered([player.team or None for player in players]),
        game=_numbered([player.game or None for player in players]),
        ownership=_integers(_ownership_units(share) for share in specification.ownership),
        max_lineups=_integers(specification.choices.max_lineups),
        eligible=eligible,
    )


def _ownership_units(per_cent: float | None) -> int:
    return UNKNOWN if per_cent is None else round(per_cent * OWNERSHIP_UNITS)


def _integers(values: Iterable[int]) -> IntArray:
    return np.array(list(values), dtype=np.int64)


def _numbered(names: Sequence[str | None]) -> IntArray:
    """Each name's number in order of first appearance, `UNKNOWN` for none."""
    numbers: dict[str, int] = {}
    return _integers(UNKNOWN if name is None else numbers.setdefault(name, len(numbers)) for name in names)

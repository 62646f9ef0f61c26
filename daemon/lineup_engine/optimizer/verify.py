"""The last look at finished lineups: every rule is asked about every one, whichever path found them.

Nothing here comes from the searches: what several lineups have to do with each other is counted anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.methods import JOINT
from lineup_engine.optimizer.pinned import Pins, pinned_job, without_others
from lineup_engine.optimizer.portfolio import ExposureOf
from lineup_engine.optimizer.roster import RosterSlots
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.rulebook import standing_rules

_BLOCK = 256
"""So many lineups are compared with all others at once: 20 MB for 20,000 of them."""


def verify(job: CompiledJob, lineups: Sequence[Lineup]) -> None:
    """Raises `InternalError` where lineups break a rule of the job; fewer than it wants break none.

    That the slots can be filled is seen when they are.
    """
    verify_behind(job, (), lineups)
    if job.order == JOINT and lineups:
        _require_minima(job, lineups)


def verify_behind(job: CompiledJob, earlier: Sequence[Lineup], lineups: Sequence[Lineup]) -> None:
    """The same for lineups that came behind others; the earlier ones may break rules among themselves."""
    _require_single(job, lineups)
    together = [*earlier, *lineups]
    if len(together) > job.lineups:
        raise InternalError(f"{len(together)} lineups were found, and {job.lineups} are wanted")
    if len(set(lineups).difference(earlier)) < len(lineups):
        raise InternalError("a lineup is there twice")
    _require_exposures(job, together, len(earlier))
    _require_distances(job, together, len(earlier))


def verify_entries(job: CompiledJob, lineups: Sequence[Lineup], pins: Sequence[Pins]) -> None:
    """The same for lineups of which some are for entries with players who stay: `pins[k]` are those of lineup k.

    They stay in their very slots. Such a lineup need only be another one than those with the same pins, for the locked
    players may leave no choice.
    """
    for own in dict.fromkeys(pins):
        some = [lineup for lineup, kept in zip(lineups, pins, strict=True) if kept == own]
        if not own:
            verify_behind(replace(job, lineups=len(lineups)), (), some)
            continue
        verify_behind(without_others(pinned_job(job, own, len(some))), (), some)
        slots, places = RosterSlots(job.slots, job.players.eligible), dict(own)
        filled = [slots.fill(lineup, places) for lineup in some]
        if any(one is None or any(one[place] != player for place, player in own) for one in filled):
            raise InternalError(f"players who stay are not in their slots: {own}")


def _require_single(job: CompiledJob, lineups: Sequence[Lineup]) -> None:
    rules = [rule for rule in standing_rules(job) if not isinstance(rule, RosterSlots)]
    for lineup in lineups:
        if len(lineup) != job.size or list(lineup) != sorted(set(lineup)):
            raise InternalError(f"the lineup {lineup} is not {job.size} players in ascending order")
        broken = [rule.words for rule in rules if not rule.allows(lineup)]
        if broken:
            raise InternalError(f"the lineup {lineup} breaks: {'; '.join(broken)}")


def _require_exposures(job: CompiledJob, together: Sequence[Lineup], first: int) -> None:
    """Whoever and whatever is in a lineup from the first on is in few enough of all."""
    lineups = _rows(job, together)
    persons = job.players.person[lineups]
    uses = np.bincount(persons.ravel(), minlength=len(job.players))
    if (uses[persons[first:]] > job.players.max_lineups[lineups[first:]]).any():
        raise InternalError("somebody is in more lineups than his exposure allows")
    for one in job.exposures:
        counts = _counts(job, one, lineups)
        if counts[first:].any() and counts.sum() > one.high:
            raise InternalError(f"{one.words}: {counts.sum()} lineups, at most {one.high} are allowed")


def _require_minima(job: CompiledJob, lineups: Sequence[Lineup]) -> None:
    for one in job.exposures:
        count = int(_counts(job, one, _rows(job, lineups)).sum())
        if count < one.low:
            raise InternalError(f"{one.words}: {count} lineups, at least {one.low} are wanted")


def _counts(job: CompiledJob, exposure: ExposureOf, lineups: IntArray) -> IntArray:
    """1 for each lineup that an exposure counts, 0 for the others."""
    mask = np.zeros(len(job.players), np.int64)
    mask[list(exposure.players)] = 1
    counts: IntArray = (mask[lineups].sum(axis=1) >= exposure.at_least).astype(np.int64)
    return counts


def _require_distances(job: CompiledJob, together: Sequence[Lineup], first: int) -> None:
    """Each lineup from the first on is far enough from all before it."""
    everybody = range(len(job.players))
    rules = [("unique", everybody, job.unique)] if job.unique > 1 else []
    for words, players, by in (*rules, *((one.words, one.players, one.by) for one in job.apart)):
        for number, other in _too_close(_rows(job, together), np.array(players, np.int64), by, first):
            raise InternalError(f"{words}: {together[number]} and {together[other]} are not apart by {by}")


def _too_close(lineups: IntArray, players: IntArray, by: int, first: int) -> Iterator[tuple[int, int]]:
    """Pairs of lineups, the later one at or behind the first, of which one has fewer than `by` players to itself."""
    of_rule = np.intersect1d(lineups, players)
    members = np.zeros((len(lineups), int(lineups.max(initial=0)) + 1), np.float32)
    np.put_along_axis(members, lineups, 1, axis=1)
    # Whole numbers below 2**24 are exact in float32, and its products are those that the machine multiplies fastest.
    members = np.ascontiguousarray(members[:, of_rule])
    own = members.sum(axis=1)
    for start in range(first, len(lineups), _BLOCK):
        stop = min(start + _BLOCK, len(lineups))
        shared = members[start:stop] @ members[:stop].T
        is_close = np.minimum.outer(own[start:stop], own[:stop]) - shared < by
        is_close &= np.arange(stop) < np.arange(start, stop)[:, None]
        for number, other in np.argwhere(is_close).tolist():
            yield start + number, other


def _rows(job: CompiledJob, lineups: Sequence[Lineup]) -> IntArray:
    return np.array(lineups, np.int64).reshape(len(lineups), job.size)

"""The `result` object of a job: lineups with their slots, exposures, and a hash over every integer behind them."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.compiled import UNKNOWN, CompiledJob
from lineup_engine.optimizer.entries import Owner
from lineup_engine.optimizer.ownership import OWNERSHIP_UNITS
from lineup_engine.optimizer.roster import RosterSlots
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.units import to_points


@dataclass(frozen=True, slots=True)
class Optimal:
    """In how many simulated slates each lineup of a result is the best one, and how many slates there were.

    Those of entries with locked players are not simulated.
    """

    times: tuple[int | None, ...]
    trials: int

    def share(self, number: int) -> float | None:
        """How often a lineup is the best one."""
        times = self.times[number]
        return None if times is None else times / self.trials


def build_result(
    job: CompiledJob,
    lineups: Sequence[Lineup],
    method: str,
    optimal: Optimal | None = None,
    owners: Sequence[Owner] = (),
) -> dict[str, Any]:
    """The lineups in the order they were found, as users and programs read them; `method` says how.

    `owners` tell which entries each lineup is for; without them they are for none.
    """
    owners = owners or [Owner()] * len(lineups)
    in_slots = [_in_slots(job, lineup, owner) for lineup, owner in zip(lineups, owners, strict=True)]
    more = [
        {"optimal": None if optimal is None else optimal.share(number), "entries": owner.entries}
        for number, owner in enumerate(owners)
    ]
    return {
        "hash": f"sha256:{_hash(job, in_slots, optimal, owners)}",
        "method": method,
        "lineups": [_lineup(job, lineup) | own for lineup, own in zip(in_slots, more, strict=True)],
        "exposure": _exposure(job, lineups),
        "portfolio": None,
    }


def _in_slots(job: CompiledJob, lineup: Lineup, owner: Owner) -> Lineup:
    filled = RosterSlots(job.slots, job.players.eligible).fill(lineup, dict(owner.pinned))
    if filled is None:
        raise InternalError(f"the lineup {lineup} does not fill the slots")
    return filled


def _lineup(job: CompiledJob, in_slots: Lineup) -> dict[str, Any]:
    ownership = _ownership(job, in_slots)
    return {
        "players": [_player(job, slot, player) for slot, player in zip(job.slots, in_slots, strict=True)],
        "salary": sum(int(job.players.salary[player]) for player in in_slots),
        "points": to_points(job.players.value(in_slots)),
        "ownership": None if ownership is None else ownership / OWNERSHIP_UNITS,
        "contests": [],
    }


def _player(job: CompiledJob, slot: str, player: int) -> dict[str, Any]:
    called = job.players.names[player]
    salary = int(job.players.salary[player])
    return {"slot": slot, "id": called.id, "name": called.name, "team": called.team, "salary": salary}


def _ownership(job: CompiledJob, lineup: Lineup) -> int | None:
    """The sum over the players; None when that of one is not known, for the sum would be too small."""
    shares = [int(job.players.ownership[player]) for player in lineup]
    return None if UNKNOWN in shares else sum(shares)


def _exposure(job: CompiledJob, lineups: Sequence[Lineup]) -> list[dict[str, Any]]:
    """In how many lineups each person is, in whatever form: most used first, then by name."""
    names = job.players.names
    main = {form: _main_form(job, forms) for forms in job.players.persons().values() for form in forms}
    uses = Counter(main[player] for lineup in lineups for player in lineup)
    order = sorted(uses, key=lambda player: (-uses[player], names[player].name, names[player].key))
    return [
        {
            "id": names[player].id,
            "name": names[player].name,
            "count": uses[player],
            "share": uses[player] / len(lineups),
        }
        for player in order
    ]


def _main_form(job: CompiledJob, forms: Lineup) -> int:
    """The form whose id stands for the person: the plain one if there is one."""
    return min(forms, key=lambda form: (job.players.names[form].form != "", form))


def _hash(job: CompiledJob, lineups: Sequence[Lineup], optimal: Optimal | None, owners: Sequence[Owner]) -> str:
    """Over slots, players and the integers behind each figure; equal for equal inputs on any machine."""
    players = job.players
    rows = [
        [
            [slot, players.names[p].key, int(players.salary[p]), int(players.points[p]), int(players.ownership[p])]
            for slot, p in zip(job.slots, lineup, strict=True)
        ]
        for lineup in lineups
    ]
    figures: dict[str, Any] = {"schema": 1, "lineups": rows}
    if optimal is not None:
        figures |= {"optimal": optimal.times, "trials": optimal.trials}
    if any(owner.entries for owner in owners):
        figures["entries"] = [owner.entries for owner in owners]
    canonical = json.dumps(figures, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def hash_of(known: str, integers: Sequence[NDArray[np.int64]]) -> str:
    """The hash of a result with further integers behind its figures."""
    digest = hashlib.sha256(known.encode("ascii"))
    for array in integers:
        digest.update(np.ascontiguousarray(array, dtype="<i8").reshape(-1).view(np.uint8).data)
    return f"sha256:{digest.hexdigest()}"

"""The contests of a job as arrays, and what is chosen by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan

import numpy as np

from lineup_engine.optimizer.compiled import BoolArray
from lineup_engine.specification import ContestTerms, FieldTerms, Play
from lineup_engine.stages.container import Array
from lineup_engine.stages.pool import SETTINGS, PoolPlan, pack_pool
from lineup_engine.stages.scores import SIMULATION, Parts
from lineup_engine.stages.text import from_json, to_json

POOL_PART = "candidates"
"""The part with the lineups to choose from."""

CONTEST = "contest"
"""Parts of the inputs are called `contest.0`, `contest.1` and so on."""


@dataclass(frozen=True, slots=True)
class Game:
    """What is played."""

    site: str
    sport: str


def game_in(parts: Parts) -> Game:
    """What a job plays."""
    return Game(*to_json(parts[SIMULATION]["game"]))


@dataclass(frozen=True, slots=True)
class Plan:
    """So many trials for the figures and for the choice, and what is chosen by; `bankroll` in milli-cents."""

    trials: int
    select_trials: int
    by: str
    bankroll: int


def pack_play(play: Play, seed: int, eligible: BoolArray) -> Iterator[tuple[str, Array]]:
    """All of it, each array with the name of its part in front; `eligible` [players, slots] is that of the site."""
    yield from play.scenarios.items()
    parts = {f"{CONTEST}.{number}": _pack_terms(terms) for number, terms in enumerate(play.contests)}
    parts[SIMULATION] = {
        "numbers": np.array([seed, play.trials, play.select_trials, play.bankroll], np.int64),
        "by": from_json(play.select_by),
        "game": from_json([play.site, play.sport]),
        "eligible": eligible,
    }
    worth = {name: np.array(values, np.int64) for name, values in play.worth.items()}
    parts[SETTINGS] = pack_pool(PoolPlan(play.candidates, play.measures), worth)
    for part, arrays in parts.items():
        yield from ((f"{part}.{name}", array) for name, array in arrays.items())


def plan_in(parts: Parts) -> Plan:
    """How a job is simulated."""
    _, trials, select_trials, bankroll = parts[SIMULATION]["numbers"].tolist()
    return Plan(trials, select_trials, to_json(parts[SIMULATION]["by"]), bankroll)


def contests_in(parts: Parts) -> list[ContestTerms]:
    """The contests of a job in their order."""
    named = sorted(int(part.rpartition(".")[2]) for part in parts if part.rpartition(".")[0] == CONTEST)
    return [_unpack_terms(parts[f"{CONTEST}.{number}"]) for number in named]


def _pack_terms(terms: ContestTerms) -> dict[str, Array]:
    field = terms.field
    mean = float("nan") if field.mean_entries is None else field.mean_entries
    arrays: dict[str, Array] = {
        "sums": terms.sums,
        "numbers": np.array(
            [terms.entries, terms.fee, terms.own, terms.per_user, field.fields, int(field.any_sum)], np.int64
        ),
        "floats": np.array([field.sigma, mean, field.error], np.float64),
        "words": from_json([terms.name, field.kind]),
    }
    known = {"ownership": field.ownership, "opponents": field.opponents}
    return arrays | {name: array for name, array in known.items() if array is not None}


def _unpack_terms(arrays: Mapping[str, Array]) -> ContestTerms:
    entries, fee, own, per_user, fields, any_sum = arrays["numbers"].tolist()
    sigma, mean, error = arrays["floats"].tolist()
    name, kind = to_json(arrays["words"])
    field = FieldTerms(
        kind=kind,
        fields=fields,
        sigma=sigma,
        mean_entries=None if isnan(mean) else mean,
        error=error,
        any_sum=bool(any_sum),
        ownership=arrays.get("ownership"),
        opponents=arrays.get("opponents"),
    )
    return ContestTerms(name, entries, fee, own, per_user, np.array(arrays["sums"]), field)

"""A compiled job as arrays and back."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np

from lineup_engine.optimizer.compiled import (
    UNKNOWN,
    CompiledJob,
    CompiledLimit,
    LimitKind,
    PlayerNames,
    PlayerTable,
)
from lineup_engine.optimizer.written import read_rule, write_rule
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.text import from_json, to_json

_PLAYER_ARRAYS = (
    "points",
    "worth",
    "projected",
    "begun",
    "salary",
    "tie_key",
    "person",
    "team",
    "game",
    "ownership",
    "max_lineups",
    "eligible",
)

_RULES = ("wishes", "apart", "exposures")


def pack_job(job: CompiledJob) -> dict[str, Array]:
    """One array per column of the player table, and the rest as small arrays and one text."""
    arrays: dict[str, Array] = {name: getattr(job.players, name) for name in _PLAYER_ARRAYS}
    counted = [limit.counted for limit in job.limits]
    arrays["limit_counted"] = np.array(counted, dtype=np.bool_).reshape(len(counted), len(job.players))
    arrays["limit_kind"] = _integers([int(limit.kind) for limit in job.limits])
    arrays["limit_count"] = _integers([limit.count for limit in job.limits])
    arrays["exclude"] = _integers(job.exclude)
    arrays["numbers"] = _integers(
        [job.salary_cap, _or_unknown(job.salary_min), _or_unknown(job.salary_max), job.unique, job.lineups]
    )
    words = [limit.words for limit in job.limits]
    names = [astuple(player) for player in job.players.names]
    arrays["about"] = from_json(
        {"players": names, "slots": job.slots, "limits": words, "lock": job.lock, "warnings": job.warnings}
    )
    arrays["rules"] = from_json({"order": job.order, **{kind: _written(getattr(job, kind)) for kind in _RULES}})
    return arrays


def unpack_job(arrays: Arrays) -> CompiledJob:
    """The job again."""
    about = to_json(arrays["about"])
    names = tuple(PlayerNames(*player) for player in about["players"])
    cap, low, high, unique, lineups = arrays["numbers"].tolist()
    return CompiledJob(
        players=PlayerTable(names=names, **{name: arrays[name] for name in _PLAYER_ARRAYS}),
        slots=tuple(about["slots"]),
        limits=_limits(arrays, about["limits"]),
        lock=tuple(map(tuple, about["lock"])),
        exclude=tuple(arrays["exclude"].tolist()),
        salary_cap=cap,
        salary_min=None if low == UNKNOWN else low,
        salary_max=None if high == UNKNOWN else high,
        unique=unique,
        lineups=lineups,
        warnings=tuple(about["warnings"]),
        **_rules(to_json(arrays["rules"])),
    )


def _written(rules: Sequence[object]) -> list[str]:
    return [write_rule(rule) for rule in rules]


def _rules(written: Mapping[str, Any]) -> dict[str, Any]:
    """The user's rules, each read by its own class."""
    rules: dict[str, Any] = {name: tuple(read_rule(text) for text in written[name]) for name in _RULES}
    return {"order": written["order"], **rules}


def _limits(arrays: Arrays, words: list[str]) -> tuple[CompiledLimit, ...]:
    rows = zip(arrays["limit_kind"], arrays["limit_count"], arrays["limit_counted"], words, strict=True)
    return tuple(CompiledLimit(LimitKind(int(kind)), int(count), counted, said) for kind, count, counted, said in rows)


def _integers(values: list[int] | tuple[int, ...]) -> Array:
    return np.array(values, dtype=np.int64)


def _or_unknown(value: int | None) -> int:
    return UNKNOWN if value is None else value

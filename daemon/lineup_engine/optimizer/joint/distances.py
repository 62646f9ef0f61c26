"""The rules about two lineups inside a joint portfolio: who excludes whom, and lineups that are far enough apart."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from lineup_engine.optimizer.compiled import BoolArray, CompiledJob
from lineup_engine.optimizer.fast.between import begin, rules_between
from lineup_engine.optimizer.joint.exposures import Lineups
from lineup_kernels.choosing import choose_in_order


def has_distances(job: CompiledJob) -> bool:
    """Whether lineups have to differ by more than one player."""
    return job.unique > 1 or bool(job.apart)


def spread(job: CompiledJob, lineups: Lineups) -> Lineups:
    """Of lineups in order each that is far enough from those taken before it, as many as the job wants."""
    everywhere = np.full(len(job.players), job.lineups)
    unlimited = replace(job, players=replace(job.players, max_lineups=everywhere), exposures=())
    between = rules_between(unlimited)
    chosen = begin(unlimited, between, ())
    choose_in_order(lineups, between, chosen)
    return chosen.members[: chosen.taken[0]]


def too_close(job: CompiledJob, lineups: Lineups) -> BoolArray:
    """Which two lineups exclude each other."""
    between = rules_between(job)
    members = np.zeros((len(lineups), len(job.players)), np.float32)
    np.put_along_axis(members, lineups.astype(np.int64), 1, axis=1)
    close = np.zeros((len(lineups), len(lineups)), np.bool_)
    for mask, by in zip(between.apart, between.apart_by, strict=True):
        counted = members[:, mask]
        own = counted.sum(axis=1)
        close |= np.minimum.outer(own, own) - counted @ counted.T < by
    np.fill_diagonal(close, val=False)
    return close


def groups_of(close: BoolArray) -> Iterator[list[int]]:
    """Groups in which each lineup excludes each other one; every two that do are in some group together."""
    missing = np.triu(close)
    for first in range(len(close)):
        while missing[first].any():
            second = int(missing[first].argmax())
            group, others = [first, second], close[first] & close[second]
            while others.any():
                wanted = others & missing[first]
                group.append(int((wanted if wanted.any() else others).argmax()))
                others &= close[group[-1]]
            missing[np.ix_(group, group)] = False
            missing[np.ix_(group, group)[::-1]] = False
            yield group

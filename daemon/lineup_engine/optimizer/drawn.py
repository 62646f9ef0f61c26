"""The portfolio from the best lineups of drawn slates: by how often they are best, or one for each draw."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.draws import Drawing
from lineup_engine.optimizer.explain import why_ended
from lineup_engine.optimizer.methods import Methods
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.rulebook import apart, used_up
from lineup_engine.optimizer.trials import Lineups, Trials

_PORTION = 10_000
"""So many lineups are offered at once: of a million different ones few are looked at."""

_MOST_REPEATS = 20
"""After so many draws in a row whose best lineup is there already, the best one that is not is taken."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A portfolio; `times[k]` is in how many simulated slates lineup k is best, none for builds."""

    lineups: list[Lineup]
    times: list[int]
    used: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def take_most_frequent(job: CompiledJob, lineups: Lineups, times: IntArray) -> Taken:
    """The lineups that are most often best and may stand beside those before them; ties by value, key and players."""
    from lineup_engine.optimizer.fast.between import begin, rules_between
    from lineup_kernels.choosing import choose_in_order

    between = rules_between(job)
    chosen = begin(job, between, ())
    taken: dict[Lineup, int] = {}
    order = _most_frequent_first(job, lineups, times)
    for start in range(0, len(order), _PORTION):
        if len(taken) == job.lineups:
            break
        portion = order[start : start + _PORTION]
        choose_in_order(np.array(lineups[portion], np.int32, order="C"), between, chosen)
        known = dict(zip(map(tuple, lineups[portion].tolist()), times[portion].tolist(), strict=True))
        new = [tuple(row) for row in chosen.members[len(taken) : chosen.taken[0]].tolist()]
        taken |= {lineup: known[lineup] for lineup in new}
    return Taken(list(taken), list(taken.values()), warnings=_too_few(job, len(taken), len(lineups)))


def _most_frequent_first(job: CompiledJob, lineups: Lineups, times: IntArray) -> IntArray:
    worth = job.players.worth[lineups].sum(axis=1)
    key = job.players.tie_key[lineups].sum(axis=1)
    columns = [lineups[:, place] for place in reversed(range(lineups.shape[1]))]
    return np.lexsort((*columns, key, -worth, -times)).astype(np.int64)


def _too_few(job: CompiledJob, taken: int, different: int) -> tuple[str, ...]:
    if taken == job.lineups:
        return ()
    told = f"only {taken} of {job.lineups} lineups: {different} different ones are best of a simulated slate"
    return (told if taken == different else f"{told}, and the rules allow no more of them together",)


class Builds:
    """Lineups of which each is the best of its own draw that the earlier ones leave."""

    def __init__(self, job: CompiledJob, drawing: Drawing, methods: Methods) -> None:
        self._job = job
        self._drawing = drawing
        self._methods = methods
        self._trials = Trials(job, methods)

    def take(self, best: Lineups) -> Taken:
        """The portfolio, given the best lineups of the first draws; a draw whose best is there already is passed over."""
        taken: list[Lineup] = []
        draw = repeats = 0
        while len(taken) < self._job.lineups:
            worth = self._drawing.drawn(self._job.players, draw, 1)
            first = best[draw : draw + 1] if draw < len(best) else self._trials.best(worth)
            lineup: Lineup = tuple(first[0].tolist())
            draw += 1
            if lineup in taken and repeats < _MOST_REPEATS:
                repeats += 1
                continue
            repeats = 0
            if not self._is_allowed(lineup, taken):
                further = self._trials.next_of(worth[0], self._job, taken)
                if further is None:
                    return Taken(taken, [], self._trials.used, (self._why_ended(taken),))
                lineup = further
            taken.append(lineup)
        return Taken(taken, [], self._trials.used)

    def _is_allowed(self, lineup: Lineup, taken: Sequence[Lineup]) -> bool:
        rules = (*used_up(self._job, taken), *apart(self._job, taken))
        return all(rule.allows(lineup) for rule in rules)

    def _why_ended(self, taken: list[Lineup]) -> str:
        reason = why_ended(self._job, taken, self._methods.has_more)
        return f"only {len(taken)} of {self._job.lineups} lineups: {reason}"

"""The best lineup of each drawn slate, by the fast path where it can, else one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.cases import MOST_CASES
from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.cures import find_clash
from lineup_engine.optimizer.methods import FAST, Methods
from lineup_engine.optimizer.rule import Lineup

if TYPE_CHECKING:
    from lineup_engine.optimizer.fast.trials import TrialSearch

Lineups = NDArray[np.int32]
"""One lineup per row, players in ascending order."""


class Trials:
    """The search for the best lineups of one job's draws. Rules about several lineups are for those who take them."""

    def __init__(self, job: CompiledJob, methods: Methods) -> None:
        self._asked = job
        self._job = alone(job)
        self._methods = methods
        self.used = frozenset[str]()
        self._search = self._fast_search()

    def best(self, drawn: IntArray) -> Lineups:
        """The best lineup for each row of worth; `RulesClash` where there is none."""
        if self._search is None or not _fits(drawn, self._job.size):
            return _rows((self._best_of_one(worth) for worth in drawn), self._job.size)
        from lineup_engine.optimizer.fast.weights import KEY_BITS

        weights = (drawn << KEY_BITS) - self._job.players.tie_key
        tops = self._search.best(weights)
        locked = np.tile(np.array(self._job.certain, np.int32), (len(drawn), 1))
        lineups: Lineups = np.sort(np.hstack((tops.members, locked)), axis=1)
        is_missing = (tops.is_open != 0) | (tops.value < self._search.least)
        for number in np.flatnonzero(is_missing).tolist():
            lineups[number] = self._best_of_one(drawn[number])
        if not is_missing.all():
            self.used |= {FAST}
        return lineups

    def next_of(self, worth: IntArray, job: CompiledJob, earlier: Sequence[Lineup]) -> Lineup | None:
        """The best lineup for one row of worth that a job's rules allow behind the earlier ones."""
        wanted = replace(job, lineups=len(earlier) + 1, players=replace(job.players, worth=worth))
        found = self._methods.find_all(wanted, earlier)
        self.used |= {found.method}
        if found.lineups is not None:
            return found.lineups[-1] if len(found.lineups) > len(earlier) else None
        step = next_lineup(wanted, earlier, Ahead())
        return None if step is None else step.lineup

    def _best_of_one(self, worth: IntArray) -> Lineup:
        lineup = self.next_of(worth, self._job, ())
        if lineup is None:
            raise find_clash(self._asked).error()
        return lineup

    def _fast_search(self) -> "TrialSearch | None":
        """None where whole lineups have to be asked, or where there is nothing to search."""
        if not self._methods.is_fast() or len(self._job.certain) >= self._job.size:
            return None
        from lineup_engine.optimizer.fast.search import make_search
        from lineup_engine.optimizer.fast.trials import TrialSearch

        # A graph with a tally is large: hundreds of branches are quicker, which one pass tells of that they are not needed.
        search = make_search(self._job, MOST_CASES)
        return None if search.judged else TrialSearch(search)


def alone(job: CompiledJob, lineups: int = 1) -> CompiledJob:
    """The job without what its lineups have to do with each other; what may be in none of them is out."""
    most = np.minimum(job.players.max_lineups, 1)
    never = tuple(player for player in np.flatnonzero(most == 0).tolist() if player not in job.exclude)
    players = replace(job.players, max_lineups=most * lineups)
    spent = (exposure.spent_by(()) for exposure in job.exposures)
    return replace(
        job,
        players=players,
        wishes=(*job.wishes, *(rule for rule in spent if rule is not None)),
        exclude=(*job.exclude, *never),
        lineups=lineups,
        unique=1,
        apart=(),
        exposures=(),
        order="greedy",
    )


def _fits(drawn: IntArray, size: int) -> bool:
    from lineup_engine.optimizer.fast.weights import fits

    return fits(drawn, size)


def _rows(lineups: Iterable[Lineup], size: int) -> Lineups:
    return np.array(list(lineups), np.int32).reshape(-1, size)

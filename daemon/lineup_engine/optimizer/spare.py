"""Lineups beyond the user's entries: they come behind those of the entries and take nothing from them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.methods import FAST, Methods
from lineup_engine.optimizer.pinned import Behind, find_in_order
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.rulebook import apart
from lineup_engine.optimizer.verify import verify_behind


def still_right(
    job: CompiledJob, free: Sequence[Lineup], pinned: Sequence[Lineup], found: Sequence[Lineup]
) -> Iterator[Lineup]:
    """The lineups that were found behind the free ones, up to the first that those of pinned players stand against."""
    if not pinned:
        yield from found
        return
    rules, uses = apart(job, pinned), _Uses(job)
    for lineup in (*free, *pinned):
        uses.add(lineup)
    for lineup in found:
        if not (uses.leave(lineup) and all(rule.allows(lineup) for rule in rules)):
            return
        uses.add(lineup)
        yield lineup


def find_more(job: CompiledJob, earlier: Sequence[Lineup], count: int, methods: Methods) -> Behind:
    """So many lineups behind the earlier ones; fewer where there are no more."""
    if not count:
        return Behind([], FAST)
    wanted = replace(job, lineups=len(earlier) + count)
    more = find_in_order(wanted, earlier, methods)
    verify_behind(wanted, earlier, more.lineups)
    return more


class _Uses:
    """In how many lineups everybody and every set of players is."""

    def __init__(self, job: CompiledJob) -> None:
        self._job = job
        self._persons: list[int] = job.players.person.tolist()
        self._most: list[int] = job.players.max_lineups.tolist()
        self._of_person: Counter[int] = Counter()
        self._of_set: Counter[int] = Counter()

    def add(self, lineup: Lineup) -> None:
        """Count a lineup."""
        self._of_person.update(self._persons[player] for player in lineup)
        self._of_set.update(number for number, one in enumerate(self._job.exposures) if one.counts(lineup))

    def leave(self, lineup: Lineup) -> bool:
        """Whether the exposures leave room for a further lineup."""
        exposures = enumerate(self._job.exposures)
        return all(self._of_person[self._persons[player]] < self._most[player] for player in lineup) and all(
            self._of_set[number] < one.high for number, one in exposures if one.counts(lineup)
        )

"""The next best lineup, given the earlier ones: largest value first, ties in a fixed order.

The order among lineups of equal value is the smaller sum of tie keys, then the smaller players' numbers. To know whether there is a tie the search looks
one lineup ahead, and what it sees there is kept (`spares`): it is the next lineup unless a rule has become tighter.
Nearly always that makes one search per lineup; see docs/decisions/0003-order-of-ties.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.rule import Lineup, Rule
from lineup_engine.optimizer.rulebook import apart, distinct, standing_rules, used_up
from lineup_engine.optimizer.search import find_largest
from lineup_engine.optimizer.ties import first_of_tied
from lineup_engine.optimizer.worth import WorthAtLeast


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of the lineups that are left: some of the best of them, all of one value, or that none is left."""

    spares: tuple[Lineup, ...] = ()
    exhausted: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One lineup of the chain and what its search has seen ahead."""

    lineup: Lineup
    ahead: Ahead


@dataclass(frozen=True, slots=True)
class _Search:
    """The lineups that are still allowed, and those of the best value that are known so far."""

    job: CompiledJob
    rules: tuple[Rule, ...]
    best: list[Lineup] = field(default_factory=list)

    def weights(self) -> list[int]:
        """The weights by which value is counted."""
        weights: list[int] = self.job.players.worth.tolist()
        return weights

    def largest(self) -> Lineup | None:
        """A lineup of the largest value that is none of the known ones."""
        return find_largest(self.weights(), (*self.rules, *distinct(self.best, by=1)))

    def first_of_tied(self) -> Lineup | None:
        """Of all lineups of the best value, the first by tie keys and players."""
        worth = WorthAtLeast(tuple(self.weights()), self.job.players.worth_of(self.best[0]))
        keys: list[int] = self.job.players.tie_key.tolist()
        return first_of_tied(keys, (*self.rules, worth))


def allowed_next(job: CompiledJob, earlier: Sequence[Lineup]) -> tuple[Rule, ...]:
    """Every rule that the next lineup has to satisfy."""
    return (*standing_rules(job), *used_up(job, earlier), *apart(job, earlier))


def next_lineup(job: CompiledJob, earlier: Sequence[Lineup], ahead: Ahead) -> Step | None:
    """The best lineup that the earlier ones leave, or None when there is none; `ahead` comes from the last step."""
    if ahead.exhausted:
        return None
    rules = allowed_next(job, earlier)
    search = _Search(job, rules, [spare for spare in ahead.spares if _satisfies(spare, rules)])
    if not search.best:
        first = search.largest()
        if first is None:
            return None
        search.best.append(first)
    if len(search.best) > 1:
        return _tied(search)
    return _look_ahead(search)


def _look_ahead(search: _Search) -> Step:
    """The one lineup known to be best, after a look at what comes behind it."""
    best = search.best[0]
    second = search.largest()
    if second is None:
        return Step(best, Ahead(exhausted=True))
    if search.job.players.worth_of(second) < search.job.players.worth_of(best):
        return Step(best, Ahead((second,)))
    search.best.append(second)
    return _tied(search)


def _tied(search: _Search) -> Step:
    """The first of several lineups of equal value; those known are still best once it is gone."""
    lineup = search.first_of_tied()
    if lineup is None:
        raise InternalError("lineups of equal value were found before, none now")
    return Step(lineup, Ahead(tuple(other for other in search.best if other != lineup)[:2]))


def _satisfies(lineup: Lineup, rules: Sequence[Rule]) -> bool:
    return all(rule.allows(lineup) for rule in rules)

"""Why there is no lineup: the smallest clash of named rules, and what ended a chain of lineups."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from lineup_engine.optimizer.choices import Exclude
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.highs import Termination, solve
from lineup_engine.optimizer.model import Draft
from lineup_engine.optimizer.rule import Lineup, Rule
from lineup_engine.optimizer.rulebook import apart, standing_rules, used_up

Rules = tuple[Rule, ...]

MOST_NODES = 2_000
"""So much work for one question of the solver is about a second; what takes more stays unknown."""

_EXCLUDES_SHOWN = 5


def clashing_rules(job: CompiledJob) -> Rules:
    """Rules that no lineup satisfies together; without any single one of them some lineup does."""
    return smallest_clash(first_rules(job), len(job.players))


def first_rules(job: CompiledJob) -> Rules:
    """What the first lineup of a job has to satisfy."""
    return (*used_up(job, ()), *standing_rules(job))


def smallest_clash(rules: Rules, players: int) -> Rules:
    """A minimal part of the rules that cannot be satisfied; where there is a choice the earlier rules are named.

    Halves are tried first (QuickXplain), so hundreds of harmless rules cost a few searches, not hundreds. A part of
    which that takes too much work to tell counts as possible: then there may be more rules than needed, never fewer.
    """

    def possible(some: Rules) -> bool:
        return is_possible(some, players)

    def narrow(kept: Rules, added: bool, rest: Rules) -> Rules:
        if added and not possible(kept):
            return ()
        if len(rest) == 1:
            return rest
        middle = len(rest) // 2
        second = narrow(kept + rest[:middle], True, rest[middle:])
        first = narrow(kept + second, bool(second), rest[:middle])
        return first + second

    return narrow((), False, rules)


def is_possible(rules: Sequence[Rule], players: int, most_nodes: int | None = MOST_NODES) -> bool:
    """Whether any set of players satisfies these rules, or may do so; no player is left out beforehand."""
    draft = Draft(tuple(range(players)))
    for rule in rules:
        rule.add_to(draft)
    return solve(draft.finish([0] * players, maximise=True), most_nodes).termination is not Termination.INFEASIBLE


def clash_words(rules: Rules) -> tuple[str, ...]:
    """What clashes, as the user calls it; a long list of excluded players is shortened."""
    excluded = [rule.words for rule in rules if isinstance(rule, Exclude)]
    others = [rule.words for rule in rules if not isinstance(rule, Exclude)]
    if len(excluded) > _EXCLUDES_SHOWN:
        more = len(excluded) - _EXCLUDES_SHOWN
        excluded = [*excluded[:_EXCLUDES_SHOWN], f"exclude {more} more players"]
    return (*excluded, *others)


HasMore = Callable[[CompiledJob, Sequence[Lineup]], bool]
"""Whether a job has a lineup more behind these."""


def why_ended(job: CompiledJob, earlier: Sequence[Lineup], has_more: HasMore) -> str:
    """What keeps a further lineup away: the user's `unique`, his exposure limits, both, or that there are no more."""
    everywhere = np.full(len(job.players), len(earlier) + 1)
    one_more = replace(job, lineups=len(earlier) + 1)
    unlimited = replace(one_more, players=replace(job.players, max_lineups=everywhere), exposures=())
    if not has_more(replace(unlimited, unique=1, apart=()), earlier):
        return "no more exist"
    if not has_more(replace(one_more, unique=1, apart=()), earlier):
        causes = [_spent_words(job, earlier)]
    elif not has_more(unlimited, earlier):
        causes = [_apart_words(job)]
    else:
        causes = [_apart_words(job), _spent_words(job, earlier)]
    return "no more exist under " + " and ".join(causes)


def has_more(job: CompiledJob, earlier: Sequence[Lineup]) -> bool:
    """Asked of the solver."""
    rules = (*standing_rules(job), *apart(job, earlier), *used_up(job, earlier))
    return is_possible(rules, len(job.players), most_nodes=None)


def _apart_words(job: CompiledJob) -> str:
    return " and ".join(
        [f"unique: {job.unique}"] * (job.unique > 1 or not job.apart) + [rule.words for rule in job.apart]
    )


def _spent_words(job: CompiledJob, earlier: Sequence[Lineup]) -> str:
    """The exposure limits in a few words; their number where all players have the same and nothing else is limited."""
    limits = {int(most) for most in job.players.max_lineups}
    if len(limits) == 1 and not job.exposures:
        return f"exposure of at most {limits.pop()} of {job.lineups} lineups"
    return " and ".join(rule.words for rule in used_up(job, earlier))

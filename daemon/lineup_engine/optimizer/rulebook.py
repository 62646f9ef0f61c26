"""Which rules a job has: those of the site, of the user, and those that follow from the earlier lineups."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from lineup_engine.optimizer.choices import Begun, Exclude, Lock, Unprojected, UsedUp
from lineup_engine.optimizer.compile_limits import groups_of
from lineup_engine.optimizer.compiled import UNKNOWN, CompiledJob, CompiledLimit, LimitKind
from lineup_engine.optimizer.limits import GamesAtLeast, Grouping, MaxOfGame, MaxOfTeam, TeamsAtLeast
from lineup_engine.optimizer.persons import OnePerPerson
from lineup_engine.optimizer.roster import RosterSlots
from lineup_engine.optimizer.rule import Lineup, Rule
from lineup_engine.optimizer.salary import SalaryAtLeast, SalaryAtMost, SalaryCap
from lineup_engine.optimizer.unique import Unique

_LIMIT_RULES: dict[LimitKind, Callable[[int, Grouping, str], Rule]] = {
    LimitKind.MAX_PER_TEAM: MaxOfTeam,
    LimitKind.MIN_TEAMS: TeamsAtLeast,
    LimitKind.MIN_GAMES: GamesAtLeast,
    LimitKind.MAX_PER_GAME: MaxOfGame,
}


def standing_rules(job: CompiledJob) -> tuple[Rule, ...]:
    """What every lineup of the job has to satisfy: the user's wishes first, then the site's rules."""
    return (*_choices(job), *job.wishes, *_salary_range(job), *_availability(job), *_site_rules(job))


def distinct(earlier: Sequence[Lineup], by: int) -> tuple[Rule, ...]:
    """The rules that keep a lineup apart from the earlier ones."""
    return tuple(Unique(frozenset(lineup), number, by) for number, lineup in enumerate(earlier))


def apart(job: CompiledJob, earlier: Sequence[Lineup]) -> tuple[Rule, ...]:
    """The rules that keep a lineup as far from the earlier ones as the user wants."""
    of_some = (rule.from_lineup(lineup, number) for rule in job.apart for number, lineup in enumerate(earlier))
    return (*distinct(earlier, job.unique), *of_some)


def used_up(job: CompiledJob, earlier: Sequence[Lineup]) -> tuple[Rule, ...]:
    """What is in as many of the earlier lineups as it may be: persons, and sets of players; no rule where nothing is."""
    person: list[int] = job.players.person.tolist()
    uses = Counter(person[player] for lineup in earlier for player in lineup)
    spent = frozenset(player for player, most in enumerate(job.players.max_lineups) if uses[person[player]] >= most)
    players: list[Rule] = [UsedUp(spent, f"exposure of {_listed(job, spent)}")] if spent else []
    sets = [exposure.spent_by(earlier) for exposure in job.exposures]
    return (*players, *(rule for rule in sets if rule is not None))


def _listed(job: CompiledJob, players: frozenset[int]) -> str:
    spent = sorted(players)
    most = dict(zip(job.players.called(spent), job.players.max_lineups[spent].tolist(), strict=True))
    if len(most) > 3:
        return f"{len(most)} players"
    return ", ".join(f"{called} (at most {count} of {job.lineups} lineups)" for called, count in most.items())


def _choices(job: CompiledJob) -> list[Rule]:
    locked = zip(job.lock, job.players.called_as(job.lock), strict=True)
    locks: list[Rule] = [Lock(forms, called) for forms, called in locked]
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for player in job.exclude:
        groups[int(job.players.person[player])].append(player)
    excluded = zip(groups.values(), job.players.called_as(tuple(groups.values())), strict=True)
    return locks + [Exclude(frozenset(forms), f"exclude {called}") for forms, called in excluded]


def _salary_range(job: CompiledJob) -> list[Rule]:
    salary = tuple(job.players.salary.tolist())
    rules: list[Rule] = [] if job.salary_min is None else [SalaryAtLeast(salary, job.salary_min)]
    return rules if job.salary_max is None else [*rules, SalaryAtMost(salary, job.salary_max)]


def _availability(job: CompiledJob) -> list[Rule]:
    unprojected = frozenset(np.flatnonzero(~job.players.projected).tolist())
    begun = frozenset(np.flatnonzero(job.players.begun).tolist())
    rules: list[Rule] = [Unprojected(unprojected, "only players with a projection")] if unprojected else []
    return [*rules, Begun(begun, "no player whose game has begun")] if begun else rules


def _site_rules(job: CompiledJob) -> list[Rule]:
    salary = tuple(job.players.salary.tolist())
    limits = [_limit_rule(limit, job) for limit in job.limits]
    forms = tuple(forms for forms in job.players.persons().values() if len(forms) > 1)
    once = [OnePerPerson(forms)] if forms else []
    return [SalaryCap(salary, job.salary_cap), *limits, *once, RosterSlots(job.slots, job.players.eligible)]


def _limit_rule(limit: CompiledLimit, job: CompiledJob) -> Rule:
    groups, _ = groups_of(limit.kind, job.players)
    grouped = np.flatnonzero(limit.counted & (groups != UNKNOWN)).tolist()
    grouping = Grouping({player: int(groups[player]) for player in grouped})
    return _LIMIT_RULES[limit.kind](limit.count, grouping, limit.words)

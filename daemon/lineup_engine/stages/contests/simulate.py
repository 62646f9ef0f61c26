"""Stage 6: the chosen lineups together in their contests, over trials of their own: what is told of them comes from here."""

from collections.abc import Mapping

import numpy as np

from lineup_engine.errors import NoPortfolio
from lineup_engine.optimizer.choice import Bank, Stake, choose, share_out
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.entries import Filling, fill_entries
from lineup_engine.optimizer.pool import best_together
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.trials import Lineups
from lineup_engine.optimizer.verify import verify
from lineup_engine.stages.candidates import METHODS
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.contests.arena import Trials, arenas_in, enter_all, trials_of_a_task
from lineup_engine.stages.contests.played import play
from lineup_engine.stages.contests.screen import POINTS
from lineup_engine.stages.contests.select import TOGETHER, spans_in
from lineup_engine.stages.contests.terms import POOL_PART, contests_in, plan_in
from lineup_engine.stages.draws import Ranges
from lineup_engine.stages.entries import entries_in
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.scores import REPORT_STREAM, Parts
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json

PORTFOLIO = "portfolio"
"""The part with the chosen lineups, which contests each is in, and whose entries they are."""

BY_TRIAL = ("won", "cash", "best")
"""Arrays with a row per contest and a column per trial, as in `Played`."""


def merge_cells(before: Before) -> Mapping[str, Arrays]:
    """The portfolio, chosen; entries of the user's file get their lineups here."""
    parts = before.inputs.parts
    job, contests = unpack_job(parts["job"]), contests_in(parts)
    candidates = np.array(parts[POOL_PART]["lineups"], np.int32)
    chosen, shared = _choose(job, candidates, before)
    lineups: list[Lineup] = [tuple(row) for row in candidates[chosen].tolist()]
    methods: set[str] = set()
    if len(lineups) < job.lineups:
        # The candidates leave no more beside the chosen ones: others are the best by points that the rules leave.
        found = best_together(job, METHODS, lineups)
        lineups = [tuple(row) for row in found.lineups.tolist()]
        methods.add(found.method)
    _require_minima(job, lineups)
    more = list(range(len(chosen), len(lineups)))
    filling = fill_entries(job, entries_in(before.inputs), lineups, METHODS)
    filling.methods |= methods
    verify(job, lineups)
    entered = [places_in(filling, [*some, *more], terms.own) for some, terms in zip(shared, contests, strict=True)]
    return {**parts, PORTFOLIO: _as_arrays(job, filling, len(lineups), entered)}


def _choose(job: CompiledJob, candidates: Lineups, before: Before) -> tuple[list[int], list[list[int]]]:
    """The numbers of the chosen candidates, and for each contest which of those go into it, by place."""
    parts = before.inputs.parts
    plan, contests = plan_in(parts), contests_in(parts)
    bank = Bank(plan.by, plan.bankroll, plan.select_trials)
    if plan.by == POINTS:
        # The portfolio by points that keeps the minima is known, and no candidate has to be in it.
        has_minima = any(exposure.low for exposure in job.exposures)
        chosen = [] if has_minima else choose(job, candidates, (), bank, ())
        return chosen, [list(range(len(chosen)))] * len(contests)
    spans = spans_in(parts, before.results)
    together = spans[TOGETHER]
    stakes = [Stake(spans.get(str(number), together), one.own, one.fee) for number, one in enumerate(contests)]
    chosen = choose(job, candidates, stakes, bank, together)
    return chosen, share_out(candidates, chosen, stakes, bank)


def places_in(filling: Filling, shared: list[int], own: int) -> list[int]:
    """Where the lineups of a contest with so many own entries stand among those of all entries.

    Those with locked players are in it whatever is chosen, then come `shared`, by number among the lineups that were
    found, then those that took the place of found ones.
    """
    owners = list(enumerate(filling.owners))
    place_of = {owner.found: place for place, owner in owners if owner.found is not None}
    locked = [place for place, owner in owners if owner.pinned]
    found = [place_of[number] for number in shared if number in place_of]
    others = [place for place, owner in owners if owner.found is None and not owner.pinned]
    return sorted([*locked, *found, *others][:own])


def _require_minima(job: CompiledJob, lineups: list[Lineup]) -> None:
    """Raises `NoPortfolio` where the candidates cannot give as many lineups of some exposure as it wants."""
    for exposure in job.exposures:
        count = sum(map(exposure.counts, lineups))
        if count < exposure.low:
            message = f"{exposure.words}: only {count} of the candidates that fit together have it"
            raise NoPortfolio(message, "raise candidates.count, or lower the minimum")


def _as_arrays(job: CompiledJob, filling: Filling, chosen: int, entered: list[list[int]]) -> dict[str, Array]:
    """The lineups, which contests each is in, whose entries they are, and what the user should know."""
    warnings = list(filling.warnings)
    if chosen < job.lineups:
        warnings.append(f"only {chosen} of {job.lineups} lineups: the rules allow no more beside them")
    arrays = {f"in.{number}": np.array(some, np.int64) for number, some in enumerate(entered)}
    return arrays | {
        "lineups": np.array(filling.lineups, np.int32).reshape(-1, job.size),
        "owners": from_json([[owner.entries, owner.pinned] for owner in filling.owners]),
        "methods": from_json(sorted(filling.methods)),
        "warnings": from_json(warnings),
    }


def ranges_in(parts: Parts) -> Ranges:
    """The trials that are told of, in tasks."""
    return Ranges(plan_in(parts).trials, trials_of_a_task(contests_in(parts), len(parts[PORTFOLIO]["lineups"])))


def _simulate(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """For each contest the sums of its lineups, and trial by trial of a range what they win and what it takes to win."""
    parts = inputs.parts
    first, count = ranges_in(parts).bounds(index)
    trials, lineups = Trials(parts, REPORT_STREAM), np.array(parts[PORTFOLIO]["lineups"], np.uint16)
    arenas = arenas_in(parts)
    own = [lineups[parts[PORTFOLIO][f"in.{number}"]] for number in range(len(arenas))]
    played = play(trials, enter_all(arenas, own, trials), first, count)
    by_trial: dict[str, Array] = {name: getattr(played, name) for name in BY_TRIAL}
    return Outcome({**{f"sums.{contest}": some for contest, some in enumerate(played.sums)}, **by_trial})


SIMULATE = Stage("simulate", merge_cells, lambda inputs: ranges_in(inputs.parts).count, _simulate, is_played=True)

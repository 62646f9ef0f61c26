"""Stage 7: the lineups with what they do in their contests become the result that the user sees."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.optimizer.entries import Owner
from lineup_engine.optimizer.methods import told_of
from lineup_engine.optimizer.verify import verify_entries
from lineup_engine.output.figures import SHARES, Day, Tally, contest_figures, day_figures, lineup_figures
from lineup_engine.output.result import build_result, hash_of
from lineup_engine.stages.candidates import lineups_in
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.contests.arena import BLOCK, Arena, arenas_in, sums_of
from lineup_engine.stages.contests.simulate import BY_TRIAL, PORTFOLIO, ranges_in
from lineup_engine.stages.contests.terms import POOL_PART, contests_in, plan_in
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.scores import REPORT_STREAM, Parts, scenarios_in
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json, to_json
from lineup_kernels.contest.sums import PAYOUT, WINS, squares_of

SUMS = "sums"
"""The part with the sums of all trials."""


def merge_trials(before: Before) -> Mapping[str, Arrays]:
    """The sums of all ranges, and what is told trial by trial."""
    parts = before.inputs.parts
    shape = len(contests_in(parts)), plan_in(parts).trials
    told: dict[str, Array] = {name: np.zeros(shape, np.int64) for name in BY_TRIAL}
    sums: dict[str, Array] = {}
    ranges = ranges_in(parts)
    for index in before.results:
        first, count = ranges.bounds(index)
        for name, array in before.results[index].arrays.items():
            if name in BY_TRIAL:
                told[name][:, first : first + count] = array
            else:
                sums[name] = sums[name] + array if name in sums else array
    return {**parts, SUMS: sums | told}


def _report(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The `result` object with its figures, its hash over every integer behind them, and what the user should know."""
    parts = inputs.parts
    job, portfolio = unpack_job(parts["job"]), parts[PORTFOLIO]
    lineups = lineups_in(portfolio["lineups"])
    owners = [Owner(entries, tuple(map(tuple, pinned))) for entries, pinned in to_json(portfolio["owners"])]
    verify_entries(job, lineups, [owner.pinned for owner in owners])
    method = told_of([to_json(parts[POOL_PART]["method"]), *to_json(portfolio["methods"])])
    result = build_result(job, lineups, method, None, owners)
    tallies = [tally_of(parts, number, arena) for number, arena in enumerate(arenas_in(parts))]
    _add_figures(result, tallies)
    terms = [np.array([tally.fee, tally.trials, *tally.lineups], np.int64) for tally in tallies]
    integers = [*(array for _, array in sorted(parts[SUMS].items())), *terms, *(tally.copies for tally in tallies)]
    result["hash"] = hash_of(result["hash"], integers)
    warnings = [*job.warnings, *to_json(portfolio["warnings"])]
    return Outcome({"result": from_json(result), "warnings": from_json(warnings)})


def tally_of(parts: Parts, number: int, arena: Arena) -> Tally:
    """One contest over all trials."""
    sums: IntArray = parts[SUMS][f"sums.{number}"]
    places = parts[PORTFOLIO][f"in.{number}"].tolist()
    lineups = parts[PORTFOLIO]["lineups"][places]
    trials, turn = plan_in(parts).trials, np.arange(len(arena.fields), dtype=np.int16)
    return Tally(
        name=arena.terms.name,
        fee=arena.terms.fee,
        lineups=tuple(places),
        payout=sums[:, :, PAYOUT],
        squares=tuple(squares_of(sums.sum(axis=0))),
        counts={name: sums[:, :, WINS + offset] for offset, name in enumerate(SHARES)},
        copies=np.array([one.copies_of(lineups) for one in arena.fields], np.int64),
        totals=parts[SUMS]["won"][number],
        field_of=np.resize(np.repeat(turn, BLOCK), trials),
        different=scenarios_in(parts).different_trials(REPORT_STREAM, trials),
        cash=parts[SUMS]["cash"][number] if arena.prizes.paid else None,
        best=parts[SUMS]["best"][number],
        first=int(arena.prizes.sums[1]),
    )


def _add_figures(result: dict[str, Any], tallies: list[Tally]) -> None:
    """Figures of each lineup in each of its contests, and of all together."""
    for tally in tallies:
        for number, place in enumerate(tally.lineups):
            result["lineups"][place]["contests"].append(lineup_figures(tally, number))
    fees = sum(tally.fee * len(tally.lineups) for tally in tallies)
    totals = sums_of(tally.totals for tally in tallies)
    unseen = sum(tally.unseen(range(len(tally.lineups))) for tally in tallies)
    # Contests with as many fields go through them together.
    turns = {len(tally.copies): tally.field_of for tally in tallies}
    result["portfolio"] = {
        **day_figures(Day(totals, fees, tuple(turns.values()), tallies[0].repeats, unseen)),
        "trials": tallies[0].trials,
        "contests": [contest_figures(tally) for tally in tallies],
    }


CONTEST_REPORT = Stage("report", merge_trials, lambda _inputs: 1, _report)
